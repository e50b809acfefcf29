//! What is wrong with a tariff file, said so that it can be put right in one round.

use super::column::TariffColumn;
use crate::finding::Note;

/// A tariff file that cannot be used, with every fault found in it.
#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
#[error("{}", self.note().ja)]
pub struct Error {
    /// The file's name as the caller gave it.
    pub(super) file: String,
    /// In the order of lines.
    pub(super) faults: Vec<Fault>,
}

impl Error {
    /// What it says, one line per fault: `file:line: 列「amount」: …`.
    pub fn note(&self) -> Note {
        let notes: Vec<Note> = self.faults.iter().map(|fault| fault.note(&self.file)).collect();
        let lines = |of: fn(&Note) -> &str| notes.iter().map(of).collect::<Vec<_>>().join("\n");
        Note::new(lines(|note| &note.ja), lines(|note| &note.en))
    }
}

/// One fault and its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Fault {
    /// Physical line, the header being 1.
    pub(super) line: u64,
    /// The column, where one cell is to blame.
    pub(super) column: Option<TariffColumn>,
    pub(super) what: What,
}

impl Fault {
    fn note(&self, file: &str) -> Note {
        let place = |word: fn(&str) -> String| {
            let column = self.column.map(|column| word(column.name())).unwrap_or_default();
            format!("{file}:{}: {column}", self.line)
        };
        let what = self.what.note();
        Note::new(
            place(|name| format!("列「{name}」: ")) + &what.ja,
            place(|name| format!("column \"{name}\": ")) + &what.en,
        )
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
    fn note(&self) -> Note {
        match self {
            Self::NotText => Note::new(
                "UTF-8でもCP932でもない文字コードです",
                "the file is neither UTF-8 nor CP932 text",
            ),
            Self::UnclosedQuote => Note::new("引用符が閉じていません", "a quote is never closed"),
            Self::MissingColumn => {
                Note::new("見出し行にこの列がありません", "the header lacks this column")
            }
            Self::RepeatedColumn => {
                Note::new("見出し行にこの列が二つあります", "the header has this column twice")
            }
            Self::CellCount { expected, found } => Note::new(
                format!("セルの数が見出しと違います(見出し {expected}、この行 {found})"),
                format!("the row has {found} cells, the header {expected}"),
            ),
            Self::Blank { allowed } => Note::new(
                format!("空欄にはできません(使える値: {allowed})"),
                format!("must not be blank (allowed: {allowed})"),
            ),
            Self::NotAllowed { value, allowed } => Note::new(
                format!("「{value}」は使えません(使える値: {allowed})"),
                format!("\"{value}\" is not allowed (allowed: {allowed})"),
            ),
            Self::Reversed => {
                Note::new("終わりの月が始まりの月より前です", "the end lies before the start")
            }
            Self::Overlap { other } => Note::new(
                format!("同じ項目・区分・月が{other}行目にもあります"),
                format!("line {other} has the same item, variant and month"),
            ),
            Self::Informative => Note::new(
                "この項目は説明用で、請求には使われません。減算後の基本報酬の行(plan_fee または monitoring_fee に reduction_variant を付けた行)で与えてください",
                "this item only explains and is never claimed: give the reduced base fee instead (plan_fee or monitoring_fee with a reduction_variant)",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_speak_both_languages() {
        let allowed = || "tier_1".to_owned();
        for what in [
            What::NotText,
            What::UnclosedQuote,
            What::MissingColumn,
            What::RepeatedColumn,
            What::CellCount { expected: 12, found: 11 },
            What::Blank { allowed: allowed() },
            What::NotAllowed { value: "x".to_owned(), allowed: allowed() },
            What::Reversed,
            What::Overlap { other: 2 },
            What::Informative,
        ] {
            let fault = Fault { line: 2, column: Some(TariffColumn::Amount), what };
            Error { file: "my.csv".to_owned(), faults: vec![fault] }
                .note()
                .require_both_languages();
        }
    }
}
