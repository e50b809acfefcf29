//! The new folder takes the place of the old one.

use std::{fs, io, path::Path};

use super::Error;

type Move = fn(&Path, &Path) -> io::Result<()>;

/// What a file system does with two folders.
pub(super) struct Moves {
    /// Swaps them in one step.
    pub(super) exchange: Move,
    /// Gives the first the name of the second.
    pub(super) rename: Move,
}

/// As this system does it.
pub(super) const MOVES: Moves = Moves { exchange: swap, rename: |from, to| fs::rename(from, to) };

/// Puts `new` in the place of the folder `out`; the old one is then called `new` or `aside`.
/// Where the file system cannot swap two folders, the old one goes aside first, and comes back if
/// the new one cannot take its place.
pub(super) fn exchange(new: &Path, out: &Path, aside: &Path, moves: &Moves) -> Result<(), Error> {
    match (moves.exchange)(new, out) {
        Err(error) if cannot_swap(&error) => {}
        done => return done.map_err(|source| Error::unwritable(out, source)),
    }
    (moves.rename)(out, aside).map_err(|source| match source.kind() {
        io::ErrorKind::CrossesDevices | io::ErrorKind::ResourceBusy => {
            Error::Unmovable { path: out.to_owned(), source }
        }
        _ => Error::unwritable(out, source),
    })?;
    (moves.rename)(new, out).map_err(|source| match (moves.rename)(aside, out) {
        Ok(()) => Error::unwritable(out, source),
        Err(_) => Error::Aside { path: out.to_owned(), aside: aside.to_owned(), source },
    })
}

/// Whether it is the swap that the file system does not know, or not of these two folders: one
/// that is a mount point lies on another file system than its own name.
fn cannot_swap(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::InvalidInput
            | io::ErrorKind::Unsupported
            | io::ErrorKind::CrossesDevices
            | io::ErrorKind::ResourceBusy
    )
}

/// Gives `new` the name `out`, which nothing may have.
pub(super) fn place(new: &Path, out: &Path) -> Result<(), Error> {
    rename_to_free(new, out).map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::DirectoryNotEmpty => {
            Error::Exists(out.to_owned())
        }
        _ => Error::unwritable(out, source),
    })
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn swap(new: &Path, out: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, out, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn swap(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// A plain rename would replace an empty folder.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn rename_to_free(new: &Path, out: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, new, CWD, out, RenameFlags::NOREPLACE).map_err(io::Error::from) {
        Err(error) if cannot_swap(&error) => fs::rename(new, out),
        done => done,
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn rename_to_free(new: &Path, out: &Path) -> io::Result<()> {
    fs::rename(new, out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A place with `out` and `new`, each with a file of its own name, after an exchange by
    /// `moves`; and what stands under `out`, `new` and `aside`.
    fn exchanged(moves: &Moves) -> (Result<(), Error>, [Option<&'static str>; 3]) {
        let dir = tempfile::tempdir().unwrap();
        let [out, new, aside] = ["out", "new", "aside"].map(|name| dir.path().join(name));
        for folder in [&out, &new] {
            fs::create_dir(folder).unwrap();
            fs::write(folder.join(folder.file_name().unwrap()), "").unwrap();
        }
        let done = exchange(&new, &out, &aside, moves);
        let stands = |folder: &Path| ["out", "new"].into_iter().find(|n| folder.join(n).exists());
        let found = [stands(&out), stands(&new), stands(&aside)];
        (done, found)
    }

    const NO_SWAP: Move = |_, _| Err(io::ErrorKind::Unsupported.into());

    #[test]
    fn the_new_folder_takes_the_place_of_the_old() {
        let (done, [out, ..]) = exchanged(&MOVES);
        assert!(done.is_ok() && out == Some("new"));
    }

    /// EBUSY, EXDEV, EINVAL, ENOSYS and EOPNOTSUPP, as Linux numbers them; and EACCES, EIO.
    #[test]
    #[cfg(target_os = "linux")]
    fn a_swap_that_is_not_known_is_told_from_one_that_fails() {
        let fails = |number: &i32| !cannot_swap(&io::Error::from_raw_os_error(*number));
        assert!(![16, 18, 22, 38, 95].iter().any(fails));
        assert!([13, 5].iter().all(fails));
    }

    #[test]
    fn without_a_swap_the_old_folder_goes_aside() {
        let (done, found) = exchanged(&Moves { exchange: NO_SWAP, ..MOVES });
        assert!(done.is_ok());
        assert_eq!(found, [Some("new"), None, Some("out")]);
    }

    #[test]
    fn the_old_folder_comes_back_where_the_new_one_cannot_take_its_place() {
        let rename: Move = |from, to| {
            let refused = Err(io::ErrorKind::PermissionDenied.into());
            if from.ends_with("new") { refused } else { fs::rename(from, to) }
        };
        let (done, found) = exchanged(&Moves { exchange: NO_SWAP, rename });
        assert!(matches!(done, Err(Error::Unwritable { .. })));
        assert_eq!(found, [Some("out"), Some("new"), None]);
    }

    #[test]
    fn an_old_folder_that_cannot_come_back_is_told() {
        let rename: Move = |from, to| {
            let refused = Err(io::ErrorKind::PermissionDenied.into());
            if from.ends_with("out") { fs::rename(from, to) } else { refused }
        };
        let (done, found) = exchanged(&Moves { exchange: NO_SWAP, rename });
        assert!(matches!(done, Err(Error::Aside { .. })));
        assert_eq!(found, [None, Some("new"), Some("out")]);
    }

    #[test]
    fn a_mount_point_stays_as_it_is() {
        let busy: Move = |_, _| Err(io::ErrorKind::ResourceBusy.into());
        let elsewhere: Move = |_, _| Err(io::ErrorKind::CrossesDevices.into());
        for refused in [busy, elsewhere] {
            let (done, found) = exchanged(&Moves { exchange: refused, rename: refused });
            assert!(matches!(done, Err(Error::Unmovable { .. })));
            assert_eq!(found, [Some("out"), Some("new"), None]);
        }
    }

    #[test]
    fn an_error_that_is_none_of_the_swap_is_told() {
        let refused: Move = |_, _| Err(io::ErrorKind::PermissionDenied.into());
        let (done, found) = exchanged(&Moves { exchange: refused, ..MOVES });
        assert!(matches!(done, Err(Error::Unwritable { .. })));
        assert_eq!(found, [Some("out"), Some("new"), None]);
    }

    #[test]
    fn a_name_that_is_taken_is_never_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let [new, out] = ["new", "out"].map(|name| dir.path().join(name));
        fs::create_dir(&new).unwrap();
        fs::create_dir(&out).unwrap();
        assert!(matches!(place(&new, &out), Err(Error::Exists(_))));
        fs::remove_dir(&out).unwrap();
        place(&new, &out).unwrap();
        assert!(out.is_dir() && !new.exists());
    }
}
