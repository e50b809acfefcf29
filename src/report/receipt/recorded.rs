//! A receipt as it is read back.

use std::{collections::BTreeSet, path::Path};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{HashedFile, RECEIPT};
use crate::input::{self, read_file, shown};

/// What is read of a receipt.
#[derive(Deserialize)]
pub(crate) struct Recorded {
    /// The files of the folder.
    pub(crate) outputs: Vec<HashedFile>,
    program: String,
    /// The version that wrote it.
    pub(crate) version: String,
    /// What it is the receipt of.
    pub(crate) command: Command,
    /// The service month of a claim.
    pub(crate) month: Option<String>,
    /// The options as they were given.
    pub(crate) options: Map<String, Value>,
    /// Numbers by name.
    pub(crate) counts: Map<String, Value>,
}

/// The commands that write a receipt.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Command {
    /// `claim`
    Claim,
    /// `audit`
    Audit,
}

impl Recorded {
    /// The receipt of `folder`; why there is none that can be read.
    pub(crate) fn read(folder: &Path) -> Result<Self, String> {
        let path = folder.join(RECEIPT);
        let text = read_file(&path).map_err(|error| match error {
            input::Error::Absent(_) if folder.is_dir() => format!(
                "{}: receipt.json がありません。santeiの出力フォルダーではありません",
                shown(folder)
            ),
            input::Error::Absent(_) => input::Error::Absent(folder.to_owned()).to_string(),
            input::Error::Unreadable { source, .. } => {
                format!("{}: 読めません ({source})", shown(&path))
            }
            other => other.to_string(),
        })?;
        let recorded: Self = serde_json::from_slice(&text)
            .map_err(|e| format!("{}: 控えとして読めません ({e})", shown(&path)))?;
        if recorded.program != env!("CARGO_PKG_NAME") {
            return Err(format!("{}: santeiの控えではありません", shown(&path)));
        }
        Ok(recorded)
    }

    /// The names of the files of the folder.
    pub(crate) fn names(&self) -> BTreeSet<&str> {
        self.outputs.iter().map(|file| file.name.as_str()).collect()
    }

    /// Whether every file is named as a run names it: plainly, and once.
    pub(crate) fn has_plain_names(&self) -> bool {
        let names = self.names();
        names.len() == self.outputs.len() && names.into_iter().all(is_plain)
    }
}

/// Whether `name` can only be a file of the folder itself, on any system: no step upward, no root,
/// no drive, and not the receipt.
pub(crate) fn is_plain(name: &str) -> bool {
    let part_is_plain = |part: &str| !matches!(part, "" | "." | "..");
    name != RECEIPT && !name.contains(['\\', ':', '\0']) && name.split('/').all(part_is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_inside_the_folder_are_plain() {
        for plain in ["a.csv", "kokuhoren/4632200203/J312206.CSV", "..a", "表.csv"] {
            assert!(is_plain(plain), "{plain}");
        }
        for other in [
            "",
            ".",
            "..",
            "../a",
            "a/../../b",
            "a/..",
            "/etc/passwd",
            "a//b",
            "a/",
            "./a",
            "a\\b",
            "C:a",
            "C:/a",
            "a\0",
            "receipt.json",
        ] {
            assert!(!is_plain(other), "{other:?}");
        }
    }
}
