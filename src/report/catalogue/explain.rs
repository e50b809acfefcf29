//! One rule, for a person or for a machine.

use std::fmt::Write as _;

use crate::{
    finding::{Lang, Rule, Wording},
    report::words::rule::{examples_file, levels, need, rule_value},
};

/// The rule as text: what it demands, how it decides, sources, remedy, examples.
pub(crate) fn explain_text(rule: &Rule, lang: Lang) -> String {
    let label = |ja, en| if lang == Lang::Ja { ja } else { en };
    let mut text = format!("{} {} ({})\n", rule.code, rule.title.get(lang), rule.name);
    let _ = writeln!(text, "{}: {}", label("判定", "Verdict"), levels(rule, lang));
    if rule.since.is_some() || rule.until.is_some() {
        let [since, until] = [rule.since, rule.until]
            .map(|month| month.map(|month| month.to_string()).unwrap_or_default());
        let _ = writeln!(text, "{}: {since}–{until}", label("期間", "In force"));
    }
    text.push('\n');
    text.push_str(&paragraphs(rule));
    wording(&mut text, rule.wording, lang, label("内容", "Message"), label("対処", "Remedy"));
    if let Some(held) = rule.held {
        let labels = (label("保留の内容", "Hold"), label("保留の対処", "Remedy of a hold"));
        wording(&mut text, held, lang, labels.0, labels.1);
    }
    let _ = writeln!(
        text,
        "\n{}: {} {}",
        label("根拠", "Sources"),
        rule.confidence.mark(),
        rule.confidence.meaning().get(lang)
    );
    for cite in rule.sources {
        let _ = writeln!(text, "  {cite}");
    }
    if let Some(unsettled) = rule.unsettled {
        let heading = label("資料で確定していない扱い", "Not settled by the sources");
        let _ = writeln!(text, "{heading}: {}", unsettled.get(lang));
    }
    if !rule.needs.is_empty() {
        let needs: Vec<String> = rule.needs.iter().map(need).collect();
        let _ = writeln!(text, "{}: {}", label("要る表・列", "Needs"), needs.join("、"));
    }
    if !rule.partly_needs.is_empty() {
        let needs: Vec<String> = rule.partly_needs.iter().map(need).collect();
        let heading = label("ないと一部を確かめられない表", "Checked in part without");
        let _ = writeln!(text, "{heading}: {}", needs.join("、"));
    }
    let shown = label("で見られます", "shows them");
    let _ = writeln!(
        text,
        "{}: {} (santei explain {} --examples {shown})",
        label("例", "Examples"),
        examples_file(rule),
        rule.code
    );
    text
}

fn paragraphs(rule: &Rule) -> String {
    let plain = rule.doc.replace("**", "");
    let lines: Vec<&str> = plain.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n") + "\n"
}

fn wording(text: &mut String, wording: Wording, lang: Lang, message: &str, remedy: &str) {
    let _ = writeln!(text, "\n{message}: {}", wording.message.get(lang));
    let _ = writeln!(text, "{remedy}: {}", wording.remedy.get(lang));
}

/// The rule as JSON.
pub(crate) fn explain_json(rule: &Rule) -> String {
    serde_json::to_string_pretty(&rule_value(rule)).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::find;

    #[test]
    fn the_months_of_a_rule_are_shown() {
        let cases =
            [("A605", Some("期間: 2021-04–")), ("P106", Some("期間: –2021-06")), ("P101", None)];
        for (code, wanted) in cases {
            let text = explain_text(find(code).unwrap(), Lang::Ja);
            assert_eq!(text.lines().find(|line| line.starts_with("期間")), wanted, "{code}");
        }
    }
}
