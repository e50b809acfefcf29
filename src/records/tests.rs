//! A column's kind and what the reader makes of its cells are one and the same.

use super::*;
use crate::input::{EncodingChoice, InputFile, ValueKind};

/// Two spellings of one value of a column.
fn spellings(table: &str, column: &str, kind: ValueKind) -> [&'static str; 2] {
    match kind {
        ValueKind::Text => [word(table, column); 2],
        ValueKind::Number => ["7", "０７"],
        ValueKind::Day => ["2026-06-05", "令和８年6月5日"],
        ValueKind::Month => ["2026-06", "R8.6"],
        ValueKind::Time => ["09:30", "９:30"],
        ValueKind::Flag => ["有", "○"],
        ValueKind::Months => ["2026-06;2026-07", "R8.6; 2026/7"],
        ValueKind::List => match column {
            "対象" => ["身○;知◆", "身○ ; 知◆"],
            "研修" => ["医療的ケア;行動障害", "医療的ケア; 行動障害;"],
            "営業時間" => ["月-金 9:00-17:00;土", "月-金 9:00-17:00 ;土"],
            "障害種別" => ["知;身", "身; 知"],
            "利用サービス" => ["生活介護;短期入所", "短期入所; 生活介護"],
            "利用事業所番号" => ["4630000018;4630000026", "4630000018; 4630000026"],
            other => panic!("a list for {other}"),
        },
    }
}

/// A text that the column takes.
fn word(table: &str, column: &str) -> &'static str {
    match (table, column) {
        ("体制届", "区分") => "有",
        ("返戻等", "区分") => "返戻",
        _ => match column {
            "市町村番号" | "所在市町村番号" => "462150",
            "事業所番号" | "受給者証番号" | "計画相談事業所番号" | "兼務先事業所番号" => {
                "4630000018"
            }
            "サービス種類" => "計画相談",
            "地域区分" => "その他",
            "届出項目" => "機能強化型",
            "計画作成" => "事業所",
            "要介護度" => "要介護1",
            "職種" => "相談支援員",
            "計画区分" => "変更",
            "面接場所" => "居宅",
            "同意方法" => "書面",
            "結果" => "変更なし",
            "活動種別" => "初回面接",
            "方法" => "訪問",
            "相手先種別" => "病院等",
            _ => "あおば",
        },
    }
}

/// The table's row in one of the spellings: what the reader makes of it, and its values.
fn read<R: TableRow + std::fmt::Debug>(
    symbols: &SymbolWriter,
    spelling: usize,
) -> (String, Vec<String>) {
    let spec = &SPECS[R::TABLE];
    let names: Vec<&str> = spec.columns.iter().map(|column| column.name).collect();
    let cells: Vec<&str> = spec
        .columns
        .iter()
        .map(|column| spellings(spec.name, column.name, column.kind)[spelling])
        .collect();
    let bytes = format!("{}\n{}\n", names.join(","), cells.join(",")).into_bytes();
    let file = InputFile { name: spec.name.to_owned(), bytes };
    let sources = Sources::recognise(vec![file], EncodingChoice::Utf8, SPECS).unwrap();
    let table: Table<R> = table(&sources, symbols);
    assert!(table.findings.is_empty(), "{}: {:?}", spec.name, table.findings);
    (format!("{:?}", table.rows), sources.values(table.rows[0].origin()))
}

fn check<R: TableRow + std::fmt::Debug>() {
    let symbols = SymbolWriter::default();
    let [one, other] = [0, 1].map(|spelling| read::<R>(&symbols, spelling));
    assert_eq!(one.0, other.0, "the reader tells spellings apart, or reads another kind");
    assert_eq!(one.1, other.1, "the values differ");
    assert_eq!(one.1.len(), SPECS[R::TABLE].columns.len());
}

#[test]
fn every_column_is_read_as_the_kind_that_it_declares() {
    check::<Office>();
    check::<Filing>();
    check::<Area>();
    check::<Recipient>();
    check::<Schedule>();
    check::<Contract>();
    check::<Staff>();
    check::<Plan>();
    check::<Monitoring>();
    check::<Activity>();
    check::<Returned>();
    check::<CaseloadCount>();
}
