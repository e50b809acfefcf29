//! What `--force` replaces, what runs leave beside the output, and runs that write at one time.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod world;

use std::{
    fs::{self, File},
    os::unix::fs::symlink,
    process::Command,
    thread,
};

use world::{MONTH, Place, World};

const CLAIM: &[&str] = &["claim", "--month", MONTH, "@in", "--out", "@out"];

/// A place with an output folder.
fn claimed() -> Place {
    let place = Place::with(&World::small());
    assert_eq!(place.santei(CLAIM).0, 1);
    place
}

/// Everything below the place, links as such, with the bytes of files.
fn everything(place: &Place) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut waiting = place.names();
    while let Some(name) = waiting.pop() {
        let path = place.path(&name);
        let kind = path.symlink_metadata().unwrap().file_type();
        if kind.is_dir() {
            let entries = fs::read_dir(&path).unwrap().map(Result::unwrap);
            waiting.extend(
                entries.map(|entry| format!("{name}/{}", entry.file_name().to_string_lossy())),
            );
        }
        found.push((name, if kind.is_file() { fs::read(&path).unwrap() } else { Vec::new() }));
    }
    found.sort();
    found
}

/// Adds a file to those that the receipt names.
fn name_in_receipt(place: &Place, name: &str) {
    let path = place.path("out/receipt.json");
    let mut receipt: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let file = serde_json::json!({ "name": name, "bytes": 0, "sha256": "" });
    receipt["outputs"].as_array_mut().unwrap().push(file);
    fs::write(path, receipt.to_string()).unwrap();
}

/// What is done in the place, the arguments beside the usual ones, and what the message names.
type Refused = (fn(&Place), &'static [&'static str], &'static str);

const REFUSED: &[Refused] = &[
    // A stranger's files.
    (|p| p.write("out/receipt.json", b"{}"), &[], "receipt.json がsanteiの控えではない"),
    (|p| p.write("out/letter.txt", b"x"), &[], "letter.txt"),
    (|p| p.write("out/kokuhoren/letter.txt", b"x"), &[], "kokuhoren/letter.txt"),
    (|p| fs::create_dir(p.path("out/letters")).unwrap(), &[], "letters"),
    (|p| symlink(p.path("in"), p.path("out/link")).unwrap(), &[], "link"),
    (
        |p| {
            fs::rename(p.path("out/notices.csv"), p.path("kept.csv")).unwrap();
            symlink(p.path("kept.csv"), p.path("out/notices.csv")).unwrap();
        },
        &[],
        "notices.csv",
    ),
    (
        |p| {
            fs::rename(p.path("out/receipt.json"), p.path("kept.json")).unwrap();
            symlink(p.path("kept.json"), p.path("out/receipt.json")).unwrap();
        },
        &[],
        "receipt.json がない",
    ),
    (
        |p| {
            fs::rename(p.path("out"), p.path("kept")).unwrap();
            symlink(p.path("kept"), p.path("out")).unwrap();
        },
        &[],
        "フォルダーではない",
    ),
    // What the run itself reads.
    (|_| {}, &["--submitted", "@out/claim_lines.csv"], "claim_lines.csv"),
    (|_| {}, &["--submitted", "@out/../out/claim_lines.csv"], "claim_lines.csv"),
    (|_| {}, &["--submitted", "@out"], "out をこの実行が読む"),
    (
        |p| {
            fs::create_dir(p.path("sent")).unwrap();
            symlink(p.path("out/claim_lines.csv"), p.path("sent/a.csv")).unwrap();
        },
        &["--submitted", "@sent"],
        "claim_lines.csv",
    ),
    (
        |p| symlink(p.path("out/claim_lines.csv"), p.path("in/x.csv")).unwrap(),
        &[],
        "claim_lines.csv",
    ),
    (
        |p| {
            p.write("out/policy.toml", b"");
            name_in_receipt(p, "policy.toml");
        },
        &["--policy", "@out/policy.toml"],
        "policy.toml",
    ),
    (
        |p| {
            p.write("out/tariff.csv", b"");
            name_in_receipt(p, "tariff.csv");
            symlink(p.path("out/tariff.csv"), p.path("link")).unwrap();
        },
        &["--tariff", "@link"],
        "tariff.csv",
    ),
];

