//! The head of the page: what was audited, and what came out.

use super::{
    super::{
        absent,
        facts::{Audited, unasked_codes},
    },
    sums, words,
    writer::Page,
};
use crate::{audit::Audit, finding::Lang};

/// What made the page.
pub(super) const MADE_BY: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));

/// The months in words; one month alone is named once.
pub(super) fn period(audit: &Audit) -> String {
    let (from, to) = audit.months;
    if from == to { from.in_words() } else { format!("{}から{}", from.in_words(), to.in_words()) }
}

/// Writes the head.
pub(super) fn write(page: &mut Page, audit: &Audit) {
    page.text_in("h1", &[], "計画相談支援・障害児相談支援の請求の点検の報告");
    page.element("dl", &[("class", "facts")], |page| {
        let besides = [
            (audit.returned, "返戻等の表にある、返戻・取下げの明細"),
            (audit.outside, "点検していない、期間の外の明細"),
        ];
        let besides = besides.into_iter().filter(|(count, _)| *count > 0);
        let besides =
            besides.map(|(count, told)| format!("。ほかに、{told} {}件", words::count(count)));
        let lines = format!("{}件", words::count(audit.lines)) + &besides.collect::<String>();
        let logs = if audit.has_logs { "あり" } else { "なし(請求だけの点検)" };
        let months = if audit.has_submission { "点検した月" } else { "比べた月" };
        let mut facts = vec![(months, period(audit))];
        if audit.has_submission {
            facts.push(("事業所", words::count(audit.offices.len())));
            facts.push(("点検した明細", lines));
        }
        facts.push(("事業所の記録", logs.to_owned()));
        for (name, value) in facts {
            page.text_in("dt", &[], name);
            page.text_in("dd", &[], &value);
        }
    });
    if !audit.has_submission {
        page.text_in(
            "p",
            &[("class", "attention")],
            "請求済みのファイルが渡されていないので、請求は点検していません。二つの扱いを比べただけです。",
        );
        return;
    }
    let whole = Audited::whole(audit);
    page.element("p", &[("class", "result")], |page| {
        let [over, under] = sums::sums(&whole);
        for (name, yen) in [("請求額", sums::claimed(&whole)), ("過大額", over), ("過少額", under)]
        {
            page.element("span", &[], |page| {
                page.text(name);
                page.text_in("strong", &[], &yen);
            });
        }
    });
    attention(page, audit);
    sums::by_level(page, &whole);
    page.text_in(
        "p",
        &[("class", "note")],
        "過大額と過少額は、別々に数えています。差し引きは、事業所の中でも、事業所の間でもしていません。差額は\
         一件ごとに、その一件だけを正しくしたときの額なので、いくつも重なる人では、足した額がそのまま過誤の額\
         になるとはかぎりません。",
    );
    if !audit.has_logs {
        page.text_in(
            "p",
            &[("class", "attention")],
            &format!(
                "事業所の記録がないので、請求だけを点検しました。記録との突き合わせ({})はしていません。",
                unasked_codes(false, Lang::Ja)
            ),
        );
    }
}

/// Says what the logs lack.
pub(super) fn attention(page: &mut Page, audit: &Audit) {
    for sentence in absent::sentences(audit, Lang::Ja) {
        page.text_in("p", &[("class", "attention")], &format!("{sentence}。"));
    }
}
