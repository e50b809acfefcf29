//! The amounts in force in a month: text, JSON, CSV (the header of `--tariff`).

use std::fmt::Write as _;

use serde_json::json;

use crate::{
    calendar::ServiceMonth,
    finding::Lang,
    tariff::{COLUMNS, Tariff},
};

/// A table for people.
pub(crate) fn tariff_text(tariff: &Tariff, month: ServiceMonth, lang: Lang) -> String {
    let heading = match lang {
        Lang::Ja => format!("{month} の報酬表(サービス・項目・区分・コード・数値・状態・資料)\n"),
        Lang::En => {
            format!("amounts of {month} (scheme, item, variant, code, amount, status, source)\n")
        }
    };
    let mut text = heading;
    for cell in tariff.cells_in_force(month) {
        let record = cell.record();
        let unknown = if lang == Lang::Ja { "不明" } else { "unknown" };
        let amount = if record[7].is_empty() { unknown } else { &record[7] };
        let _ = writeln!(
            text,
            "{} {} {} {} {amount} {} {}  {}",
            cell.scheme.name(),
            record[2],
            blank(&cell.variant_key()),
            blank(&record[5]),
            record[8],
            cell.status.name(),
            cell.source,
        );
    }
    text
}

fn blank(text: &str) -> &str {
    if text.is_empty() { "-" } else { text }
}

/// The cells as JSON objects.
pub(crate) fn tariff_json(tariff: &Tariff, month: ServiceMonth) -> String {
    let cells: Vec<serde_json::Value> = tariff
        .cells_in_force(month)
        .into_iter()
        .map(|cell| {
            COLUMNS.iter().zip(cell.record()).map(|(k, v)| ((*k).to_owned(), json!(v))).collect()
        })
        .collect();
    serde_json::to_string_pretty(&cells).unwrap_or_default() + "\n"
}

/// The cells as CSV (UTF-8), with the columns that `--tariff` reads.
pub fn tariff_csv(tariff: &Tariff, month: ServiceMonth) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(COLUMNS);
    for cell in tariff.cells_in_force(month) {
        let _ = writer.write_record(cell.record());
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
