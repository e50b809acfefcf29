//! The edge to the file system: which files are read, and their bytes.

use std::{
    fs::{self, File, FileType, Metadata},
    io::{self, Read as _},
    ops::Range,
    path::{Component, Path, PathBuf},
};

use super::visible::visible;
use crate::finding::{Note, Text};

/// The size of the largest file that is read: offsets have 32 bits.
const BYTES_MAX: u64 = u32::MAX as u64;

/// The most files of a run, with those that were submitted: their numbers have 16 bits.
const FILES_MAX: u16 = 65_000;

/// Why the input could not be read at all (exit 2).
#[derive(Debug, thiserror::Error)]
#[error("{}", self.note().ja)]
#[non_exhaustive]
pub enum Error {
    /// A path that is not there.
    Absent(PathBuf),
    /// A link to what is not there.
    DeadLink(PathBuf),
    /// A path that cannot be read.
    Unreadable {
        /// The path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Something else than a file, which might never end or never begin.
    NoFile {
        /// The path.
        path: PathBuf,
        /// What stands there.
        what: Text,
    },
    /// A folder without a CSV file.
    NoFiles(PathBuf),
    /// A file too large for 32-bit offsets.
    TooLarge(PathBuf),
    /// More files than can be numbered.
    TooMany(usize),
}

impl Error {
    /// What it says.
    pub fn note(&self) -> Note {
        let of = |path: &Path, ja: &str, en: &str| Note::about(&shown(path), ja, en);
        match self {
            Self::Absent(path) => of(
                path,
                "フォルダーもファイルもありません。名前と、今いる場所を確かめてください",
                "no such folder or file; check the name and the folder you are in",
            ),
            Self::DeadLink(path) => of(
                path,
                "リンクの先にファイルがありません。リンクを直すか、外してください",
                "the link leads to no file; mend it or remove it",
            ),
            Self::Unreadable { path, .. } => of(
                path,
                "読めません。読む権限があるか、置き場所(外付けやネットワーク)につながっているかを確かめてください",
                "cannot be read; check that you may read it and that its place (an external disk, a network) is connected",
            ),
            Self::NoFile { path, what: Text(ja, en) } => of(
                path,
                &format!(
                    "{ja}なので、ファイルとして読めません。ファイルに替えるか、外してください"
                ),
                &format!(
                    "{en}, which cannot be read as a file; put a file in its place or remove it"
                ),
            ),
            Self::NoFiles(path) => of(
                path,
                "フォルダーにCSVファイル(*.csv)がありません",
                "the folder has no CSV file (*.csv)",
            ),
            Self::TooLarge(path) => of(
                path,
                "4GBを超えるファイルは読めません。月や事業所で分けてください",
                "a file over 4 GB cannot be read; divide it by month or office",
            ),
            Self::TooMany(count) => Note::new(
                format!(
                    "ファイルが多すぎます({count}個)。--submitted のものも合わせて{FILES_MAX}個までです。月や事業所で分けてください"
                ),
                format!(
                    "too many files ({count}); with those of --submitted at most {FILES_MAX}; divide them by month or office"
                ),
            ),
        }
    }

    /// Why `path` could not be read, from what the system said.
    fn reading(path: &Path, source: io::Error) -> Self {
        let is_there = || fs::symlink_metadata(path).is_ok();
        match source.kind() {
            io::ErrorKind::NotFound if is_there() => Self::DeadLink(path.to_owned()),
            io::ErrorKind::NotFound => Self::Absent(path.to_owned()),
            _ => Self::Unreadable { path: path.to_owned(), source },
        }
    }
}

/// A path as the screen shows it.
pub(crate) fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}

