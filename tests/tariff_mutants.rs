//! Change any one number of the tariff, and a test fails: every amount, code and month of every
//! data file is changed by one in turn, and the goldens below `golden/reference/tariff-*` are held
//! against the listing that comes of it. Of the amounts, those that a hand-worked example of
//! `fixtures/rules/` catches too are counted (`cargo test --test tariff_mutants -- --nocapture`).

#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod rule_cases;

use std::{fs, path::Path};

use rule_cases::{Case, cases, differences};
use santei::{Scheme, ServiceMonth, Settings, TARIFF_COLUMNS, Tariff, tariff_csv};

/// The months whose listings together hold every row of the data.
const MONTHS: [&str; 6] = ["2018-04", "2019-10", "2021-04", "2024-04", "2025-04", "2026-06"];

/// A data file as its cells.
struct DataFile {
    name: String,
    rows: Vec<Vec<String>>,
}

impl DataFile {
    fn read(path: &Path) -> Self {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(path).unwrap();
        let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        Self { name, rows: rows.collect() }
    }

    fn text(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        for row in &self.rows {
            writer.write_record(row).unwrap();
        }
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn data_files() -> Vec<DataFile> {
    let folder = fs::read_dir(root().join("src/tariff/data")).unwrap();
    let mut paths: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| DataFile::read(path)).collect()
}

fn tariff(files: &[DataFile]) -> Option<Tariff> {
    let texts: Vec<String> = files.iter().map(DataFile::text).collect();
    let pairs: Vec<(&str, &str)> =
        files.iter().zip(&texts).map(|(file, text)| (&*file.name, &**text)).collect();
    Tariff::of(&pairs).ok()
}

fn column(name: &str) -> usize {
    TARIFF_COLUMNS.iter().position(|column| *column == name).unwrap()
}

/// The text with its last digit one higher (9 becomes 8): `1572` 1573, `11.20` 11.21,
/// `2024-04` 2024-05. `None` where there is no digit.
fn changed(text: &str) -> Option<String> {
    let last = text.rfind(|c: char| c.is_ascii_digit())?;
    let digit = text[last..=last].parse::<u8>().ok()?;
    let digit = if digit == 9 { 8 } else { digit + 1 };
    Some(format!("{}{digit}{}", &text[..last], &text[last + 1..]))
}

/// The golden listings by month.
fn goldens() -> Vec<(ServiceMonth, String)> {
    let listing = |month: &&str| {
        let folder = root().join(format!("golden/reference/tariff-{month}"));
        let text = fs::read_to_string(folder.join("expected/stdout.txt")).unwrap();
        (ServiceMonth::parse(month).unwrap(), text)
    };
    MONTHS.iter().map(listing).collect()
}

#[test]
fn the_listings_hold_every_row_of_the_data() {
    let whole = Tariff::standard().unwrap();
    for file in data_files() {
        for row in &file.rows[1..] {
            let (from, to) = (&row[column("from")], &row[column("to")]);
            let in_force = |month: &&str| **month >= **from && (to.is_empty() || **month <= **to);
            assert!(MONTHS.iter().any(in_force), "{}: {row:?}", file.name);
        }
    }
    for (month, golden) in goldens() {
        assert_eq!(tariff_csv(&whole, month), golden, "{month}");
    }
}

#[test]
fn a_change_of_any_number_is_noticed() {
    let goldens = goldens();
    let (worked, _) = cases();
    let mut files = data_files();
    let (mut amounts, mut caught) = (0, 0);
    for file in 0..files.len() {
        for row in 1..files[file].rows.len() {
            for name in ["amount", "service_code", "from", "to"] {
                let cell = column(name);
                let before = files[file].rows[row][cell].clone();
                let Some(after) = changed(&before) else { continue };
                files[file].rows[row][cell] = after;
                let mutant = tariff(&files);
                let noticed = mutant.as_ref().is_none_or(|mutant| {
                    goldens.iter().any(|(month, golden)| tariff_csv(mutant, *month) != *golden)
                });
                assert!(noticed, "{} line {}: {name} {before}", files[file].name, row + 1);
                if let Some(mutant) = mutant.filter(|_| name == "amount") {
                    amounts += 1;
                    caught += usize::from(is_caught(&worked, &files[file].rows[row], &mutant));
                }
                files[file].rows[row][cell] = before;
            }
        }
    }
    println!("amounts changed: {amounts}; caught by a hand-worked example too: {caught}");
    assert!(amounts > 350, "only {amounts} amounts were tried");
}

/// Whether an example with a line of the row's item and variant ends otherwise with `mutant`.
fn is_caught(worked: &[Case], row: &[String], mutant: &Tariff) -> bool {
    let cell = |name| row[column(name)].as_str();
    let (from, to) = (cell("from"), cell("to"));
    let variant = match cell("reduction_variant") {
        "" => cell("variant").to_owned(),
        reduction => format!("{}+{reduction}", cell("variant")),
    };
    let is_price = cell("kind") == "price";
    let is_child = cell("scheme") == Scheme::Child.key();
    let concerned = worked.iter().filter(|case| {
        let month = case.month.to_string();
        let in_force = *month >= *from && (to.is_empty() || *month <= *to);
        let mut lines = case.example.lines.iter();
        in_force
            && !is_price
            && lines.any(|line| line.item == cell("item") && line.variant == variant)
            && (!is_child || case.has_child_scheme())
    });
    let mut settings = Settings::standard().unwrap();
    settings.tariff = mutant.clone();
    concerned.into_iter().any(|case| {
        case.outcome(&settings).is_ok_and(|outcome| {
            !differences("lines", &case.example.lines, &outcome.lines).is_empty()
        })
    })
}
