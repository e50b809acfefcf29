//! What is said of a rule: its levels, its family, what it needs, and all of it for machines.

use serde_json::json;

use crate::{
    catalogue,
    finding::{Lang, Level, Need, Rule, Text},
};

/// The catalogue as JSON, in order.
pub(crate) fn rules_json() -> String {
    let rules: Vec<_> = catalogue::rules().map(rule_value).collect();
    serde_json::to_string_pretty(&rules).unwrap_or_default() + "\n"
}

/// A rule as a JSON value.
pub(crate) fn rule_value(rule: &Rule) -> serde_json::Value {
    json!({
        "code": rule.code,
        "name": rule.name,
        "title": rule.title.get(Lang::Ja),
        "title_en": rule.title.get(Lang::En),
        "levels": rule.levels.iter().map(|level| level.english()).collect::<Vec<_>>(),
        "since": rule.since,
        "until": rule.until,
        "confidence": rule.confidence.mark(),
        "sources": rule.sources.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "doc": rule.doc.trim(),
        "message": rule.wording.message.get(Lang::Ja),
        "remedy": rule.wording.remedy.get(Lang::Ja),
        "message_en": rule.wording.message.get(Lang::En),
        "remedy_en": rule.wording.remedy.get(Lang::En),
        "hold_message": rule.held.map(|held| held.message.get(Lang::Ja)),
        "hold_remedy": rule.held.map(|held| held.remedy.get(Lang::Ja)),
        "needs": rule.needs.iter().map(need).collect::<Vec<_>>(),
        "partly_needs": rule.partly_needs.iter().map(need).collect::<Vec<_>>(),
        "unsettled": rule.unsettled.map(|text| text.get(Lang::Ja)),
        "examples": examples_file(rule),
    })
}

/// `表` or `表.列`, with what serves in its stead.
pub(crate) fn need(wanted: &Need) -> String {
    let place = match wanted.column {
        None => wanted.table.to_owned(),
        Some(column) => format!("{}.{column}", wanted.table),
    };
    match wanted.other {
        None => place,
        Some(other) => format!("{place}か{}", need(other)),
    }
}

/// The levels that a finding of the rule can have.
pub(crate) fn levels(rule: &Rule, lang: Lang) -> String {
    let word = |level: &Level| match lang {
        Lang::Ja => level.name(),
        Lang::En => level.english(),
    };
    rule.levels.iter().map(word).collect::<Vec<_>>().join("・")
}

/// The families of rules, in the order of the list.
pub(crate) const FAMILIES: [(char, Text); 11] = [
    ('I', Text("入力", "input")),
    ('E', Text("事業所・受給者・契約・従業者", "office, recipient, contract, staff")),
    ('P', Text("計画(利用支援費)", "plan fee")),
    ('M', Text("モニタリング(継続利用支援費)", "monitoring fee")),
    ('S', Text("特別地域加算", "special-area addition")),
    ('C', Text("介護保険との重複", "overlap with long-term care")),
    ('L', Text("取扱件数", "caseload")),
    ('A', Text("加算", "additions")),
    ('F', Text("体制の届出", "filings")),
    ('B', Text("請求の手続", "billing procedure")),
    ('X', Text("点検", "audit")),
];

/// What a rule's family is about.
pub(crate) fn family(rule: &Rule, lang: Lang) -> &'static str {
    let mut families = FAMILIES.iter().filter(|(letter, _)| rule.code.starts_with(*letter));
    families.next().map_or("", |(_, name)| name.get(lang))
}

/// The file of a rule's examples.
pub(crate) fn examples_file(rule: &Rule) -> String {
    format!("fixtures/rules/{}.toml", rule.code)
}
