//! What is decided of a row hangs on what the rows say, never on where they stand: every example
//! of a rule of the fees, and of repeated rows (I109), judged again with its rows in other orders.
#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod rule_cases;

use std::collections::BTreeMap;

use rule_cases::{Case, Outcome, cases};
use santei::{ClaimRow, InputFile, Settings};

/// Code, 判定, file and the row's text; the lines without their cells.
type Verdict = (Vec<(String, String, String, String)>, Vec<String>);

/// Whether the case is about what several events say, and not about how a file is written.
fn is_about_rows(case: &Case) -> bool {
    let code = case.rule.code;
    let of_fees = !code.starts_with(['I', 'B', 'X']) || code == "I109";
    of_fees && case.submitted.is_empty() && case.example.files.is_empty() && {
        let tables = tables(case);
        let logs = ["計画.csv", "モニタリング.csv", "会議等.csv"];
        logs.iter().any(|log| tables.get(*log).is_some_and(|rows| rows.len() > 2))
    }
}

/// The rows of each table, header first.
fn tables(case: &Case) -> BTreeMap<String, Vec<String>> {
    let read = |file: &InputFile| {
        let text = String::from_utf8(file.bytes.clone()).unwrap();
        (file.name.clone(), text.lines().map(str::to_owned).collect())
    };
    case.files.iter().map(read).collect()
}

fn verdict(outcome: Outcome, tables: &BTreeMap<String, Vec<String>>) -> Verdict {
    let rejected = outcome.rejected.into_iter().map(|row| {
        let mut place = row.place.split(':');
        let file = place.next().unwrap_or_default().to_owned();
        let line = place.next().and_then(|line| line.parse::<usize>().ok());
        let text = line.and_then(|line| tables.get(&file)?.get(line - 1).cloned());
        (row.code, row.level, file, text.unwrap_or_default())
    });
    let mut rejected: Vec<_> = rejected.collect();
    rejected.sort();
    let line = |row: ClaimRow| {
        let ClaimRow { certificate, item, variant, units, count, .. } = row;
        format!("{certificate} {item} {variant} {units} × {count}")
    };
    let mut lines: Vec<String> = outcome.lines.into_iter().map(line).collect();
    lines.sort();
    (rejected, lines)
}

/// Judges the case with the rows of each table as `reorder` puts them.
fn judged(case: &Case, settings: &Settings, reorder: impl Fn(&mut [String])) -> Verdict {
    let mut tables = tables(case);
    let mut moved = case.clone();
    for file in &mut moved.files {
        let rows = tables.get_mut(&file.name).unwrap();
        reorder(&mut rows[1..]);
        file.bytes = (rows.join("\n") + "\n").into_bytes();
    }
    verdict(moved.outcome(settings).unwrap(), &tables)
}

#[test]
fn the_order_of_rows_decides_nothing() {
    let settings = Settings::standard().unwrap();
    let (mut faults, mut count) = (Vec::new(), 0);
    let (cases, _) = cases();
    for case in cases.iter().filter(|case| is_about_rows(case)) {
        count += 1;
        let plain = judged(case, &settings, |_| ());
        let backwards = judged(case, &settings, <[String]>::reverse);
        let middle_first = judged(case, &settings, |rows| rows.rotate_left(rows.len() / 2));
        for other in [backwards, middle_first].iter().filter(|other| **other != plain) {
            faults.push(format!("{}: {plain:?} {other:?}", case.place()));
        }
    }
    assert!(count > 200, "{count} cases");
    assert!(faults.is_empty(), "{} faults:\n  {}", faults.len(), faults.join("\n  "));
}
