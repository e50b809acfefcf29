//! `santei check`: read and validate the input only, and submitted files by themselves.

use std::io::Write;

use super::{Format, Input, Shared, load};
use crate::{
    finding::{Level, places_by_key, rearrange},
    input::{InputFile, Sources, read_files},
    ledger::Ledger,
    records::{Records, SPECS},
    report::{Checked, check_json, check_text},
    submission::{looks_submitted, read_submitted, validate},
    tariff::Tariff,
};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    shared: Shared,
}

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<u8> {
    let (submitted, logs): (Vec<InputFile>, Vec<InputFile>) = read_files(&arguments.input.paths)?
        .into_iter()
        .partition(|file| looks_submitted(&file.bytes));
    let has_logs = !logs.is_empty();
    let mut sources = Sources::recognise(logs, arguments.input.encoding.into(), SPECS)?;
    let complete = if has_logs { load::require_tables(&sources) } else { Ok(()) };
    let numbers = sources.attach(submitted)?;
    let records = Records::read(&sources);
    let mut ledger = Ledger::build(sources, records);
    let tariff = Tariff::standard()?;
    let submission = read_submitted(&ledger.sources, &numbers, &tariff);
    let mut findings = std::mem::take(&mut ledger.findings);
    findings.extend(validate(&submission, &tariff));
    let places =
        places_by_key(&findings, |finding| (finding.origin, finding.rule.code, finding.field()));
    rearrange(&mut findings, places);
    let checked =
        Checked { ledger: &ledger, findings: &findings, submission: &submission, has_logs };
    match arguments.shared.format {
        Format::Text => {
            out.write_all(check_text(&checked, arguments.shared.lang.into()).as_bytes())?;
        }
        Format::Json => check_json(&checked, out)?,
    }
    complete?;
    let wrong = |level: Level| level.refuses() || level.is_of_audit();
    Ok(u8::from(findings.iter().any(|finding| wrong(finding.level))))
}
