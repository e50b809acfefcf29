//! Claims by themselves: what needs no logs.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::{
    books::Books,
    outcome::{AuditFinding, RELATED_MAX},
    rules,
};
use crate::{
    account::RecipientMonth,
    finding::{Finding, Origin, Rule, Target},
    item::Item,
    money::Units,
    reconcile::{Alike, alike},
    submission::{Submission, SubmittedLine, rules as federation, validate},
    tariff::Amount,
};

/// X902, X903 and X906 against the tariff, X904, and the pattern of X908.
pub(super) fn check(submission: &Submission, books: &Books<'_>) -> Vec<AuditFinding> {
    let of_files = validate(submission, books.world.tariff);
    let by_tariff = of_files.iter().filter(|finding| finding.rule != &federation::X909);
    let by_place: FxHashMap<Origin, &SubmittedLine> =
        submission.lines().map(|line| (line.origin, line)).collect();
    let mut findings: Vec<AuditFinding> = by_tariff
        .filter_map(|finding| {
            let line = finding.origin.and_then(|origin| by_place.get(&origin).copied());
            of_finding(finding, line, books)
        })
        .collect();
    for submitted in books.accounts().values() {
        let mut before = Before::default();
        for line in &submitted.lines {
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
        yen: books.yen_of(line, line.service_units()),
        origin: Some(line.origin),
        related: other_lines(line, books),
        note: None,
    }
}

/// Other lines for the same recipient's month and item, of whichever office; of very many the first.
fn other_lines(line: &SubmittedLine, books: &Books<'_>) -> Vec<Origin> {
    let Some((item, _)) = &line.item else { return Vec::new() };
    let rows = books.of_item(line.account.of_any_office(), *item).iter().map(|other| other.origin);
    rows.filter(|row| *row != line.origin).take(RELATED_MAX).collect()
}

/// A finding of the tariff's check; of months that are not looked at, none.
fn of_finding(
    finding: &Finding,
    line: Option<&SubmittedLine>,
    books: &Books<'_>,
) -> Option<AuditFinding> {
    let subject = &finding.subject;
    let account = subject.account()?;
    if !books.accounts().contains_key(&account) {
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
            let cell = books.world.tariff.of_code(line.account.scheme, code, line.account.month)?;
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
    let first = books.of_item(line.account.of_any_office(), *item).first();
    item.is_base() && first.is_some_and(|first| first.account.office < line.account.office)
}

/// The plan fee of the recipient in the month of a monitoring fee, or the month after.
fn plan_after<'a>(line: &SubmittedLine, books: &Books<'a>) -> Option<&'a SubmittedLine> {
    if line.item.as_ref().is_none_or(|(item, _)| *item != Item::MonitoringFee) {
        return None;
    }
    let months = [line.account.month, line.account.month.plus(1)];
    months.into_iter().find_map(|month| {
        let recipient = RecipientMonth { month, ..line.account.of_any_office() };
        books.of_item(recipient, Item::PlanFee).first().copied()
    })
}
