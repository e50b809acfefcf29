//! 「点検の報告」 `report.html` of an audit: for the city's auditor, and behind it a page for each
//! office that can be printed and sent to it alone. It calls nothing in and runs nothing.

mod differences;
mod head;
mod letter;
mod offices;
mod picture;
mod related;
mod shown;
mod sums;
mod unchecked;
mod unreadable;

#[cfg(test)]
mod tests;

use head::MADE_BY;
use related::Rows;
use writer::Page;

use super::facts::Audited;
use crate::{
    audit::{Audit, Difference},
    input::Sources,
    report::{
        html::{
            frame::{self, Chapter},
            lacking, svg, table, writer,
        },
        output::OutputFile,
        words,
    },
};

/// Chapters that are there only where something was submitted.
const OFFICES: &str = "offices";
const PICTURE: &str = "picture";
const UNREADABLE: &str = "unreadable";

/// The chapter that is there only where two readings were compared.
const COMPARED: &str = "differences";

/// The page of an audit. Always Japanese: the same input gives the same bytes to everyone.
pub(crate) fn audit_page(
    audit: &Audit,
    differences: Option<&[Difference]>,
    sources: &Sources,
) -> OutputFile {
    let parts = Audited::by_office(audit);
    let rows = Rows::new(audit, sources);
    let chapters = [
        Chapter {
            id: OFFICES,
            title: "事業所ごと",
            write: &|page| offices::write(page, audit, &parts),
        },
        Chapter {
            id: PICTURE, title: "金額のある所", write: &|page| picture::write(page, audit)
        },
        Chapter {
            id: UNREADABLE,
            title: "読めなかったファイル",
            write: &|page| unreadable::write(page, audit, sources),
        },
        Chapter {
            id: COMPARED,
            title: "二つの扱いの違い",
            write: &|page| {
                differences::write(page, differences.unwrap_or_default(), sources);
            },
        },
        Chapter {
            id: "unchecked",
            title: "確かめられなかったこと",
            write: &|page| unchecked::write(page, audit),
        },
    ];
    // Where nothing was submitted there is no money, and no file that could not be read.
    let given = |chapter: &Chapter<'_>| match chapter.id {
        COMPARED => differences.is_some(),
        OFFICES | PICTURE | UNREADABLE => audit.has_submission,
        _ => true,
    };
    let chapters: Vec<Chapter<'_>> = chapters.into_iter().filter(given).collect();
    let mut page = Page::default();
    page.markup("<!doctype html>\n");
    page.element("html", &[("lang", "ja")], |page| {
        page.element("head", &[], |page| {
            let title = format!("請求の点検の報告 {}", head::period(audit));
            frame::preamble(page, &title, &[include_str!("style.css")]);
        });
        page.element("body", &[], |page| {
            page.element("header", &[], |page| head::write(page, audit));
            frame::contents(page, &chapters);
            frame::chapters(page, &chapters);
            page.element("footer", &[], |page| foot(page, audit, !parts.is_empty()));
            for (office, part) in &parts {
                letter::write(page, audit, &rows, (*office, part));
            }
        });
    });
    OutputFile::new("report.html", page.into_bytes())
}

fn foot(page: &mut Page, audit: &Audit, has_letters: bool) {
    let (what, table) = if audit.has_submission {
        ("提出された請求を、入力された記録と規則にあてはめた結果", "audit_findings.csv")
    } else {
        ("入力された記録を、二つの扱いにあてはめた結果", "audit_differences.csv")
    };
    let before = if audit.has_submission {
        "返還を求める前に、事業所の記録を確かめてください。"
    } else {
        ""
    };
    page.text_in(
        "p",
        &[],
        &format!(
            "この報告は、{what}です。市町村の決定や国保連の審査に代わるものではありません。{before}"
        ),
    );
    let letters =
        if has_letters { "この後に、事業所ごとの結果が続きます。" } else { "" };
    page.text_in(
        "p",
        &[],
        &format!(
            "作成: {MADE_BY}。すべての行は {table} に、読んだファイルの一覧とハッシュ値(SHA-256)は \
             receipt.json に、同じフォルダーにあります。{letters}"
        ),
    );
}