/// A file's name and bytes.
#[derive(Clone, Debug)]
pub struct InputFile {
    /// Path relative to the inputs' common parent folder, `/` between parts, as [`visible`] shows
    /// it: a name of the file system may hold anything.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Expands folders to the `*.csv` directly in them; each file once, sorted by name.
pub(crate) fn find_files(inputs: &[PathBuf]) -> Result<Vec<(String, PathBuf)>, Error> {
    let mut paths = Vec::new();
    for input in inputs {
        let unreadable = |source| Error::reading(input, source);
        let input_real = fs::canonicalize(input).map_err(unreadable)?;
        let metadata = fs::metadata(input).map_err(unreadable)?;
        if metadata.is_dir() {
            let found = csv_files(&input_real)?;
            if found.is_empty() {
                return Err(Error::NoFiles(input.clone()));
            }
            paths.extend(found);
        } else {
            // Already here, where a link still has the name that was given.
            size_of(input, &metadata)?;
            paths.push(input_real);
        }
    }
    paths.sort();
    paths.dedup();
    numbers(0, paths.len())?;
    let parent = common_parent(&paths);
    let mut named: Vec<(String, PathBuf)> =
        paths.into_iter().map(|path| (relative_name(&path, &parent), path)).collect();
    named.sort();
    Ok(named)
}

/// The numbers of `more` files behind `count` others. Whatever numbers a file asks here, so that
/// none is ever another's.
pub(super) fn numbers(count: usize, more: usize) -> Result<Range<u16>, Error> {
    let total = count.saturating_add(more);
    match (u16::try_from(count), u16::try_from(total)) {
        (Ok(first), Ok(end)) if end <= FILES_MAX => Ok(first..end),
        _ => Err(Error::TooMany(total)),
    }
}

/// The bytes of one file.
pub(crate) fn read_file(path: &Path) -> Result<Vec<u8>, Error> {
    let unreadable = |source| Error::reading(path, source);
    // Before it is opened: opening alone waits on a pipe, and sets a device going.
    size_of(path, &fs::metadata(path).map_err(unreadable)?)?;
    let file = open(path).map_err(unreadable)?;
    // Again of what was opened: meanwhile the name may stand for something else.
    let size = size_of(path, &file.metadata().map_err(unreadable)?)?;
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(size).map_err(|source| unreadable(source.into()))?;
    // A file may grow while it is read.
    let read = file.take(BYTES_MAX + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if read as u64 > BYTES_MAX {
        return Err(Error::TooLarge(path.to_owned()));
    }
    Ok(bytes)
}

/// The size of a file that can be read.
fn size_of(path: &Path, metadata: &Metadata) -> Result<usize, Error> {
    if !metadata.is_file() {
        return Err(Error::NoFile { path: path.to_owned(), what: kind(metadata.file_type()) });
    }
    let size = Some(metadata.len()).filter(|size| *size <= BYTES_MAX);
    let size = size.and_then(|size| usize::try_from(size).ok());
    size.ok_or_else(|| Error::TooLarge(path.to_owned()))
}

/// Opens a file without waiting for anybody, should it have become a pipe.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn open(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();
    File::options().read(true).custom_flags(flags).open(path)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// What stands in a file's place.
fn kind(found: FileType) -> Text {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        if found.is_fifo() {
            return Text("パイプ(FIFO)", "a pipe (FIFO)");
        }
        if found.is_socket() {
            return Text("ソケット", "a socket");
        }
        if found.is_char_device() || found.is_block_device() {
            return Text("装置(デバイス)", "a device");
        }
    }
    if found.is_dir() {
        Text("フォルダー", "a folder")
    } else {
        Text("ファイルでないもの", "not a file")
    }
}

/// Reads what [`find_files`] found.
pub fn read_files(inputs: &[PathBuf]) -> Result<Vec<InputFile>, Error> {
    let read = |(name, path): (String, PathBuf)| Ok(InputFile { name, bytes: read_file(&path)? });
    find_files(inputs)?.into_iter().map(read).collect()
}

/// The CSV files of a folder. Whatever is called so and is no file that can be reached is an
/// error: a table that is passed over changes what is claimed.
fn csv_files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let unreadable = |source| Error::reading(folder, source);
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv")) {
            found.push(path);
        }
    }
    found.sort();
    for path in &found {
        size_of(path, &fs::metadata(path).map_err(|source| Error::reading(path, source))?)?;
    }
    Ok(found)
}

fn common_parent(paths: &[PathBuf]) -> PathBuf {
    let mut common = paths.first().and_then(|p| p.parent()).unwrap_or(Path::new("")).to_path_buf();
    for path in paths {
        while !path.starts_with(&common) {
            if !common.pop() {
                return PathBuf::new();
            }
        }
    }
    common
}

fn relative_name(path: &Path, parent: &Path) -> String {
    let relative = path.strip_prefix(parent).unwrap_or(path);
    let parts: Vec<_> = relative
        .components()
        .filter(|part| matches!(part, Component::Normal(_)))
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    visible(&parts.join("/")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_relative_to_the_common_parent() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["a/計画.csv", "a/memo.txt", "b/受給者.CSV", "b/deep/x.csv"] {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let names = |inputs: &[&str]| -> Vec<String> {
            let inputs: Vec<PathBuf> = inputs.iter().map(|i| dir.path().join(i)).collect();
            find_files(&inputs).unwrap().into_iter().map(|(name, _)| name).collect()
        };
        assert_eq!(names(&["a"]), ["計画.csv"]);
        assert_eq!(names(&["a", "b", "a/計画.csv"]), ["a/計画.csv", "b/受給者.CSV"]);
    }

    #[test]
    fn every_file_has_a_number_of_its_own_or_there_are_too_many() {
        assert_eq!(numbers(0, 0).unwrap(), 0..0);
        assert_eq!(numbers(3, 2).unwrap(), 3..5);
        assert_eq!(numbers(64_999, 1).unwrap(), 64_999..65_000);
        for (count, more) in
            [(0, 65_001), (65_000, 1), (1, 65_000), (40_000, 40_000), (1, usize::MAX)]
        {
            let error = numbers(count, more).unwrap_err();
            assert!(matches!(error, Error::TooMany(total) if total > 65_000), "{count} {more}");
        }
        let told = numbers(40_000, 40_000).unwrap_err().to_string();
        assert!(told.contains("(80000個)") && told.contains("65000個まで"), "{told}");
    }

    #[test]
    fn errors_speak_both_languages() {
        let path = || PathBuf::from("logs");
        let folder = tempfile::tempdir().unwrap();
        let errors = [
            Error::Absent(path()),
            Error::DeadLink(path()),
            Error::Unreadable { path: path(), source: io::ErrorKind::PermissionDenied.into() },
            Error::NoFiles(path()),
            Error::TooLarge(path()),
            Error::TooMany(65_001),
            read_file(folder.path()).unwrap_err(),
        ];
        for error in errors {
            error.note().require_both_languages();
        }
    }

    /// A pipe that took the file's place after it was looked at.
    #[test]
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    fn opening_waits_for_nobody() {
        let dir = tempfile::tempdir().unwrap();
        let pipe = dir.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let (told, opened) = std::sync::mpsc::channel();
        std::thread::spawn(move || told.send(open(&pipe).is_ok()));
        assert_eq!(opened.recv_timeout(std::time::Duration::from_secs(20)), Ok(true));
    }

    #[test]
    fn nothing_to_read_is_an_error() {
        let dir = tempfile::tempdir().unwrap();
        let empty = dir.path().to_path_buf();
        assert!(matches!(find_files(std::slice::from_ref(&empty)), Err(Error::NoFiles(_))));
        assert!(matches!(find_files(&[empty.join("no")]), Err(Error::Absent(_))));
    }
}
