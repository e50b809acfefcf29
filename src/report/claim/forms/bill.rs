//! 「請求書」 様式第四, of a child 様式第三: ten recipients on a sheet.

use super::{
    boxes::{
        Columns, boxes, digits, empty, fit, in_era, label, label_lines, month, price, row,
        sheet_of, signed, table, wide_label,
    },
    sets::{Billed, Set},
};
use crate::{calendar::ServiceMonth, money::Yen, report::html::writer::Page};

/// Recipients on a sheet.
const ROOM: usize = 10;

/// 請求金額: what is printed above the boxes.
const MARKS: [&str; 8] = ["", "百万", "", "", "千", "", "", "円"];

/// How many sheets a set's bill has.
pub(super) fn sheets(set: &Set<'_>) -> usize {
    set.billed.len().div_ceil(ROOM)
}

/// Writes the sheets.
pub(super) fn write(page: &mut Page, set: &Set<'_>) {
    for (place, billed) in set.billed.chunks(ROOM).enumerate() {
        page.element("section", &[("class", "sheet bill")], |page| {
            page.text_in("p", &[("class", "form")], set.words.bill_form);
            page.element("div", &[("class", "frame")], |page| {
                page.text_in("h2", &[], set.words.bill_title);
                page.text_in("p", &[("class", "dated")], "令和　　　　年　　　　月　　　　日");
                page.element("div", &[("class", "top")], |page| {
                    page.element("div", &[("class", "payer")], |page| payer(page, set));
                    claimant(page, set);
                });
                month(page, set.month);
                page.element("div", &[("class", "sums")], |page| {
                    // One amount and one number of recipients for the whole set.
                    let first = (place == 0).then_some(set);
                    amount(page, first.map(Set::yen));
                    kind(page, set, first.map(Set::count));
                });
                users(page, set, place * ROOM, billed);
                sheet_of(page, place + 1, sheets(set));
            });
        });
    }
}

/// 請求先: its name is not known, its number is.
fn payer(page: &mut Page, set: &Set<'_>) {
    page.text_in("p", &[], "（　請　求　先　）");
    let number = format!("{} {}", set.words.payer, set.municipality);
    page.text_in("p", &[("class", "number")], &number);
    page.text_in("p", &[("class", "sir")], "殿");
    page.text_in("p", &[("class", "please")], "下記のとおり請求します。");
}

/// 請求事業者
fn claimant(page: &mut Page, set: &Set<'_>) {
    const COLUMNS: [&[Columns]; 3] = [&[("1", "w3")], &[("1", "w9")], &[("10", "w3")]];
    let blank = |page: &mut Page, height: &str, words: &[&str]| {
        page.element("tr", &[("class", height)], |page| {
            label_lines(page, &[], words);
            page.markup("<td colspan=\"10\"></td>");
        });
    };
    table(page, "claimant", &COLUMNS, |page| {
        page.element("tbody", &[], |page| {
            page.element("tr", &[("class", "heavy")], |page| {
                page.text_in("th", &[("class", "down"), ("rowspan", "5")], "請求事業者");
                page.text_in("th", &[("class", "office")], "指定事業所番号");
                digits(page, set.office.as_str());
            });
            blank(page, "h4", &["住　所", "（所在地）"]);
            blank(page, "h1", &["電話番号"]);
            page.element("tr", &[("class", "h3")], |page| {
                label(page, "名　称");
                page.element("td", &[("colspan", "10"), ("class", "t")], |page| names(page, set));
            });
            blank(page, "h2", &["職・氏名"]);
        });
    });
}

/// 法人名 and 事業所名, each on its lines.
pub(super) fn names(page: &mut Page, set: &Set<'_>) {
    for name in [set.names.corporation, set.names.office] {
        if !name.is_empty() {
            page.text_in("p", &[("class", fit(name, 18))], name);
        }
    }
}

/// 請求金額
fn amount(page: &mut Page, yen: Option<Yen>) {
    const COLUMNS: [&[Columns]; 2] = [&[("1", "w7")], &[("8", "w4")]];
    let text = yen.map(|yen| signed(yen.0)).unwrap_or_default();
    table(page, "amount", &COLUMNS, |page| {
        row(page, |page| {
            label(page, "請求金額");
            let length = text.chars().count();
            if length > MARKS.len() {
                return boxes(page, &text, MARKS.len());
            }
            let filled = text.chars().map(Some);
            let written = std::iter::repeat_n(None, MARKS.len() - length).chain(filled);
            for (mark, character) in MARKS.into_iter().zip(written) {
                page.element("td", &[], |page| {
                    page.text_in("small", &[], mark);
                    if let Some(character) = character {
                        page.text(character.encode_utf8(&mut [0; 4]));
                    }
                });
            }
        });
    });
}

