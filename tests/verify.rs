//! `verify` tells whatever is not as the run left it: files, folders, links, names and counts.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod world;

use std::{fs, os::unix::fs::symlink, path::Path, process::Command};

use serde_json::{Value, json};
use world::{MONTH, Place, World};

fn claimed() -> Place {
    let place = Place::with(&World::small());
    let command = ["claim", "--month", MONTH, "@in", "--out", "@out"];
    assert_eq!(place.santei(&command).0, 1);
    place
}

/// A folder of an audit that compares two settings and has findings of submitted lines.
fn audited() -> Place {
    let place = claimed();
    fs::rename(place.path("out"), place.path("sent")).unwrap();
    place.write("policy.toml", b"[default]\ncross_month = \"adjacent\"\n");
    let months = ["audit", "--from", "2026-09", "--to", MONTH, "@in", "--out", "@out"];
    let others = ["--against-policy", "@policy.toml", "--submitted", "@sent/claim_lines.csv"];
    assert_eq!(place.santei(&[&months[..], &others].concat()).0, 1);
    place
}

fn receipt(place: &Place) -> Value {
    serde_json::from_slice(&fs::read(place.path("out/receipt.json")).unwrap()).unwrap()
}

fn change(place: &Place, change: impl FnOnce(&mut Value)) {
    let mut receipt = receipt(place);
    change(&mut receipt);
    place.write("out/receipt.json", receipt.to_string().as_bytes());
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// What is done in the place, and what `verify` says line by line.
type Change = (fn(&Place), &'static [&'static str]);

const CHANGES: &[Change] = &[
    (|_| {}, &[]),
    (|p| fs::create_dir(p.path("out/added")).unwrap(), &["added: 控えにないフォルダーです"]),
    (
        |p| p.write("out/added/x", b""),
        &["added/x: 控えにないファイルです", "added: 控えにないフォルダー"],
    ),
    (|p| symlink(".", p.path("out/one")).unwrap(), &["one: 控えにないリンク"]),
    (
        |p| {
            symlink(".", p.path("out/one")).unwrap();
            symlink(".", p.path("out/two")).unwrap();
        },
        &["one: 控えにないリンク", "two: 控えにないリンク"],
    ),
    (|p| pipe(&p.path("out/pipe")), &["pipe: 控えにないリンクなど"]),
    (
        |p| {
            fs::rename(p.path("out/notices.csv"), p.path("kept")).unwrap();
            symlink(p.path("kept"), p.path("out/notices.csv")).unwrap();
        },
        &["notices.csv: ファイルがありません", "notices.csv: 控えにないリンク"],
    ),
    (
        |p| {
            fs::remove_file(p.path("out/notices.csv")).unwrap();
            pipe(&p.path("out/notices.csv"));
        },
        &["notices.csv: ファイルがありません", "notices.csv: 控えにないリンク"],
    ),
    (
        |p| {
            fs::rename(p.path("out/kokuhoren"), p.path("kept")).unwrap();
            symlink(p.path("kept"), p.path("out/kokuhoren")).unwrap();
        },
        &[
            "kokuhoren/1337101024/J312610.CSV: ファイルがありません",
            "kokuhoren/1337101024/K312610.CSV: ファイルがありません",
            "kokuhoren/1337101149/J312610.CSV: ファイルがありません",
            "kokuhoren/1337201261/J312610.CSV: ファイルがありません",
            "kokuhoren: 控えにないリンク",
        ],
    ),
    // Names.
    (
        |p| change(p, |r| r["outputs"][0]["name"] = json!("../in/計画.csv")),
        &[
            "../in/計画.csv: 控えの名前が",
            "claim_lines.csv: 控えに名前がありません",
            "claim_lines.csv: 控えにないファイル",
        ],
    ),
    (
        |p| change(p, |r| r["outputs"][0]["name"] = json!("/etc/passwd")),
        &["/etc/passwd: 控えの名前が", "claim_lines.csv: ", "claim_lines.csv: "],
    ),
    (
        |p| {
            change(p, |r| {
                let twice = r["outputs"][0].clone();
                r["outputs"].as_array_mut().unwrap().push(twice);
            });
        },
        &["claim_lines.csv: 控えに二度あります"],
    ),
    (|p| change(p, |r| r["outputs"][0]["bytes"] = json!(1)), &["claim_lines.csv: 控えと違います"]),
    (
        |p| {
            fs::remove_dir_all(p.path("out")).unwrap();
            fs::create_dir(p.path("out")).unwrap();
            let none = json!({
                "program": "santei", "version": "0.2.0", "command": "claim", "month": MONTH,
                "options": {}, "outputs": [], "counts": {},
            });
            p.write("out/receipt.json", none.to_string().as_bytes());
        },
        &[
            "claim_lines.csv: 控えに名前が",
            "claim_totals.csv: 控えに名前が",
            "rejected.csv: 控えに名前が",
            "notices.csv: 控えに名前が",
            "report.html: 控えに名前が",
        ],
    ),
    // Counts.
    (
        |p| change(p, |r| drop(r["counts"].as_object_mut().unwrap().remove("yen"))),
        &["receipt.json: counts.yen は null"],
    ),
    (|p| change(p, |r| r["month"] = json!("2026-09")), &["receipt.json: month は「2026-09」"]),
];

