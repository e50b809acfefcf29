//! What an audit says on the screen.

use std::fmt::Write as _;

use serde_json::json;

use super::{
    absent,
    facts::{Audited, LEVELS, Sum, Tally, by_rule, unasked_codes},
};
use crate::{
    audit::{self, Audit, Difference, RuleDifference},
    finding::{Lang, Level},
    money::Yen,
    report::words::{
        grouped,
        not_run::{not_run, not_run_lines},
    },
};

/// The summary of an audit.
pub(crate) fn audit_text(audit: &Audit, differences: Option<&[Difference]>, lang: Lang) -> String {
    let mut text = String::new();
    if audit.has_submission {
        sum_lines(&mut text, audit, lang);
        for sentence in absent::sentences(audit, lang) {
            let _ = writeln!(text, "{sentence}");
        }
        beside_lines(&mut text, audit, lang);
        level_lines(&mut text, audit, lang);
    } else {
        let (from, to) = audit.months;
        let _ = match lang {
            Lang::Ja => writeln!(
                text,
                "{from}から{to}: 請求済みのファイルがないので、点検はせず、二つの扱いを比べただけです"
            ),
            Lang::En => writeln!(
                text,
                "{from} to {to}: nothing submitted was given, so that only two readings were compared"
            ),
        };
    }
    if let Some(differences) = differences {
        difference_lines(&mut text, differences, lang);
    }
    text.push_str(&not_run_lines(&audit.skipped, lang));
    text
}

/// Months, offices, lines and what was claimed.
fn sum_lines(text: &mut String, audit: &Audit, lang: Lang) {
    let (from, to) = audit.months;
    let whole = Audited::whole(audit).summary;
    let (claimed, unpriced) = (grouped(whole.claimed), whole.unpriced);
    let (offices, lines) = (audit.offices.len(), audit.lines);
    // A sum of which a part is not known is not told as if it were the sum.
    let _ = match (lang, unpriced) {
        (Lang::Ja, 0) => writeln!(
            text,
            "{from}から{to}の点検: 事業所 {offices}、明細 {lines}、請求額 {claimed}円"
        ),
        (Lang::Ja, _) => writeln!(
            text,
            "{from}から{to}の点検: 事業所 {offices}、明細 {lines}、請求額 不明(分かる分は {claimed}円)"
        ),
        (Lang::En, 0) => writeln!(
            text,
            "audit of {from} to {to}: {offices} offices, {lines} lines, {claimed} yen"
        ),
        (Lang::En, _) => writeln!(
            text,
            "audit of {from} to {to}: {offices} offices, {lines} lines, yen not known (known: {claimed})"
        ),
    };
    if unpriced > 0 {
        let _ = match lang {
            Lang::Ja => writeln!(text, "単価が分からず金額に入っていない人と月 {unpriced}"),
            Lang::En => writeln!(text, "recipients' months without a known price: {unpriced}"),
        };
    }
}

/// What is not among the lines, and what was not looked at.
fn beside_lines(text: &mut String, audit: &Audit, lang: Lang) {
    if audit.returned > 0 {
        let _ = match lang {
            Lang::Ja => writeln!(text, "返戻・取下げの明細 {}(数えていません)", audit.returned),
            Lang::En => {
                writeln!(text, "lines returned or withdrawn, not counted: {}", audit.returned)
            }
        };
    }
    if audit.outside > 0 {
        let _ = match lang {
            Lang::Ja => writeln!(text, "期間の外の明細 {}(点検していません)", audit.outside),
            Lang::En => writeln!(text, "lines of other months, not looked at: {}", audit.outside),
        };
    }
    if !audit.has_logs {
        let codes = unasked_codes(false, lang);
        let _ = match lang {
            Lang::Ja => {
                writeln!(text, "記録がないので、{codes}(記録との突き合わせ)は確かめていません")
            }
            Lang::En => writeln!(text, "no logs: {codes} were not checked"),
        };
    }
}

