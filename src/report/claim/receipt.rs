//! The receipt of a claim.

use std::io;

use serde::Serialize;

use crate::{
    claim::Claim,
    finding::Level,
    report::{
        output::{Output, OutputFile},
        receipt::{CommandName, HashedFile, Run, RunOutcome, receipt_of},
    },
};

#[derive(Serialize)]
struct Counts {
    lines: usize,
    recipients: usize,
    yen: i64,
    rejected: usize,
    held: usize,
    reasons: usize,
    notices: usize,
}

/// The receipt of `claim` as bytes; `outputs` are the other files of the folder.
pub(crate) fn receipt(
    claim: &Claim,
    inputs: Vec<HashedFile>,
    run: &Run<'_>,
    outputs: &[impl Output],
) -> io::Result<OutputFile> {
    let sums = claim.sums();
    let counts = Counts {
        lines: sums.lines,
        recipients: sums.people,
        yen: sums.yen.0,
        rejected: claim.subjects(Level::Reject),
        held: claim.subjects(Level::Hold),
        reasons: claim.rejected.len(),
        notices: claim.notices.len(),
    };
    let outcome = RunOutcome {
        command: CommandName::Claim,
        month: Some(claim.month),
        counts,
        tables: Some(&claim.balance),
        skipped: &claim.skipped,
    };
    receipt_of(outcome, inputs, run, outputs)
}
