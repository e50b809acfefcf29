//! Why an output folder is not written, in words.

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::{
    finding::{Note, Text},
    input::shown,
};

/// Why the folder was not written (exit 2).
#[derive(Debug, thiserror::Error)]
#[error("{}", self.note().ja)]
#[non_exhaustive]
pub(crate) enum Error {
    /// The path does not end with a name that a folder could be given.
    NoName(PathBuf),
    /// It is there already.
    Exists(PathBuf),
    /// It is there and is not ours to replace.
    NotOurs {
        /// What stands there.
        path: PathBuf,
        /// How that is known.
        why: Text,
    },
    /// It is ours, and something that its receipt does not name stands in it.
    Stranger {
        /// The folder.
        path: PathBuf,
        /// What stands in it.
        name: String,
    },
    /// What the run reads lies in it.
    Read {
        /// The folder.
        path: PathBuf,
        /// What is read.
        read: PathBuf,
    },
    /// The system does not let the folder be moved: it is a mount point, or lies on another layer.
    Unmovable {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The old folder was set aside, and neither the new one nor the old one could take its place.
    Aside {
        /// The folder.
        path: PathBuf,
        /// Where the old one is.
        aside: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It is written, and the system could not say that it will outlast a power cut.
    Unsettled {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The system refused.
    Unwritable {
        /// What was being written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Error {
    /// What it says.
    pub(crate) fn note(&self) -> Note {
        let path = shown(self.path());
        match self {
            Self::NoName(_) => Note::about(
                &path,
                "フォルダーの名前で終わっていません。作るフォルダーの名前まで書いてください",
                "does not end with a folder's name; write the name of the folder to make",
            ),
            Self::Exists(_) => Note::new(
                format!(
                    "出力フォルダー {path} がすでにあります。置き換えるには --force を付けてください"
                ),
                format!("the output folder {path} is there already; to replace it add --force"),
            ),
            Self::NotOurs { why: Text(ja, en), .. } => Note::new(
                format!(
                    "{path} はsanteiの出力フォルダーではない({ja})ので置き換えません。別の名前にしてください"
                ),
                format!(
                    "{path} is no output folder of santei's ({en}) and is not replaced; give another name"
                ),
            ),
            Self::Stranger { name, .. } => {
                let name = shown(Path::new(name));
                Note::new(
                    format!(
                        "出力フォルダー {path} に、控え(receipt.json)にない {name} があるので置き換えません。{name} をほかへ移すか、別の名前にしてください"
                    ),
                    format!(
                        "the output folder {path} holds {name}, which its receipt (receipt.json) does not name, and is not replaced; move {name} elsewhere or give another name"
                    ),
                )
            }
            Self::Read { read, .. } => {
                let read = shown(read);
                Note::new(
                    format!(
                        "出力フォルダー {path} の中の {read} をこの実行が読むので置き換えません。{read} をほかへ移すか、別の名前にしてください"
                    ),
                    format!(
                        "the output folder {path} holds {read}, which this run reads, and is not replaced; move {read} elsewhere or give another name"
                    ),
                )
            }
            Self::Unmovable { .. } => Note::new(
                format!(
                    "出力フォルダー {path} は動かせない(マウントされた場所など)ので置き換えられません。前の出力はそのままです。その中か別の場所の、まだないフォルダーを指定してください"
                ),
                format!(
                    "the output folder {path} cannot be moved (a mount point or the like), so it cannot be replaced; the old output is as it was; name a folder that is not there yet, in it or elsewhere"
                ),
            ),
            Self::Aside { aside, .. } => {
                let aside = shown(aside);
                Note::new(
                    format!(
                        "出力フォルダー {path} を置き換えられませんでした。前の出力は {aside} にあります"
                    ),
                    format!(
                        "the output folder {path} could not be replaced; the old output is in {aside}"
                    ),
                )
            }
            Self::Unsettled { .. } => Note::new(
                format!(
                    "{path} に書きましたが、停電で失われないところまで書けたか分かりません。もう一度作ってください"
                ),
                format!(
                    "{path} was written, but whether it would outlast a power cut is not known; make it again"
                ),
            ),
            Self::Unwritable { .. } => Note::about(&path, "書けません", "cannot be written"),
        }
    }

    /// What is not written.
    fn path(&self) -> &Path {
        match self {
            Self::NoName(path)
            | Self::Exists(path)
            | Self::NotOurs { path, .. }
            | Self::Stranger { path, .. }
            | Self::Read { path, .. }
            | Self::Unmovable { path, .. }
            | Self::Aside { path, .. }
            | Self::Unsettled { path, .. }
            | Self::Unwritable { path, .. } => path,
        }
    }

    /// That the system refused to write `path`.
    pub(super) fn unwritable(path: &Path, source: io::Error) -> Self {
        Self::Unwritable { path: path.to_owned(), source }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_speak_both_languages() {
        let path = || PathBuf::from("out");
        let source = || io::ErrorKind::PermissionDenied.into();
        for error in [
            Error::NoName(path()),
            Error::Exists(path()),
            Error::NotOurs {
                path: path(), why: Text("フォルダーではない", "it is no folder")
            },
            Error::Stranger { path: path(), name: "added.txt".to_owned() },
            Error::Read { path: path(), read: path().join("logs") },
            Error::Unmovable { path: path(), source: source() },
            Error::Aside { path: path(), aside: PathBuf::from(".out.part-x"), source: source() },
            Error::Unsettled { path: path(), source: source() },
            Error::Unwritable { path: path(), source: source() },
        ] {
            error.note().require_both_languages();
        }
    }
}
