//! `santei check`: read and validate the input only.

use std::io::Write;

use super::{Format, Input, Shared, load};
use crate::{
    ledger::Ledger,
    records::Records,
    report::{check_json, check_text},
};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    shared: Shared,
}

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<u8> {
    let sources = load::sources(&arguments.input)?;
    let complete = load::require_tables(&sources);
    let records = Records::read(&sources);
    let mut ledger = Ledger::build(sources, records);
    let mut findings = std::mem::take(&mut ledger.findings);
    findings.sort_by_key(|finding| (finding.origin, finding.rule.code, finding.field()));
    let report = match arguments.shared.format {
        Format::Text => check_text(&ledger, &findings, arguments.shared.lang.into()),
        Format::Json => check_json(&ledger, &findings),
    };
    out.write_all(report.as_bytes())?;
    complete?;
    Ok(u8::from(findings.iter().any(|finding| finding.level.refuses())))
}
