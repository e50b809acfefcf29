//! The order of output of findings, the primary ones, and whose account each belongs to.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Claim, FederationFiles, Remarks, Reported, Statement};
use crate::{
    finding::{Cell, Finding, Origin, Rule, Target},
    rules::Entry,
};

/// The order of precedence of rules.
pub(super) struct Order(FxHashMap<&'static str, usize>);

impl Order {
    pub(super) fn new(entries: &[Entry]) -> Self {
        Self(entries.iter().enumerate().map(|(place, entry)| (entry.rule.code, place)).collect())
    }

    fn of(&self, rule: &Rule) -> usize {
        self.0.get(rule.code).copied().unwrap_or(usize::MAX)
    }

    fn report(&self, finding: Finding) -> Reported {
        let precedence = self.of(finding.rule);
        Reported { finding, precedence, primary: false, effect: None }
    }

    /// Findings into 却下・保留 and the rest, in the order of output, primaries marked.
    pub(super) fn split(&self, findings: Vec<Finding>) -> (Vec<Reported>, Vec<Reported>) {
        let (rejected, notices): (Vec<Finding>, Vec<Finding>) =
            findings.into_iter().partition(|finding| finding.level.refuses());
        let report = |findings: Vec<Finding>| {
            let mut reported: Vec<Reported> =
                findings.into_iter().map(|finding| self.report(finding)).collect();
            reported.par_sort_by_key(key);
            reported
        };
        let (mut rejected, notices) = (report(rejected), report(notices));
        mark_primaries(&mut rejected);
        (rejected, notices)
    }
}

/// Marks the first reason of every subject, an input row and an item.
fn mark_primaries(rejected: &mut [Reported]) {
    let mut first: FxHashMap<(Option<Origin>, Target), (usize, usize)> = FxHashMap::default();
    for (index, reported) in rejected.iter().enumerate() {
        let subject = (reported.finding.origin, reported.finding.subject.target);
        let place = (reported.precedence, index);
        let earliest = first.entry(subject).or_insert(place);
        *earliest = place.min(*earliest);
    }
    for (_, index) in first.into_values() {
        rejected[index].primary = true;
    }
}

/// Municipality, office, certificate; then file, line and item; then catalogue order.
fn key(reported: &Reported) -> impl Ord + use<> {
    let finding = &reported.finding;
    let subject = &finding.subject;
    let first: Option<&Cell> = finding.cells.first();
    (
        (subject.municipality, subject.office, subject.certificate),
        (finding.origin, subject.target),
        reported.precedence,
        first.map(|cell| cell.field),
    )
}

/// Findings of many accounts, in the order of output.
pub(super) fn in_order(mut reported: Vec<&Reported>) -> Vec<&Reported> {
    reported.par_sort_by_key(|reported| key(reported));
    reported
}

/// Files findings, which are in order, under their accounts.
pub(super) fn file(
    mut statements: Vec<Statement>,
    (rejected, notices): (Vec<Reported>, Vec<Reported>),
    month: crate::calendar::ServiceMonth,
) -> (Vec<Statement>, Remarks) {
    let mut remarks = Remarks::default();
    let mut places: FxHashMap<_, usize> =
        statements.iter().enumerate().map(|(place, s)| (s.account, place)).collect();
    let mut place_of = |statements: &mut Vec<Statement>, reported: &Reported| {
        let account = reported.finding.subject.account()?;
        (account.month == month).then(|| {
            *places.entry(account).or_insert_with(|| {
                statements.push(Statement::new(account));
                statements.len() - 1
            })
        })
    };
    for reported in rejected {
        match place_of(&mut statements, &reported) {
            Some(place) => statements[place].rejected.push(reported),
            None => remarks.rejected.push(reported),
        }
    }
    for reported in notices {
        match place_of(&mut statements, &reported) {
            Some(place) => statements[place].notices.push(reported),
            None => remarks.notices.push(reported),
        }
    }
    statements.sort_by_key(|statement| statement.account);
    (statements, remarks)
}

impl Claim {
    /// The claim with what else is to be said of it, once it was held against what was submitted,
    /// and with its files for the federation.
    #[must_use]
    pub fn told(self, findings: Vec<Finding>, files: FederationFiles, entries: &[Entry]) -> Self {
        let (rejected, notices) = Order::new(entries).split(findings);
        let found = (rejected, notices);
        let (mut statements, mut remarks) = file(self.statements, found, self.month);
        remarks.rejected.extend(self.remarks.rejected);
        remarks.notices.extend(self.remarks.notices);
        let of_statements = statements.iter_mut().flat_map(|s| [&mut s.rejected, &mut s.notices]);
        for reported in of_statements.chain([&mut remarks.rejected, &mut remarks.notices]) {
            reported.sort_by_key(key);
        }
        Self { statements, remarks, files, ..self }
    }
}
