//! The texts that people read on the screen, as they stand: each change of wording shows in a
//! snapshot. Paths are shown with `@` for the test's own folder.
#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod world;

use std::fs;

use insta::assert_snapshot;
use world::{MONTH, Place, World};

/// A run as a person sees it: the command, what it prints, errors after them, the exit code.
fn shown(place: &Place, arguments: &[&str]) -> String {
    let (exit, out, err) = place.santei(arguments);
    let text = format!("$ santei {}\n{out}{err}[{exit}]\n", arguments.join(" "));
    text.replace(&*place.path("").to_string_lossy(), "@")
}

/// Several runs in one place, one after the other.
fn session(place: &Place, runs: &[&[&str]]) -> String {
    runs.iter().map(|arguments| shown(place, arguments)).collect::<Vec<_>>().join("\n")
}

/// The small world with one row of モニタリング in place of its own.
fn small_with_monitoring(row: &str) -> Place {
    let mut world = World::small();
    let table = world.tables.iter_mut().find(|table| table.name == "モニタリング").unwrap();
    table.rows = vec![row.split(',').map(str::to_owned).collect()];
    Place::with(&world)
}

#[test]
fn help() {
    let place = Place::with(&World::small());
    assert_snapshot!(
        "help",
        session(&place, &[&["--help"], &["claim", "--help"], &["audit", "--help"]])
    );
}

#[test]
fn claim() {
    let place = Place::with(&World::small());
    let command = ["claim", "--month", MONTH, "@in", "--out"];
    assert_snapshot!("claim_ja", shown(&place, &[&command[..], &["@ja"]].concat()));
    assert_snapshot!("claim_en", shown(&place, &[&command[..], &["@en", "--lang", "en"]].concat()));
}

#[test]
fn nothing_to_claim() {
    let row = "1337101024,132118,0000000101,K101,2026-07-07,10:00,居宅,南町,変更なし";
    let place = small_with_monitoring(row);
    fs::remove_file(place.path("in/計画.csv")).unwrap();
    fs::remove_file(place.path("in/会議等.csv")).unwrap();
    let command = ["claim", "--month", "R8.10", "@in", "--out", "@out"];
    assert_snapshot!("claim_nothing", shown(&place, &command));
}

#[test]
fn explain() {
    let place = Place::with(&World::small());
    for code in ["M203", "P107", "I106"] {
        let runs = [&["explain", code][..], &["explain", code, "--lang", "en"]];
        assert_snapshot!(format!("explain_{code}"), session(&place, &runs));
    }
    for code in ["M203", "A680"] {
        let run = ["explain", code, "--examples"];
        assert_snapshot!(format!("examples_{code}"), shown(&place, &run));
    }
}

#[test]
fn check() {
    let place = Place::with(&World::small());
    assert_snapshot!("check_ja", shown(&place, &["check", "@in"]));
    let place = small_with_monitoring("1337101024,132118,101,K101,2026-02-30,10:00,自宅,南町,");
    assert_snapshot!("check_en", shown(&place, &["check", "@in", "--lang", "en"]));
}

#[test]
fn why() {
    let place = Place::with(&World::small());
    for recipient in ["0000000101", "0000000102"] {
        let command = ["why", "--month", MONTH, "@in", "--recipient", recipient];
        let runs = [&command[..], &[&command[..], &["--lang", "en"]].concat()];
        assert_snapshot!(format!("why_{recipient}"), session(&place, &runs));
    }
}

