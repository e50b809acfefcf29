//! The tables of `docs/input.md` and `docs/output.md` name the columns that the program reads and
//! writes, and no others.

#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use santei::{Demand, Input, Logs, SPECS, ServiceMonth, Settings, TableSpec, decode_cp932};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The columns of tables, by the table's name: each with its mark, in their order.
type Tables = BTreeMap<String, Vec<(String, String)>>;

/// The tables below headings `### name`, or `` ### `one.csv` and `two.csv` ``, whose first column
/// says `column`. A row may name several columns, joined by commas; the second cell is the mark.
fn documented(text: &str) -> Tables {
    let (mut tables, mut names, mut is_open) = (Tables::new(), Vec::new(), false);
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("### ") {
            let quoted = heading.split('`').skip(1).step_by(2).map(str::to_owned);
            names = quoted.collect();
            if names.is_empty() {
                names.push(heading.to_owned());
            }
        }
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        match cells[..] {
            ["", "column", ..] => is_open = true,
            ["", name, mark, ..] if is_open && !name.starts_with("---") => {
                for table in &names {
                    let columns = tables.entry(table.clone()).or_default();
                    columns.extend(name.split(", ").map(|own| (own.to_owned(), mark.to_owned())));
                }
            }
            _ => is_open &= line.starts_with('|'),
        }
    }
    tables
}

/// The input tables as they are declared.
fn declared() -> Tables {
    let mark = |demand| match demand {
        Demand::Cell => "◎",
        Demand::Column => "◎□",
        Demand::Optional => "○",
    };
    let table = |spec: &TableSpec| {
        let columns = spec.columns.iter();
        let columns = columns.map(|own| (own.name.to_owned(), mark(own.demand).to_owned()));
        (spec.name.to_owned(), columns.collect())
    };
    SPECS.iter().map(table).collect()
}

/// The output tables as they are written: those of the golden cases, and the one that none has.
fn written() -> Tables {
    let mut tables = Tables::new();
    let mut headers = |folder: &Path| {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.extension().is_some_and(|own| own == "csv") {
                tables.insert(name, header(&fs::read(&path).unwrap()));
            }
        }
    };
    for story in fs::read_dir(root().join("golden/months")).unwrap() {
        headers(&story.unwrap().path().join("expected"));
    }
    headers(&root().join("golden/town/planted/expected"));
    for file in compared_by_nothing() {
        if Path::new(&file.name).extension().is_some_and(|ending| ending == "csv") {
            tables.insert(file.name, header(&file.bytes));
        }
    }
    tables
}

/// What an audit writes where two settings are compared.
fn compared_by_nothing() -> Vec<santei::OutputFile> {
    let (settings, month) = (Settings::standard().unwrap(), ServiceMonth::literal(2026, 6));
    let logs = Logs::open(Input::without_logs()).unwrap();
    let folder = logs.audit_folder(&settings, (month, month), Some(&settings), &[]).unwrap();
    folder.files().unwrap()
}

fn header(bytes: &[u8]) -> Vec<(String, String)> {
    let text = decode_cp932(bytes);
    let first = text.lines().next().unwrap();
    first.split(',').map(|name| (name.to_owned(), String::new())).collect()
}

/// What is not the same on both sides.
fn faults(documented: &Tables, own: &Tables) -> Vec<String> {
    let names: BTreeSet<&String> = documented.keys().chain(own.keys()).collect();
    let differ = names.into_iter().filter(|name| documented.get(*name) != own.get(*name));
    differ
        .map(|name| {
            let (said, is) = (documented.get(name), own.get(name));
            format!("{name}: the document says\n  {said:?}, the program\n  {is:?}")
        })
        .collect()
}

/// Holds a document against the program, then with each row of its column tables taken out and with
/// each name changed: every time it must be told.
fn check(document: &str, own: &Tables, read: impl Fn(&str) -> Tables) {
    let text = fs::read_to_string(root().join(document)).unwrap();
    let faults = |text: &str| faults(&read(text), own);
    let found = faults(&text);
    assert!(found.is_empty(), "{document}:\n{}", found.join("\n"));
    let lines: Vec<&str> = text.lines().collect();
    let (mut is_open, mut tried) = (false, 0);
    for (place, line) in lines.iter().enumerate() {
        is_open = line.starts_with("| column |") || is_open && line.starts_with('|');
        if !is_open || line.starts_with("| column |") || line.starts_with("|---") {
            continue;
        }
        let (before, after) = (lines[..place].join("\n"), lines[place + 1..].join("\n"));
        for other in [String::new(), line.replacen("| ", "| 別の", 1) + "\n"] {
            let changed = format!("{before}\n{other}{after}");
            assert!(!faults(&changed).is_empty(), "{document}:{}: {line}", place + 1);
            tried += 1;
        }
    }
    assert!(tried > 60, "{document}: only {tried}");
}

#[test]
fn the_input_document_names_the_columns_that_are_read() {
    check("docs/input.md", &declared(), documented);
    let text = fs::read_to_string(root().join("docs/input.md")).unwrap();
    let other = text.replacen("| 契約日 | ◎ |", "| 契約日 | ○ |", 1);
    assert_eq!(faults(&documented(&other), &declared()).len(), 1);
}

#[test]
fn the_output_document_names_the_columns_that_are_written() {
    check("docs/output.md", &written(), |text| {
        let mut tables = documented(text);
        // The second cell is no mark there.
        tables.values_mut().flatten().for_each(|(_, mark)| mark.clear());
        tables
    });
}
