//! What offices really hand over: workbooks called `.csv`, halves of characters, quotes that never
//! close, folders that may not be written. Whatever comes, the program says what is wrong and
//! where, and never breaks off.
#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod world;

use std::{
    fs,
    process::{Command, Stdio},
};

use Spoil::{After, Before, Line, Whole, With};
use encoding_rs::SHIFT_JIS;
use world::{MONTH, Place, World};

/// Length of a line that no office writes.
const LONG_LINE: usize = 64 << 20;

/// How a table's file is spoilt.
enum Spoil {
    /// In the line of that number, the header being 1, the second text stands for the first.
    Line(usize, &'static str, &'static str),
    /// Bytes before the table.
    Before(&'static [u8]),
    /// Bytes after the table.
    After(&'static [u8]),
    /// Bytes instead of the table.
    Whole(&'static [u8]),
    /// What becomes of the table's text.
    With(fn(&str) -> Vec<u8>),
}

impl Spoil {
    fn bytes(&self, text: &str) -> Vec<u8> {
        match self {
            Line(number, from, to) => {
                let lines = text.split_inclusive('\n').enumerate();
                let change = |(i, line): (usize, &str)| {
                    if i + 1 == *number { line.replacen(from, to, 1) } else { line.to_owned() }
                };
                cp932(&lines.map(change).collect::<String>())
            }
            Before(bytes) => [bytes, &cp932(text)[..]].concat(),
            After(bytes) => [&cp932(text)[..], bytes].concat(),
            Whole(bytes) => bytes.to_vec(),
            With(change) => change(text),
        }
    }
}

fn cp932(text: &str) -> Vec<u8> {
    SHIFT_JIS.encode(text).0.into_owned()
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

/// The small world, the file of `table` spoilt.
fn spoilt(table: &str, spoil: &Spoil) -> Place {
    let world = World::small();
    let place = Place::with(&world);
    let text = world.tables.iter().find(|t| t.name == table).unwrap().text();
    fs::write(place.path(&format!("in/{table}.csv")), spoil.bytes(&text)).unwrap();
    place
}

const CLAIM: [&str; 6] = ["claim", "--month", MONTH, "@in", "--out", "@out"];

/// Runs a claim that must go through and yields `claim_totals.csv`.
fn claimed(place: &Place, what: &str) -> Vec<u8> {
    let (exit, _, err) = place.santei(&CLAIM);
    assert_eq!((exit, err.as_str()), (1, ""), "{what}");
    fs::read(place.path("out/claim_totals.csv")).unwrap()
}

/// 理由コード, 行, 列 and 事実 of every row of `rejected.csv` about `file`.
fn refused(place: &Place, file: &str) -> Vec<[String; 4]> {
    let rows = place.rows("out/rejected.csv", ["ファイル", "理由コード", "行", "列", "事実"]);
    let of_file = rows.into_iter().filter(|[name, ..]| name == file);
    of_file.map(|[_, rest @ ..]| rest).collect()
}

/// A file that is no table at all: the code, and a part of what is said of it.
const UNREADABLE: &[(&str, Spoil, &str, &str)] = &[
    ("UTF-16", With(|t| utf16(&format!("\u{FEFF}{t}"), u16::to_le_bytes)), "I101", "UTF-16"),
    ("UTF-16 BE", With(|t| utf16(&format!("\u{FEFF}{t}"), u16::to_be_bytes)), "I101", "UTF-16"),
    ("UTF-16 without mark", With(|t| utf16(t, u16::to_le_bytes)), "I101", "NUL"),
    ("a ZIP archive", Whole(b"PK\x03\x04\x14\0\xFF\n"), "I101", ".xlsx"),
    ("an .xls workbook", Whole(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0"), "I101", ".xls"),
    ("a NUL in the header", Line(1, ",", "\0,"), "I101", "NUL"),
    ("a UTF-8 mark and CP932", Before(b"\xEF\xBB\xBF"), "I101", "バイト"),
    ("half a character in the header", Whole(b"\x8E\x96\x8B,x\n1,2"), "I101", "バイト"),
    ("nothing", Whole(b""), "I102", "空"),
    ("a mark and nothing", Whole(b"\xEF\xBB\xBF"), "I102", "空"),
    ("blank lines", Whole(b"\r\n,,\r\n \r\n"), "I102", ""),
    ("semicolons", With(|t| cp932(&t.replace(',', ";"))), "I102", ";受給者証番号;"),
    ("no header", With(|t| cp932(t.split_once('\n').unwrap().1)), "I102", "132118"),
    ("a quote left open in the header", Before(b"\""), "I102", ""),
    ("a column too few", Line(1, "受給者証番号", "番号"), "I103", "受給者証番号"),
];

#[test]
fn an_unreadable_file_costs_itself_only() {
    let mut without = World::small();
    without.tables.retain(|table| table.name != "返戻等");
    let wanted = claimed(&Place::with(&without), "without the table");
    for (what, spoil, code, says) in UNREADABLE {
        let place = spoilt("返戻等", spoil);
        assert!(claimed(&place, what) == wanted, "{what}");
        let found = refused(&place, "返戻等.csv");
        let [[found_code, line, column, fact]] = &found[..] else { panic!("{what}: {found:?}") };
        assert_eq!([found_code, line, column], [*code, "1", ""], "{what}");
        assert!(fact.contains(says), "{what}: {fact}");
    }
}

#[test]
fn an_unreadable_table_that_is_required_is_named() {
    for (what, spoil, code, says) in UNREADABLE {
        let place = spoilt("受給者", spoil);
        for command in [&["check", "@in"][..], &CLAIM] {
            let (exit, _, err) = place.santei(command);
            assert_eq!(exit, 2, "{what}: {err}");
            for part in ["エラー: 必要な表がありません: 受給者\n", "\n  受給者.csv:1", code, says]
            {
                assert!(err.contains(part), "{what}: no {part} in {err}");
            }
            assert_eq!(place.names(), ["in"], "{what}");
        }
    }
}

/// A bad row of 契約: the code, 行, 列, and a part of what is said of it.
const BAD_ROWS: &[(&str, Spoil, &str, &str, &str, &str)] = &[
    ("half a character at the end", With(half_of_cp932), "I101", "19", "5", "終了日"),
    ("the same in UTF-8 with mark", With(half_of_utf8), "I101", "19", "5", "終了日"),
    ("a NUL", Line(4, "2022-", "2022\0-"), "I101", "4", "", "この行にNUL"),
    ("a cell too many", Line(3, "01,", "01,,"), "I104", "3", "", "セルが6個、見出しは5個"),
    ("a cell too few", Line(3, "01,", "01"), "I104", "3", "", "セルが4個"),
    ("100,000 cells", With(many_cells), "I104", "20", "", "セルが100000個"),
    ("a quote left open on the first row", Line(2, "", "\""), "I104", "2", "", "引用符"),
    ("on a row between", Line(6, ",132118", ",\"132118"), "I104", "6", "", "引用符"),
    ("on the last row", Line(19, "01,", "01,\""), "I104", "19", "", "引用符"),
    ("at the very end", After(b"\""), "I104", "20", "", "引用符"),
    ("a quote closed within a cell", Line(5, "133", "\"1\"33"), "I104", "5", "", "引用符"),
    ("leading zeros dropped", Line(7, "0000000705", "705"), "I106", "7", "3", "10桁"),
    ("no such day", Line(4, "01-11", "02-30"), "I105", "4", "4", "2022-02-30"),
    ("a year of five digits", Line(4, "2022-", "99999-"), "I105", "4", "4", "99999-01-11"),
    ("a blank number", Line(4, "1337101024", "　"), "I108", "4", "1", "事業所番号"),
];

fn half_of_cp932(text: &str) -> Vec<u8> {
    [&cp932(text.trim_end())[..], b"\x8E"].concat()
}

fn half_of_utf8(text: &str) -> Vec<u8> {
    ["\u{FEFF}".as_bytes(), text.trim_end().as_bytes(), b"\xE5\xB1"].concat()
}

fn many_cells(text: &str) -> Vec<u8> {
    cp932(&format!("{text}1{}\n", ",".repeat(99_999)))
}

#[test]
fn a_bad_row_costs_itself_only() {
    for (what, spoil, code, line, column, says) in BAD_ROWS {
        let place = spoilt("契約", spoil);
        claimed(&place, what);
        let found = refused(&place, "契約.csv");
        let [[found_code, at, field, fact]] = &found[..] else { panic!("{what}: {found:?}") };
        assert_eq!([found_code, at, field], [code, line, column], "{what}");
        assert!(fact.contains(says), "{what}: {fact}");
        let (exit, out, _) = place.santei(&["check", "@in"]);
        let shown = if column.is_empty() { line.to_string() } else { format!("{line}:{column}") };
        let headline = format!("\n契約.csv:{shown}: 却下 {code} ");
        assert!(exit == 1 && out.contains(&headline), "{what}: {out}");
    }
}

/// Odd files that hold the whole table all the same.
const ODD: &[(&str, Spoil)] = &[
    ("UTF-8 with mark", With(|t| format!("\u{FEFF}{t}").into_bytes())),
    ("UTF-8", With(|t| t.as_bytes().to_vec())),
    ("LF", With(|t| cp932(&t.replace('\r', "")))),
    ("no line end at the end", With(|t| cp932(t.trim_end()))),
    ("blank lines", With(|t| cp932(&format!("\n,,\n{}", t.replace('\n', "\n　\r\n\n"))))),
    ("quotes", With(|t| cp932(&t.lines().map(quoted).collect::<String>()))),
    ("spaces", With(|t| cp932(&t.replace(',', " , 　")))),
    ("full width", With(|t| cp932(&t.replace('0', "０")))),
    ("a mark and a quote", With(|t| format!("\u{FEFF}\"{}", t.replacen(',', "\",", 1)).into())),
    ("a column twice", With(|t| cp932(&t.replace("\r\n", ",x\n").replacen('x', "契約日", 1)))),
];

fn quoted(line: &str) -> String {
    format!("\"{}\"\r\n", line.replace(',', "\",\""))
}

#[test]
fn an_odd_file_is_read_like_any_other() {
    let wanted = claimed(&Place::with(&World::small()), "the sound world");
    for (what, spoil) in ODD {
        let place = spoilt("契約", spoil);
        assert!(claimed(&place, what) == wanted, "{what}");
        assert!(refused(&place, "契約.csv").is_empty(), "{what}");
    }
}

/// A file with the line ends of old Macs may be read or refused, but its rows are not lost.
#[test]
fn rows_between_lone_carriage_returns_are_not_lost() {
    let place = spoilt("契約", &With(|t| cp932(&t.replace('\n', ""))));
    let (_, out, _) = place.santei(&["check", "@in"]);
    assert!(out.contains("\n  契約 18\n") || out.contains("\n契約.csv:1: 却下 I10"), "{out}");
}

#[test]
fn a_table_of_a_header_alone_is_a_table() {
    for table in ["事業所", "受給者", "契約", "計画", "モニタリング", "会議等"] {
        let place = spoilt(table, &With(|t| cp932(t.lines().next().unwrap())));
        claimed(&place, table);
        assert!(refused(&place, &format!("{table}.csv")).is_empty(), "{table}");
    }
}

const LONG: &[(Spoil, &str)] = &[
    (With(|t| [cp932(t), vec![b'1'; LONG_LINE]].concat()), "契約.csv:20: 却下 I104 "),
    (With(|t| [vec![b'1'; LONG_LINE], cp932(&format!(",{t}"))].concat()), "契約.csv:1: 情報 I115 "),
];

#[test]
fn a_line_of_64_megabytes_is_a_bad_row_or_an_odd_header() {
    for (spoil, headline) in LONG {
        let (exit, out, _) = spoilt("契約", spoil).santei(&["check", "@in"]);
        assert!(exit == 1 && out.contains(headline) && out.len() < 1 << 16, "{}", out.len());
    }
}

/// What is done in the place, where the input is then looked for, and what the message says.
type Input = (fn(&Place), &'static str, &'static str);

fn remove(place: &Place, tables: &[&str]) {
    for table in tables {
        fs::remove_file(place.path(&format!("in/{table}.csv"))).unwrap();
    }
}

const NO_INPUT: &[Input] = &[
    (|_| {}, "@nowhere", "nowhere: フォルダーもファイルもありません"),
    (|p| fs::create_dir(p.path("none")).unwrap(), "@none", "CSVファイル(*.csv)がありません"),
    (|p| p.write("none/計画.xlsx", b"PK"), "@none", "CSVファイル(*.csv)がありません"),
    (|p| p.write("none.csv", b""), "@none.csv", "none.csv:1: I102"),
    (|p| remove(p, &["事業所"]), "@in", "必要な表がありません: 事業所\n"),
    (|p| remove(p, &["受給者"]), "@in", "必要な表がありません: 受給者\n"),
    (|p| remove(p, &["事業所", "受給者"]), "@in", "必要な表がありません: 事業所、受給者\n"),
    (|p| remove(p, &["計画", "モニタリング", "会議等"]), "@in", "モニタリング・会議等のどれか\n"),
];

#[test]
fn without_input_nothing_is_written() {
    for (arrange, input, says) in NO_INPUT {
        let place = Place::with(&World::small());
        arrange(&place);
        let before = place.names();
        let claim = ["claim", "--month", MONTH, input, "--out", "@out"];
        for command in [&["check", input][..], &claim] {
            let (exit, _, err) = place.santei(command);
            assert!(exit == 2 && err.contains(says), "{says}: {err}");
        }
        assert_eq!(place.names(), before, "{says}");
    }
}

const THERE: &str = "がすでにあります";
const NOT_OURS: &str = "santeiの出力フォルダーではない";
const NO_WRITING: &str = "書けません";
const NO_NAME: &str = "フォルダーの名前で終わっていません";

/// What is done in the place, where the output is to go, and what the message says without and
/// with `--force`; nothing where the run goes through.
type Output = (fn(&Place), &'static str, Option<&'static str>, Option<&'static str>);

const OUTPUTS: &[Output] = &[
    (|p| fs::create_dir(p.path("out")).unwrap(), "@out", Some(THERE), None),
    (|p| drop(claimed(p, "our own folder")), "@out", Some(THERE), None),
    (|p| p.write("out", b"a file"), "@out", Some(THERE), Some(NOT_OURS)),
    (|p| p.write("out/other.csv", b""), "@out", Some(THERE), Some(NOT_OURS)),
    (|p| p.write("out/receipt.json/a", b""), "@out", Some(THERE), Some(NOT_OURS)),
    (|_| {}, "@in", Some(THERE), Some(NOT_OURS)),
    (|_| {}, "@in/..", Some(NO_NAME), Some(NO_NAME)),
    (|_| {}, "@new/..", Some(NO_NAME), Some(NO_NAME)),
    (|p| p.write("f", b""), "@f/new/out", Some(NO_WRITING), Some(NO_WRITING)),
    (|p| p.write("f", b""), "@f/out", Some(NO_WRITING), Some(NO_WRITING)),
    (|_| {}, "@folders/not/there", None, None),
];

#[test]
fn only_our_own_folder_is_replaced() {
    for (arrange, out, plain, forced) in OUTPUTS {
        for (says, force) in [(plain, &[][..]), (forced, &["--force"])] {
            let place = Place::with(&World::small());
            arrange(&place);
            let before = place.names();
            let command = ["claim", "--month", MONTH, "@in", "--out", out];
            let (exit, _, err) = place.santei(&[&command[..], force].concat());
            if let Some(says) = says {
                assert!(exit == 2 && err.contains(says), "{out} {force:?}: {err}");
                assert_eq!(place.names(), before, "{out} {force:?}");
            } else {
                assert_eq!((exit, err.as_str()), (1, ""), "{out} {force:?}");
                assert_eq!(place.santei(&["verify", out]).0, 0, "{out} {force:?}");
            }
            assert!(!place.names().iter().any(|name| name.contains(".part-")), "{out}");
        }
    }
}

/// Arguments beside the usual ones, what stands in the file `f`, and what the message says.
const OPTIONS: &[(&[&str], &[u8], &str)] = &[
    (&["--month", "2018-03"], b"", "2018-03の報酬表がありません。最初の月は2018-04です"),
    (&["--month", "2026-13"], b"", "月は 2026-06"),
    (&["--month", "令和8年6月5日"], b"", "月は 2026-06"),
    (&["--claim-date", "2026-02-30"], b"", "日付は 2026-07-10"),
    (&["--policy", "@none"], b"", "none: フォルダーもファイルもありません"),
    (&["--policy", "@f"], b"\xFF\xFE", "UTF-8で書いてください"),
    (&["--policy", "@f"], b"[default", "TOMLとして読めません"),
    (&["--policy", "@f"], b"month = 1", "「month」という項目はありません。使える項目: [default]"),
    (&["--policy", "@f"], b"[default]\nm = 1", "項目はありません。使える項目: cross_month"),
    (&["--policy", "@f"], b"[default]\ncross_month = 'x'", "使える値: \"linked\", \"adjacent\""),
    (&["--policy", "@f"], b"[municipality.13211]", "6桁の市町村番号"),
    (&["--tariff", "@none"], b"", "none: フォルダーもファイルもありません"),
    (&["--tariff", "@f"], b"", "f:1: 列「scheme」"),
    (&["--tariff", "@f"], b"PK\x03\x04\0\xFF", "f:1: UTF-8でもCP932でもない"),
    (&["--tariff", "@f"], b"scheme,kind\nx", "f:1: 列「item」"),
    (&["--encoding", "utf16"], b"", "auto, cp932, utf8"),
    (&["--encoding", "utf8"], b"", "受給者.csv:1: I101"),
];

#[test]
fn a_bad_option_stops_before_anything_is_written() {
    for (options, file, says) in OPTIONS {
        let place = Place::with(&World::small());
        place.write("f", file);
        let month: &[&str] = if options[0] == "--month" { &[] } else { &["--month", MONTH] };
        let command = [&["claim", "@in", "--out", "@out"][..], month, options].concat();
        let (exit, out, err) = place.santei(&command);
        assert!(exit == 2 && out.is_empty() && err.contains(says), "{options:?}: {err}");
        assert_eq!(place.names(), ["f", "in"], "{options:?}");
    }
}

/// Small random damage, the same on every run: no panic, and whatever is written is whole.
#[test]
fn no_damage_breaks_a_run_off() {
    const DAMAGE: [u8; 8] = [b'"', b'\n', b'\r', b',', 0, 0x81, 0xFF, b'9'];
    let mut state: u32 = 20_261_031;
    let mut below = |limit: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(state >> 8).unwrap() % limit
    };
    let world = World::small();
    for round in 0..120 {
        let place = Place::with(&world);
        for _ in 0..4 {
            let table = &world.tables[below(world.tables.len())];
            let path = place.path(&format!("in/{}.csv", table.name));
            let mut bytes = fs::read(&path).unwrap();
            let at = below(bytes.len());
            match below(4) {
                0 => bytes.insert(at, DAMAGE[below(8)]),
                1 => bytes[at] = DAMAGE[below(8)],
                2 => drop(bytes.remove(at)),
                _ => bytes.truncate(at.max(1)),
            }
            fs::write(&path, bytes).unwrap();
        }
        let (exit, _, err) = place.santei(&CLAIM);
        let is_damage = err.starts_with("エラー: 必要な表がありません");
        assert!(exit == 1 || (exit == 2 && is_damage), "round {round}: {exit} {err}");
        assert_eq!(place.path("out").exists(), exit == 1, "round {round}");
    }
}

#[test]
fn the_program_itself_says_the_same() {
    let place = spoilt("受給者", &With(|t| utf16(t, u16::to_be_bytes)));
    let santei = || Command::new(env!("CARGO_BIN_EXE_santei"));
    let run = santei().args(&place.arguments(&CLAIM)[1..]).output().unwrap();
    let (exit, out, err) = place.santei(&CLAIM);
    assert_eq!(run.status.code(), Some(i32::from(exit)));
    assert_eq!((run.stdout, run.stderr), (out.into_bytes(), err.into_bytes()));
    let bare = santei().output().unwrap();
    assert_eq!((bare.status.code(), bare.stdout), (Some(2), Vec::new()));
}

#[test]
fn a_reader_that_went_away_is_no_error() {
    let mut rules = Command::new(env!("CARGO_BIN_EXE_santei"));
    let mut run = rules.args(["rules", "--format", "json"]).stdout(Stdio::piped()).spawn().unwrap();
    drop(run.stdout.take());
    assert_eq!(run.wait().unwrap().code(), Some(0));
}
