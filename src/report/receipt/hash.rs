//! Files by their hashes.

use std::{fmt::Write as _, io};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{input::Sources, report::output::Output};

/// A file's name, size and hash.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct HashedFile {
    /// Path, `/` between parts.
    pub name: String,
    /// Bytes.
    pub bytes: usize,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

/// The SHA-256 of `bytes` in hexadecimal.
pub(crate) fn digest(bytes: &[u8]) -> String {
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
struct HashWriter {
    digest: Sha256,
    bytes: usize,
}

impl io::Write for HashWriter {
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
    pub(super) fn of(file: &impl Output) -> io::Result<Self> {
        let mut hash = HashWriter { digest: Sha256::new(), bytes: 0 };
        file.write(&mut hash)?;
        let sha256 = hexadecimal(&hash.digest.finalize());
        Ok(Self { name: file.name().to_owned(), bytes: hash.bytes, sha256 })
    }
}

/// The hashes of the input files, in their order.
pub(crate) fn hash_inputs(sources: &Sources) -> Vec<HashedFile> {
    let files: Vec<_> = sources.files().collect();
    files.par_iter().map(|file| HashedFile::new(&file.name, &file.bytes)).collect()
}
