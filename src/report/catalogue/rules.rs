//! The whole catalogue as a table: text, Markdown.

use std::fmt::Write as _;

use super::examples::examples_markdown;
use crate::{
    catalogue,
    finding::{Lang, Rule},
    report::words::rule::{FAMILIES, levels, need},
};

/// One line per rule.
pub(crate) fn rules_text(lang: Lang) -> String {
    let mut text = String::new();
    for rule in catalogue::rules() {
        let _ = writeln!(
            text,
            "{} {} {:<10} {} ({})",
            rule.code,
            rule.confidence.mark(),
            levels(rule, lang),
            rule.title.get(lang),
            rule.name
        );
    }
    text
}

/// `docs/rules.md`.
pub(crate) fn rules_markdown() -> String {
    let mut text = String::from(
        "# 規則の一覧\n\n\
         <!-- `santei rules --format markdown` の出力です。手で直さず、規則の宣言を直してください -->\n\n\
         主因は、この一覧で先にある理由です。資料の強さ: ● 公的な文書か一致する二つの資料、\
         ◐ 一つの資料、○ 資料で確定していない扱い、－ santeiの決まり(法令や通知ではない)。\n\n\
         例の○は規則が認める場合、×は規則が認めないか知らせる場合です。例に書いていないことは、\
         どの例でも同じです(`fixtures/rules/world.toml`)。\n\n",
    );
    text.push_str("| コード | 名前 | 判定 | | 理由名 | 根拠 |\n|---|---|---|---|---|---|\n");
    for rule in catalogue::rules() {
        let sources: Vec<String> = rule.sources.iter().map(ToString::to_string).collect();
        let _ = writeln!(
            text,
            "| [{0}](#{1}) | {2} | {3} | {4} | {5} | {6} |",
            rule.code,
            rule.code.to_lowercase(),
            rule.name,
            levels(rule, Lang::Ja),
            rule.confidence.mark(),
            rule.title.get(Lang::Ja),
            sources.join("; ")
        );
    }
    for (letter, family) in FAMILIES {
        let rules: Vec<&Rule> =
            catalogue::rules().filter(|rule| rule.code.starts_with(letter)).collect();
        if !rules.is_empty() {
            let _ = write!(text, "\n## {letter} — {}\n", family.get(Lang::Ja));
            for rule in rules {
                text.push_str(&section(rule));
            }
        }
    }
    text
}

fn section(rule: &Rule) -> String {
    let mut text = format!(
        "\n### {}\n\n**{}** `{}` — {}\n\n{}\n",
        rule.code,
        rule.title.get(Lang::Ja),
        rule.name,
        rule.title.get(Lang::En),
        rule.doc.trim().replace("\n ", "\n").trim()
    );
    let _ = write!(text, "\n**内容** {}\n", rule.wording.message.get(Lang::Ja));
    let _ = write!(text, "\n**対処** {}\n", rule.wording.remedy.get(Lang::Ja));
    if let Some(held) = rule.held {
        let _ = write!(text, "\n**保留の内容** {}\n", held.message.get(Lang::Ja));
        let _ = write!(text, "\n**保留の対処** {}\n", held.remedy.get(Lang::Ja));
    }
    let sources: Vec<String> = rule.sources.iter().map(ToString::to_string).collect();
    let _ = write!(text, "\n**根拠** {} {}\n", rule.confidence.mark(), sources.join("; "));
    if let Some(unsettled) = rule.unsettled {
        let _ = write!(text, "\n**資料で確定していない扱い** {}\n", unsettled.get(Lang::Ja));
    }
    if !rule.needs.is_empty() {
        let needs: Vec<String> = rule.needs.iter().map(need).collect();
        let _ = write!(text, "\n**要る表・列** {}\n", needs.join("、"));
    }
    if !rule.partly_needs.is_empty() {
        let needs: Vec<String> = rule.partly_needs.iter().map(need).collect();
        let _ = write!(text, "\n**ないと一部を確かめられない表** {}\n", needs.join("、"));
    }
    text.push_str(&examples_markdown(rule));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_document_is_fresh() {
        let written = include_str!("../../../docs/rules.md");
        assert!(
            written == rules_markdown(),
            "docs/rules.md is stale: run `cargo run -- rules --format markdown > docs/rules.md`"
        );
    }
}
