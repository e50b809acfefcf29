//! What is claimed from each municipality by each office, and in all.

use super::{
    table::{Heading, head, row},
    words,
    writer::Page,
};
use crate::claim::{Claim, Sums};

const COLUMNS: [Heading; 7] = [
    ("サービス種類", ""),
    ("市町村番号", ""),
    ("事業所番号", ""),
    ("人数", "num"),
    ("件数", "num"),
    ("単位数", "num"),
    ("請求額", "num"),
];

/// Writes the chapter.
pub(super) fn write(page: &mut Page, claim: &Claim) {
    page.element("table", &[], |page| {
        head(page, &COLUMNS);
        page.element("tbody", &[], |page| {
            for bill in claim.bills() {
                let account = &bill[0].account;
                let (municipality, office) = (account.municipality, account.office);
                let names = [account.scheme.name(), municipality.as_str(), office.as_str()];
                sum_row(page, "", names, Sums::of(bill));
            }
            sum_row(page, "sum", ["合計", "", ""], claim.sums());
        });
    });
    page.text_in(
        "p",
        &[("class", "note")],
        "人数は受給者証ごとに数えます。請求額は、受給者証・サービス・事業所ごとに、合計単位数に単位数単価\
         を掛け、一円未満を一度だけ切り捨てた額の合計です。",
    );
}

fn sum_row(page: &mut Page, class: &str, names: [&str; 3], sum: Sums) {
    row(page, &[("class", class)], &COLUMNS, |cells| {
        for text in names {
            cells.text(text);
        }
        cells.text(&words::count(sum.people));
        cells.text(&words::count(sum.lines));
        cells.text(&words::units(sum.units));
        cells.text(&words::yen(sum.yen));
    });
}