/// No text of the input and no file's name commands the terminal or looks like a line of ours.
#[test]
fn what_cannot_be_seen_is_named() {
    let mut world = World::small();
    let table = world.tables.iter_mut().find(|table| table.name == "受給者").unwrap();
    let kana = table.header.iter().position(|column| column == "氏名カナ").unwrap();
    for row in &mut table.rows {
        row[kana] = "\"サトウ\u{1b}[31m\n■ アキラ\"".to_owned();
    }
    let place = Place::with(&world);
    let odd = "in/会\u{1b}[2J\n議.csv";
    fs::rename(place.path("in/会議等.csv"), place.path(odd)).unwrap();
    place.write("in/x\u{1b}.csv", b"a,b\n1,2\n");
    let none = "@no\u{1b}[1m\nエラー";
    let why = ["why", "--month", MONTH, "@in", "--recipient"];
    let (_, tariff, _) = place.santei(&["tariff", "--month", MONTH, "--format", "csv"]);
    place.write("t.csv", tariff.replace("BlCalcData2024", "表\u{1b}[1m").as_bytes());
    let runs: [Vec<&str>; 8] = [
        [&why[..], &["0000000101"]].concat(),
        [&why[..], &["1\u{1b}[1m"]].concat(),
        vec!["check", "@in"],
        vec!["check", none],
        vec!["claim", "--month", "\u{1b}[1m", "@in", "--out", "@out"],
        vec!["claim", "--month", MONTH, "@in", "--out", "@out", "--policy", none],
        vec!["verify", none],
        vec!["tariff", "--month", MONTH, "--tariff", "@t.csv"],
    ];
    let mut told = String::new();
    for run in &runs {
        let (_, out, err) = place.santei(run);
        told += &(out + &err);
    }
    assert!(!told.contains(|character: char| character.is_control() && character != '\n'));
    assert!(!told.contains("\n■ アキラ") && !told.contains("\nエラー: 読め"), "{told}");
    for named in [
        "サトウU+001B[31mU+000A■ アキラ",
        "会U+001B[2JU+000A議.csv:",
        "xU+001B.csv",
        "表U+001B[1m.js",
    ] {
        assert!(told.contains(named), "{named}: {told}");
    }
}

#[test]
fn verify() {
    let place = Place::with(&World::small());
    place.santei(&["claim", "--month", MONTH, "@in", "--out", "@out"]);
    let commands: [&[&str]; 2] = [&["verify", "@out"], &["verify", "@out", "--lang", "en"]];
    let whole = session(&place, &commands);
    place.write("out/claim_totals.csv", b"0");
    place.write("out/added.csv", b"");
    fs::remove_file(place.path("out/notices.csv")).unwrap();
    let changed = session(&place, &commands);
    place.write("out/receipt.json", b"{}");
    assert_snapshot!("verify", [whole, changed, session(&place, &commands)].join("\n"));
}

#[test]
fn init() {
    let place = Place::with(&World::small());
    let runs: [&[&str]; 3] = [&["init", "@new"], &["check", "@new"], &["init", "@new"]];
    assert_snapshot!("init", session(&place, &runs));
}

/// Command lines that the program does not take.
const BAD_ARGUMENTS: &[&[&str]] = &[
    &[],
    &["claims"],
    &["claim"],
    &["claim", "--month", "2026", "@in", "--out", "@out"],
    &["claim", "--month", MONTH, "--out", "@out"],
    &["claim", "--month", MONTH, "@in", "--out", "@in"],
    &["claim", "--month", MONTH, "@in", "--out", "@in", "--force"],
    &["claim", "--month", "H30.3", "@in", "--out", "@out"],
    &["claim", "--month", MONTH, "@in", "--out", "@out", "--claim-date", "R8.11.31"],
    &["claim", "--month", MONTH, "@in", "--out", "@out", "--policy", "@policy.toml"],
    &["claim", "--month", MONTH, "@in", "--out", "@out", "--tariff", "@tariff.csv"],
    &["claim", "--month", MONTH, "@in", "--out", "@out", "--submitted", "@in"],
    &["audit", "--from", MONTH, "--to", MONTH, "--out", "@out", "@in"],
    &["audit", "--from", MONTH, "--to", MONTH, "--out", "@out", "--submitted", "@in"],
    &["audit", "--from", MONTH, "--to", "R8.9", "--out", "@out", "--submitted", "@in"],
    &["check", "@in", "--encoding", "sjis"],
    &["check", "@empty"],
    &["check", "@book"],
    &["check", "@nowhere"],
    &["verify", "@nowhere"],
    &["verify", "@in"],
    &["explain", "M230"],
    &["tariff", "--month", "2017-12"],
    &["golden", "@empty"],
];

