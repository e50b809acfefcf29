//! The output folder: written complete or not at all.

mod beside;
mod disk;
mod error;
mod exchange;
mod inventory;

use std::{
    fs,
    path::{Path, PathBuf},
};

pub(crate) use error::Error;
pub(crate) use inventory::Inventory;

use super::{
    output::Output,
    receipt::{RECEIPT, Recorded},
};
use crate::{finding::Text, input::find_files};
use beside::{Beside, Leftover, parent};

/// Where a run writes, and what it may replace there.
pub(crate) struct Destination {
    out: PathBuf,
    /// What the run reads, where a folder of ours may be replaced.
    replace: Option<Vec<PathBuf>>,
}

impl Destination {
    /// The folder `out`, which is not there yet.
    pub(crate) fn new(out: &Path) -> Result<Self, Error> {
        match out.file_name() {
            None => Err(Error::NoName(out.to_owned())),
            Some(_) => Ok(Self { out: out.to_owned(), replace: None }),
        }
    }

    /// The folder `out`, which may replace one of ours in which nothing of `read` lies: the files
    /// that the run reads, and the folders whose files it reads.
    pub(crate) fn replacing(out: &Path, read: Vec<PathBuf>) -> Result<Self, Error> {
        Ok(Self { replace: Some(read), ..Self::new(out)? })
    }

    /// Deals with what killed runs left beside the folder, and says what was done.
    pub(crate) fn clear_leftovers(&self) -> Vec<Leftover> {
        beside::clear_leftovers(&self.out)
    }

    /// Whether the folder is there; an error where it may not be written. Asked before any work is
    /// done, and again by [`Self::write`].
    pub(crate) fn check(&self) -> Result<bool, Error> {
        let out = &self.out;
        let Ok(metadata) = fs::symlink_metadata(out) else { return Ok(false) };
        let Some(read) = &self.replace else { return Err(Error::Exists(out.clone())) };
        if !metadata.is_dir() {
            return Err(not_ours(out, Text("フォルダーではない", "it is no folder")));
        }
        require_own_files(out)?;
        require_nothing_read(out, read)?;
        Ok(true)
    }

    /// Writes `files` into a hidden folder beside, flushes them to the disk and gives the folder
    /// its name, so that a run killed at any moment leaves the whole folder or none. An existing
    /// folder is exchanged for the new one.
    pub(crate) fn write(&self, files: &[impl Output]) -> Result<(), Error> {
        let made = disk::make_folders(parent(&self.out))?;
        let written = self.write_beside(files);
        if written.is_err() {
            disk::remove_folders(&made);
        }
        written
    }

    fn write_beside(&self, files: &[impl Output]) -> Result<(), Error> {
        let out = &self.out;
        let beside =
            Beside::create(out).map_err(|source| Error::unwritable(parent(out), source))?;
        disk::write_files(&beside.new_folder(), files)?;
        self.put_in_place(&beside)?;
        disk::flush_folder(parent(out))
            .map_err(|source| Error::Unsettled { path: out.clone(), source })
    }

    fn put_in_place(&self, beside: &Beside) -> Result<(), Error> {
        let (out, new) = (&self.out, beside.new_folder());
        if !self.check()? {
            match exchange::place(&new, out) {
                // Another run was faster.
                Err(Error::Exists(_)) if self.replace.is_some() => {}
                placed => return placed,
            }
            self.check()?;
        }
        exchange::exchange(&new, out, &beside.aside(), &exchange::MOVES)
    }
}

fn not_ours(path: &Path, why: Text) -> Error {
    Error::NotOurs { path: path.to_owned(), why }
}

/// Refuses a folder unless it is empty, or holds a receipt of ours and nothing but what that names.
fn require_own_files(out: &Path) -> Result<(), Error> {
    let unreadable = |source| Error::unwritable(out, source);
    if fs::read_dir(out).map_err(unreadable)?.next().is_none() {
        return Ok(());
    }
    if !out.join(RECEIPT).symlink_metadata().is_ok_and(|metadata| metadata.is_file()) {
        return Err(not_ours(out, Text("receipt.json がない", "it has no receipt.json")));
    }
    let recorded = Recorded::read(out).ok().filter(Recorded::has_plain_names);
    let foreign =
        Text("receipt.json がsanteiの控えではない", "its receipt.json is no receipt of santei's");
    let recorded = recorded.ok_or_else(|| not_ours(out, foreign))?;
    let found = Inventory::of(out).map_err(unreadable)?;
    let names = recorded.names();
    match found.strangers(|name| name == RECEIPT || names.contains(name)).first() {
        None => Ok(()),
        Some(name) => Err(Error::Stranger { path: out.to_owned(), name: (*name).to_owned() }),
    }
}

/// Refuses a folder in which something lies that the run reads, by real paths.
fn require_nothing_read(out: &Path, read: &[PathBuf]) -> Result<(), Error> {
    let Ok(real_out) = fs::canonicalize(out) else { return Ok(()) };
    for path in read {
        // What cannot be found is told when it is read.
        let files = find_files(std::slice::from_ref(path)).unwrap_or_default();
        let files = files.into_iter().filter_map(|(_, file)| fs::canonicalize(file).ok());
        let lies_in = |real: &PathBuf| real.starts_with(&real_out);
        if let Some(read) = fs::canonicalize(path).into_iter().chain(files).find(lies_in) {
            return Err(Error::Read { path: out.to_owned(), read });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
