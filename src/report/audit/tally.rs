//! Counts and yen of findings, too much and too little kept apart.

use std::{collections::BTreeMap, ops::AddAssign};

use crate::{
    audit::{Audit, AuditFinding, Difference, OfficeSummary},
    catalogue,
    finding::{Asked, Lang, Level, Rule},
    money::Yen,
    number::OfficeNumber,
};

/// The rules of family X, in the order of the catalogue.
pub(super) fn rules() -> impl Iterator<Item = &'static Rule> {
    catalogue::rules().filter(|rule| rule.of_audit.is_some())
}

/// The rules that an audit did not ask: those that need logs, or those that stand in for them.
pub(super) fn unasked(has_logs: bool) -> Vec<&'static Rule> {
    let asked = if has_logs { Asked::WithoutLogs } else { Asked::WithLogs };
    rules().filter(|rule| rule.of_audit.is_some_and(|own| own.asked == asked)).collect()
}

/// Their codes, in a list.
pub(super) fn unasked_codes(has_logs: bool, lang: Lang) -> String {
    let codes: Vec<&str> = unasked(has_logs).iter().map(|rule| rule.code).collect();
    match (lang, codes.split_last()) {
        (Lang::En, Some((last, others))) => format!("{} and {last}", others.join(", ")),
        _ => codes.join("・"),
    }
}

/// The levels of an audit, in the order of the summary.
pub(super) const LEVELS: [Level; 4] = [Level::Over, Level::Under, Level::Differ, Level::Query];

/// The findings of each office, in the order of output.
pub(super) type ByOffice<'a> = BTreeMap<OfficeNumber, Vec<&'a AuditFinding>>;

/// Every office of the audit has its place, one without findings too.
pub(super) fn by_office(audit: &Audit) -> ByOffice<'_> {
    let mut by_office: ByOffice<'_> =
        audit.offices.keys().map(|office| (*office, Vec::new())).collect();
    for finding in &audit.findings {
        if let Some(office) = finding.office {
            by_office.entry(office).or_default().push(finding);
        }
    }
    by_office
}

/// What several findings come to. Nothing is netted off.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Tally {
    /// Findings.
    pub(super) count: usize,
    /// Yen claimed too much.
    pub(super) over: Yen,
    /// Yen claimed too little.
    pub(super) under: Yen,
    /// Findings whose yen cannot be known.
    pub(super) unknown: usize,
}

impl Tally {
    /// Of one finding.
    pub(super) fn of(finding: &AuditFinding) -> Self {
        let yen = finding.yen.unwrap_or_default();
        Self {
            count: 1,
            over: yen.max(Yen(0)),
            under: Yen(yen.min(Yen(0)).0.saturating_neg()),
            unknown: usize::from(finding.yen.is_none()),
        }
    }

    /// Of many findings.
    pub(super) fn sum<'f>(findings: impl IntoIterator<Item = &'f AuditFinding>) -> Self {
        let mut tally = Self::default();
        for finding in findings {
            tally += Self::of(finding);
        }
        tally
    }

    /// Yen that differ, in either direction: for the order, never for a sum.
    pub(super) fn weight(&self) -> Yen {
        self.over + self.under
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.count += other.count;
        self.over = self.over + other.over;
        self.under = self.under + other.under;
        self.unknown += other.unknown;
    }
}

/// The sums of every office.
pub(super) fn whole(audit: &Audit) -> OfficeSummary {
    let mut whole = OfficeSummary::default();
    for office in audit.offices.values() {
        whole.lines += office.lines;
        whole.claimed = whole.claimed + office.claimed;
        whole.unpriced += office.unpriced;
        whole.over = whole.over + office.over;
        whole.under = whole.under + office.under;
        for (code, count) in &office.codes {
            *whole.codes.entry(code).or_default() += count;
        }
    }
    whole
}

/// Yen claimed too much, or too little, as far as they are known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Sum {
    /// What is known.
    pub(super) known: Yen,
    /// Whether a finding of unknown yen belongs to it.
    pub(super) unknown: bool,
    /// Whether nobody looked for all that belongs to it.
    pub(super) unchecked: bool,
}

impl Sum {
    /// The sum, where all of it is known: what a cell of numbers may show.
    pub(super) fn whole(self) -> Option<Yen> {
        (!self.unknown && !self.unchecked).then_some(self.known)
    }
}

/// Whether a finding of unknown yen may go in the direction of `level`; a difference may go either
/// way, and a query claims nothing.
fn may_be(finding: &AuditFinding, level: Level) -> bool {
    finding.yen.is_none() && (finding.level == level || finding.level == Level::Differ)
}

/// 過大額 and 過少額 of an office, or of all of them. Without logs nobody looks for what was not
/// claimed.
pub(super) fn directions(
    office: &OfficeSummary,
    findings: &[&AuditFinding],
    has_logs: bool,
) -> [Sum; 2] {
    [(office.over, Level::Over), (office.under, Level::Under)].map(|(known, level)| Sum {
        known,
        unknown: findings.iter().any(|finding| may_be(finding, level)),
        unchecked: level == Level::Under && !has_logs,
    })
}

/// Rule, lines, units and yen of the second reading minus the first.
pub(super) fn by_rule(differences: &[Difference]) -> Vec<(&'static str, usize, i64, Yen)> {
    let mut rules: Vec<&str> = differences.iter().map(|difference| difference.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    let sum = |rule: &'static str| {
        let own = differences.iter().filter(move |difference| difference.rule == rule);
        let units = own.clone().map(|own| own.other.units.0 - own.one.units.0).sum();
        let yen = own.clone().filter_map(|own| own.yen).sum();
        (rule, own.count(), units, yen)
    };
    rules.into_iter().map(sum).collect()
}
