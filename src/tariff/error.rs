//! What is wrong with a tariff file, said so that it can be put right in one round.

use super::column::Column;
use crate::finding::Lang;

/// A tariff file that cannot be used, with every fault found in it.
#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
#[error("{}", self.message(Lang::Ja))]
pub struct Error {
    /// The file's name as the caller gave it.
    pub(super) file: String,
    /// In the order of lines.
    pub(super) faults: Vec<Fault>,
}

impl Error {
    /// One line per fault: `file:line: 列「amount」: …`.
    pub fn message(&self, lang: Lang) -> String {
        let lines: Vec<String> = self.faults.iter().map(|f| f.message(&self.file, lang)).collect();
        lines.join("\n")
    }
}

/// One fault and its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Fault {
    /// Physical line, the header being 1.
    pub(super) line: u64,
    /// The column, where one cell is to blame.
    pub(super) column: Option<Column>,
    pub(super) what: What,
}

impl Fault {
    fn message(&self, file: &str, lang: Lang) -> String {
        let place = match (self.column, lang) {
            (None, _) => String::new(),
            (Some(column), Lang::Ja) => format!("列「{}」: ", column.name()),
            (Some(column), Lang::En) => format!("column \"{}\": ", column.name()),
        };
        format!("{file}:{}: {place}{}", self.line, self.what.message(lang))
    }
}

/// The kinds of faults.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum What {
    /// Neither UTF-8 nor CP932.
    NotText,
    /// A quote is opened and never closed.
    UnclosedQuote,
    /// The header lacks the column.
    MissingColumn,
    /// The header has the column twice.
    RepeatedColumn,
    /// The row has `found` cells, the header `expected`.
    CellCount { expected: usize, found: usize },
    /// A cell that must not be blank.
    Blank { allowed: String },
    /// Not among the allowed values.
    NotAllowed { value: String, allowed: String },
    /// 適用終了月 before 適用開始月.
    Reversed,
    /// The same key and month as on `other`.
    Overlap { other: u64 },
    /// A new amount for a reduction that only explains composite fees.
    Informative,
}

impl What {
    fn message(&self, lang: Lang) -> String {
        let ja = lang == Lang::Ja;
        let fixed =
            |japanese: &str, english: &str| (if ja { japanese } else { english }).to_owned();
        match self {
            Self::NotText => fixed(
                "UTF-8でもCP932でもない文字コードです",
                "the file is neither UTF-8 nor CP932 text",
            ),
            Self::UnclosedQuote => fixed("引用符が閉じていません", "a quote is never closed"),
            Self::MissingColumn => {
                fixed("見出し行にこの列がありません", "the header lacks this column")
            }
            Self::RepeatedColumn => {
                fixed("見出し行にこの列が二つあります", "the header has this column twice")
            }
            Self::CellCount { expected, found } if ja => {
                format!("セルの数が見出しと違います(見出し {expected}、この行 {found})")
            }
            Self::CellCount { expected, found } => {
                format!("the row has {found} cells, the header {expected}")
            }
            Self::Blank { allowed } if ja => format!("空欄にはできません(使える値: {allowed})"),
            Self::Blank { allowed } => format!("must not be blank (allowed: {allowed})"),
            Self::NotAllowed { value, allowed } if ja => {
                format!("「{value}」は使えません(使える値: {allowed})")
            }
            Self::NotAllowed { value, allowed } => {
                format!("\"{value}\" is not allowed (allowed: {allowed})")
            }
            Self::Reversed => {
                fixed("終わりの月が始まりの月より前です", "the end lies before the start")
            }
            Self::Overlap { other } if ja => {
                format!("同じ項目・区分・月が{other}行目にもあります")
            }
            Self::Overlap { other } => {
                format!("line {other} has the same item, variant and month")
            }
            Self::Informative => fixed(
                "この項目は説明用で、請求には使われません。減算後の基本報酬の行(plan_fee または monitoring_fee に reduction_variant を付けた行)で与えてください",
                "this item only explains and is never claimed: give the reduced base fee instead (plan_fee or monitoring_fee with a reduction_variant)",
            ),
        }
    }
}
