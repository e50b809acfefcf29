//! What a second reading, or a second tariff, gives differently: by rule, then row by row.

use super::{
    shown::ROWS_PER_CODE,
    table::{Heading, table},
    words,
    writer::Page,
};
use crate::{
    audit::{Difference, RuleDifference, Side, by_rule},
    catalogue,
    finding::Lang,
    input::Sources,
    money::Units,
};

const BY_RULE: [Heading; 4] =
    [("扱いを分ける規則", "name"), ("明細", "num"), ("単位数の差", "num"), ("金額の差", "num")];

const ROWS: [Heading; 7] = [
    ("月", "short"),
    ("事業所・受給者証", "person"),
    ("項目", "item"),
    ("一つ目", ""),
    ("二つ目", ""),
    ("差", "num"),
    ("行", "place"),
];

/// Writes the chapter.
pub(super) fn write(page: &mut Page, differences: &[Difference], sources: &Sources) {
    if differences.is_empty() {
        page.text_in("p", &[], "ありません。二つの扱いは、どの明細にも同じ結果を与えます。");
        return;
    }
    page.text_in(
        "p",
        &[],
        "一つ目は、この点検に使った扱いと報酬表です。二つ目は、比べるために渡されたものです。差は、二つ目から\
         一つ目を引いたものです。",
    );
    let rules = by_rule(differences);
    table(page, &BY_RULE, &rules, |sum, cells| {
        cells.with(|page| {
            page.text_in("a", &[("href", &format!("#{}", anchor(sum.rule)))], &name(sum.rule));
        });
        cells.text(&words::count(sum.lines));
        cells.text(&signed(sum.units));
        cells.text(&words::signed(sum.yen));
    });
    for RuleDifference { rule: code, lines: count, .. } in rules {
        page.element("section", &[("id", &anchor(code)), ("class", "rule")], |page| {
            page.text_in("h3", &[], &name(code));
            page.element("p", &[("class", "tally")], |page| {
                page.text_in("b", &[], &format!("{}件", words::count(count)));
            });
            let of_rule = differences.iter().filter(|difference| difference.rule == code);
            table(page, &ROWS, of_rule.take(ROWS_PER_CODE), |row, cells| {
                cells.text(&row.account.month.to_string());
                cells.with(|page| {
                    page.text_in("span", &[], row.account.office.as_str());
                    page.text_in("span", &[], row.account.certificate.as_str());
                    page.text_in("small", &[], row.account.scheme.name());
                });
                cells.text(row.item.name());
                cells.with(|page| side(page, &row.one));
                cells.with(|page| side(page, &row.other));
                cells.with(|page| {
                    page.text(&format!("{}単位", signed(row.units())));
                    let yen = row.known_yen();
                    let yen = yen.map_or_else(|| "金額は不明".to_owned(), words::signed);
                    page.text_in("small", &[], &yen);
                });
                cells.text(&row.origin.map(|origin| sources.place(origin)).unwrap_or_default());
            });
            let more = count.saturating_sub(ROWS_PER_CODE);
            if more > 0 {
                let count = words::count(more);
                let told = format!("ほかに {count}件は audit_differences.csv にあります。");
                page.text_in("p", &[("class", "more")], &told);
            }
        });
    }
}

fn side(page: &mut Page, side: &Side) {
    let given = side.units != Units(0) || !side.variant.is_empty();
    let units = format!("{}単位", words::units(side.units));
    page.text(if given { &units } else { "請求しない" });
    let rules = side.rules.join(" ");
    let because = [words::variant(&side.variant), rules];
    for words in because.iter().filter(|words| !words.is_empty()) {
        page.text_in("small", &[], words);
    }
}

fn signed(units: Units) -> String {
    let sign = if units.0 > 0 { "+" } else { "" };
    format!("{sign}{}", words::units(units))
}

fn anchor(code: &str) -> String {
    format!("difference-{code}")
}

fn name(code: &str) -> String {
    match catalogue::find(code) {
        Some(rule) => format!("{code} {}", rule.title.get(Lang::Ja)),
        None => "(規則の名前がないもの)".to_owned(),
    }
}
