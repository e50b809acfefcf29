//! Claims by themselves: what needs no logs.

use super::{AuditFinding, books::Books, of_anyone, rules, sides::is_same};
use crate::{
    finding::{Finding, Rule, Target},
    item::Item,
    kokuhoren::{Account, Submission, SubmittedLine, rules as federation, validate},
    money::Units,
    number::OfficeNumber,
    tariff::{Amount, Tariff},
};

/// X902, X903 and X906 against the tariff, X904, and the pattern of X908.
pub(super) fn check(
    submission: &Submission,
    tariff: &Tariff,
    lines: &[&SubmittedLine],
    books: &Books<'_>,
) -> Vec<AuditFinding> {
    let of_files = validate(submission, tariff);
    let by_tariff = of_files.iter().filter(|finding| finding.rule != &federation::X909);
    let mut findings: Vec<AuditFinding> =
        by_tariff.filter_map(|finding| of_finding(finding, lines, tariff)).collect();
    for lines in books.accounts().values() {
        for (place, line) in lines.iter().enumerate() {
            if is_repeated(line, &lines[..place]) || is_second_office(line, books) {
                findings.push(found(&rules::X904, line, books));
            } else if let Some(plan) = plan_after(line, books) {
                let related = vec![plan.origin];
                findings.push(AuditFinding {
                    related,
                    yen: None,
                    right: None,
                    ..found(&rules::X908, line, books)
                });
            }
        }
    }
    findings
}

fn found(rule: &'static Rule, line: &SubmittedLine, books: &Books<'_>) -> AuditFinding {
    AuditFinding {
        rule,
        level: rule.levels[0],
        account: Some(line.account),
        office: Some(line.account.office),
        item: line.item.clone(),
        cause: String::new(),
        claimed: Some(line.service_units()),
        right: Some(Units(0)),
        yen: books.yen_of(&line.account, line.origin.file, line.service_units()),
        origin: Some(line.origin),
        related: books.rivals(line).iter().map(|other| other.origin).collect(),
        note: None,
    }
}

/// A finding of the tariff's check; of months that are not looked at, none.
fn of_finding(
    finding: &Finding,
    lines: &[&SubmittedLine],
    tariff: &Tariff,
) -> Option<AuditFinding> {
    let subject = &finding.subject;
    let account = Account {
        month: subject.month?,
        scheme: subject.scheme?,
        municipality: subject.municipality?,
        office: subject.office?,
        certificate: subject.certificate?,
    };
    let line = lines.iter().find(|line| Some(line.origin) == finding.origin);
    if line.is_none() && !lines.iter().any(|line| line.account == account) {
        return None;
    }
    let item = line.and_then(|line| line.item.clone()).or(match subject.target {
        Target::Item(item) => Some((item, String::new())),
        Target::Table(_) => None,
    });
    Some(AuditFinding {
        rule: finding.rule,
        level: finding.level,
        account: Some(account),
        office: Some(account.office),
        item,
        cause: String::new(),
        claimed: line.map(|line| line.service_units()),
        right: line.filter(|_| finding.rule == &federation::X902).and_then(|line| {
            let code = line.code.as_deref()?;
            let cell = tariff.of_code(line.account.scheme, code, line.account.month)?;
            match cell.amount {
                Some(Amount::Units(units)) => Some(Units(units.0 * i64::from(line.count))),
                _ => None,
            }
        }),
        yen: None,
        origin: finding.origin,
        related: Vec::new(),
        note: finding.note.clone(),
    })
}

/// Whether the line stands in `before`: a base fee anywhere, another item in an earlier file (one
/// claim may have two equal lines, one for each base fee).
fn is_repeated(line: &SubmittedLine, before: &[&SubmittedLine]) -> bool {
    let Some((item, _)) = &line.item else { return false };
    before.iter().any(|other| {
        is_same(line, other) && (item.is_base() || other.origin.file != line.origin.file)
    })
}

/// Whether an office with a smaller number submitted the same base fee for the recipient's month.
fn is_second_office(line: &SubmittedLine, books: &Books<'_>) -> bool {
    let Some((item, _)) = &line.item else { return false };
    let offices = books.claimants().get(&(of_anyone(line.account), *item));
    let first: Option<&OfficeNumber> = offices.and_then(|offices| offices.first());
    item.is_base() && first.is_some_and(|first| *first < line.account.office)
}

/// The plan fee of the recipient in the month of a monitoring fee, or the month after.
fn plan_after<'a>(line: &SubmittedLine, books: &'a Books<'_>) -> Option<&'a SubmittedLine> {
    if line.item.as_ref().is_none_or(|(item, _)| *item != Item::MonitoringFee) {
        return None;
    }
    let months = [line.account.month, line.account.month.plus(1)];
    months.into_iter().find_map(|month| {
        let anyone = of_anyone(Account { month, ..line.account });
        let offices = books.claimants().get(&(anyone, Item::PlanFee))?;
        let accounts =
            offices.iter().map(|office| Account { office: *office, month, ..line.account });
        let mut lines = accounts.filter_map(|account| books.accounts().get(&account)).flatten();
        let is_plan = |other: &&&SubmittedLine| {
            other.item.as_ref().is_some_and(|(item, _)| *item == Item::PlanFee)
        };
        lines.find(is_plan).copied()
    })
}
