//! A receipt as it is read back.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::hash::HashedFile;
use crate::{
    finding::Note,
    input::{self, read_file, shown},
};

/// The file that says a folder is ours.
pub(crate) const RECEIPT: &str = "receipt.json";

/// What is read of a receipt.
#[derive(Deserialize)]
pub(crate) struct Recorded {
    /// The files of the folder.
    pub(crate) outputs: Vec<HashedFile>,
    program: String,
    /// The version that wrote it.
    pub(crate) version: String,
    /// What it is the receipt of.
    pub(crate) command: CommandName,
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
pub(crate) enum CommandName {
    /// `claim`
    Claim,
    /// `audit`
    Audit,
}

/// Why a folder has no receipt that can be read (exit 2).
#[derive(Debug, thiserror::Error)]
#[error("{}", self.note().ja)]
#[non_exhaustive]
pub(crate) enum Error {
    /// It cannot be reached, or is no file.
    Input(input::Error),
    /// The folder has none.
    Absent(PathBuf),
    /// It cannot be read.
    Unreadable {
        /// The receipt, or the folder that it speaks of.
        path: PathBuf,
        /// What the system said.
        why: String,
    },
    /// It is a link.
    Link(PathBuf),
    /// It is not as a receipt is.
    Malformed {
        /// The receipt.
        path: PathBuf,
        /// Where it goes wrong.
        why: String,
    },
    /// Another program wrote it.
    NotOurs(PathBuf),
}

impl Error {
    /// What it says.
    pub(crate) fn note(&self) -> Note {
        let of = |path: &Path, ja: &str, en: &str| Note::about(&shown(path), ja, en);
        match self {
            Self::Input(error) => error.note(),
            Self::Absent(folder) => of(
                folder,
                "receipt.json がありません。santeiの出力フォルダーではありません",
                "there is no receipt.json; this is no output folder of santei's",
            ),
            Self::Unreadable { path, why } => {
                of(path, &format!("読めません ({why})"), &format!("cannot be read ({why})"))
            }
            Self::Link(path) => of(
                path,
                "リンクなので、控えとして読みません",
                "a link, which is not read as a receipt",
            ),
            Self::Malformed { path, why } => of(
                path,
                &format!("控えとして読めません ({why})"),
                &format!("cannot be read as a receipt ({why})"),
            ),
            Self::NotOurs(path) => of(path, "santeiの控えではありません", "no receipt of santei's"),
        }
    }
}

impl Recorded {
    /// The receipt of `folder`.
    pub(crate) fn read(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(RECEIPT);
        let text = read_file(&path).map_err(|error| match error {
            input::Error::Absent(_) if folder.is_dir() => Error::Absent(folder.to_owned()),
            input::Error::Absent(_) => Error::Input(input::Error::Absent(folder.to_owned())),
            input::Error::Unreadable { path, source } => {
                Error::Unreadable { path, why: source.to_string() }
            }
            other => Error::Input(other),
        })?;
        let recorded: Self = serde_json::from_slice(&text)
            .map_err(|e| Error::Malformed { path: path.clone(), why: e.to_string() })?;
        if recorded.program != env!("CARGO_PKG_NAME") {
            return Err(Error::NotOurs(path));
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
    fn errors_speak_both_languages() {
        let (path, why) = (|| PathBuf::from("out"), || "EOF".to_owned());
        for error in [
            Error::Input(input::Error::Absent(path())),
            Error::Absent(path()),
            Error::Unreadable { path: path(), why: why() },
            Error::Link(path()),
            Error::Malformed { path: path(), why: why() },
            Error::NotOurs(path()),
        ] {
            error.note().require_both_languages();
        }
    }

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
