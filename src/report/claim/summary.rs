//! What stands on the screen after a run: ten seconds for a person, JSON for a machine.

use std::fmt::Write as _;

use serde_json::json;

use super::forms::{Forms, MOST_SHEETS};
use crate::{
    claim::{Claim, Reports},
    finding::{Lang, Level, Rule},
    money::Yen,
    report::words::{
        grouped,
        not_run::{not_run, not_run_lines},
    },
};

/// A rule with how many subjects it is the primary reason of, and the yen at stake.
struct Cause {
    rule: &'static Rule,
    level: Level,
    count: usize,
    yen: Yen,
}

fn causes(reported: &Reports, primary_only: bool) -> Vec<Cause> {
    let mut causes: Vec<Cause> = Vec::new();
    for reported in reported.iter().filter(|r| r.primary || !primary_only) {
        let (rule, level) = (reported.finding.rule, reported.finding.level);
        let yen = reported.effect.unwrap_or_default();
        match causes.iter_mut().find(|cause| cause.rule == rule && cause.level == level) {
            Some(cause) => {
                cause.count += 1;
                cause.yen = cause.yen + yen;
            }
            None => causes.push(Cause { rule, level, count: 1, yen }),
        }
    }
    causes.sort_by_key(|cause| (cause.level, -cause.yen.0, cause.rule.code));
    causes
}

/// The summary of a claim.
pub fn claim_text(claim: &Claim, forms: &Forms, lang: Lang) -> String {
    let mut text = String::new();
    let (lines, people) = (claim.lines().count(), claim.claimed().count());
    let notices = &claim.notices;
    let (rejected, held) = (claim.subjects(Level::Reject), claim.subjects(Level::Hold));
    let yen = grouped(claim.yen());
    let _ = match lang {
        Lang::Ja => write!(
            text,
            "{} の請求: {people}人 {lines}件 {yen}円\n却下 {rejected}件、保留 {held}件、知らせ {}件\n",
            claim.month,
            notices.len()
        ),
        Lang::En => write!(
            text,
            "Claim for {}: {people} recipients, {lines} lines, {yen} yen\n\
             rejected {rejected}, held {held}, notices {}\n",
            claim.month,
            notices.len()
        ),
    };
    if claim.is_empty_month() {
        text.push_str(match lang {
            Lang::Ja => {
                "この月の計画・モニタリングの行がありません。--month と入力を確かめてください\n"
            }
            Lang::En => "no plan or monitoring in this month: check --month and the input\n",
        });
    }
    file_lines(&mut text, claim, lang);
    form_line(&mut text, forms, lang);
    heading(&mut text, lang, "請求しないもの(主因)", "Not claimed (primary reasons)");
    cause_lines(&mut text, &causes(&claim.rejected, true), lang);
    heading(&mut text, lang, "知らせ", "Notices");
    cause_lines(&mut text, &causes(notices, false), lang);
    text.push_str(&not_run_lines(&claim.skipped, lang));
    text
}

fn heading(text: &mut String, lang: Lang, ja: &str, en: &str) {
    let _ = writeln!(text, "\n{}", if lang == Lang::Ja { ja } else { en });
}

/// How many files for the federation there are, and that their layout is not confirmed.
fn file_lines(text: &mut String, claim: &Claim, lang: Lang) {
    let files = claim.files;
    if files.wanted == 0 {
        return;
    }
    let (written, wanted) = (files.written, files.wanted);
    let doubt = !files.is_confirmed;
    let _ = match lang {
        Lang::Ja => writeln!(
            text,
            "国保連のファイル {written}個(事業所とサービスは {wanted}){}",
            if doubt {
                "。項目の長さと地域区分コードなどは公式の表で確かめられていません(docs/output.md)"
            } else {
                ""
            }
        ),
        Lang::En => writeln!(
            text,
            "files for the federation: {written} (offices and services: {wanted}){}",
            if doubt {
                "; lengths, region codes and more are not confirmed by the official table (docs/output.md)"
            } else {
                ""
            }
        ),
    };
}

/// That the forms were not made, and what to do.
fn form_line(text: &mut String, forms: &Forms, lang: Lang) {
    let Forms::TooMany { sheets } = forms else { return };
    let _ = match lang {
        Lang::Ja => writeln!(
            text,
            "請求書と明細書の用紙(forms.html)は、{sheets}枚になるので作っていません({MOST_SHEETS}枚まで)。\
             事業所ごとに分けて実行すると作られます"
        ),
        Lang::En => writeln!(
            text,
            "forms.html was not made: {sheets} sheets, more than {MOST_SHEETS}; run each office alone"
        ),
    };
}

fn cause_lines(text: &mut String, causes: &[Cause], lang: Lang) {
    if causes.is_empty() {
        text.push_str(if lang == Lang::Ja { "  なし\n" } else { "  none\n" });
    }
    for cause in causes {
        let (level, unit) = match lang {
            Lang::Ja => (cause.level.name(), "件"),
            Lang::En => (cause.level.english(), "×"),
        };
        let title = cause.rule.title.get(lang);
        let _ = write!(text, "  {level} {} {title} {}{unit}", cause.rule.code, cause.count);
        if cause.yen != Yen(0) {
            let word = if lang == Lang::Ja { "円" } else { " yen" };
            let _ = write!(text, " ({}{word})", grouped(cause.yen));
        }
        text.push('\n');
    }
}

/// The same facts as [`claim_text`], for machines.
pub fn claim_json(claim: &Claim, forms: &Forms) -> String {
    let cause = |cause: &Cause| {
        json!({
            "code": cause.rule.code,
            "level": cause.level.english(),
            "count": cause.count,
            "yen": cause.yen,
        })
    };
    let value = json!({
        "month": claim.month,
        "recipients": claim.claimed().count(),
        "lines": claim.lines().count(),
        "yen": claim.yen(),
        "rejected": claim.subjects(Level::Reject),
        "held": claim.subjects(Level::Hold),
        "notices": claim.notices.len(),
        "federation_files": {
            "written": claim.files.written,
            "wanted": claim.files.wanted,
            "layout_confirmed": claim.files.is_confirmed,
        },
        "forms": match forms {
            Forms::Page(_) => json!("written"),
            Forms::Nothing => json!("nothing to write"),
            Forms::TooMany { sheets } => json!({ "too_many_sheets": sheets, "most": MOST_SHEETS }),
        },
        "primary_reasons": causes(&claim.rejected, true).iter().map(cause).collect::<Vec<_>>(),
        "notice_reasons": causes(&claim.notices, false).iter().map(cause).collect::<Vec<_>>(),
        "not_run": not_run(&claim.skipped),
        "tables": claim.balance,
    });
    serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"
}