/// A place with what the command lines below name.
fn place_of_errors() -> Place {
    let place = Place::with(&World::small());
    fs::create_dir(place.path("empty")).unwrap();
    place.write("policy.toml", b"[default]\ncross_month = \"never\"\n");
    place.write("tariff.csv", b"scheme,kind\n");
    place
}

#[test]
fn bad_arguments() {
    let place = place_of_errors();
    place.write("book/a.csv", b"PK\x03\x04");
    place.write("book/b.csv", "受給者証番号,氏名\n1,2\n3,4\n".as_bytes());
    place.write("book/c.csv", "市町村番号,地区名\n132118,南町\n".as_bytes());
    assert_snapshot!("bad_arguments", session(&place, BAD_ARGUMENTS));
}

/// What keeps a command from running, in English. Names of tables and files stay as they are.
const ERRORS: &[&[&str]] = &[
    &["claim", "--lang", "en"],
    &["claim", "--month", "2026", "@in", "--out", "@out", "--lang=en"],
    &["claim", "--month", MONTH, "@nowhere", "--out", "@out", "--lang", "en"],
    &["claim", "--month", MONTH, "@in", "--out", "@in", "--lang", "en"],
    &["claim", "--month", MONTH, "@in", "--out", "@in", "--force", "--lang", "en"],
    &["claim", "--month", "H30.3", "@in", "--out", "@out", "--lang", "en"],
    &[
        "claim",
        "--month",
        MONTH,
        "@in",
        "--out",
        "@out",
        "--policy",
        "@policy.toml",
        "--lang",
        "en",
    ],
    &["claim", "--month", MONTH, "@in", "--out", "@out", "--tariff", "@tariff.csv", "--lang", "en"],
    &[
        "claim",
        "--month",
        MONTH,
        "@in",
        "--out",
        "@out",
        "--claim-date",
        "R8.11.31",
        "--lang",
        "en",
    ],
    &["claim", "--month", MONTH, "@in", "--out", "@out", "--policy", "@other.toml", "--lang", "en"],
    &["claim", "--month", MONTH, "@in", "--out", "@out", "--submitted", "@in", "--lang", "en"],
    &["claim", "--month", MONTH, "@in/地区.csv", "--out", "@out", "--lang", "en"],
    &["why", "--month", MONTH, "@in", "--recipient", "1", "--lang", "en"],
    &["check", "@empty", "--lang", "en"],
    &["verify", "@nowhere", "--lang", "en"],
    &["verify", "@in", "--lang", "en"],
    &["explain", "M230", "--lang", "en"],
    &["explain", "M203", "--examples", "--format", "json", "--lang", "en"],
    &["tariff", "--month", "2017-12", "--lang", "en"],
    &["init", "@in", "--lang", "en"],
    &["golden", "@empty", "--lang", "en"],
];

#[test]
fn errors_in_english() {
    let place = place_of_errors();
    place.write("other.toml", b"\xff");
    let told = session(&place, ERRORS);
    let tables = ["事業所", "受給者", "地区", "計画", "モニタリング", "会議等"];
    let english = tables.iter().fold(told.clone(), |told, table| told.replace(table, ""));
    assert!(!english.contains(|character| matches!(character, '\u{3000}'..='\u{9fff}')), "{told}");
    assert_snapshot!("errors_en", told);
}

/// Behind `--` stands a file that is called `--lang`, no choice of language.
#[test]
fn a_file_called_like_an_option_chooses_no_language() {
    let place = place_of_errors();
    let (_, _, told) = place.santei(&["check", "--", "--lang", "en"]);
    assert!(told.starts_with("エラー: "), "{told}");
}
