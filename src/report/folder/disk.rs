//! Files and folders that are on the disk before they are said to be written.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use super::Error;
use crate::report::output::Output;

/// Files flushed at a time: the disk, not a core, is what is waited for.
const AT_A_TIME: usize = 16;

/// Writes `files` into the new folder `root`, each of them and each folder flushed to the disk.
pub(super) fn write_files(root: &Path, files: &[impl Output]) -> Result<(), Error> {
    let folders = folders(root, files);
    for folder in &folders {
        fs::create_dir(folder).map_err(|source| Error::unwritable(folder, source))?;
    }
    let write = |file: &_| write_one(root, file);
    let flush =
        |folder: &PathBuf| flush_folder(folder).map_err(|source| Error::unwritable(folder, source));
    if let Ok(threads) = rayon::ThreadPoolBuilder::new().num_threads(AT_A_TIME).build() {
        return threads.install(|| {
            files.par_iter().try_for_each(write)?;
            folders.par_iter().try_for_each(flush)
        });
    }
    // Where the system gives no thread, one after the other.
    files.iter().try_for_each(write)?;
    folders.iter().try_for_each(flush)
}

fn write_one(root: &Path, file: &impl Output) -> Result<(), Error> {
    let path = root.join(file.name());
    write_file(&path, file).map_err(|source| Error::unwritable(&path, source))
}

/// `root` and every folder of `files` below it, each after the one above it.
fn folders(root: &Path, files: &[impl Output]) -> BTreeSet<PathBuf> {
    let mut folders = BTreeSet::from([root.to_owned()]);
    for file in files {
        let above = Path::new(file.name()).ancestors().skip(1);
        folders.extend(above.filter(|folder| *folder != Path::new("")).map(|f| root.join(f)));
    }
    folders
}

fn write_file(path: &Path, content: &impl Output) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    content.write(&mut file)?;
    // What closing the file could still say is said here.
    file.sync_all()
}

/// Flushes the names that stand in `folder`. Some file systems of networks know no such thing.
#[cfg(unix)]
pub(super) fn flush_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        Err(error)
            if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) =>
        {
            Ok(())
        }
        flushed => flushed,
    }
}

/// Only Unix opens a folder like a file.
#[cfg(not(unix))]
pub(super) fn flush_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Makes `folder` and the folders above it; returns those that were not there, the deepest last.
/// Where one cannot be made, the others are removed again.
pub(super) fn make_folders(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let missing: Vec<&Path> = folder
        .ancestors()
        .filter(|path| !path.as_os_str().is_empty())
        .take_while(|path| !path.is_dir())
        .collect();
    let mut made = Vec::new();
    for path in missing.into_iter().rev() {
        let above = path.parent().filter(|above| !above.as_os_str().is_empty());
        let done = fs::create_dir(path).map(|()| made.push(path.to_owned()));
        let done = done.and_then(|()| flush_folder(above.unwrap_or(Path::new("."))));
        match done {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => {}
            Err(source) => {
                remove_folders(&made);
                return Err(Error::unwritable(path, source));
            }
            Ok(()) => {}
        }
    }
    Ok(made)
}

/// Removes what [`make_folders`] made, as far as nothing stands in it.
pub(super) fn remove_folders(made: &[PathBuf]) {
    for folder in made.iter().rev() {
        let _ = fs::remove_dir(folder);
    }
}
