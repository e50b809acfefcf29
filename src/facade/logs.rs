//! An input that was read: what the logs say, linked, and the files that were submitted.

use std::fmt::Write as _;

use super::{Error, Input};
use crate::{
    finding::{Lang, Note, Target, Text},
    input::{EncodingChoice, Sources, visible},
    ledger::Ledger,
    records::{Records, SPECS, column},
    submission::{Submission, read_submitted},
    tariff::Tariff,
};

/// 「記録の一式」 The logs, linked, with what was submitted beside them.
pub struct Logs {
    pub(super) ledger: Ledger,
    /// The numbers of the submitted files among the sources.
    pub(super) submitted: Vec<u16>,
    pub(super) is_given: bool,
    pub(super) encoding: EncodingChoice,
}

impl Logs {
    /// Reads every row; `Err` where a table is missing without which nothing can be done.
    pub fn open(input: Input) -> Result<Self, Error> {
        let (logs, missing) = Self::open_any(input)?;
        missing.map_or(Ok(logs), Err)
    }

    /// Reads what is there, and says what is missing.
    pub(super) fn open_any(input: Input) -> Result<(Self, Option<Error>), Error> {
        let Input { logs, submitted, encoding } = input;
        let is_given = logs.is_some();
        let mut sources = Sources::recognise(logs.unwrap_or_default(), encoding, SPECS)?;
        let missing = if is_given { missing_tables(&sources) } else { None };
        let submitted = sources.attach(submitted)?;
        let records = Records::read(&sources);
        let ledger = Ledger::build(sources, records);
        Ok((Self { ledger, submitted, is_given, encoding }, missing))
    }

    /// The files that the places of findings are in.
    pub fn sources(&self) -> &Sources {
        &self.ledger.sources
    }

    /// What was submitted, its codes read by `tariff`.
    pub(super) fn submission(&self, tariff: &Tariff) -> Submission {
        read_submitted(&self.ledger.sources, &self.submitted, tariff)
    }

    /// The options of reading, as a receipt names them.
    pub(super) fn recorded(&self) -> Option<(String, String)> {
        Some(("encoding".to_owned(), self.encoding.forced()?.to_owned()))
    }
}

/// What nothing can be done without: offices, recipients, and a table of events; and why it is
/// absent.
fn missing_tables(sources: &Sources) -> Option<Error> {
    let mut missing: Vec<Text> = [column::office::SPEC.name, column::recipient::SPEC.name]
        .into_iter()
        .filter(|table| !sources.has_table(table))
        .map(|table| Text(table, table))
        .collect();
    let logs = [column::plan::SPEC, column::monitoring::SPEC, column::activity::SPEC];
    if !logs.iter().any(|spec| sources.has_table(spec.name)) {
        missing.push(Text(
            "計画・モニタリング・会議等のどれか",
            "one of 計画, モニタリング and 会議等",
        ));
    }
    if missing.is_empty() {
        return None;
    }
    let list =
        |lang, comma| missing.iter().map(|name| name.get(lang)).collect::<Vec<_>>().join(comma);
    let mut note = Note::new(
        format!("必要な表がありません: {}", list(Lang::Ja, "、")),
        format!("tables are missing: {}", list(Lang::En, ", ")),
    );
    for finding in sources.findings.iter().filter(|finding| finding.level.refuses()) {
        let place = finding.origin.map(|origin| sources.place(origin)).unwrap_or_default();
        let about = match finding.subject.target {
            Target::Table("") => String::new(),
            target => format!("({})", target.key()),
        };
        let code = finding.rule.code;
        for (text, lang) in [(&mut note.ja, Lang::Ja), (&mut note.en, Lang::En)] {
            let title = finding.rule.wording.message.get(lang);
            let told = visible(finding.note.as_ref().map_or("", |note| note.get(lang)));
            let stop = if lang == Lang::Ja { "。" } else { ": " };
            let _ = write!(text, "\n  {place}{about}: {code} {title}{stop}{told}");
        }
    }
    note.ja
        .push_str("\n表は一行目の列名で見分けます。`santei init フォルダー` が見本の表を作ります");
    note.en.push_str(
        "\na table is known by the column names in its first line; `santei init FOLDER` writes samples",
    );
    Some(Error::MissingTables(note))
}