#[test]
fn whatever_is_not_as_the_run_left_it_is_told() {
    for (number, (arrange, says)) in CHANGES.iter().enumerate() {
        let place = claimed();
        arrange(&place);
        let (exit, out, err) = place.santei(&["verify", "@out"]);
        assert_eq!((exit, err.as_str()), (u8::from(!says.is_empty()), ""), "{number}: {out}");
        if says.is_empty() {
            continue;
        }
        assert_eq!(out.lines().count(), says.len(), "{number}: {out}");
        for (line, says) in out.lines().zip(*says) {
            assert!(line.starts_with(says), "{number}: {line}, not {says}");
        }
        let (_, english, _) = place.santei(&["verify", "@out", "--lang", "en"]);
        assert_eq!(english.lines().count(), says.len(), "{number}: {english}");
        assert_english(&english);
    }
}

/// No word is Japanese; 計画 is a file's name.
fn assert_english(told: &str) {
    let japanese = |character: char| matches!(character, '\u{3000}'..='\u{9fff}');
    assert!(!told.replace("計画.csv", "").contains(japanese), "{told}");
}

/// Every count but those that no table shows: what was returned, and what lies outside the months.
#[test]
fn every_count_is_held_against_the_tables() {
    for make in [claimed, audited] {
        let place = make();
        assert_eq!(
            place.santei(&["verify", "@out"]),
            (0, "控えと一致しています\n".into(), String::new())
        );
        let whole = receipt(&place);
        for (name, count) in whole["counts"].as_object().unwrap() {
            let wrong = count.as_i64().unwrap() + 1;
            change(&place, |receipt| receipt["counts"][name] = json!(wrong));
            let (exit, out, _) = place.santei(&["verify", "@out"]);
            let told = out.starts_with(&format!("receipt.json: counts.{name} は {wrong}、"))
                && out.ends_with(&format!("では {count} です\n"));
            let shown = !matches!(name.as_str(), "returned" | "outside");
            assert_eq!((exit, told), (u8::from(shown), shown), "{name}: {out}");
            place.write("out/receipt.json", whole.to_string().as_bytes());
        }
    }
}

#[test]
fn an_audit_that_compares_always_writes_the_differences() {
    let place = audited();
    fs::remove_file(place.path("out/audit_differences.csv")).unwrap();
    change(&place, |receipt| {
        let outputs = receipt["outputs"].as_array_mut().unwrap();
        outputs.retain(|file| file["name"] != "audit_differences.csv");
    });
    let (exit, out, _) = place.santei(&["verify", "@out"]);
    assert_eq!(exit, 1);
    assert!(out.starts_with("audit_differences.csv: 控えに名前がありません"), "{out}");
}

/// What is done in the place, and what the error says.
type Unreadable = (fn(&Place), &'static str);

/// None of ours, or none that could be read without opening what is no file.
#[test]
fn a_receipt_that_is_none_cannot_be_verified() {
    let arrange: [Unreadable; 4] = [
        (|p| change(p, |r| r["program"] = json!("other")), "santeiの控えではありません"),
        (|p| change(p, |r| r["command"] = json!("check")), "控えとして読めません"),
        (
            |p| {
                fs::remove_file(p.path("out/receipt.json")).unwrap();
                pipe(&p.path("out/receipt.json"));
            },
            "パイプ(FIFO)なので",
        ),
        (
            |p| {
                fs::rename(p.path("out/receipt.json"), p.path("kept")).unwrap();
                symlink(p.path("kept"), p.path("out/receipt.json")).unwrap();
            },
            "リンクなので",
        ),
    ];
    for (arrange, says) in arrange {
        let place = claimed();
        arrange(&place);
        let (exit, out, err) = place.santei(&["verify", "@out"]);
        assert!(exit == 2 && out.is_empty() && err.contains(says), "{says}: {out}{err}");
        let (_, _, english) = place.santei(&["verify", "@out", "--lang", "en"]);
        assert!(english.starts_with("error: "), "{english}");
        assert_english(&english);
    }
}
