//! 「控え」 `receipt.json`: what went in, what came out, by their hashes. What is counted in it is of
//! the command that writes it.

mod recorded;

use std::{fmt::Write as _, io};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use recorded::Error;
pub(crate) use recorded::{Command, Recorded, is_plain};

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
    input::Sources,
    judge::Skipped,
    policy::Policy,
    tariff::{Overlaid, Tariff},
};

/// The file that says a folder is ours.
pub(crate) const RECEIPT: &str = "receipt.json";

/// A file's name, size and hash.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HashedFile {
    /// Path, `/` between parts.
    pub name: String,
    /// Bytes.
    pub bytes: usize,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

/// What a run was asked to do.
pub struct Run<'a> {
    /// Its options, as written.
    pub options: Vec<(String, String)>,
    /// The readings.
    pub policy: &'a Policy,
    /// The amounts.
    pub tariff: &'a Tariff,
    /// Amounts that the user laid over.
    pub overlaid: &'a [Overlaid],
}

/// What a command's receipt says of its outcome.
pub(crate) struct Outcome<'a, C> {
    /// The command.
    pub(crate) command: Command,
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
    command: Command,
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
    outcome: Outcome<'_, C>,
    inputs: Vec<HashedFile>,
    run: &Run<'_>,
    outputs: &[impl Output],
) -> io::Result<OutputFile> {
    let Outcome { command, month, counts, tables, skipped } = outcome;
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

/// The SHA-256 of `bytes` in hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Counts and digests what is written to it.
struct Sum {
    digest: Sha256,
    bytes: usize,
}

impl io::Write for Sum {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.digest.update(bytes);
        self.bytes += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl HashedFile {
    fn new(name: &str, bytes: &[u8]) -> Self {
        Self { name: name.to_owned(), bytes: bytes.len(), sha256: digest(bytes) }
    }

    /// The file as it will be written.
    fn of(file: &impl Output) -> io::Result<Self> {
        let mut sum = Sum { digest: Sha256::new(), bytes: 0 };
        file.write(&mut sum)?;
        let sha256 = hexadecimal(&sum.digest.finalize());
        Ok(Self { name: file.name().to_owned(), bytes: sum.bytes, sha256 })
    }
}

/// The hashes of the input files, in their order.
pub fn hash_inputs(sources: &Sources) -> Vec<HashedFile> {
    let files: Vec<_> = sources.files().collect();
    files.par_iter().map(|file| HashedFile::new(&file.name, &file.bytes)).collect()
}
