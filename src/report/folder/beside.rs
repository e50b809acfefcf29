//! The hidden folder beside the output, in which it is made, and what killed runs left of theirs.
//!
//! `.NAME.part-RANDOM/` holds `lock`, held for as long as the run lives; `new`, the folder that is
//! written; and `old` for the time of an exchange in two steps.

use std::{
    ffi::{OsStr, OsString},
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use crate::{finding::Note, input::shown};

const LOCK: &str = "lock";
const NEW: &str = "new";
const OLD: &str = "old";
/// What is being removed, so that no run takes it for its own.
const GONE: &str = "gone";

/// Characters that tell the hidden folders of runs apart.
const RANDOM: usize = 12;

/// The folder in which `out` stands.
pub(super) fn parent(out: &Path) -> &Path {
    match out.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

/// This run's hidden folder; removed with everything in it when the value is dropped.
pub(super) struct Beside {
    folder: TempDir,
    _lock: File,
}

impl Beside {
    /// A new one beside `out`, which no other run has.
    pub(super) fn create(out: &Path) -> io::Result<Self> {
        loop {
            let folder = tempfile::Builder::new()
                .prefix(&prefix(out))
                .rand_bytes(RANDOM)
                .tempdir_in(parent(out))?;
            if let Some(lock) = hold(folder.path())? {
                return Ok(Self { folder, _lock: lock });
            }
        }
    }

    /// Where the new folder is written.
    pub(super) fn new_folder(&self) -> PathBuf {
        self.folder.path().join(NEW)
    }

    /// Where the old folder goes that is not swapped.
    pub(super) fn aside(&self) -> PathBuf {
        self.folder.path().join(OLD)
    }
}

impl Drop for Beside {
    /// The lock goes last, so that what a kill leaves can be asked. An old folder that could not
    /// come back is nowhere else: it stays.
    fn drop(&mut self) {
        if self.new_folder().exists() && self.aside().exists() {
            self.folder.disable_cleanup(true);
        } else {
            let _ = clear(self.folder.path());
        }
    }
}

/// Makes and takes the lock of `folder`; `None` where another run took the folder for a dead one's.
fn hold(folder: &Path) -> io::Result<Option<File>> {
    let path = folder.join(LOCK);
    let lock = match File::create_new(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        made => made?,
    };
    match lock.try_lock() {
        Err(TryLockError::WouldBlock) => Ok(None),
        // Where the file system knows no locks, other runs cannot ask and leave the folder alone.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(path.exists().then_some(lock)),
    }
}

/// A hidden folder of a run that was killed.
#[derive(PartialEq, Eq, Debug)]
pub(crate) enum Leftover {
    /// It was removed.
    Removed(PathBuf),
    /// It held the old output of an exchange in two steps, which stands in its place again.
    PutBack(PathBuf),
    /// Whether its run is dead cannot be asked, or it is not as a run leaves it.
    Named(PathBuf),
}

impl Leftover {
    /// What is said of it.
    pub(crate) fn note(&self) -> Note {
        let (Self::Removed(path) | Self::PutBack(path) | Self::Named(path)) = self;
        let path = shown(path);
        match self {
            Self::Removed(_) => Note::new(
                format!("途中で止まった前の実行が残したフォルダー {path} を消しました"),
                format!("removed the folder {path}, left by an earlier run that broke off"),
            ),
            Self::PutBack(_) => Note::new(
                format!("途中で止まった前の実行がよけた出力を {path} に戻しました"),
                format!(
                    "put back to {path} the output that an earlier run set aside before it broke off"
                ),
            ),
            Self::Named(_) => Note::new(
                format!(
                    "途中で止まった前の実行が残したらしいフォルダー {path} があります。氏名や金額が入っていることがあります。ほかに動いている santei がなければ、中を確かめて消してください"
                ),
                format!(
                    "there is a folder {path}, it seems left by an earlier run that broke off; it may hold names and amounts; if no other santei is at work, look into it and remove it"
                ),
            ),
        }
    }
}

/// Deals with every hidden folder beside `out` whose run is dead; says what was done.
pub(super) fn clear_leftovers(out: &Path) -> Vec<Leftover> {
    let Ok(entries) = fs::read_dir(parent(out)) else { return Vec::new() };
    let prefix = prefix(out);
    let mut folders: Vec<PathBuf> = entries
        .flatten()
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .filter(|entry| is_hidden_name(&entry.file_name(), &prefix))
        .map(|entry| out.with_file_name(entry.file_name()))
        .collect();
    folders.sort();
    folders.iter().filter_map(|folder| settle(folder, out)).collect()
}

/// `None` where its run is at work, or nothing was left.
fn settle(folder: &Path, out: &Path) -> Option<Leftover> {
    let named = || folder.exists().then(|| Leftover::Named(folder.to_owned()));
    let Some(ours) = names_of_ours(folder) else { return named() };
    if ours.is_empty() {
        // Nothing was written yet; a run that is just beginning makes itself another one.
        let _ = fs::remove_dir(folder);
        return None;
    }
    let path = folder.join(LOCK);
    let Ok(lock) = File::options().write(true).open(&path) else { return named() };
    match lock.try_lock() {
        Ok(()) if path.exists() => {}
        Ok(()) | Err(TryLockError::WouldBlock) => return None,
        Err(TryLockError::Error(_)) => return named(),
    }
    let mut done = Leftover::Removed(folder.to_owned());
    let has = |name: &str| ours.iter().any(|left| left == name);
    if has(OLD) && has(NEW) {
        // Killed between the two steps: the old output is nowhere else.
        if out.symlink_metadata().is_ok() || fs::rename(folder.join(OLD), out).is_err() {
            return named();
        }
        done = Leftover::PutBack(out.to_owned());
    }
    clear(folder).map_or_else(|_| named(), |()| Some(done))
}

/// The names in `folder`, where it holds nothing but what a run makes there.
fn names_of_ours(folder: &Path) -> Option<Vec<OsString>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).ok()? {
        let entry = entry.ok()?;
        let (name, kind) = (entry.file_name(), entry.file_type().ok()?);
        let is_ours = if name == LOCK {
            kind.is_file()
        } else {
            kind.is_dir() && [NEW, OLD, GONE].iter().any(|ours| name == *ours)
        };
        if !is_ours {
            return None;
        }
        names.push(name);
    }
    Some(names)
}

/// Removes a hidden folder. What is written there gets another name first: the run of another
/// machine, whose lock cannot be seen from here, then fails and puts nothing half in place.
fn clear(folder: &Path) -> io::Result<()> {
    let gone = folder.join(GONE);
    remove(&gone)?;
    if folder.join(NEW).exists() {
        fs::rename(folder.join(NEW), &gone)?;
    }
    remove(&gone)?;
    remove(&folder.join(OLD))?;
    remove(folder)
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// `.NAME.part-`
fn prefix(out: &Path) -> OsString {
    let mut prefix = OsString::from(".");
    prefix.push(out.file_name().unwrap_or_default());
    prefix.push(".part-");
    prefix
}

fn is_hidden_name(name: &OsStr, prefix: &OsStr) -> bool {
    let random = name.as_encoded_bytes().strip_prefix(prefix.as_encoded_bytes());
    random.is_some_and(|rest| !rest.is_empty() && rest.iter().all(u8::is_ascii_alphanumeric))
}
