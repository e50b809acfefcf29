//! What is claimed from each municipality by each office, and in all.

use std::collections::BTreeMap;

use super::{
    table::{Column, head, row},
    words,
    writer::Page,
};
use crate::{
    claim::{Claim, Statement, Total},
    item::Scheme,
    money::{Units, Yen},
    number::{MunicipalityNumber, OfficeNumber},
};

const COLUMNS: [Column; 7] = [
    ("サービス種類", ""),
    ("市町村番号", ""),
    ("事業所番号", ""),
    ("人数", "num"),
    ("件数", "num"),
    ("単位数", "num"),
    ("請求額", "num"),
];

/// Sums over rows of the claim's tables.
#[derive(Default)]
struct Sum {
    people: usize,
    lines: usize,
    units: Units,
    yen: Yen,
}

impl Sum {
    fn add(&mut self, statement: &Statement, total: &Total) {
        self.people += 1;
        self.lines += statement.lines.len();
        self.units = self.units + total.units;
        self.yen = self.yen + total.yen;
    }
}

/// Writes the chapter.
pub(super) fn write(page: &mut Page, claim: &Claim) {
    let mut sums: BTreeMap<(Scheme, MunicipalityNumber, OfficeNumber), Sum> = BTreeMap::new();
    let mut whole = Sum::default();
    for (statement, total) in claim.claimed() {
        let account = &statement.account;
        let own = sums.entry((account.scheme, account.municipality, account.office)).or_default();
        own.add(statement, total);
        whole.add(statement, total);
    }
    page.element("table", &[], |page| {
        head(page, &COLUMNS);
        page.element("tbody", &[], |page| {
            for ((scheme, municipality, office), sum) in &sums {
                let account =
                    [scheme.name().to_owned(), municipality.to_string(), office.to_string()];
                sum_row(page, "", account, sum);
            }
            sum_row(page, "sum", ["合計".to_owned(), String::new(), String::new()], &whole);
        });
    });
    page.text_in(
        "p",
        &[("class", "note")],
        "人数は受給者証ごとに数えます。請求額は、受給者証・サービス・事業所ごとに、合計単位数に単位数単価\
         を掛け、一円未満を一度だけ切り捨てた額の合計です。",
    );
}

fn sum_row(page: &mut Page, class: &str, account: [String; 3], sum: &Sum) {
    row(page, &[("class", class)], &COLUMNS, |cells| {
        for text in account {
            cells.text(&text);
        }
        cells.text(&words::count(sum.people));
        cells.text(&words::count(sum.lines));
        cells.text(&words::units(sum.units));
        cells.text(&words::yen(sum.yen));
    });
}