#[test]
fn force_refuses_what_the_receipt_does_not_name_and_what_is_read() {
    for (arrange, others, says) in REFUSED {
        let place = claimed();
        arrange(&place);
        let before = everything(&place);
        let (exit, _, err) = place.santei(&[CLAIM, others, &["--force"]].concat());
        assert!(exit == 2 && err.contains(says), "{says}: {exit} {err}");
        assert!(everything(&place) == before, "{says}");
    }
}

/// An audit reads two settings and two tariffs more.
#[test]
fn force_of_an_audit_refuses_what_it_reads() {
    let audit = ["audit", "--from", MONTH, "--to", MONTH, "@in", "--out", "@out", "--force"];
    for option in ["--policy", "--tariff", "--against-policy", "--against-tariff", "--submitted"] {
        let place = claimed();
        place.write("out/read.csv", b"");
        name_in_receipt(&place, "read.csv");
        let before = everything(&place);
        let compares = ["--against-policy", "@none"];
        let others = if option == compares[0] { &[][..] } else { &compares };
        let (exit, _, err) =
            place.santei(&[&audit[..], others, &[option, "@out/read.csv"]].concat());
        assert!(exit == 2 && err.contains("read.csv をこの実行が読む"), "{option}: {err}");
        assert!(everything(&place) == before, "{option}");
    }
}

#[test]
fn paths_are_compared_as_they_are_not_as_they_are_written() {
    let place = claimed();
    let before = everything(&place);
    let run = Command::new(env!("CARGO_BIN_EXE_santei"))
        .current_dir(place.path("out"))
        .args(["claim", "--month", MONTH, "../in", "--out", "../out", "--force"])
        .args(["--submitted", "claim_lines.csv"])
        .output()
        .unwrap();
    let err = String::from_utf8(run.stderr).unwrap();
    assert!(run.status.code() == Some(2) && err.contains("claim_lines.csv"), "{err}");
    assert!(everything(&place) == before);
}

#[test]
fn a_folder_as_a_run_left_it_is_replaced() {
    let place = claimed();
    let (exit, _, err) = place.santei(&[CLAIM, &["--force"]].concat());
    assert_eq!((exit, err.as_str()), (1, ""));
    assert_eq!(place.santei(&["verify", "@out"]).0, 0);
    assert_eq!(place.names(), ["in", "out"]);
}

/// Runs of one process have one process number, as runs of two containers can have.
#[test]
fn runs_at_one_time_are_never_mixed() {
    let months = ["2026-09", MONTH];
    for force in [&[][..], &["--force"]] {
        for _ in 0..4 {
            let place = Place::with(&World::small());
            let runs = |month: &'static str| {
                let place = &place;
                move || {
                    let command = ["claim", "--month", month, "@in", "--out", "@out"];
                    place.santei(&[&command[..], force].concat())
                }
            };
            let exits = thread::scope(|scope| {
                let started = [0, 1, 0, 1].map(|month| scope.spawn(runs(months[month])));
                started.map(|run| run.join().unwrap())
            });
            let wrote = exits.iter().filter(|(exit, ..)| *exit == 1).count();
            assert!(exits.iter().all(|(exit, ..)| matches!(exit, 1 | 2)), "{exits:?}");
            assert!(if force.is_empty() { wrote == 1 } else { wrote >= 1 }, "{exits:?}");
            let (exit, out, err) = place.santei(&["verify", "@out"]);
            assert_eq!(exit, 0, "{out}{err}");
            assert_eq!(place.names(), ["in", "out"]);
        }
    }
}

