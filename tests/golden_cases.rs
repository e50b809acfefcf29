//! A case of `golden` writes into a scratch folder of its own, whatever its `case.toml` says, and
//! leaves nothing behind.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod world;

use std::{fs, os::unix::fs::symlink, path::Path, process::Command};

use world::{MONTH, Place, World};

/// Runs `golden @cases` with the empty folder `tmp` for scratch: exit code, stdout and stderr.
fn golden(place: &Place, options: &[&str]) -> (Option<i32>, String, String) {
    fs::create_dir_all(place.path("tmp")).unwrap();
    let arguments = place.arguments(&[&["golden", "@cases"], options].concat());
    let run = Command::new(env!("CARGO_BIN_EXE_santei"))
        .args(&arguments[1..])
        .env("TMPDIR", place.path("tmp"))
        .env_remove("CI")
        .current_dir(place.path("in"))
        .output()
        .unwrap();
    let left = fs::read_dir(place.path("tmp")).unwrap().count();
    assert_eq!(left, 0, "scratch folders left");
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (run.status.code(), text(run.stdout), text(run.stderr))
}

#[test]
fn no_case_writes_outside_its_scratch_folder() {
    let claim = format!("month = \"{MONTH}\"\ninput = [\"../../in\"]\nexit = 1\ncommand = ");
    let months = format!("\"--from\", \"{MONTH}\", \"--to\", \"{MONTH}\"");
    let cases = [
        "command = \"init\"\ninput = [\"made\"]\nexit = 0".to_owned(),
        "command = \"init\"\noptions = [\"made\"]\nexit = 0".to_owned(),
        "command = \"init\"\noptions = [\"--\", \"made\"]\nexit = 0".to_owned(),
        "command = \"--\"\noptions = [\"init\", \"made\"]\nexit = 0".to_owned(),
        format!("{claim}\"claim\"\noptions = [\"--out\", \"made\"]"),
        format!("{claim}\"claim\"\noptions = [\"--out\", \"made\", \"--\"]"),
        format!("{claim}\"claim\"\noptions = [\"--out=made\", \"--\"]"),
        format!(
            "command = \"audit\"\ninput = [\"../../in\"]\nexit = 1\noptions = [{months}, \
             \"--submitted\", \"{{case}}\", \"--out\", \"made\", \"--\"]"
        ),
        format!(
            "command = \"--\"\noptions = [\"claim\", \"--month\", \"{MONTH}\", \
             \"{{case}}/../../in\", \"--out\", \"made\"]\nexit = 1"
        ),
        "command = \"golden\"\noptions = [\"--update\", \"{case}/..\"]\nexit = 0".to_owned(),
        "command = \"--\"\noptions = [\"golden\", \"--update\", \"{case}/..\"]\nexit = 0"
            .to_owned(),
    ];
    for case in cases {
        let place = Place::with(&World::small());
        place.write("cases/one/case.toml", case.as_bytes());
        let (exit, out, err) = golden(&place, &["--update"]);
        assert!(exit == Some(2) && !err.is_empty(), "{case}: {exit:?} {out}{err}");
        assert_eq!(place.names(), ["cases", "in", "tmp"], "{case}");
        assert!(!place.path("in/made").exists(), "{case}");
        let beside = fs::read_dir(place.path("cases/one")).unwrap().count();
        assert_eq!(beside, 1, "{case}");
    }
}

#[test]
fn the_tables_of_init_are_compared() {
    let place = Place::with(&World::small());
    place.write("cases/one/case.toml", b"command = \"init\"\nexit = 0\n");
    let (exit, out, _) = golden(&place, &["--update"]);
    assert_eq!((exit, out.as_str()), (Some(0), "1 passed, 0 failed\n"));
    let stdout = fs::read_to_string(place.path("cases/one/expected/stdout.txt")).unwrap();
    assert!(stdout.starts_with("{out}に入力表を作りました"), "{stdout}");
    assert!(place.path("cases/one/expected/受給者.csv").is_file());
    assert_eq!(golden(&place, &[]).0, Some(0));
    place.write("cases/one/expected/受給者.csv", b"x");
    place.write("cases/one/expected/more", b"");
    let (exit, out, _) = golden(&place, &[]);
    assert_eq!((exit, out.lines().next()), (Some(1), Some("FAIL one")));
    assert!(out.contains("  more: 出力されませんでした\n"), "{out}");
    assert!(out.contains("  受給者.csv: 違います(- 期待、+ 今)\n  - x\n  + "), "{out}");
    let (_, out, _) = golden(&place, &["--lang", "en"]);
    assert!(out.contains("  more: was not written\n"), "{out}");
    assert!(out.contains("  受給者.csv: differs (- expected, + now)\n  - x\n  + "), "{out}");
}

/// Two links to the folder itself would make a walk that follows them run without end.
#[test]
fn links_are_not_followed() {
    let place = Place::with(&World::small());
    place.write("cases/one/case.toml", b"command = \"rules\"\nexit = 0\n");
    assert_eq!(golden(&place, &["--update"]).0, Some(0));
    for link in ["cases/left", "cases/right"] {
        symlink(".", place.path(link)).unwrap();
    }
    let (exit, out, err) = golden(&place, &[]);
    assert_eq!((exit, out.as_str()), (Some(0), "1 passed, 0 failed\n"), "{err}");
    symlink(".", place.path("cases/one/expected/link")).unwrap();
    let (exit, _, err) = golden(&place, &[]);
    assert!(exit == Some(2) && err.contains("link: リンクなどは比べられません"), "{err}");
}

#[test]
fn nothing_is_left_of_a_case_that_cannot_run() {
    let place = Place::with(&World::small());
    place.write("cases/one/case.toml", b"command = \"check\"\ninput = [\"none\"]\nexit = 0\n");
    let (exit, _, err) = golden(&place, &[]);
    assert!(exit == Some(2) && err.contains("none"), "{err}");
}

/// The scratch folder's name cannot be guessed, so that nobody can put a link there beforehand.
#[test]
fn a_planted_link_is_not_followed() {
    let place = Place::with(&World::small());
    place.write("cases/one/case.toml", claim_case().as_bytes());
    fs::create_dir_all(place.path("tmp")).unwrap();
    fs::create_dir_all(place.path("victim")).unwrap();
    let plant = "for n in 0 1; do ln -s \"$1\" \"$TMPDIR/santei-golden-$$-$n\"; done; \
                 exec \"$2\" golden \"$3\" --update";
    let run = Command::new("sh")
        .args(["-c", plant, "sh"])
        .args([&place.path("victim"), Path::new(env!("CARGO_BIN_EXE_santei"))])
        .arg(place.path("cases"))
        .env("TMPDIR", place.path("tmp"))
        .env_remove("CI")
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    assert_eq!(fs::read_dir(place.path("victim")).unwrap().count(), 0);
    assert_eq!(fs::read_dir(place.path("tmp")).unwrap().count(), 2, "the two links");
}

fn claim_case() -> String {
    format!("command = \"claim\"\nmonth = \"{MONTH}\"\ninput = [\"../../in\"]\nexit = 1\n")
}
