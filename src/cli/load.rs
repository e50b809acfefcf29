//! What the commands that read logs share: input to ledger, policy, tariff.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};

use super::Input;
use crate::{
    finding::{Lang, Target},
    input::{EncodingChoice, InputFile, Sources, normalize, read_file, read_files, shown, visible},
    ledger::Ledger,
    policy::Policy,
    records::{Records, SPECS, column},
    submission::looks_submitted,
    tariff::{Overlaid, Tariff},
};

/// Reads every input file and recognises the tables.
pub(super) fn sources(input: &Input) -> anyhow::Result<Sources> {
    let files = read_files(&input.paths)?;
    Ok(Sources::recognise(files, input.encoding.into(), SPECS)?)
}

/// Refuses input without the tables that nothing can be done without, naming why they are absent.
pub(super) fn require_tables(sources: &Sources) -> anyhow::Result<()> {
    let mut missing: Vec<&str> = [column::office::SPEC.name, column::recipient::SPEC.name]
        .into_iter()
        .filter(|table| !sources.has_table(table))
        .collect();
    let logs = [column::plan::SPEC, column::monitoring::SPEC, column::activity::SPEC];
    if !logs.iter().any(|spec| sources.has_table(spec.name)) {
        missing.push("計画・モニタリング・会議等のどれか");
    }
    if missing.is_empty() {
        return Ok(());
    }
    let mut message = format!("必要な表がありません: {}", missing.join("、"));
    for finding in sources.findings.iter().filter(|finding| finding.level.refuses()) {
        let place = finding.origin.map(|origin| sources.place(origin)).unwrap_or_default();
        let about = match finding.subject.target {
            Target::Table("") => String::new(),
            target => format!("({})", target.key()),
        };
        let note = finding.note.as_ref().map_or("", |note| note.get(Lang::Ja));
        let note = visible(note);
        let title = finding.rule.wording.message.get(Lang::Ja);
        let _ = write!(message, "\n  {place}{about}: {} {title}。{note}", finding.rule.code);
    }
    message
        .push_str("\n表は一行目の列名で見分けます。`santei init フォルダー` が見本の表を作ります");
    bail!(message)
}

/// Input to ledger.
pub(super) fn ledger(input: &Input) -> anyhow::Result<Ledger> {
    Ok(ledger_and_submitted(input, &[])?.0)
}

/// Input to ledger; the submitted files stand beside the input, and their numbers are returned.
pub(super) fn ledger_and_submitted(
    input: &Input,
    submitted: &[PathBuf],
) -> anyhow::Result<(Ledger, Vec<u16>)> {
    let mut sources = sources(input)?;
    require_tables(&sources)?;
    let numbers = sources.attach(submitted_files(submitted)?)?;
    let records = Records::read(&sources);
    Ok((Ledger::build(sources, records), numbers))
}

/// Reads the submitted files. `--submitted` takes every path that follows, so that an input folder
/// written behind it would be taken for one: that is refused.
fn submitted_files(paths: &[PathBuf]) -> anyhow::Result<Vec<InputFile>> {
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    let files = read_files(paths)?;
    let others = files.iter().filter(|file| !looks_submitted(&file.bytes)).cloned().collect();
    let others = Sources::recognise(others, EncodingChoice::Auto, SPECS)?;
    let Some(table) = SPECS.iter().find(|spec| others.has_table(spec.name)) else {
        return Ok(files);
    };
    bail!(
        "--submitted に記録の表({})があります。記録のフォルダーは --submitted より前に書いてください",
        table.name
    );
}

/// Input to ledger for an audit: logs may be absent altogether.
pub(super) fn audited(input: &Input, submitted: &[PathBuf]) -> anyhow::Result<(Ledger, Vec<u16>)> {
    if !input.paths.is_empty() {
        return ledger_and_submitted(input, submitted);
    }
    let mut sources = Sources::recognise(Vec::new(), input.encoding.into(), SPECS)?;
    let numbers = sources.attach(submitted_files(submitted)?)?;
    let records = Records::read(&sources);
    Ok((Ledger::build(sources, records), numbers))
}

/// The policy file, or the defaults.
pub(super) fn policy(path: Option<&Path>) -> anyhow::Result<Policy> {
    let Some(path) = path else { return Ok(Policy::default()) };
    let bytes = read_file(path)?;
    let text = std::str::from_utf8(&bytes)
        .with_context(|| format!("{}: UTF-8で書いてください", shown(path)))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    Policy::parse(text).with_context(|| shown(path))
}

/// The tariff, with the user's amounts laid over it.
pub(super) fn tariff(overlay: Option<&Path>) -> anyhow::Result<(Tariff, Vec<Overlaid>)> {
    let mut tariff = Tariff::standard()?;
    let Some(path) = overlay else { return Ok((tariff, Vec::new())) };
    let bytes = read_file(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let overlaid = tariff.overlay(&visible(&name), &bytes)?;
    Ok((tariff, overlaid))
}

/// A day of the command line.
pub(super) fn day(text: &str) -> Result<chrono::NaiveDate, String> {
    crate::calendar::parse_day(&normalize(text))
        .ok_or_else(|| "日付は 2026-07-10 や R8.7.10 のように書きます".to_owned())
}
