//! A run that is killed at any moment leaves its output whole or not at all, and with `--force`
//! the old output or the new one.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod world;

use std::{
    fs,
    process::{Child, Command, Stdio},
    sync::{Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use world::{MONTH, Place, World};

/// Runs that are killed at even steps of a run's time, and as many that are killed while they
/// write.
const TRIES: u32 = 12;

/// No further run is begun after this time.
const LIMIT: Duration = Duration::from_secs(8);

/// One test at a time, so that the moments are met.
static TURN: Mutex<()> = Mutex::new(());

fn spawn(place: &Place, month: &str, force: &[&str]) -> Child {
    let command = [&["claim", "--month", month, "@in", "--out", "@out"][..], force].concat();
    let mut santei = Command::new(env!("CARGO_BIN_EXE_santei"));
    santei.args(&place.arguments(&command)[1..]).stdout(Stdio::null()).spawn().unwrap()
}

/// The dotted folder that a run writes first.
fn is_part(name: &str) -> bool {
    name.starts_with(".out.part-")
}

/// Waits for the moment at which the run is to be killed.
fn wait_for_moment(place: &Place, run: &mut Child, try_number: u32, whole: Duration) {
    if try_number < TRIES {
        thread::sleep(whole * try_number / (TRIES - 1));
        return;
    }
    // Until it writes, then somewhat longer every time.
    while run.try_wait().unwrap().is_none() {
        if place.names().iter().any(|name| is_part(name)) {
            thread::sleep(Duration::from_micros(60) * (try_number - TRIES));
            return;
        }
    }
}

/// Kills runs at many moments and looks after each at what stands in the place.
fn kill_many(place: &Place, months: [&str; 2], force: &[&str], look: impl Fn()) {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let begun = Instant::now();
    assert_eq!(spawn(place, months[0], force).wait().unwrap().code(), Some(1));
    let whole = begun.elapsed();
    look();
    for try_number in 0..TRIES * 2 {
        if begun.elapsed() > LIMIT {
            return;
        }
        let mut run = spawn(place, months[try_number as usize % 2], force);
        wait_for_moment(place, &mut run, try_number, whole);
        run.kill().unwrap();
        run.wait().unwrap();
        look();
        assert_cleared_by_the_next(place);
    }
}

/// The next run removes what a killed one left, and says so.
fn assert_cleared_by_the_next(place: &Place) {
    let parts = || place.names().into_iter().filter(|name| is_part(name)).collect::<Vec<_>>();
    let mut left = parts();
    left.retain(|part| fs::read_dir(place.path(part)).unwrap().next().is_some());
    let next = ["claim", "--month", MONTH, "@none", "--out", "@out", "--force"];
    let (exit, _, err) = place.santei(&next);
    assert_eq!((exit, err.lines().count()), (2, left.len() + 1), "{err}");
    for part in left {
        let said = err.lines().any(|line| line.contains(&part) && line.ends_with("消しました"));
        assert!(said, "{part}: {err}");
    }
    assert!(parts().is_empty());
}

fn assert_whole(place: &Place) {
    let (exit, out, err) = place.santei(&["verify", "@out"]);
    assert_eq!(exit, 0, "{out}{err}");
}

#[test]
fn a_killed_run_leaves_all_or_nothing() {
    let place = Place::with(&World::crowd(30));
    kill_many(&place, [MONTH, MONTH], &[], || {
        if place.path("out").exists() {
            assert_whole(&place);
            fs::remove_dir_all(place.path("out")).unwrap();
        }
        let strangers = place.names().into_iter().find(|name| name != "in" && !is_part(name));
        assert_eq!(strangers, None);
    });
}

/// Two months take turns, so that the old output and the new one are never the same.
#[test]
fn a_killed_run_with_force_leaves_the_old_or_the_new() {
    let place = Place::with(&World::crowd(30));
    let months = ["2026-09", MONTH];
    let receipts = months.map(|month| {
        assert_eq!(spawn(&place, month, &["--force"]).wait().unwrap().code(), Some(1));
        fs::read(place.path("out/receipt.json")).unwrap()
    });
    kill_many(&place, months, &["--force"], || {
        assert_whole(&place);
        assert!(receipts.contains(&fs::read(place.path("out/receipt.json")).unwrap()));
    });
}

/// Exit 2 leaves no folder, also where it is the screen that cannot be written to.
#[test]
#[cfg(target_os = "linux")]
fn a_full_screen_leaves_nothing() {
    let place = Place::with(&World::small());
    let command = ["claim", "--month", MONTH, "@in", "--out", "@out"];
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let mut santei = Command::new(env!("CARGO_BIN_EXE_santei"));
    let run = santei.args(&place.arguments(&command)[1..]).stdout(full).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert_eq!(String::from_utf8(run.stderr).unwrap().lines().count(), 1);
    assert_eq!(place.names(), ["in"]);
}

/// Whatever is printed is printed to the end, or the run says that it was not.
#[test]
#[cfg(target_os = "linux")]
fn a_full_screen_is_told_in_the_language_asked_for() {
    let place = Place::with(&World::small());
    for (command, says) in [
        (&["--help"][..], "エラー: 画面に書けません: No space left"),
        (&["rules"], "エラー: 画面に書けません: No space left"),
        (&["rules", "--lang", "en"], "error: cannot write to the screen: No space left"),
        (&["check", "@in", "--lang=en"], "error: cannot write to the screen: No space left"),
    ] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let mut santei = Command::new(env!("CARGO_BIN_EXE_santei"));
        let run = santei.args(&place.arguments(command)[1..]).stdout(full).output().unwrap();
        let told = String::from_utf8(run.stderr).unwrap();
        assert!(run.status.code() == Some(2) && told.starts_with(says), "{command:?}: {told}");
        assert_eq!(told.lines().count(), 1, "{told}");
    }
}

/// The system refuses a file in the middle: that is told, and not even the folders above
/// the output stay.
#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_leaves_nothing() {
    let place = Place::with(&World::small());
    let command = ["claim", "--month", MONTH, "@in", "--out", "@above/out"];
    // Files of more than eight blocks cannot be written; the signal that would say so is ignored.
    let full = "trap '' XFSZ; ulimit -f 8; exec \"$@\"";
    let mut santei = Command::new("sh");
    santei.args(["-c", full, "sh", env!("CARGO_BIN_EXE_santei")]);
    let run = santei.args(&place.arguments(&command)[1..]).output().unwrap();
    let err = String::from_utf8(run.stderr).unwrap();
    assert!(run.status.code() == Some(2) && err.contains("書けません: File too large"), "{err}");
    assert_eq!(place.names(), ["in"]);
}
