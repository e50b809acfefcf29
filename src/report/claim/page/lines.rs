//! The claim: each recipient's lines and what they come to.

use std::collections::BTreeMap;

use super::{
    table::{Heading, head, row},
    words,
    writer::Page,
};
use crate::{
    claim::{Claim, Statement},
    finding::{Lang, Rule},
    tariff::Status,
};

/// At most this many recipients are shown.
const RECIPIENTS_SHOWN: usize = 200;

const COLUMNS: [Heading; 7] = [
    ("項目", "name"),
    ("サービスコード", "short"),
    ("サービス名", ""),
    ("単位数", "num"),
    ("回数", "num"),
    ("サービス単位数", "num"),
    ("根拠", "short"),
];

/// Writes the chapter.
pub(super) fn write(page: &mut Page, claim: &Claim) {
    let people = claim.statements.len();
    if people == 0 {
        page.text_in("p", &[], "この月に請求するものはありません。");
        return;
    }
    let mut rules: BTreeMap<&str, &Rule> = BTreeMap::new();
    page.element("table", &[("class", "lines")], |page| {
        head(page, &COLUMNS);
        for statement in claim.statements.iter().take(RECIPIENTS_SHOWN) {
            let of_lines = statement.lines.iter().flat_map(|line| &line.rules);
            rules.extend(of_lines.map(|rule| (rule.code, *rule)));
            page.element("tbody", &[], |page| recipient(page, statement));
        }
    });
    let more = people.saturating_sub(RECIPIENTS_SHOWN);
    if more > 0 {
        let told = format!("ほかに {}人。claim_lines.csv にすべてあります。", words::count(more));
        page.text_in("p", &[("class", "more")], &told);
    }
    page.text_in("h3", &[], "根拠コード");
    page.element("dl", &[("class", "rules")], |page| {
        for rule in rules.values() {
            page.text_in("dt", &[], &format!("{} {}", rule.code, rule.title.get(Lang::Ja)));
            let sources: Vec<String> = rule.sources.iter().map(ToString::to_string).collect();
            page.text_in("dd", &[], &sources.join("; "));
        }
    });
    let note = "明細ごとの根拠の行(ファイル:行)は、claim_lines.csv の「根拠行」にあります。";
    page.text_in("p", &[("class", "note")], note);
}

fn recipient(page: &mut Page, statement: &Statement) {
    let Statement { account, lines, total } = statement;
    page.element("tr", &[("class", "whose")], |page| {
        page.element("th", &[("scope", "rowgroup"), ("colspan", "4")], |page| {
            page.text_in("b", &[], &total.kana);
            let known = [
                format!("受給者証 {}", account.certificate),
                format!("市町村 {}", account.municipality),
                format!("事業所 {}", account.office),
                account.scheme.name().to_owned(),
            ];
            for text in known {
                page.text(" ");
                page.text_in("span", &[], &text);
            }
        });
        page.element("td", &[("class", "num"), ("colspan", "3")], |page| {
            let (units, price) = (words::units(total.units), total.price);
            page.text(&format!("{units}単位 × {price}円 = "));
            page.text_in("b", &[], &words::yen(total.yen));
        });
    });
    for line in lines {
        row(page, &[], &COLUMNS, |cells| {
            cells.text(&words::item(line));
            cells.text(line.code.as_deref().unwrap_or("不明"));
            cells.text(&line.name);
            cells.text(&words::units(line.units));
            cells.text(&line.count.to_string());
            cells.text(&words::units(line.service_units()));
            let codes: Vec<&str> = line.rules.iter().map(|rule| rule.code).collect();
            cells.with(|page| {
                page.text(&codes.join(" "));
                if line.status != Status::Confirmed {
                    let status = format!("単価 {}", line.status.name());
                    page.text_in("small", &[], &status);
                }
            });
        });
    }
}
