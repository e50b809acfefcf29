//! A small world of input tables, the same on every run: two cities, three offices, eighteen
//! certificates with plans, monitorings that a plan absorbs, a mover, a change of office, a child
//! who grows up, a caseload above 40 and a fault of nearly every kind. The tables stand beside
//! this file, in UTF-8; the program is given them in CP932.

#![allow(dead_code, reason = "every test uses a part of it")]

use std::{ffi::OsString, fs, path::PathBuf};

use encoding_rs::SHIFT_JIS;

/// The service month that the world is about.
pub(crate) const MONTH: &str = "2026-10";

macro_rules! tables {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!($name, ".csv")))),+]
    };
}

const TABLES: &[(&str, &str)] = tables![
    "事業所",
    "体制届",
    "地区",
    "受給者",
    "モニタリング期間",
    "契約",
    "従業者",
    "計画",
    "モニタリング",
    "会議等",
    "返戻等",
    "取扱実績",
];

/// One input table; no cell holds a comma, a quote or a line end.
#[derive(Clone)]
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    fn parse(name: &str, text: &str) -> Self {
        let mut rows = text.lines().map(|line| line.split(',').map(str::to_owned).collect());
        let header = rows.next().unwrap_or_default();
        Self { name: name.to_owned(), header, rows: rows.collect() }
    }

    /// The table as its file holds it.
    pub(crate) fn text(&self) -> String {
        let rows = std::iter::once(&self.header).chain(&self.rows);
        rows.map(|row| row.join(",") + "\r\n").collect()
    }
}

/// Every input table.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) tables: Vec<Table>,
}

impl World {
    /// The tables that stand beside this file.
    pub(crate) fn small() -> Self {
        Self { tables: TABLES.iter().map(|(name, text)| Table::parse(name, text)).collect() }
    }

    /// The small world so many times over, every time with other people.
    pub(crate) fn crowd(copies: usize) -> Self {
        let mut world = Self::small();
        for table in &mut world.tables {
            let people = ["受給者証番号", "氏名カナ", "児童氏名カナ", "利用者ID"]
                .map(|name| table.header.iter().position(|column| column == name));
            let copies = if people[0].is_some() { copies } else { 1 };
            let rows = std::mem::take(&mut table.rows);
            for copy in 0..copies {
                table.rows.extend(rows.iter().map(|row| other_people(row, people, copy)));
            }
        }
        world
    }
}

/// The row with the number of a copy in the columns that say who someone is.
fn other_people(row: &[String], people: [Option<usize>; 4], copy: usize) -> Vec<String> {
    let mut row = row.to_vec();
    if let Some(number) = people[0].and_then(|column| row.get_mut(column))
        && number.len() == 10
    {
        number.replace_range(..5, &format!("{copy:05}"));
    }
    for column in people[1..].iter().flatten() {
        if !row[*column].is_empty() {
            row[*column] += &copy.to_string();
        }
    }
    row
}

/// A place for one test: the world's input, and room for output.
pub(crate) struct Place {
    root: tempfile::TempDir,
}

impl Place {
    /// A place where `world` stands in the folder `in`, a file for each table, in CP932.
    pub(crate) fn with(world: &World) -> Self {
        let place = Self { root: tempfile::tempdir().unwrap() };
        for table in &world.tables {
            let bytes = SHIFT_JIS.encode(&table.text()).0.into_owned();
            place.write(&format!("in/{}.csv", table.name), &bytes);
        }
        place
    }

    /// A path in the place.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// Writes a file in the place, with the folders above it.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Names of everything that stands directly in the place.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.root.path()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }

    /// The cells of `columns` in every row of an output table.
    pub(crate) fn rows<const N: usize>(&self, file: &str, columns: [&str; N]) -> Vec<[String; N]> {
        let bytes = fs::read(self.path(file)).unwrap();
        let text = santei::decode_cp932(&bytes);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().unwrap().clone();
        let cells = columns.map(|column| header.iter().position(|name| name == column).unwrap());
        let rows = reader.records().map(Result::unwrap);
        rows.map(|row| cells.map(|cell| row[cell].to_owned())).collect()
    }

    /// Runs `santei` with `arguments`, in which `@` at the beginning stands for the place: exit
    /// code, stdout and stderr.
    pub(crate) fn santei(&self, arguments: &[&str]) -> (u8, String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let exit = santei::cli::run(self.arguments(arguments), &mut out, &mut err);
        (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    /// The command line for `arguments`, the program's name first.
    pub(crate) fn arguments(&self, arguments: &[&str]) -> Vec<OsString> {
        let path = |argument: &&str| match argument.strip_prefix('@') {
            Some(name) => self.path(name).into_os_string(),
            None => OsString::from(argument),
        };
        std::iter::once("santei".into()).chain(arguments.iter().map(path)).collect()
    }
}
