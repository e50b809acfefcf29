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
pub(super) fn by_level(page: &mut Page, findings: &[&AuditFinding]) {
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
                    cells.text(&format!("{}件", words::count(tally.count)));
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

/// 過大額 and 過少額 of an office, or of all of them, in words. Findings of unknown yen are told;
/// a difference may go either way. Without logs nobody looks for what was not claimed.
pub(super) fn sums(
    office: &OfficeSummary,
    findings: &[&AuditFinding],
    has_logs: bool,
) -> [String; 2] {
    [(office.over, Level::Over), (office.under, Level::Under)].map(|(sum, level)| {
        let may_be = |own: &&&AuditFinding| own.level == level || own.level == Level::Differ;
        let unknown = findings.iter().filter(may_be).any(|own| own.yen.is_none());
        match (sum, unknown) {
            (Yen(0), true) => "不明".to_owned(),
            (sum, true) => format!("{}(ほかに不明)", words::yen(sum)),
            (Yen(0), false) if level == Level::Under && !has_logs => "点検せず".to_owned(),
            (sum, false) => words::yen(sum),
        }
    })
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
