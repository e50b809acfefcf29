//! What `check` shows: the tables that were read, and each finding with its place.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{self, Write},
};

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::{
    finding::{Finding, Lang, Level},
    input::Sources,
    ledger::{Ledger, TableCount},
    report::words::fact::{fact, related},
    submission::Submission,
};

/// Rows read, by table.
fn table_lines(text: &mut String, tables: &[TableCount], lang: Lang) {
    for table in tables.iter().filter(|table| table.read > 0) {
        let unread =
            if lang == Lang::Ja { "(読まなかったファイル)" } else { "(files not read)" };
        let name = if table.table.is_empty() { unread } else { table.table };
        let _ = writeln!(text, "  {name} {}", table.read);
    }
}

/// What was submitted, by number.
fn submitted_lines(text: &mut String, submission: &Submission, lang: Lang) {
    let (lines, totals) = (submission.lines().count(), submission.totals().count());
    if lines > 0 {
        let _ = match lang {
            Lang::Ja => writeln!(text, "  請求済みの明細 {lines}、人と月の合計 {totals}"),
            Lang::En => writeln!(text, "  submitted lines {lines}, recipients' totals {totals}"),
        };
    }
}

/// At most this many findings per code are shown on the screen.
const SHOWN_PER_CODE: usize = 20;

/// What `check` looked at.
pub(crate) struct Checked<'a> {
    /// Masters and events, as far as they could be read.
    pub ledger: &'a Ledger,
    /// Everything that was found, in the order of files and lines.
    pub findings: &'a [Finding],
    /// What was submitted.
    pub submission: &'a Submission,
    /// Whether there were input tables at all.
    pub has_logs: bool,
}

/// What `check` found: the tables, and each finding with its place.
pub(crate) fn check_text(checked: &Checked<'_>, lang: Lang) -> String {
    let Checked { ledger, findings, submission, has_logs } = checked;
    let mut text = String::new();
    let wrong = |level: Level| level.refuses() || level.is_of_audit();
    let refused = findings.iter().filter(|finding| wrong(finding.level)).count();
    let _ = match lang {
        Lang::Ja => {
            writeln!(text, "読んだファイル {}、直すところ {refused}", ledger.sources.count())
        }
        Lang::En => writeln!(text, "files read {}, to be mended {refused}", ledger.sources.count()),
    };
    table_lines(&mut text, &ledger.tables, lang);
    submitted_lines(&mut text, submission, lang);
    let absent = ledger.tables.iter().map(|count| count.table);
    let absent: Vec<&str> = absent.filter(|t| !t.is_empty() && !ledger.has(t)).collect();
    if *has_logs && !absent.is_empty() {
        let list = absent.join("、");
        let _ = match lang {
            Lang::Ja => writeln!(text, "  ない表: {list}"),
            Lang::En => writeln!(text, "  tables not given: {list}"),
        };
    }
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in *findings {
        let count = shown.entry(finding.rule.code).or_default();
        *count += 1;
        if *count <= SHOWN_PER_CODE {
            text.push_str(&finding_text(finding, &ledger.sources, lang));
        }
    }
    for (code, count) in shown.into_iter().filter(|(_, count)| *count > SHOWN_PER_CODE) {
        let more = count - SHOWN_PER_CODE;
        let _ = match lang {
            Lang::Ja => writeln!(text, "{code} はほかに {more}件"),
            Lang::En => writeln!(text, "{code}: {more} more"),
        };
    }
    text
}

/// A finding as lines: place, verdict, title; fact; remedy.
fn finding_text(finding: &Finding, sources: &Sources, lang: Lang) -> String {
    let place = finding.origin.map(|origin| sources.place(origin)).unwrap_or_default();
    let column = finding.field().map(|field| format!(":{field}")).unwrap_or_default();
    let (level, fact_word, remedy_word) = match lang {
        Lang::Ja => (finding.level.name(), "事実", "対処"),
        Lang::En => (finding.level.english(), "fact", "remedy"),
    };
    let wording = finding.rule.wording_at(finding.level);
    let (code, message) = (finding.rule.code, wording.message.get(lang));
    let fact = fact(finding, sources, lang);
    let remedy = wording.remedy.get(lang);
    let related = match (related(finding, sources), lang) {
        (places, _) if places.is_empty() => String::new(),
        (places, Lang::Ja) => format!("  関連: {places}\n"),
        (places, Lang::En) => format!("  related: {places}\n"),
    };
    format!(
        "\n{place}{column}: {level} {code} {message}\n  {fact_word}: {fact}\n{related}  {remedy_word}: {remedy}\n"
    )
}

/// Writes the same facts as [`check_text`], for machines; every finding, each as it is made.
pub(crate) fn check_json(checked: &Checked<'_>, mut out: &mut dyn Write) -> io::Result<()> {
    let Checked { ledger, findings, submission, .. } = checked;
    let tables = ledger.tables.iter();
    let value = CheckValue {
        files: ledger.sources.count(),
        findings: FindingValues { findings, sources: &ledger.sources },
        submitted: json!({ "lines": submission.lines().count(), "totals": submission.totals().count() }),
        tables: tables.map(|t| json!({"table": t.table, "read": t.read})).collect(),
    };
    serde_json::to_writer_pretty(&mut out, &value)?;
    out.write_all(b"\n")
}

/// The fields in the order of their names, as in every JSON of ours.
#[derive(Serialize)]
struct CheckValue<'a> {
    files: usize,
    findings: FindingValues<'a>,
    submitted: Value,
    tables: Vec<Value>,
}

struct FindingValues<'a> {
    findings: &'a [Finding],
    sources: &'a Sources,
}

impl Serialize for FindingValues<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.findings.iter().map(|f| finding_value(f, self.sources)))
    }
}

fn finding_value(finding: &Finding, sources: &Sources) -> Value {
    let wording = finding.rule.wording_at(finding.level);
    json!({
        "code": finding.rule.code,
        "level": finding.level.english(),
        "file": finding.origin.map(|origin| sources.name(origin)),
        "line": finding.origin.map(|origin| origin.line),
        "column": finding.field(),
        "table": finding.subject.target.key(),
        "message": wording.message.get(Lang::Ja),
        "fact": fact(finding, sources, Lang::Ja),
        "remedy": wording.remedy.get(Lang::Ja),
    })
}
