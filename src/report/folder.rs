//! The output folder: written complete or not at all.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::input::shown;

/// The file that says a folder is ours.
pub(super) const RECEIPT: &str = "receipt.json";

/// A file of the output folder, in memory or written as it is made.
pub trait Output: Sync {
    /// Path in the folder, `/` between parts.
    fn name(&self) -> &str;
    /// Writes the content; the same each time.
    fn write(&self, out: &mut dyn Write) -> io::Result<()>;
}

impl<O: Output + Send + ?Sized> Output for Box<O> {
    fn name(&self) -> &str {
        (**self).name()
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        (**self).write(out)
    }
}

/// A file of the output folder, in memory.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutputFile {
    /// Path in the folder, `/` between parts.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

impl OutputFile {
    /// A file called `name`.
    pub fn new(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: name.to_owned(), bytes }
    }
}

impl Output for OutputFile {
    fn name(&self) -> &str {
        &self.name
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(&self.bytes)
    }
}

/// Why the folder was not written (exit 2).
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is there already.
    #[error("出力フォルダー {} がすでにあります。置き換えるには --force を付けてください", shown(.0))]
    Exists(PathBuf),
    /// It is there and is not ours to replace.
    #[error("{} はsanteiの出力フォルダーではない(receipt.json がない)ので置き換えません。別の名前にしてください", shown(.0))]
    NotOurs(PathBuf),
    /// The system refused.
    #[error("{}: 書けません", shown(path))]
    Unwritable {
        /// What was being written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Writes `files` as the folder `out`: into a sibling whose name begins with a dot, then renamed,
/// so that a run killed at any moment leaves the whole folder or none. With `replace`, an
/// existing folder of ours is exchanged for the new one in one step.
pub fn write_folder(out: &Path, files: &[impl Output], replace: bool) -> Result<(), Error> {
    let exists = may_write(out, replace)?;
    let part = sibling(out);
    // A run of the same number that was killed may have left its files here.
    let _ = fs::remove_dir_all(&part);
    let written = write_files(&part, files).and_then(|()| {
        if exists {
            exchange(&part, out).map_err(|source| unwritable(out, source))
        } else {
            fs::rename(&part, out).map_err(|source| unwritable(out, source))
        }
    });
    // What is left beside: half-written files after a failure, the old folder after an exchange.
    let _ = fs::remove_dir_all(&part);
    written
}

/// Whether `out` is there; an error where it may not be written. Called before any work is done.
pub(crate) fn may_write(out: &Path, replace: bool) -> Result<bool, Error> {
    let Ok(metadata) = fs::symlink_metadata(out) else { return Ok(false) };
    if !replace {
        return Err(Error::Exists(out.to_owned()));
    }
    let empty = || fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_none());
    if metadata.is_dir() && (out.join(RECEIPT).is_file() || empty()) {
        Ok(true)
    } else {
        Err(Error::NotOurs(out.to_owned()))
    }
}

fn sibling(out: &Path) -> PathBuf {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    out.with_file_name(format!(".{name}.part-{}", std::process::id()))
}

fn write_files(part: &Path, files: &[impl Output]) -> Result<(), Error> {
    fs::create_dir_all(part).map_err(|source| unwritable(part, source))?;
    for file in files {
        let path = part.join(file.name());
        let parent = path.parent().unwrap_or(part);
        fs::create_dir_all(parent).map_err(|source| unwritable(parent, source))?;
        let written = fs::File::create(&path).and_then(|mut out| file.write(&mut out));
        written.map_err(|source| unwritable(&path, source))?;
    }
    Ok(())
}

/// Swaps two folders in one step of the file system.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(new: &Path, old: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE)?)
}

/// Where the system cannot swap folders, the old one goes first: a run killed between the two
/// renames leaves the old folder beside, under its dotted name.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(new: &Path, old: &Path) -> io::Result<()> {
    let aside = new.with_extension("old");
    fs::rename(old, &aside)?;
    fs::rename(new, old)?;
    fs::rename(&aside, new)
}

fn unwritable(path: &Path, source: io::Error) -> Error {
    Error::Unwritable { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_folder_is_whole_and_nothing_stays_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("out");
        let files = [OutputFile::new(RECEIPT, vec![1]), OutputFile::new("a/b.csv", vec![2])];
        write_folder(&out, &files, false).unwrap();
        assert_eq!(
            (names(dir.path()), names(&out)),
            (vec!["out".into()], vec!["a".into(), RECEIPT.into()])
        );
        assert!(matches!(write_folder(&out, &files, false), Err(Error::Exists(_))));
        write_folder(&out, &files[..1], true).unwrap();
        assert_eq!(
            (names(dir.path()), names(&out)),
            (vec!["out".into()], vec![RECEIPT.to_owned()])
        );
    }

    #[test]
    fn a_strangers_folder_is_never_replaced() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("keep.txt"), "x").unwrap();
        let error = write_folder(dir.path(), &[] as &[OutputFile], true).unwrap_err();
        assert!(matches!(error, Error::NotOurs(_)));
        assert_eq!(names(dir.path()), ["keep.txt"]);
    }
}
