//! Counts and yen of findings in words, too much and too little kept apart.

use super::{
    super::facts::{Audited, LEVELS, Sum, Tally},
    table::{self, Heading, row},
    words,
    writer::Page,
};
use crate::{finding::Level, money::Yen};

const COLUMNS: [Heading; 6] = [
    ("判定", "short"),
    ("", "wide"),
    ("件数", "num"),
    ("過大額", "num"),
    ("過少額", "num"),
    ("金額の分からないもの", "num"),
];

/// Adds the table of the four verdicts.
pub(super) fn by_level(page: &mut Page, part: &Audited<'_>) {
    page.element("table", &[("class", "verdicts")], |page| {
        table::head(page, &COLUMNS);
        page.element("tbody", &[], |page| {
            for level in LEVELS {
                let tally = Tally::sum(&part.of_level(level));
                row(page, &[], &COLUMNS, |cells| {
                    cells.with(|page| {
                        let class = format!("level {}", level.english());
                        page.text_in("span", &[("class", &class)], level.name());
                    });
                    cells.text(meaning(level));
                    let count = format!("{}件", words::count(tally.count));
                    cells.text(if part.is_checked(level) { &count } else { "点検せず" });
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
pub(super) fn claimed(part: &Audited<'_>) -> String {
    match (part.summary.claimed, part.summary.unpriced) {
        (Yen(0), 1..) => "不明".to_owned(),
        (claimed, 0) => words::yen(claimed),
        (claimed, unpriced) => {
            format!("{}(ほかに不明 {}人月)", words::yen(claimed), words::count(unpriced))
        }
    }
}

/// A sum, as far as it is known.
fn told(sum: Sum) -> String {
    let Sum { known, unknown, unchecked } = sum;
    match known {
        Yen(0) if unknown => "不明".to_owned(),
        Yen(0) if unchecked => "点検せず".to_owned(),
        _ if unknown => format!("{}(ほかに不明)", words::yen(known)),
        _ if unchecked => format!("{}(ほかは点検せず)", words::yen(known)),
        _ => words::yen(known),
    }
}

/// 過大額 and 過少額 in words.
pub(super) fn sums(part: &Audited<'_>) -> [String; 2] {
    part.sums().map(told)
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