fn level_lines(text: &mut String, audit: &Audit, lang: Lang) {
    let whole = Audited::whole(audit);
    for level in LEVELS {
        let of_level = whole.of_level(level);
        let word = if lang == Lang::Ja { level.name() } else { level.english() };
        let Tally { count, over, under, unknown } = Tally::sum(&of_level);
        // What one verdict cannot be is 0.
        let over = amount(over, unknown > 0 && level != Level::Under, lang);
        let under = amount(Yen(-under.0), unknown > 0 && level != Level::Over, lang);
        let is_checked = whole.is_checked(level);
        let _ = match lang {
            Lang::Ja if !is_checked => writeln!(text, "  {word} 点検せず"),
            Lang::En if !is_checked => writeln!(text, "  {word}: not checked"),
            Lang::Ja => writeln!(text, "  {word} {count}件 多い分 {over}、少ない分 {under}"),
            Lang::En => writeln!(text, "  {word} {count}: {over} too much, {under} too little"),
        };
        for (rule, found) in by_rule(&of_level) {
            let _ = writeln!(text, "    {} {} {}", rule.code, rule.title.get(lang), found.len());
        }
    }
}

/// A sum with its unit; of what is not known it is not told as if it were all.
fn amount(sum: Yen, unknown: bool, lang: Lang) -> String {
    let known = grouped(sum);
    match (lang, unknown) {
        (Lang::Ja, false) => format!("{known}円"),
        (Lang::Ja, true) if sum == Yen(0) => "不明".to_owned(),
        (Lang::Ja, true) => format!("{known}円(ほかに不明)"),
        (Lang::En, false) => format!("{known} yen"),
        (Lang::En, true) if sum == Yen(0) => "not known".to_owned(),
        (Lang::En, true) => format!("{known} yen (and more, not known)"),
    }
}

/// What two readings give differently, by rule.
fn difference_lines(text: &mut String, differences: &[Difference], lang: Lang) {
    let _ = match lang {
        Lang::Ja => writeln!(text, "\n二つの扱いの違い: {}件", differences.len()),
        Lang::En => writeln!(text, "\ndifferences between the two readings: {}", differences.len()),
    };
    for RuleDifference { rule, lines: count, units, yen } in audit::by_rule(differences) {
        let yen = grouped(yen);
        let _ = match lang {
            Lang::Ja => writeln!(text, "  {rule} {count}件 {units}単位 {yen}円"),
            Lang::En => writeln!(text, "  {rule} {count}: {units} units, {yen} yen"),
        };
    }
}

/// The same facts as [`audit_text`], for machines.
pub(crate) fn audit_json(audit: &Audit, differences: Option<&[Difference]>) -> String {
    let offices = Audited::by_office(audit).into_iter().map(|(number, part)| {
        let [over, under] = part.sums().map(Sum::whole);
        json!({
            "office": number,
            "lines": part.summary.lines,
            "claimed": part.claimed(),
            "unpriced": part.summary.unpriced,
            "over": over,
            "under": under,
            "findings": part.summary.codes,
        })
    });
    let levels: serde_json::Map<String, serde_json::Value> = LEVELS
        .iter()
        .map(|level| (level.english().to_owned(), json!(audit.count(*level))))
        .collect();
    let differences = differences.map(|differences| {
        let rows = audit::by_rule(differences).into_iter().map(|sum| {
            json!({ "rule": sum.rule, "lines": sum.lines, "units": sum.units, "yen": sum.yen })
        });
        rows.collect::<Vec<_>>()
    });
    let value = json!({
        "from": audit.months.0,
        "to": audit.months.1,
        "lines": audit.lines,
        "returned": audit.returned,
        "outside": audit.outside,
        "logs": audit.has_logs,
        "submitted": audit.has_submission,
        "absent_tables": audit.absent,
        "findings": levels,
        "offices": offices.collect::<Vec<_>>(),
        "differences": differences,
        "not_run": not_run(&audit.skipped),
    });
    serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"
}
