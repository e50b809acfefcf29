//! Tables of more columns than anyone would look through: what is asked for is found wherever it
//! stands, and where there are too many, that is said.
#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod world;

use std::fs;

use encoding_rs::SHIFT_JIS;
use world::{MONTH, Place, World};

fn cp932(text: &str) -> Vec<u8> {
    SHIFT_JIS.encode(text).0.into_owned()
}

/// The small world, the file of `table` changed.
fn with(table: &str, change: impl Fn(&str) -> Vec<u8>) -> Place {
    let world = World::small();
    let place = Place::with(&world);
    let text = world.tables.iter().find(|t| t.name == table).unwrap().text();
    place.write(&format!("in/{table}.csv"), &change(&text));
    place
}

/// Runs a claim that must go through and yields `claim_totals.csv`.
fn claimed(place: &Place) -> Vec<u8> {
    let (exit, _, err) = place.santei(&["claim", "--month", MONTH, "@in", "--out", "@out"]);
    assert_eq!((exit, err.as_str()), (1, ""));
    fs::read(place.path("out/claim_totals.csv")).unwrap()
}

/// What a table is whose every line gets this many nameless cells after its first `after`.
fn widened(text: &str, after: usize, by: usize) -> Vec<u8> {
    let widen = |line: &str| {
        let mut cells: Vec<&str> = line.split(',').collect();
        cells.splice(after..after, vec![""; by]);
        cells.join(",") + "\r\n"
    };
    cp932(&text.lines().map(widen).collect::<String>())
}

#[test]
fn a_column_is_read_wherever_it_stands() {
    let wanted = claimed(&Place::with(&World::small()));
    // All columns behind those without a name, and only the optional ones.
    for widen in [|t: &str| widened(t, 0, 65_519), |t: &str| widened(t, 6, 1_100)] {
        let place = with("受給者", widen);
        assert!(claimed(&place) == wanted);
        let columns = place.rows("out/rejected.csv", ["ファイル", "理由コード"]);
        assert!(!columns.iter().any(|[file, code]| file == "受給者.csv" && code == "I104"));
    }
}

#[test]
fn a_header_wider_than_columns_can_be_numbered_is_told_so() {
    let place = with("契約", |t| widened(t, 0, 65_531));
    let (exit, out, _) = place.santei(&["check", "@in"]);
    let says = "見出し行のセルが多すぎます(65536個)。65,535個までです";
    assert!(exit == 1 && out.contains("契約.csv:1: 却下 I102 ") && out.contains(says), "{out}");
    let place = with("契約", |t| widened(t, 0, 65_530));
    let (_, out, _) = place.santei(&["check", "@in"]);
    assert!(!out.contains("I102"), "{out}");
}

#[test]
fn millions_of_commas_are_a_bad_row_or_no_header() {
    let commas = || vec![b','; 4 << 20];
    let row = with("契約", |t| [&cp932(t), &commas()[..], b"1"].concat());
    let blank = with("契約", |t| [cp932(t), commas()].concat());
    let header = with("契約", |t| [commas(), cp932(t)].concat());
    for (place, says) in [
        (row, "契約.csv:20: 却下 I104 "),
        (blank, "\n  契約 18\n"),
        (header, "契約.csv:1: 却下 I102 "),
    ] {
        let (exit, out, _) = place.santei(&["check", "@in"]);
        assert!(exit == 1 && out.contains(says) && out.len() < 1 << 16, "{says}: {}", out.len());
    }
}
