//! The same input gives the same bytes: on every run, with any number of threads, and, where the
//! order of rows, columns and files is all that differs, the same claim.
#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod world;

use std::{collections::BTreeMap, fs};

use world::{MONTH, Place, World};

/// What the program said, and every file that it wrote, by name.
type Claimed = (String, BTreeMap<String, Vec<u8>>);

/// Every file below a folder.
fn files(place: &Place, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(place.path(&folder)).unwrap().map(Result::unwrap) {
            let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                folders.push(name);
            } else {
                found.insert(name, fs::read(entry.path()).unwrap());
            }
        }
    }
    found
}

/// Judges the month into `out`.
fn claimed(place: &Place) -> Claimed {
    let (exit, out, err) = place.santei(&["claim", "--month", MONTH, "@in", "--out", "@out"]);
    assert_eq!((exit, err.as_str()), (1, ""));
    (out, files(place, "out"))
}

fn assert_same(one: &Claimed, two: &Claimed) {
    assert_eq!(one.0, two.0);
    assert!(one.1.keys().eq(two.1.keys()), "{:?} and {:?}", one.1.keys(), two.1.keys());
    let differing: Vec<&String> = one
        .1
        .iter()
        .filter(|(name, bytes)| two.1[*name] != **bytes)
        .map(|(name, _)| name)
        .collect();
    assert!(differing.is_empty(), "{differing:?} differ");
}

/// The reasons of a table, in an order of their own.
fn reasons(place: &Place, file: &str) -> Vec<[String; 7]> {
    let mut rows = place.rows(file, REASON);
    rows.sort();
    rows
}

/// The columns of `claim_lines.csv` that do not name rows of the input.
const LINE: [&str; 15] = [
    "サービス提供年月",
    "サービス種類",
    "市町村番号",
    "事業所番号",
    "受給者証番号",
    "氏名カナ",
    "項目",
    "区分",
    "サービスコード",
    "サービス名",
    "単位数",
    "回数",
    "サービス単位数",
    "根拠コード",
    "単価状態",
];
/// The columns of `rejected.csv` and `notices.csv` that say what was decided of whom.
const REASON: [&str; 7] =
    ["判定", "理由コード", "主因", "事業所番号", "受給者証番号", "対象", "影響額"];

/// A sequence of numbers that look random and are the same on every run.
struct Numbers(u32);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(self.0 >> 8).unwrap() % limit
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

/// The same world with its rows, columns and files in another order: each table in two files
/// whose names say nothing.
fn reordered(world: &World, seed: u32) -> World {
    let mut numbers = Numbers(seed);
    let mut names: Vec<usize> = (0..world.tables.len() * 2).collect();
    numbers.shuffle(&mut names);
    let mut tables = Vec::new();
    for table in &world.tables {
        let mut first = table.clone();
        let mut columns: Vec<usize> = (0..table.header.len()).collect();
        numbers.shuffle(&mut columns);
        let pick = |row: &[String]| columns.iter().map(|column| row[*column].clone()).collect();
        first.header = pick(&table.header);
        first.rows = table.rows.iter().map(|row| pick(row)).collect();
        numbers.shuffle(&mut first.rows);
        let mut second = first.clone();
        second.rows = first.rows.split_off(numbers.below(first.rows.len() + 1));
        tables.extend([first, second]);
    }
    for (table, name) in tables.iter_mut().zip(names) {
        table.name = name.to_string();
    }
    numbers.shuffle(&mut tables);
    World { tables }
}

#[test]
fn two_runs_write_the_same_bytes() {
    let world = World::small();
    let (first, second) = (claimed(&Place::with(&world)), claimed(&Place::with(&world)));
    assert!(first.1.len() >= 5, "{:?}", first.1.keys());
    assert_same(&first, &second);
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let mut world = World::crowd(60);
    // Long remarks make files that are read in several pieces.
    for table in &mut world.tables {
        table.header.push("備考".to_owned());
        table.rows.iter_mut().for_each(|row| row.push("長い備考".repeat(250)));
    }
    let place = Place::with(&world);
    assert!(fs::metadata(place.path("in/モニタリング.csv")).unwrap().len() > 2 << 20);
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let claimed = pool.install(|| claimed(&place));
        fs::remove_dir_all(place.path("out")).unwrap();
        claimed
    };
    let (one, four) = (run(1), run(4));
    assert_same(&one, &four);
}

#[test]
fn the_order_of_rows_columns_and_files_changes_no_verdict() {
    let world = World::small();
    let plain = Place::with(&world);
    let (summary, files) = claimed(&plain);
    for seed in 1..=12 {
        let place = Place::with(&reordered(&world, seed));
        let (other_summary, other) = claimed(&place);
        assert_eq!(summary, other_summary, "seed {seed}");
        let without_rows = |name: &str| name.contains("/kokuhoren/") || name.contains("_totals");
        for (name, bytes) in files.iter().filter(|(name, _)| without_rows(name)) {
            assert!(other.get(name) == Some(bytes), "{name} differs with seed {seed}");
        }
        for file in ["out/rejected.csv", "out/notices.csv"] {
            assert_eq!(reasons(&plain, file), reasons(&place, file), "{file} with seed {seed}");
        }
        // Lines stand in the same order, too.
        let lines = "out/claim_lines.csv";
        assert_eq!(plain.rows(lines, LINE), place.rows(lines, LINE), "seed {seed}");
    }
}
