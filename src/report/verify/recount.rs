//! What the tables of a folder say, counted anew and held against the receipt's counts.

use std::collections::BTreeMap;

use csv::StringRecord;
use serde_json::Value;

use crate::{
    finding::{Level, Note},
    report::{
        csv::decode_cp932,
        receipt::{CommandName, Recorded},
    },
};

/// The files that hold their hash, by name.
pub(super) type Intact<'a> = BTreeMap<&'a str, Vec<u8>>;

/// How a count is made of a table.
enum Count {
    /// Rows.
    Rows,
    /// Rows with a value in each of the columns.
    RowsWith(&'static [(&'static str, &'static str)]),
    /// The sum of a column.
    Sum(&'static str),
}

/// The name of a count, the table that shows it, and how.
type Counted = (&'static str, &'static str, Count);

const CLAIM: &[Counted] = &[
    ("lines", "claim_lines.csv", Count::Rows),
    ("recipients", "claim_totals.csv", Count::Rows),
    ("yen", "claim_totals.csv", Count::Sum("請求額")),
    ("rejected", "rejected.csv", Count::RowsWith(&[("主因", "○"), ("判定", Level::Reject.name())])),
    ("held", "rejected.csv", Count::RowsWith(&[("主因", "○"), ("判定", Level::Hold.name())])),
    ("reasons", "rejected.csv", Count::Rows),
    ("notices", "notices.csv", Count::Rows),
];

const AUDIT: &[Counted] = &[
    ("offices", "audit_summary.csv", Count::Rows),
    ("lines", "audit_summary.csv", Count::Sum("明細数")),
    ("over", "audit_findings.csv", Count::RowsWith(&[("判定", Level::Over.name())])),
    ("under", "audit_findings.csv", Count::RowsWith(&[("判定", Level::Under.name())])),
    ("differ", "audit_findings.csv", Count::RowsWith(&[("判定", Level::Differ.name())])),
    ("query", "audit_findings.csv", Count::RowsWith(&[("判定", Level::Query.name())])),
];

/// Counts of the receipt that its tables do not bear out. A table that is not as the receipt says
/// is told already, and proves nothing.
pub(super) fn differences(recorded: &Recorded, intact: &Intact<'_>) -> Vec<Note> {
    let counted = match recorded.command {
        CommandName::Claim => CLAIM,
        CommandName::Audit => AUDIT,
    };
    let mut differences = Vec::new();
    for (name, file, count) in counted {
        let Some(bytes) = intact.get(file) else { continue };
        let shown = count.of(bytes).map_or(Value::Null, Value::from);
        let said = recorded.counts.get(*name).unwrap_or(&Value::Null);
        if *said != shown {
            differences.push(Note::new(
                format!("receipt.json: counts.{name} は {said}、{file} では {shown} です"),
                format!("receipt.json: counts.{name} is {said}, but {shown} by {file}"),
            ));
        }
    }
    if let Some(bytes) = intact.get("claim_lines.csv") {
        let month = recorded.month.as_deref().unwrap_or_default();
        if rows(bytes, &[]) != rows(bytes, &[("サービス提供年月", month)]) {
            differences.push(Note::new(
                format!("receipt.json: month は「{month}」、claim_lines.csv では別の月です"),
                format!("receipt.json: month is \"{month}\", but another by claim_lines.csv"),
            ));
        }
    }
    differences
}

impl Count {
    /// The count of a table; `None` where it cannot be read so.
    fn of(&self, bytes: &[u8]) -> Option<i64> {
        match self {
            Self::Rows => rows(bytes, &[]),
            Self::RowsWith(cells) => rows(bytes, cells),
            Self::Sum(column) => sum(bytes, column),
        }
    }
}

/// Rows that have each value in its column.
fn rows(bytes: &[u8], cells: &[(&str, &str)]) -> Option<i64> {
    let (header, records) = read(bytes)?;
    let place = |column: &str| header.iter().position(|name| name == column);
    let wanted: Option<Vec<(usize, &str)>> =
        cells.iter().map(|(column, value)| Some((place(column)?, *value))).collect();
    let wanted = wanted?;
    let fits = |record: &&StringRecord| {
        wanted.iter().all(|(place, value)| record.get(*place) == Some(value))
    };
    i64::try_from(records.iter().filter(fits).count()).ok()
}

/// The sum of a column of whole numbers.
fn sum(bytes: &[u8], column: &str) -> Option<i64> {
    let (header, records) = read(bytes)?;
    let place = header.iter().position(|name| name == column)?;
    let mut cells = records.iter().map(|record| record.get(place)?.parse::<i64>().ok());
    cells.try_fold(0_i64, |sum, cell| sum.checked_add(cell?))
}

/// Header and rows of a table of ours.
fn read(bytes: &[u8]) -> Option<(StringRecord, Vec<StringRecord>)> {
    let text = decode_cp932(bytes);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().ok()?.clone();
    Some((header, reader.into_records().collect::<Result<_, _>>().ok()?))
}
