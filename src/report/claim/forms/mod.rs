//! 「様式」 `forms.html`: the claim on the sheets of the ministerial order, to be printed on A4. For
//! every bill 計画相談支援給付費請求書 (様式第四; 障害児相談支援給付費請求書, 様式第三) and, for each of its
//! recipients, 計画相談支援給付費明細書 (様式第六; of a child 様式第四). Each sheet is a page.

mod bill;
mod boxes;
mod detail;
mod sets;
mod words;

#[cfg(test)]
mod tests;

use sets::{Set, sets};

use crate::{
    claim::Claim,
    ledger::Ledger,
    report::{
        html::{frame::POLICY, writer::Page},
        output::OutputFile,
    },
};

/// The most sheets that a page holds: more, and a browser neither shows nor prints it.
pub(crate) const MOST_SHEETS: usize = 5_000;

/// The forms of a claim.
#[derive(PartialEq, Eq, Debug)]
pub(crate) enum Forms {
    /// `forms.html`
    Page(OutputFile),
    /// Nothing is claimed.
    Nothing,
    /// Not made: more than [`MOST_SHEETS`].
    TooMany {
        /// How many there would be.
        sheets: usize,
    },
}

/// The sheets of a claim. The same input gives the same bytes.
pub(crate) fn forms_page(claim: &Claim, ledger: &Ledger) -> Forms {
    let sets = sets(claim, ledger);
    let sheets: usize = sets.iter().map(sheets_of).sum();
    if sheets == 0 {
        return Forms::Nothing;
    }
    if sheets > MOST_SHEETS {
        return Forms::TooMany { sheets };
    }
    let mut page = Page::default();
    page.markup("<!doctype html>\n");
    page.element("html", &[("lang", "ja")], |page| {
        page.element("head", &[], |page| preamble(page, claim));
        page.element("body", &[], |page| {
            page.element("header", &[], |page| head(page, claim, &sets));
            page.element("main", &[], |page| {
                for (place, set) in sets.iter().enumerate() {
                    page.element("div", &[("class", "set"), ("id", &name(place))], |page| {
                        bill::write(page, set);
                        for billed in &set.billed {
                            detail::write(page, set, billed);
                        }
                    });
                }
            });
        });
    });
    Forms::Page(OutputFile::new("forms.html", page.into_bytes()))
}

/// How many sheets a set has.
fn sheets_of(set: &Set<'_>) -> usize {
    bill::sheets(set) + set.billed.iter().map(detail::sheets).sum::<usize>()
}

fn preamble(page: &mut Page, claim: &Claim) {
    page.void("meta", &[("charset", "utf-8")]);
    page.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]);
    page.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    page.text_in("title", &[], &format!("請求書と明細書 {}", claim.month.in_words()));
    page.element("style", &[], |page| page.markup(include_str!("style.css")));
}

/// The name by which the list of the head points to a set.
fn name(place: usize) -> String {
    format!("set-{}", place + 1)
}

/// What stands on the screen only: what is still to be written by hand, and the sets, of which one
/// can be chosen to be shown and printed alone.
fn head(page: &mut Page, claim: &Claim, sets: &[Set<'_>]) {
    let title = format!("請求書と明細書 {}", claim.month.in_words());
    page.text_in("h1", &[], &title);
    page.text_in(
        "p",
        &[],
        "この見出しは印刷されません。A4の紙に、倍率100%で印刷してください。請求日・請求先の名・住所・電話番号・\
         職と氏名・受給者の氏名は、印刷してから手で書きます。下の一覧から選ぶと、その組だけが出て、その組だけを印刷できます。灰色の欄は、けた数が用紙のますより多いところです。",
    );
    page.element("ul", &[], |page| {
        page.element("li", &[], |page| page.text_in("a", &[("href", "#")], "すべて"));
        for (place, set) in sets.iter().enumerate() {
            page.element("li", &[], |page| {
                let to = format!("#{}", name(place));
                let words = format!(
                    "{} 事業所 {} {} {}: {}人 {}枚",
                    set.words.service,
                    set.office,
                    set.words.payer,
                    set.municipality,
                    set.billed.len(),
                    sheets_of(set),
                );
                page.text_in("a", &[("href", &to)], &words);
            });
        }
    });
}
