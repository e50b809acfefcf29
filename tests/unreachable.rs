//! Tables and settings that cannot be reached or are no files: nothing is passed over, and nothing
//! waits or reads for ever. Each is exit 2, and the message names the path and what is wrong.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod world;

use std::{
    fs,
    os::unix::{fs::symlink, net::UnixListener},
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use world::{MONTH, Place, World};

/// No run of these takes longer, unless it waits.
const PATIENCE: Duration = Duration::from_secs(30);

const CLAIM: [&str; 6] = ["claim", "--month", MONTH, "@in", "--out", "@out"];

/// Runs the program, which is ended where it takes too long: exit code and stderr.
fn run(place: &Place, arguments: &[&str]) -> (Option<i32>, String) {
    let mut santei = Command::new(env!("CARGO_BIN_EXE_santei"));
    let santei = santei.args(&place.arguments(arguments)[1..]);
    let mut run = santei.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let begun = Instant::now();
    while run.try_wait().unwrap().is_none() && begun.elapsed() < PATIENCE {
        thread::sleep(Duration::from_millis(5));
    }
    // Of a run that is over nothing is left to be ended.
    let _ = run.kill();
    let ended = run.wait_with_output().unwrap();
    (ended.status.code(), String::from_utf8(ended.stderr).unwrap())
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// What stands where a file should, how it is made, and what the message says of it.
type Odd = (&'static str, fn(&Path), &'static str);

const NO_FILES: &[Odd] = &[
    ("a pipe", pipe, "パイプ(FIFO)なので"),
    (
        "a link to a pipe",
        |path| {
            let target = path.with_extension("pipe");
            pipe(&target);
            symlink(target, path).unwrap();
        },
        "パイプ(FIFO)なので",
    ),
    ("a device without end", |path| symlink("/dev/zero", path).unwrap(), "装置(デバイス)なので"),
    (
        "a device without content",
        |path| symlink("/dev/null", path).unwrap(),
        "装置(デバイス)なので",
    ),
    ("a socket", |path| drop(UnixListener::bind(path).unwrap()), "ソケットなので"),
    ("a folder", |path| fs::create_dir(path).unwrap(), "フォルダーなので"),
    (
        "a dangling link",
        |path| symlink("nowhere", path).unwrap(),
        "リンクの先にファイルがありません",
    ),
    ("a link to itself", |path| symlink(path, path).unwrap(), "読めません。"),
    (
        "a link through a file",
        |path| {
            fs::write(path.with_extension("file"), "").unwrap();
            symlink(path.with_extension("file").join("x"), path).unwrap();
        },
        "読めません。",
    ),
    (
        "a file of more than 4 GB",
        |path| {
            fs::File::create(path).unwrap().set_len(1 << 32).unwrap();
        },
        "4GBを超えるファイルは読めません",
    ),
];

/// Asserts that `arguments` end with exit 2, name `file` and say what is wrong, and that nothing
/// is written.
fn refused(place: &Place, arguments: &[&str], (file, says): (&str, &str), what: &str) {
    let before = place.names();
    let (exit, err) = run(place, arguments);
    assert_eq!(exit, Some(2), "{what} {arguments:?}: {err}");
    let named = format!("{file}: ");
    assert!(err.contains(&named) && err.contains(says), "{what} {arguments:?}: {err}");
    assert_eq!(err.lines().count(), 1, "{what} {arguments:?}: {err}");
    assert_eq!(place.names(), before, "{what} {arguments:?}");
}

#[test]
fn a_table_of_the_folder_is_never_passed_over() {
    for (what, make, says) in NO_FILES {
        for name in ["契約.csv", "もう一つの契約.CSV"] {
            let place = Place::with(&World::small());
            let path = place.path(&format!("in/{name}"));
            let _ = fs::remove_file(&path);
            make(&path);
            for command in [&CLAIM[..], &["check", "@in"]] {
                refused(&place, command, (&format!("in/{name}"), says), what);
            }
        }
    }
}

/// Every place of the command line where a file may be named: `@f` is the file.
const NAMED: &[&str] = &[
    "check @f",
    "claim @in @f --month 2026-10 --out @out",
    "claim @in --month 2026-10 --out @out --submitted @f",
    "claim @in --month 2026-10 --out @out --policy @f",
    "claim @in --month 2026-10 --out @out --tariff @f",
    "why @in --month 2026-10 --recipient 0000000018 --policy @f",
    "tariff --month 2026-10 --tariff @f",
    "audit @f --from 2026-10 --to 2026-10 --out @out --submitted @in",
    "audit @in --from 2026-10 --to 2026-10 --out @out --submitted @f",
    "audit @in --from 2026-10 --to 2026-10 --out @out --submitted @in --policy @f",
    "audit @in --from 2026-10 --to 2026-10 --out @out --submitted @in --tariff @f",
    "audit @in --from 2026-10 --to 2026-10 --out @out --against-policy @f",
    "audit @in --from 2026-10 --to 2026-10 --out @out --against-tariff @f",
];

#[test]
fn a_named_file_is_a_file_or_refused() {
    for (what, make, says) in NO_FILES {
        let place = Place::with(&World::small());
        make(&place.path("f"));
        // Where a folder may be named, this one is without tables.
        let says = if *what == "a folder" { "フォルダー" } else { says };
        for command in NAMED {
            refused(&place, &command.split(' ').collect::<Vec<_>>(), ("f", says), what);
        }
    }
}

#[test]
fn a_submitted_file_of_the_folder_is_never_passed_over() {
    let place = Place::with(&World::small());
    assert_eq!(place.santei(&CLAIM).0, 1);
    fs::create_dir(place.path("sent")).unwrap();
    fs::rename(place.path("out/claim_lines.csv"), place.path("sent/a.csv")).unwrap();
    for (what, make, says) in NO_FILES {
        make(&place.path("sent/b.csv"));
        let command = [&CLAIM[..5], &["@next", "--submitted", "@sent"]].concat();
        refused(&place, &command, ("sent/b.csv", says), what);
        fs::remove_file(place.path("sent/b.csv"))
            .or_else(|_| fs::remove_dir(place.path("sent/b.csv")))
            .unwrap();
        for beside in ["sent/b.pipe", "sent/b.file"] {
            let _ = fs::remove_file(place.path(beside));
        }
    }
}

/// What is read of an output folder by `verify` first.
#[test]
fn a_receipt_is_a_file_or_refused() {
    for (what, make, says) in NO_FILES {
        let place = Place::with(&World::small());
        fs::create_dir(place.path("out")).unwrap();
        make(&place.path("out/receipt.json"));
        refused(
            &place,
            &["verify", "@out"],
            ("out/receipt.json", says.trim_end_matches('。')),
            what,
        );
    }
}

/// A medium that fails in the middle of a file is not taken for the end of the file.
#[test]
#[cfg(target_os = "linux")]
fn a_file_that_cannot_be_read_is_named() {
    // The system reports an input/output error for it, as for a broken disk.
    let broken = "/proc/self/mem";
    assert_eq!(fs::read(broken).unwrap_err().raw_os_error(), Some(5));
    let place = Place::with(&World::small());
    symlink(broken, place.path("in/x.csv")).unwrap();
    refused(&place, &CLAIM, ("in/x.csv", "読めません。"), "an error of the medium");
}
