//! What is decided of a row hangs on what the rows say, never on where they stand: every example
//! of a rule of the fees, and of repeated rows (I109), judged again with its rows in other orders.
#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod rule_cases;

use std::{collections::BTreeMap, fs, path::Path};

use rule_cases::{Example, Expected, LineRow, Outcome, examples};
use santei::tariff::Tariff;

/// Code, 判定, file and the row's text; the lines.
type Verdict = (Vec<(String, String, String, String)>, Vec<LineRow>);

/// Whether the case is about what several events say, and not about how a file is written.
fn is_about_rows(example: &Example, expected: &Expected) -> bool {
    let code = example.rule.code;
    let of_fees = !code.starts_with(['I', 'B', 'X']) || code == "I109";
    of_fees && expected.submitted.is_empty() && {
        let tables = tables(&example.folder);
        let logs = ["計画.csv", "モニタリング.csv", "会議等.csv"];
        logs.iter().any(|log| tables.get(*log).is_some_and(|rows| rows.len() > 2))
    }
}

/// The rows of each table, header first.
fn tables(folder: &Path) -> BTreeMap<String, Vec<String>> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let tables = entries.filter(|entry| entry.file_name().to_string_lossy().ends_with(".csv"));
    let read = |entry: fs::DirEntry| {
        let text = fs::read_to_string(entry.path()).unwrap();
        let rows = text.lines().map(str::to_owned).collect();
        (entry.file_name().to_string_lossy().into_owned(), rows)
    };
    tables.map(read).collect()
}

fn verdict(outcome: Outcome, tables: &BTreeMap<String, Vec<String>>) -> Verdict {
    let rejected = outcome.rejected.into_iter().map(|(code, level, file, line)| {
        let text = tables.get(&file).map(|rows| rows[line as usize - 1].clone());
        (code, level, file, text.unwrap_or_default())
    });
    let mut rejected: Vec<_> = rejected.collect();
    rejected.sort();
    let mut lines = outcome.lines;
    lines.sort();
    (rejected, lines)
}

/// Judges the case with the rows of each table as `reorder` puts them.
fn judged(
    (example, expected): (&Example, &Expected),
    tariff: &Tariff,
    reorder: impl Fn(&mut [String]),
) -> Verdict {
    let place = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(&example.folder).unwrap().map(Result::unwrap) {
        if entry.path().is_file() {
            fs::copy(entry.path(), place.path().join(entry.file_name())).unwrap();
        }
    }
    let mut tables = tables(&example.folder);
    for (name, rows) in &mut tables {
        reorder(&mut rows[1..]);
        fs::write(place.path().join(name), rows.join("\n") + "\n").unwrap();
    }
    let folder = place.path().to_owned();
    let moved = Example { rule: example.rule, case: example.case.clone(), folder };
    verdict(moved.outcome(expected, tariff).unwrap(), &tables)
}

#[test]
fn the_order_of_rows_decides_nothing() {
    let tariff = Tariff::standard().unwrap();
    let (mut faults, mut count) = (Vec::new(), 0);
    for example in examples() {
        let expected = example.expected().unwrap();
        if !is_about_rows(&example, &expected) {
            continue;
        }
        count += 1;
        let case = (&example, &expected);
        let plain = judged(case, &tariff, |_| ());
        let backwards = judged(case, &tariff, <[String]>::reverse);
        let middle_first = judged(case, &tariff, |rows| rows.rotate_left(rows.len() / 2));
        for other in [backwards, middle_first].iter().filter(|other| **other != plain) {
            faults.push(format!("{}: {plain:?} {other:?}", example.place()));
        }
    }
    assert!(count > 200, "{count} cases");
    assert!(faults.is_empty(), "{} faults:\n  {}", faults.len(), faults.join("\n  "));
}
