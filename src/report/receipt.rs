//! 「控え」 `receipt.json`: what went in, what came out, by their hashes.

use std::{fmt::Write as _, io};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    Output, OutputFile,
    folder::RECEIPT,
    not_run::{NotRun, not_run},
};
use crate::{
    audit::Audit,
    claim::{Claim, TableBalance},
    finding::Level,
    input::Sources,
    policy::Policy,
    tariff::{Overlaid, Tariff},
};

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

/// The receipt of a claim.
#[derive(Serialize)]
pub struct Receipt<'a> {
    program: &'static str,
    version: &'static str,
    command: &'static str,
    month: String,
    options: serde_json::Map<String, serde_json::Value>,
    policy: &'a Policy,
    overlaid: &'a [Overlaid],
    tariff_sha256: String,
    catalogue_sha256: String,
    inputs: Vec<HashedFile>,
    outputs: Vec<HashedFile>,
    counts: Counts,
    tables: &'a [TableBalance],
    not_run: Vec<NotRun>,
}

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

/// The receipt of `claim` as bytes; `outputs` are the other files of the folder.
pub fn receipt(
    claim: &Claim,
    inputs: Vec<HashedFile>,
    run: &Run<'_>,
    outputs: &[impl Output],
) -> io::Result<OutputFile> {
    let options = run.options.iter();
    let receipt = Receipt {
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        command: "claim",
        month: claim.month.to_string(),
        options: options.map(|(k, v)| (k.clone(), v.clone().into())).collect(),
        policy: run.policy,
        overlaid: run.overlaid,
        tariff_sha256: digest(&run.tariff.digest_input()),
        catalogue_sha256: digest(super::rules_json().as_bytes()),
        inputs,
        outputs: outputs.par_iter().map(HashedFile::of).collect::<io::Result<_>>()?,
        counts: Counts {
            lines: claim.lines().count(),
            recipients: claim.claimed().count(),
            yen: claim.yen().0,
            rejected: claim.subjects(Level::Reject),
            held: claim.subjects(Level::Hold),
            reasons: claim.rejected.len(),
            notices: claim.notices.len(),
        },
        tables: &claim.balance,
        not_run: not_run(&claim.skipped),
    };
    let mut bytes = serde_json::to_vec_pretty(&receipt)?;
    bytes.push(b'\n');
    Ok(OutputFile::new(RECEIPT, bytes))
}

/// What an audit was asked to do, and what it read.
pub struct AuditRun<'a> {
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

/// The receipt of an audit.
#[derive(Serialize)]
struct AuditReceipt<'a> {
    program: &'static str,
    version: &'static str,
    command: &'static str,
    options: serde_json::Map<String, serde_json::Value>,
    policy: &'a Policy,
    overlaid: &'a [Overlaid],
    tariff_sha256: String,
    catalogue_sha256: String,
    inputs: Vec<HashedFile>,
    outputs: Vec<HashedFile>,
    counts: serde_json::Value,
    not_run: Vec<NotRun>,
}

/// The receipt of `audit` as bytes; `outputs` are the other files of the folder.
pub fn audit_receipt(
    audit: &Audit,
    run: AuditRun<'_>,
    outputs: &[impl Output],
) -> io::Result<OutputFile> {
    let options = run.options.iter();
    let receipt = AuditReceipt {
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        command: "audit",
        options: options.map(|(k, v)| (k.clone(), v.clone().into())).collect(),
        policy: run.policy,
        overlaid: run.overlaid,
        tariff_sha256: digest(&run.tariff.digest_input()),
        catalogue_sha256: digest(super::rules_json().as_bytes()),
        inputs: run.inputs,
        outputs: outputs.par_iter().map(HashedFile::of).collect::<io::Result<_>>()?,
        counts: serde_json::json!({
            "offices": audit.offices.len(),
            "lines": audit.lines,
            "returned": audit.returned,
            "outside": audit.outside,
            "over": audit.count(Level::Over),
            "under": audit.count(Level::Under),
            "differ": audit.count(Level::Differ),
            "query": audit.count(Level::Query),
        }),
        not_run: not_run(&audit.skipped),
    };
    let mut bytes = serde_json::to_vec_pretty(&receipt)?;
    bytes.push(b'\n');
    Ok(OutputFile::new(RECEIPT, bytes))
}
