//! 「明細書」 様式第六, of a child 様式第四: one recipient, thirty lines on a sheet.

use super::{
    bill::names,
    boxes::{
        Columns, boxes, digits, empty, fit, label, label_lines, month, row, sheet_of, signed,
        table, wide_label,
    },
    sets::{Billed, Set},
};
use crate::{claim::Line, report::html::writer::Page};

/// Lines on a sheet.
const ROOM: usize = 30;

/// A row without a line: content, code 6, units 4, count 2, product 5, remark.
const BLANK: &str = "<tr><td></td>\
    <td></td><td></td><td></td><td></td><td></td><td></td>\
    <td></td><td></td><td></td><td></td>\
    <td></td><td></td>\
    <td></td><td></td><td></td><td></td><td></td>\
    <td></td></tr>\n";

/// How many sheets a recipient has; one without lines has a sheet too.
pub(super) fn sheets(billed: &Billed<'_>) -> usize {
    billed.lines.len().div_ceil(ROOM).max(1)
}

/// Writes a recipient's sheets.
pub(super) fn write(page: &mut Page, set: &Set<'_>, billed: &Billed<'_>) {
    for place in 0..sheets(billed) {
        let lines = billed.lines.iter().skip(place * ROOM).take(ROOM);
        page.element("section", &[("class", "sheet detail")], |page| {
            page.text_in("p", &[("class", "form")], set.words.detail_form);
            page.element("div", &[("class", "frame")], |page| {
                page.text_in("h2", &[], set.words.detail_title);
                page.element("div", &[("class", "top")], |page| {
                    payer(page, set);
                    month(page, set.month);
                });
                page.element("div", &[("class", "top")], |page| {
                    holder(page, set, billed);
                    claimant(page, set);
                });
                detail(page, lines);
                sheet_of(page, place + 1, sheets(billed));
            });
        });
    }
}

/// 市町村番号
fn payer(page: &mut Page, set: &Set<'_>) {
    table(page, "payer", &[&[("1", "w11"), ("6", "w3")]], |page| {
        row(page, |page| {
            label(page, set.words.payer);
            digits(page, set.municipality.as_str());
        });
    });
}

/// Whose sheet it is. 氏名 is not known; the kana stands where it is read beside a name.
fn holder(page: &mut Page, set: &Set<'_>, billed: &Billed<'_>) {
    table(page, "holder", &[&[("1", "w13"), ("10", "w2")]], |page| {
        row(page, |page| {
            page.text_in("th", &[("class", "spread")], "受給者証番号");
            digits(page, billed.account.certificate.as_str());
        });
        row(page, |page| {
            label_lines(page, &[("class", "spread")], &[set.words.holder, "氏名"]);
            page.element("td", &[("colspan", "10"), ("class", "kana")], |page| {
                page.text_in("p", &[], &billed.total.kana);
            });
        });
    });
}

/// 請求事業者
fn claimant(page: &mut Page, set: &Set<'_>) {
    const COLUMNS: [Columns; 3] = [("1", "w2"), ("1", "w9"), ("10", "w3")];
    table(page, "claimant", &[&COLUMNS], |page| {
        row(page, |page| {
            page.text_in("th", &[("class", "down"), ("rowspan", "3")], "請求事業者");
            page.text_in("th", &[("class", "office")], "指定事業所番号");
            digits(page, set.office.as_str());
        });
        page.element("tr", &[("class", "h5")], |page| {
            let lines = ["事業者及び", "その事業所", "の名称"];
            label_lines(page, &[("rowspan", "2")], &lines);
            page.element("td", &[("colspan", "10"), ("class", "t")], |page| names(page, set));
        });
        row(page, |page| {
            wide_label(page, "3", "地域区分");
            page.text_in("td", &[("colspan", "7")], set.names.grade);
        });
    });
}

/// 給付費明細欄
fn detail<'a>(page: &mut Page, lines: impl ExactSizeIterator<Item = &'a &'a Line>) {
    const COLUMNS: [&[Columns]; 7] = [
        &[("1", "w2")],
        &[("1", "w17")],
        &[("6", "w2")],
        &[("4", "w2")],
        &[("2", "w2")],
        &[("5", "w2")],
        &[("1", "w22")],
    ];
    const HEADS: [(&str, &str); 6] = [
        ("1", "サービス内容"),
        ("6", "サービスコード"),
        ("4", "単位数"),
        ("2", "回数"),
        ("5", "サービス単位数"),
        ("1", "摘要"),
    ];
    table(page, "lines", &COLUMNS, |page| {
        page.element("tbody", &[], |page| {
            page.element("tr", &[("class", "heavy")], |page| {
                page.text_in("th", &[("class", "down"), ("rowspan", "31")], "給付費明細欄");
                for (columns, head) in HEADS {
                    wide_label(page, columns, head);
                }
            });
            let blank = ROOM - lines.len();
            for line in lines {
                row(page, |page| cells(page, line));
            }
            for _ in 0..blank {
                page.markup(BLANK);
            }
        });
    });
}

/// The cells of a line. A code that is not known stays blank.
fn cells(page: &mut Page, line: &Line) {
    page.text_in("td", &[("class", fit(&line.name, 13))], &line.name);
    match &line.code {
        Some(code) => boxes(page, code, 6),
        None => empty(page, 6),
    }
    boxes(page, &signed(line.units.0), 4);
    boxes(page, &line.count.to_string(), 2);
    boxes(page, &signed(line.service_units().0), 5);
    page.markup("<td></td>");
}
