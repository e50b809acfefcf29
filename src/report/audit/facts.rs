//! The facts that every output of an audit tells: what each office submitted, and what was found,
//! too much and too little kept apart.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::AddAssign,
};

use crate::{
    audit::{Audit, AuditFinding, OfficeSummary},
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
    rules().filter(|rule| rule.of_audit.is_some_and(|of_audit| of_audit.asked == asked)).collect()
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
    fn of(finding: &AuditFinding) -> Self {
        let yen = finding.yen.unwrap_or_default();
        Self {
            count: 1,
            over: yen.max(Yen(0)),
            under: Yen(yen.min(Yen(0)).0.saturating_neg()),
            unknown: usize::from(finding.yen.is_none()),
        }
    }

    /// Of many findings.
    pub(super) fn sum(findings: &[&AuditFinding]) -> Self {
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

/// What an office, or all of them, submitted, and what was found in it.
pub(super) struct Audited<'a> {
    /// Sums.
    pub(super) summary: OfficeSummary,
    /// In the order of output.
    pub(super) findings: Vec<&'a AuditFinding>,
    has_logs: bool,
}

/// The part of every office, one without findings too.
pub(super) type ByOffice<'a> = BTreeMap<OfficeNumber, Audited<'a>>;

impl<'a> Audited<'a> {
    /// The part of each office.
    pub(super) fn by_office(audit: &'a Audit) -> ByOffice<'a> {
        let part = |summary: &OfficeSummary| Self {
            summary: summary.clone(),
            findings: Vec::new(),
            has_logs: audit.has_logs,
        };
        let offices = audit.offices.iter();
        let mut parts: ByOffice<'a> =
            offices.map(|(office, summary)| (*office, part(summary))).collect();
        for finding in &audit.findings {
            if let Some(part) = finding.office.and_then(|office| parts.get_mut(&office)) {
                part.findings.push(finding);
            }
        }
        parts
    }

    /// The whole, with what belongs to no office.
    pub(super) fn whole(audit: &'a Audit) -> Self {
        let mut summary = OfficeSummary::default();
        for office in audit.offices.values() {
            summary.lines += office.lines;
            summary.claimed = summary.claimed + office.claimed;
            summary.unpriced += office.unpriced;
            summary.over = summary.over + office.over;
            summary.under = summary.under + office.under;
            for (code, count) in &office.codes {
                *summary.codes.entry(code).or_default() += count;
            }
        }
        Self { summary, findings: audit.findings.iter().collect(), has_logs: audit.has_logs }
    }

    /// 請求額, where all of it is known: a sum that is not known is blank, never 0.
    pub(super) fn claimed(&self) -> Option<Yen> {
        (self.summary.unpriced == 0).then_some(self.summary.claimed)
    }

    /// 過大額 and 過少額.
    pub(super) fn sums(&self) -> [Sum; 2] {
        let OfficeSummary { over, under, .. } = self.summary;
        // A difference of unknown yen may go either way, and a query claims nothing.
        let may_be = |finding: &AuditFinding, level| {
            finding.yen.is_none() && (finding.level == level || finding.level == Level::Differ)
        };
        [(over, Level::Over), (under, Level::Under)].map(|(known, level)| Sum {
            known,
            unknown: self.findings.iter().any(|finding| may_be(finding, level)),
            unchecked: !self.is_checked(level),
        })
    }

    /// Whether somebody looked for it: without logs nobody does for what was not claimed.
    pub(super) fn is_checked(&self, level: Level) -> bool {
        self.has_logs || level != Level::Under
    }

    /// The findings of one verdict.
    pub(super) fn of_level(&self, level: Level) -> Vec<&'a AuditFinding> {
        self.findings.iter().copied().filter(|finding| finding.level == level).collect()
    }

    /// Whether it is about recipients of several municipalities.
    pub(super) fn has_municipalities(&self) -> bool {
        let accounts = self.findings.iter().filter_map(|finding| finding.account);
        accounts.map(|account| account.municipality).collect::<BTreeSet<_>>().len() > 1
    }
}

/// The rules that found something, each with its findings, in the order of the catalogue.
pub(super) fn by_rule<'a>(
    findings: &[&'a AuditFinding],
) -> Vec<(&'static Rule, Vec<&'a AuditFinding>)> {
    let with_findings = |rule: &'static Rule| {
        let of_rule = findings.iter().copied().filter(|finding| finding.rule == rule);
        (rule, of_rule.collect::<Vec<_>>())
    };
    rules().map(with_findings).filter(|(_, found)| !found.is_empty()).collect()
}