/// A folder as a killed run leaves it, and whether its lock is held.
fn leave(place: &Place, name: &str, files: &[&str]) -> File {
    for file in files {
        place.write(&format!("{name}/{file}"), b"");
    }
    let lock = File::create(place.path(&format!("{name}/lock"))).unwrap();
    lock.lock().unwrap();
    lock
}

#[test]
fn what_a_dead_run_left_is_removed_and_said() {
    let place = Place::with(&World::small());
    drop(leave(&place, ".out.part-abcDEF123456", &["new/claim_lines.csv"]));
    let (exit, _, err) = place.santei(CLAIM);
    assert_eq!(exit, 1);
    assert!(
        err.contains(".out.part-abcDEF123456 を消しました") && err.lines().count() == 1,
        "{err}"
    );
    assert_eq!(place.names(), ["in", "out"]);
}

#[test]
fn what_a_living_run_writes_is_left_alone() {
    let place = Place::with(&World::small());
    let lock = leave(&place, ".out.part-abcDEF123456", &["new/claim_lines.csv"]);
    let before = everything(&place);
    assert_eq!(place.santei(CLAIM).2, "");
    drop(lock);
    fs::remove_dir_all(place.path("out")).unwrap();
    assert!(everything(&place) == before);
}

#[test]
fn what_cannot_be_asked_or_is_not_ours_is_only_named() {
    let place = Place::with(&World::small());
    drop(leave(&place, ".out.part-1", &["new/claim_lines.csv", "letter.txt"]));
    drop(leave(&place, ".out.part-2", &["new/claim_lines.csv"]));
    fs::remove_file(place.path(".out.part-2/lock")).unwrap();
    // As version 0.2.0 left it.
    place.write(".out.part-4711/claim_lines.csv", b"");
    // Of other folders.
    drop(leave(&place, ".out.part-x.part-1", &["new/claim_lines.csv"]));
    drop(leave(&place, ".other.part-1", &["new/claim_lines.csv"]));
    symlink(place.path("in"), place.path(".out.part-link")).unwrap();
    let before = everything(&place);
    let (exit, _, err) = place.santei(CLAIM);
    assert_eq!((exit, err.lines().count()), (1, 3), "{err}");
    for (line, name) in err.lines().zip([".out.part-1", ".out.part-2", ".out.part-4711"]) {
        assert!(line.contains(&format!("{name} があります")), "{line}");
    }
    fs::remove_dir_all(place.path("out")).unwrap();
    assert!(everything(&place) == before);
}

/// The file system of the killed run could not swap two folders.
#[test]
fn an_output_that_a_killed_run_set_aside_comes_back() {
    let place = claimed();
    fs::create_dir(place.path(".out.part-a")).unwrap();
    fs::rename(place.path("out"), place.path(".out.part-a/old")).unwrap();
    drop(leave(&place, ".out.part-a", &["new/claim_lines.csv"]));
    let (exit, _, err) = place.santei(CLAIM);
    assert_eq!(exit, 2);
    assert!(err.contains("out に戻しました") && err.contains("すでにあります"), "{err}");
    assert_eq!(place.names(), ["in", "out"]);
    assert_eq!(place.santei(&["verify", "@out"]).0, 0);

    // Where another output stands in its place by now, nothing is thrown away.
    drop(leave(&place, ".out.part-a", &["new/claim_lines.csv", "old/claim_lines.csv"]));
    let before = everything(&place);
    let (_, _, err) = place.santei(CLAIM);
    assert!(err.contains(".out.part-a があります"), "{err}");
    assert!(everything(&place) == before);
}

#[test]
fn folders_that_a_failed_run_made_are_removed() {
    let place = Place::with(&World::small());
    let too_long = format!("@a/b/{}", "n".repeat(250));
    for (out, says) in
        [("@new/..", "フォルダーの名前で終わっていません"), (&too_long, "書けません")]
    {
        let (exit, _, err) = place.santei(&["claim", "--month", MONTH, "@in", "--out", out]);
        assert!(exit == 2 && err.contains(says), "{err}");
        assert_eq!(place.names(), ["in"], "{out}");
    }
}
