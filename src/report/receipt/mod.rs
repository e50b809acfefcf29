//! 「控え」 `receipt.json`: what went in, what came out, by their hashes. What is counted in it is of
//! the command that writes it.

mod hash;
mod recorded;

use std::io;

use rayon::prelude::*;
use serde::Serialize;

pub(crate) use hash::{HashedFile, digest, hash_inputs};
pub(crate) use recorded::Error;
pub(crate) use recorded::{CommandName, RECEIPT, Recorded, is_plain};

use super::{
    output::{Output, OutputFile},
    words::{
        not_run::{NotRun, not_run},
        rule::rules_json,
    },
};
use crate::{
    calendar::ServiceMonth,
    claim::TableBalance,
    judge::Skipped,
    policy::Policy,
    tariff::{Overlaid, Tariff},
};

/// What a run was asked to do.
pub(crate) struct Run<'a> {
    /// Its options, as written.
    pub options: Vec<(String, String)>,
    /// The readings.
    pub policy: &'a Policy,
    /// The amounts.
    pub tariff: &'a Tariff,
    /// Amounts that the user laid over.
    pub overlaid: &'a [Overlaid],
}

/// What a run came to, as its receipt says it.
pub(crate) struct RunOutcome<'a, C> {
    /// The command.
    pub(crate) command: CommandName,
    /// The service month of a claim.
    pub(crate) month: Option<ServiceMonth>,
    /// Numbers by name.
    pub(crate) counts: C,
    /// What became of every row, of a claim.
    pub(crate) tables: Option<&'a [TableBalance]>,
    /// Rules that could not run.
    pub(crate) skipped: &'a [Skipped],
}

#[derive(Serialize)]
struct Receipt<'a, C> {
    program: &'static str,
    version: &'static str,
    command: CommandName,
    #[serde(skip_serializing_if = "Option::is_none")]
    month: Option<ServiceMonth>,
    options: serde_json::Map<String, serde_json::Value>,
    policy: &'a Policy,
    overlaid: &'a [Overlaid],
    tariff_sha256: String,
    catalogue_sha256: String,
    inputs: Vec<HashedFile>,
    outputs: Vec<HashedFile>,
    counts: C,
    #[serde(skip_serializing_if = "Option::is_none")]
    tables: Option<&'a [TableBalance]>,
    not_run: Vec<NotRun>,
}

/// The receipt as bytes; `outputs` are the other files of the folder.
pub(crate) fn receipt_of<C: Serialize>(
    outcome: RunOutcome<'_, C>,
    inputs: Vec<HashedFile>,
    run: &Run<'_>,
    outputs: &[impl Output],
) -> io::Result<OutputFile> {
    let RunOutcome { command, month, counts, tables, skipped } = outcome;
    let options = run.options.iter();
    let receipt = Receipt {
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        command,
        month,
        options: options.map(|(k, v)| (k.clone(), v.clone().into())).collect(),
        policy: run.policy,
        overlaid: run.overlaid,
        tariff_sha256: digest(&run.tariff.digest_input()),
        catalogue_sha256: digest(rules_json().as_bytes()),
        inputs,
        outputs: outputs.par_iter().map(HashedFile::of).collect::<io::Result<_>>()?,
        counts,
        tables,
        not_run: not_run(skipped),
    };
    let mut bytes = serde_json::to_vec_pretty(&receipt)?;
    bytes.push(b'\n');
    Ok(OutputFile::new(RECEIPT, bytes))
}
