//! Why a claim cannot be made.

use crate::{calendar::ServiceMonth, finding::Note};

/// Why a claim cannot be made (exit 2).
#[derive(Debug, thiserror::Error)]
#[error("{}", self.note().ja)]
#[non_exhaustive]
pub enum Error {
    /// The tariff does not reach the month.
    NoTariff(ServiceMonth, ServiceMonth),
    /// The counts do not add up: a defect of the program, never of the input.
    Imbalance(Imbalance),
}

/// Not as its source: what it says is said once.
impl From<Imbalance> for Error {
    fn from(imbalance: Imbalance) -> Self {
        Self::Imbalance(imbalance)
    }
}

impl Error {
    /// What it says.
    pub fn note(&self) -> Note {
        match self {
            Self::NoTariff(month, first) => Note::new(
                format!("{month}の報酬表がありません。最初の月は{first}です"),
                format!("there is no tariff for {month}; the first month is {first}"),
            ),
            Self::Imbalance(imbalance) => {
                let Note { ja, en } = imbalance.note();
                Note::new(
                    format!("検算が合わないので出力しません(プログラムの誤りです): {ja}"),
                    format!(
                        "the counts do not add up, so nothing is written (a defect of the program): {en}"
                    ),
                )
            }
        }
    }
}

/// The counts do not add up.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.note().ja)]
#[non_exhaustive]
pub enum Imbalance {
    /// More rows ended somewhere than were read.
    Rows {
        /// The table.
        table: String,
        /// Rows read.
        read: usize,
        /// Rows that ended somewhere.
        placed: usize,
    },
    /// A row was read and is neither held nor refused.
    Lost {
        /// The table.
        table: String,
        /// Rows read.
        read: usize,
        /// Rows held.
        kept: usize,
        /// Rows refused, or repeating another.
        refused: usize,
    },
    /// An event of the month is neither claimed nor refused, or both.
    Subject {
        /// `file:line`
        place: String,
    },
    /// Lines and totals differ.
    Units {
        /// Sum over the lines.
        lines: i64,
        /// Sum over the totals.
        totals: i64,
    },
}

impl Imbalance {
    /// What it says.
    pub fn note(&self) -> Note {
        match self {
            Self::Rows { table, read, placed } => Note::new(
                format!("表 {table}: 読んだ行 {read}、行き先のある行 {placed}"),
                format!("table {table}: {read} rows read, {placed} accounted for"),
            ),
            Self::Lost { table, read, kept, refused } => Note::new(
                format!(
                    "表 {table}: 読んだ行 {read}、使う行 {kept}、却下・保留・重複の行 {refused}"
                ),
                format!(
                    "table {table}: {read} rows read, {kept} in use, {refused} rejected, held or repeated"
                ),
            ),
            Self::Subject { place } => Note::new(
                format!("{place}: 算定と却下・保留のどちらか一つになっていません"),
                format!("{place}: not exactly one of claimed and refused"),
            ),
            Self::Units { lines, totals } => Note::new(
                format!("明細の合計 {lines} 単位と合計表 {totals} 単位が違います"),
                format!("the lines come to {lines} units, the totals to {totals}"),
            ),
        }
    }
}
