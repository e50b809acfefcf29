//! Counts and yen of findings, too much and too little kept apart.

use std::ops::AddAssign;

use super::{
    super::audit_files::LEVELS,
    table::{Column, row},
    words,
    writer::Page,
};
use crate::{
    audit::{Audit, AuditFinding, OfficeSummary},
    finding::Level,
    money::Yen,
};

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

const COLUMNS: [Column; 6] = [
    ("判定", "short"),
    ("", "wide"),
    ("件数", "num"),
    ("過大額", "num"),
    ("過少額", "num"),
    ("金額の分からないもの", "num"),
];

/// Adds the table of the four verdicts.
pub(super) fn by_level(page: &mut Page, findings: &[&AuditFinding], has_logs: bool) {
    page.element("table", &[("class", "verdicts")], |page| {
        super::table::head(page, &COLUMNS);
        page.element("tbody", &[], |page| {
            for level in LEVELS {
                let own = findings.iter().filter(|finding| finding.level == level);
                let tally = Tally::sum(own.copied());
                row(page, &[], &COLUMNS, |cells| {
                    cells.with(|page| {
                        let class = format!("level {}", level.english());
                        page.text_in("span", &[("class", &class)], level.name());
                    });
                    cells.text(meaning(level));
                    // Without logs nobody looks for what was not claimed.
                    cells.text(&match level {
                        Level::Under if !has_logs => "点検せず".to_owned(),
                        _ => format!("{}件", words::count(tally.count)),
                    });
                    cells.text(&yen(tally.over));
                    cells.text(&yen(tally.under));
                    cells.text(&match tally.unknown {
                        0 => "—".to_owned(),
                        unknown => format!("{}件", words::count(unknown)),
                    });
                });
            }
        });
    });
}

/// What an office, or all of them, submitted, with the recipients' months of unknown yen.
pub(super) fn claimed(office: &OfficeSummary) -> String {
    match (office.claimed, office.unpriced) {
        (Yen(0), 1..) => "不明".to_owned(),
        (claimed, 0) => words::yen(claimed),
        (claimed, unpriced) => {
            format!("{}(ほかに不明 {}人月)", words::yen(claimed), words::count(unpriced))
        }
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
pub(in crate::report) struct Sum {
    /// What is known.
    known: Yen,
    /// Whether a finding of unknown yen belongs to it.
    unknown: bool,
    /// Whether nobody looked for all that belongs to it.
    unchecked: bool,
}

impl Sum {
    /// The sum, where all of it is known: what a cell of numbers may show.
    pub(in crate::report) fn whole(self) -> Option<Yen> {
        (!self.unknown && !self.unchecked).then_some(self.known)
    }

    fn words(self) -> String {
        let Self { known, unknown, unchecked } = self;
        match known {
            Yen(0) if unknown => "不明".to_owned(),
            Yen(0) if unchecked => "点検せず".to_owned(),
            _ if unknown => format!("{}(ほかに不明)", words::yen(known)),
            _ if unchecked => format!("{}(ほかは点検せず)", words::yen(known)),
            _ => words::yen(known),
        }
    }
}

/// Whether a finding of unknown yen may go in the direction of `level`; a difference may go either
/// way, and a query claims nothing.
fn may_be(finding: &AuditFinding, level: Level) -> bool {
    finding.yen.is_none() && (finding.level == level || finding.level == Level::Differ)
}

/// 過大額 and 過少額 of an office, or of all of them. Without logs nobody looks for what was not
/// claimed.
pub(in crate::report) fn directions(
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

/// The same in words.
pub(super) fn sums(
    office: &OfficeSummary,
    findings: &[&AuditFinding],
    has_logs: bool,
) -> [String; 2] {
    directions(office, findings, has_logs).map(Sum::words)
}

/// An amount; nothing is a dash.
pub(super) fn yen(yen: Yen) -> String {
    if yen == Yen(0) { "—".to_owned() } else { words::yen(yen) }
}

const fn meaning(level: Level) -> &'static str {
    match level {
        Level::Over => "請求されたが、支払うべきでないもの",
        Level::Under => "請求できるのに、請求されていないもの",
        Level::Differ => "請求の内容が、判定と違うもの",
        _ => "請求と記録だけでは決められないもの",
    }
}
