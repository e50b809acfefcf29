//! Claims by themselves: what needs no logs.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::{AuditFinding, books::Books, rules};
use crate::{
    account::RecipientMonth,
    finding::{Finding, Origin, Rule, Target},
    item::Item,
    money::Units,
    number::OfficeNumber,
    reconcile::{Alike, alike},
    submission::{Submission, SubmittedLine, rules as federation, validate},
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
    let by_place: FxHashMap<Origin, &SubmittedLine> =
        lines.iter().rev().map(|line| (line.origin, *line)).collect();
    let mut findings: Vec<AuditFinding> = by_tariff
        .filter_map(|finding| {
            let line = finding.origin.and_then(|origin| by_place.get(&origin).copied());
            of_finding(finding, line, books, tariff)
        })
        .collect();
    for lines in books.accounts().values() {
        let mut before = Before::default();
        for line in lines {
            if before.repeats(line) || is_second_office(line, books) {
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
        related: books.other_lines(line),
        note: None,
    }
}

/// A finding of the tariff's check; of months that are not looked at, none.
fn of_finding(
    finding: &Finding,
    line: Option<&SubmittedLine>,
    books: &Books<'_>,
    tariff: &Tariff,
) -> Option<AuditFinding> {
    let subject = &finding.subject;
    let account = subject.account()?;
    if line.is_none() && !books.accounts().contains_key(&account) {
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
        claimed: line.map(SubmittedLine::service_units),
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
        note: finding.note.as_deref().cloned(),
    })
}

/// The lines of an account that stand before one: what tells them apart, the file of the first, and
/// whether a later one stands in another file.
#[derive(Default)]
struct Before(FxHashMap<Alike, (u16, bool)>);

impl Before {
    /// Whether the line stands before already: a base fee anywhere, another item in another file
    /// (one claim may have two equal lines, one for each base fee). Takes the line in.
    fn repeats(&mut self, line: &SubmittedLine) -> bool {
        let Some((item, _)) = &line.item else { return false };
        let file = line.origin.file;
        match self.0.entry(alike(line)) {
            Entry::Vacant(entry) => {
                entry.insert((file, false));
                false
            }
            Entry::Occupied(mut entry) => {
                let (first, several) = entry.get_mut();
                let elsewhere = *several || *first != file;
                *several = elsewhere;
                item.is_base() || elsewhere
            }
        }
    }
}

/// Whether an office with a smaller number submitted the same base fee for the recipient's month.
fn is_second_office(line: &SubmittedLine, books: &Books<'_>) -> bool {
    let Some((item, _)) = &line.item else { return false };
    let offices = books.claimants().get(&(line.account.of_any_office(), *item));
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
        let recipient = RecipientMonth { month, ..line.account.of_any_office() };
        let offices = books.claimants().get(&(recipient, Item::PlanFee))?;
        let accounts = offices.iter().map(|office| recipient.at(*office));
        let mut lines = accounts.filter_map(|account| books.accounts().get(&account)).flatten();
        let is_plan = |other: &&&SubmittedLine| {
            other.item.as_ref().is_some_and(|(item, _)| *item == Item::PlanFee)
        };
        lines.find(is_plan).copied()
    })
}
