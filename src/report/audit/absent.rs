//! A whole table of the logs that is not there: every fee that rests on it is told as claimed
//! without basis, so that the result must not be used, least of all to ask for money back.

use crate::{
    audit::Audit,
    finding::Lang,
    records::column::{activity, monitoring, plan},
};

/// A sentence for each event table that the logs lack.
pub(super) fn sentences(audit: &Audit, lang: Lang) -> Vec<String> {
    let sentence = |table: &&str| match lang {
        Lang::Ja => format!(
            "{table}の表がないので、{}はすべて根拠のない請求に出ます。この結果は使わないでください",
            fees(table, lang)
        ),
        Lang::En => format!(
            "no table {table}: every {} is told as claimed without basis. Do not use this result",
            fees(table, lang)
        ),
    };
    audit.absent.iter().map(sentence).collect()
}

/// What rests on the rows of a table.
fn fees(table: &str, lang: Lang) -> &'static str {
    const FEES: [(&str, [&str; 2]); 3] = [
        (plan::SPEC.name, ["利用支援費", "plan fee"]),
        (monitoring::SPEC.name, ["継続利用支援費", "monitoring fee"]),
        (activity::SPEC.name, ["会議や訪問などの加算", "addition for meetings and visits"]),
    ];
    let found = FEES.iter().find(|(name, _)| *name == table);
    found.map_or("", |(_, words)| words[usize::from(lang == Lang::En)])
}
