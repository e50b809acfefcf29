//! Why an output folder is not written, in words.

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::input::shown;

/// Why the folder was not written (exit 2).
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The path does not end with a name that a folder could be given.
    #[error("{}: フォルダーの名前で終わっていません。作るフォルダーの名前まで書いてください", shown(.0))]
    NoName(PathBuf),
    /// It is there already.
    #[error("出力フォルダー {} がすでにあります。置き換えるには --force を付けてください", shown(.0))]
    Exists(PathBuf),
    /// It is there and is not ours to replace.
    #[error(
        "{} はsanteiの出力フォルダーではない({why})ので置き換えません。別の名前にしてください",
        shown(path)
    )]
    NotOurs {
        /// What stands there.
        path: PathBuf,
        /// How that is known.
        why: &'static str,
    },
    /// It is ours, and something that its receipt does not name stands in it.
    #[error(
        "出力フォルダー {} に、控え(receipt.json)にない {} があるので置き換えません。{} をほかへ移すか、別の名前にしてください",
        shown(path),
        shown(Path::new(name)),
        shown(Path::new(name))
    )]
    Stranger {
        /// The folder.
        path: PathBuf,
        /// What stands in it.
        name: String,
    },
    /// What the run reads lies in it.
    #[error(
        "出力フォルダー {} の中の {} をこの実行が読むので置き換えません。{} をほかへ移すか、別の名前にしてください",
        shown(path),
        shown(read),
        shown(read)
    )]
    Read {
        /// The folder.
        path: PathBuf,
        /// What is read.
        read: PathBuf,
    },
    /// The system does not let the folder be moved: it is a mount point, or lies on another layer.
    #[error(
        "出力フォルダー {} は動かせない(マウントされた場所など)ので置き換えられません。前の出力はそのままです。その中か別の場所の、まだないフォルダーを指定してください",
        shown(path)
    )]
    Unmovable {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The old folder was set aside, and neither the new one nor the old one could take its place.
    #[error(
        "出力フォルダー {} を置き換えられませんでした。前の出力は {} にあります",
        shown(path),
        shown(aside)
    )]
    Aside {
        /// The folder.
        path: PathBuf,
        /// Where the old one is.
        aside: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It is written, and the system could not say that it will outlast a power cut.
    #[error(
        "{} に書きましたが、停電で失われないところまで書けたか分かりません。もう一度作ってください",
        shown(path)
    )]
    Unsettled {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The system refused.
    #[error("{}: 書けません", shown(path))]
    Unwritable {
        /// What was being written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Error {
    /// That the system refused to write `path`.
    pub(super) fn unwritable(path: &Path, source: io::Error) -> Self {
        Self::Unwritable { path: path.to_owned(), source }
    }
}
