//! What stands on the screen after a run: ten seconds for a person, JSON for a machine.

use std::fmt::Write as _;

use serde_json::json;

use super::forms::{Forms, MOST_SHEETS};
use crate::{
    claim::{Claim, FederationFiles, ReasonGroup, Reports, Sums, reasons},
    finding::{Lang, Level},
    money::Yen,
    report::words::{
        grouped,
        not_run::{not_run, not_run_lines},
    },
};

/// A reason as the screen tells it: how many, and the yen at stake.
struct Cause<'r> {
    reason: ReasonGroup<'r>,
    count: usize,
}

/// The primary reasons of what is not claimed, by level, the biggest yen first.
fn primary(claim: &Claim) -> Vec<Cause<'_>> {
    causes(&claim.rejected, |reason| reason.primary)
}

/// The same of the notices.
fn noticed(claim: &Claim) -> Vec<Cause<'_>> {
    causes(&claim.notices, |reason| reason.count)
}

fn causes(reports: &Reports, count: fn(&ReasonGroup<'_>) -> usize) -> Vec<Cause<'_>> {
    let reasons = reasons(reports.iter(), 0).into_iter();
    let causes = reasons.map(|reason| Cause { count: count(&reason), reason });
    let mut causes: Vec<Cause<'_>> = causes.filter(|cause| cause.count > 0).collect();
    causes.sort_by_key(|Cause { reason, .. }| (reason.level, -reason.effect.0, reason.rule.code));
    causes
}

/// The summary of a claim.
pub(crate) fn claim_text(claim: &Claim, forms: &Forms, lang: Lang) -> String {
    let mut text = String::new();
    let Sums { people, lines, yen, .. } = claim.sums();
    let notices = &claim.notices;
    let (rejected, held) = (claim.subjects(Level::Reject), claim.subjects(Level::Hold));
    let yen = grouped(yen);
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
    cause_lines(&mut text, &primary(claim), lang);
    heading(&mut text, lang, "知らせ", "Notices");
    cause_lines(&mut text, &noticed(claim), lang);
    text.push_str(&not_run_lines(&claim.skipped, lang));
    text
}

fn heading(text: &mut String, lang: Lang, ja: &str, en: &str) {
    let _ = writeln!(text, "\n{}", if lang == Lang::Ja { ja } else { en });
}

/// What the official table of fields leaves open of a file (docs/output.md).
const OPEN: [(&str, &str); 4] = [
    ("平成30年4月より後の版", "editions after April 2018"),
    ("成人の児童氏名カナ", "the child's name of adults"),
    ("割合の行の書き方", "how lines of a percentage are written"),
    ("サービスコード", "service codes"),
];

/// How many files for the federation there are, and what of them is not confirmed.
fn file_lines(text: &mut String, claim: &Claim, lang: Lang) {
    let files = claim.files;
    if files.wanted == 0 {
        return;
    }
    let (written, wanted) = (files.written, files.wanted);
    let _ = match lang {
        Lang::Ja => writeln!(
            text,
            "国保連のファイル {written}個(事業所とサービスは {wanted})。{}は公式の表で確かめられていません(docs/output.md)",
            not_confirmed(files).map(|(ja, _)| ja).collect::<Vec<_>>().join("、")
        ),
        Lang::En => writeln!(
            text,
            "files for the federation: {written} (offices and services: {wanted}); not confirmed by the official table: {} (docs/output.md)",
            not_confirmed(files).map(|(_, en)| en).collect::<Vec<_>>().join(", ")
        ),
    };
}

/// What is not confirmed by the official table.
fn not_confirmed(files: FederationFiles) -> impl Iterator<Item = (&'static str, &'static str)> {
    let fields = (!files.is_confirmed).then_some(("一部の項目", "some fields"));
    fields.into_iter().chain(OPEN)
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

fn cause_lines(text: &mut String, causes: &[Cause<'_>], lang: Lang) {
    if causes.is_empty() {
        text.push_str(if lang == Lang::Ja { "  なし\n" } else { "  none\n" });
    }
    for Cause { reason, count } in causes {
        let (level, unit) = match lang {
            Lang::Ja => (reason.level.name(), "件"),
            Lang::En => (reason.level.english(), "×"),
        };
        let (code, title) = (reason.rule.code, reason.rule.title.get(lang));
        let _ = write!(text, "  {level} {code} {title} {count}{unit}");
        if reason.effect != Yen(0) {
            let word = if lang == Lang::Ja { "円" } else { " yen" };
            let _ = write!(text, " ({}{word})", grouped(reason.effect));
        }
        text.push('\n');
    }
}

/// The same facts as [`claim_text`], for machines.
pub(crate) fn claim_json(claim: &Claim, forms: &Forms) -> String {
    let cause = |Cause { reason, count }: &Cause<'_>| {
        json!({
            "code": reason.rule.code,
            "level": reason.level.english(),
            "count": count,
            "yen": reason.effect,
        })
    };
    let sums = claim.sums();
    let value = json!({
        "month": claim.month,
        "recipients": sums.people,
        "lines": sums.lines,
        "yen": sums.yen,
        "rejected": claim.subjects(Level::Reject),
        "held": claim.subjects(Level::Hold),
        "notices": claim.notices.len(),
        "federation_files": {
            "written": claim.files.written,
            "wanted": claim.files.wanted,
            "layout_confirmed": claim.files.is_confirmed,
            "not_confirmed": not_confirmed(claim.files).map(|(_, en)| en).collect::<Vec<_>>(),
        },
        "forms": match forms {
            Forms::Page(_) => json!("written"),
            Forms::Nothing => json!("nothing to write"),
            Forms::TooMany { sheets } => json!({ "too_many_sheets": sheets, "most": MOST_SHEETS }),
        },
        "primary_reasons": primary(claim).iter().map(cause).collect::<Vec<_>>(),
        "notice_reasons": noticed(claim).iter().map(cause).collect::<Vec<_>>(),
        "not_run": not_run(&claim.skipped),
        "tables": claim.balance,
    });
    serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"
}
