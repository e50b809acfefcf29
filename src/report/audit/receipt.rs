//! The receipt of an audit.

use std::io;

use serde_json::json;

use crate::{
    audit::Audit,
    finding::Level,
    policy::Policy,
    report::{
        output::{Output, OutputFile},
        receipt::{CommandName, HashedFile, Run, RunOutcome, receipt_of},
    },
    tariff::{Overlaid, Tariff},
};

/// What an audit was asked to do, and what it read.
pub(crate) struct AuditRun<'a> {
    /// Its options, as written.
    pub options: Vec<(String, String)>,
    /// The readings.
    pub policy: &'a Policy,
    /// The amounts.
    pub tariff: &'a Tariff,
    /// Amounts that the user laid over.
    pub overlaid: &'a [Overlaid],
    /// Logs and submitted files.
    pub inputs: Vec<HashedFile>,
}

/// The receipt of `audit` as bytes; `outputs` are the other files of the folder.
pub(crate) fn audit_receipt(
    audit: &Audit,
    run: AuditRun<'_>,
    outputs: &[impl Output],
) -> io::Result<OutputFile> {
    let AuditRun { options, policy, tariff, overlaid, inputs } = run;
    let counts = json!({
        "offices": audit.offices.len(),
        "lines": audit.lines,
        "returned": audit.returned,
        "outside": audit.outside,
        "over": audit.count(Level::Over),
        "under": audit.count(Level::Under),
        "differ": audit.count(Level::Differ),
        "query": audit.count(Level::Query),
    });
    let outcome = RunOutcome {
        command: CommandName::Audit,
        month: None,
        counts,
        tables: None,
        skipped: &audit.skipped,
    };
    receipt_of(outcome, inputs, &Run { options, policy, tariff, overlaid }, outputs)
}
