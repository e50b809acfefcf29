//! The head of the page: whose claim it is, and what came out.

use super::{words, writer::Page};
use crate::{
    claim::{Claim, DUE_DAY, Parties},
    finding::Level,
};

/// At most this many offices are named.
const OFFICES_SHOWN: usize = 20;

/// Writes the head.
pub(super) fn write(page: &mut Page, claim: &Claim, parties: &Parties) {
    page.text_in("h1", &[], "計画相談支援・障害児相談支援の請求の報告");
    page.element("dl", &[("class", "facts")], |page| {
        page.text_in("dt", &[], "サービス提供年月");
        page.text_in("dd", &[], &claim.month.in_words());
        page.text_in("dt", &[], "事業所");
        page.element("dd", &[], |page| offices(page, parties));
        page.text_in("dt", &[], "請求の受付");
        let next = claim.month.plus(1);
        let (year, month) = (next.year(), next.month());
        let due = format!("{year}年{month}月{DUE_DAY}日まで(過ぎると月遅れの請求になります)");
        page.text_in("dd", &[], &due);
    });
    page.element("p", &[("class", "result")], |page| {
        page.text("請求額 ");
        let sums = claim.sums();
        page.text_in("strong", &[], &words::yen(sums.yen));
        let (people, lines) = (words::count(sums.people), words::count(sums.lines));
        page.text_in("span", &[], &format!("{people}人 {lines}件"));
    });
    page.element("ul", &[("class", "counts")], |page| {
        let counted = [
            ("却下", claim.subjects(Level::Reject), "#rejected"),
            ("保留", claim.subjects(Level::Hold), "#rejected"),
            ("知らせ", claim.notices.len(), "#notices"),
        ];
        for (name, count, to) in counted {
            page.element("li", &[], |page| {
                page.element("a", &[("href", to)], |page| {
                    page.text(name);
                    page.text_in("b", &[], &words::count(count));
                    page.text("件");
                });
            });
        }
    });
    if claim.is_empty_month() {
        let hint = "この月の計画・モニタリング・活動の行がありません。月の指定と、入力したファイルを確か\
                    めてください。";
        page.text_in("p", &[("class", "attention")], hint);
    }
}

fn offices(page: &mut Page, parties: &Parties) {
    if parties.offices.is_empty() {
        page.text("(この月に請求や却下のある事業所はありません)");
    }
    page.element("ul", &[("class", "offices")], |page| {
        for (office, schemes) in parties.offices.iter().take(OFFICES_SHOWN) {
            let schemes: Vec<&str> = schemes.iter().map(|scheme| scheme.name()).collect();
            page.text_in("li", &[], &format!("{office}({})", schemes.join("・")));
        }
    });
    let more = parties.offices.len().saturating_sub(OFFICES_SHOWN);
    if more > 0 {
        page.text(&format!("ほかに {}事業所", words::count(more)));
    }
}