/// 区分, 件数, 地域区分 and 単位数単価.
fn kind(page: &mut Page, set: &Set<'_>, count: Option<usize>) {
    const COLUMNS: [&[Columns]; 3] =
        [&[("1", "w8")], &[("3", "w2")], &[("1", "w6"), ("1", "w5"), ("4", "w2"), ("1", "w4")]];
    table(page, "kind", &COLUMNS, |page| {
        row(page, |page| {
            label(page, "区　　分");
            wide_label(page, "3", "件数");
            label(page, "地域区分");
            page.text_in("td", &[("colspan", "6")], set.names.grade);
        });
        row(page, |page| {
            page.text_in("th", &[("class", "service")], set.words.service);
            boxes(page, &count.map(|count| count.to_string()).unwrap_or_default(), 3);
            wide_label(page, "2", "単位数単価");
            boxes(page, &price(set.price), 4);
            page.text_in("th", &[("class", "per")], "円/単位");
        });
    });
}

/// The recipients of a sheet, of which `before` stand on the sheets before it, and 小計.
fn users(page: &mut Page, set: &Set<'_>, before: usize, billed: &[Billed<'_>]) {
    const COLUMNS: [&[Columns]; 2] = [
        &[("1", "w2"), ("1", "w5"), ("10", "w2"), ("1", "w5"), ("1", "w21"), ("1", "w4")],
        &[("10", "w2")],
    ];
    table(page, "users", &COLUMNS, |page| {
        page.element("tbody", &[], |page| {
            row(page, |page| {
                page.text_in("th", &[("class", "tiny")], "項番");
                wide_label(page, "14", set.words.holder);
                wide_label(page, "10", "請求額計算欄");
            });
        });
        for place in 0..ROOM {
            let billed = billed.get(place);
            page.element("tbody", &[], |page| user(page, set, before + place + 1, billed));
        }
        let subtotal: Yen = billed.iter().map(|billed| billed.total.yen).sum();
        page.element("tbody", &[("class", "subtotal")], |page| {
            row(page, |page| {
                page.markup("<td colspan=\"14\" class=\"none\"></td>");
                wide_label(page, "4", "小計");
                boxes(page, &signed(subtotal.0), 6);
                label(page, "円");
            });
        });
    });
}

/// A recipient's two rows; the form's own words only where there is none.
fn user(page: &mut Page, set: &Set<'_>, number: usize, billed: Option<&Billed<'_>>) {
    row(page, |page| {
        let number = billed.map(|_| number.to_string()).unwrap_or_default();
        let class = if number.len() > 2 { "tiny" } else { "" };
        page.text_in("td", &[("rowspan", "2"), ("class", class)], &number);
        page.text_in("th", &[("class", "certificate")], "受給者証番号");
        match billed {
            Some(billed) => digits(page, billed.account.certificate.as_str()),
            None => empty(page, 10),
        }
        label(page, "フリガナ");
        let kana = billed.map_or("", |billed| &billed.total.kana);
        page.text_in("td", &[("colspan", "2"), ("class", fit(kana, 18))], kana);
        wide_label(page, "4", "単位数");
        wide_label(page, "6", "請求額");
    });
    row(page, |page| {
        page.text_in("th", &[("class", "tiny")], "モニタリング日");
        monitoring_day(page, set, billed);
        label(page, "氏名");
        page.markup("<td colspan=\"2\"></td>");
        let total = billed.map(|billed| billed.total);
        boxes(page, &total.map(|total| signed(total.units.0)).unwrap_or_default(), 4);
        boxes(page, &total.map(|total| signed(total.yen.0)).unwrap_or_default(), 5);
        label(page, "円");
    });
}

fn monitoring_day(page: &mut Page, set: &Set<'_>, billed: Option<&Billed<'_>>) {
    use chrono::Datelike as _;
    let day = billed.and_then(|billed| billed.day);
    let (era, year) = in_era(day.map_or(set.month, ServiceMonth::of));
    let parts = day.map(|day| {
        [format!("{year:02}"), format!("{:02}", day.month()), format!("{:02}", day.day())]
    });
    page.text_in("th", &[("class", "tiny")], era);
    for (part, unit) in parts.unwrap_or_default().iter().zip(["年", "月", "日"]) {
        boxes(page, part, 2);
        label(page, unit);
    }
}
