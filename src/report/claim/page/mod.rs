//! 「報告」 `report.html`: the claim for the person who files it, and for an auditor to cite. One
//! page with everything in it; it calls nothing in and runs nothing.

mod findings;
mod groups;
mod head;
mod lines;
mod mend;
mod picture;
mod totals;
mod unchecked;

#[cfg(test)]
mod tests;

use groups::groups;
use writer::Page;

use crate::{
    claim::Claim,
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

/// The page of a claim. Always Japanese: the same input gives the same bytes to everyone.
pub(crate) fn report_page(claim: &Claim, ledger_sources: &Sources) -> OutputFile {
    let (rejected, notices) = (groups(claim.rejected.iter()), groups(claim.notices.iter()));
    let parties = claim.parties();
    let told = findings::Told { sources: ledger_sources, parties: &parties };
    let chapters = [
        Chapter {
            id: "totals",
            title: "市町村ごとの合計",
            write: &|page| totals::write(page, claim),
        },
        Chapter {
            id: "mend",
            title: "まず直すところ",
            write: &|page| mend::write(page, &rejected, &notices),
        },
        Chapter {
            id: "picture",
            title: "月のすがた",
            write: &|page| picture::write(page, claim, &rejected),
        },
        Chapter { id: "lines", title: "請求の明細", write: &|page| lines::write(page, claim) },
        Chapter {
            id: "rejected",
            title: "請求しないもの",
            write: &|page| findings::write_rejected(page, &rejected, &told),
        },
        Chapter {
            id: "notices",
            title: "知らせ",
            write: &|page| findings::write_notices(page, &notices, &told),
        },
        Chapter {
            id: "unchecked",
            title: "確かめられなかったこと",
            write: &|page| unchecked::write(page, claim),
        },
    ];
    let mut page = Page::default();
    page.markup("<!doctype html>\n");
    page.element("html", &[("lang", "ja")], |page| {
        page.element("head", &[], |page| {
            let title = format!("請求の報告 {}", claim.month.in_words());
            frame::preamble(page, &title, &[]);
        });
        page.element("body", &[], |page| {
            page.element("header", &[], |page| head::write(page, claim, &parties));
            frame::contents(page, &chapters);
            frame::chapters(page, &chapters);
            page.element("footer", &[], foot);
        });
    });
    OutputFile::new("report.html", page.into_bytes())
}

fn foot(page: &mut Page) {
    page.text_in(
        "p",
        &[],
        "この報告は、入力された記録を規則にあてはめた結果です。市町村の決定や国保連の審査に代わるもので\
         はありません。判断に迷うものは、請求の前に市町村に確かめてください。",
    );
    let version = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));
    page.text_in(
        "p",
        &[],
        &format!(
            "作成: {version}。読んだファイルの一覧と、入力と出力のハッシュ値(SHA-256)は、同じフォルダーの \
             receipt.json にあります。"
        ),
    );
}
