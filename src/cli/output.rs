//! What the commands that write a folder share.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use crate::{
    finding::{Lang, Text},
    report::Destination,
};

/// The folder `out`, before any work is done: an error where it may not be written. `replaces` is
/// what the run reads, where a folder of ours may be replaced. What killed runs left beside it is
/// dealt with, and told to `err` in Japanese.
pub(super) fn open(
    out: &Path,
    replaces: Option<Vec<PathBuf>>,
    err: &mut dyn Write,
) -> anyhow::Result<Destination> {
    open_in(Lang::Ja, out, replaces, err)
}

/// The folder `out` as [`open`] gives it; what is told of other runs is told in `lang`.
pub(super) fn open_in(
    lang: Lang,
    out: &Path,
    replaces: Option<Vec<PathBuf>>,
    err: &mut dyn Write,
) -> anyhow::Result<Destination> {
    let destination = match replaces {
        Some(read) => Destination::replacing(out, read)?,
        None => Destination::new(out)?,
    };
    for leftover in destination.clear_leftovers() {
        // An error stream that nobody reads keeps no run from its work.
        let head = Text("注意", "note").get(lang);
        let _ = writeln!(err, "{head}: {}", leftover.note().get(lang));
    }
    destination.check()?;
    Ok(destination)
}
