//! What each office submitted, and what was found: one row for each, and the way to its own page.

use std::collections::BTreeMap;

use super::{
    super::facts::{Audited, ByOffice, rules},
    sums,
    table::{Heading, HtmlCells, head, row},
    words,
    writer::Page,
};
use crate::{audit::Audit, number::OfficeNumber};

const COLUMNS: [Heading; 6] = [
    ("事業所番号", "short"),
    ("明細数", "num"),
    ("請求額", "num"),
    ("過大額", "num"),
    ("過少額", "num"),
    ("見つかったもの(理由コードと件数)", "found"),
];

/// Writes the chapter.
pub(super) fn write(page: &mut Page, audit: &Audit, parts: &ByOffice<'_>) {
    if parts.is_empty() {
        page.text_in("p", &[], "請求のあった事業所はありません。");
        return;
    }
    page.text_in("p", &[], "事業所番号を押すと、その事業所の結果へ移ります。");
    let order: Vec<&str> = rules().map(|rule| rule.code).collect();
    page.element("table", &[], |page| {
        head(page, &COLUMNS);
        page.element("tbody", &[], |page| {
            for (office, part) in parts {
                row(page, &[], &COLUMNS, |cells| {
                    cells.with(|page| {
                        let to = format!("#{}", anchor(*office));
                        page.text_in("a", &[("href", &to)], office.as_str());
                    });
                    numbers(cells, part, &order);
                });
            }
            row(page, &[("class", "sum")], &COLUMNS, |cells| {
                cells.text("合計");
                numbers(cells, &Audited::whole(audit), &order);
            });
        });
    });
    page.text_in("p", &[("class", "note")], "理由コードの名前は、次の「金額のある所」にあります。");
}

fn numbers(cells: &mut HtmlCells<'_>, part: &Audited<'_>, order: &[&str]) {
    cells.text(&words::count(part.summary.lines));
    cells.text(&sums::claimed(part));
    for sum in sums::sums(part) {
        cells.text(&sum);
    }
    cells.with(|page| found(page, &part.summary.codes, order));
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

/// The anchor of an office's own page.
pub(super) fn anchor(office: OfficeNumber) -> String {
    format!("office-{office}")
}
