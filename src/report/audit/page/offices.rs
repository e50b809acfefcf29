//! What each office submitted, and what was found: one row for each, and the way to its own page.

use std::collections::BTreeMap;

use super::{
    super::tally::{self, ByOffice, rules},
    anchor, sums,
    table::{Cells, Column, head, row},
    words,
    writer::Page,
};
use crate::{
    audit::{Audit, AuditFinding, OfficeSummary},
    money::Yen,
};

const COLUMNS: [Column; 6] = [
    ("事業所番号", "short"),
    ("明細数", "num"),
    ("請求額", "num"),
    ("過大額", "num"),
    ("過少額", "num"),
    ("見つかったもの(理由コードと件数)", "found"),
];

/// Writes the chapter.
pub(super) fn write(page: &mut Page, audit: &Audit, by_office: &ByOffice<'_>) {
    if by_office.is_empty() {
        page.text_in("p", &[], "請求のあった事業所はありません。");
        return;
    }
    page.text_in("p", &[], "事業所番号を押すと、その事業所の結果へ移ります。");
    let order: Vec<&str> = rules().map(|rule| rule.code).collect();
    let empty = OfficeSummary::default();
    let whole = tally::whole(audit);
    let all: Vec<&AuditFinding> = by_office.values().flatten().copied().collect();
    page.element("table", &[], |page| {
        head(page, &COLUMNS);
        page.element("tbody", &[], |page| {
            for (office, findings) in by_office {
                let summary = audit.offices.get(office).unwrap_or(&empty);
                row(page, &[], &COLUMNS, |cells| {
                    cells.with(|page| {
                        let to = format!("#{}", anchor(*office));
                        page.text_in("a", &[("href", &to)], office.as_str());
                    });
                    numbers(cells, summary, (findings, audit.has_logs), &order);
                });
            }
            row(page, &[("class", "sum")], &COLUMNS, |cells| {
                cells.text("合計");
                numbers(cells, &whole, (&all, audit.has_logs), &order);
            });
        });
    });
    page.text_in("p", &[("class", "note")], "理由コードの名前は、次の「金額のある所」にあります。");
}

fn numbers(
    cells: &mut Cells<'_>,
    office: &OfficeSummary,
    (findings, has_logs): (&[&AuditFinding], bool),
    order: &[&str],
) {
    cells.text(&words::count(office.lines));
    cells.text(&sums::claimed(office));
    for sum in sums::sums(office, findings, has_logs) {
        cells.text(&sum);
    }
    cells.with(|page| found(page, &office.codes, order));
}

/// The codes that were found, in the order of the catalogue.
fn found(page: &mut Page, counts: &BTreeMap<&'static str, usize>, order: &[&str]) {
    if counts.is_empty() {
        return page.text("—");
    }
    page.element("ul", &[("class", "codes")], |page| {
        for code in order {
            if let Some(count) = counts.get(code) {
                page.element("li", &[], |page| {
                    page.text(code);
                    page.text(" ");
                    page.text_in("b", &[], &words::count(*count));
                });
            }
        }
    });
}

/// Whether an office's sums have any yen.
pub(super) fn has_yen(office: &OfficeSummary) -> bool {
    office.over > Yen(0) || office.under > Yen(0)
}
