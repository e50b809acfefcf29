//! Findings: what the program says about data, with rule, place and source.
//!
//! The lowest layer: rule declarations, citations, and the place in a file that a fact was read
//! from. Errors of the program itself are elsewhere ([`crate::input::Error`] and its kin).

mod cells;
mod examples;
mod lists;
mod rule;
mod source;

use std::sync::Arc;

pub use cells::Cells;
pub use examples::{AuditRow, ClaimRow, Example, ExampleCells, Examples, ReasonRow, Tables};
pub use lists::{append, places_by_key, rearrange};
pub use rule::{Asked, Confidence, Lang, Level, Need, OfAudit, Rule, Text, Wording};
pub use source::{Cite, Source, cite};

use crate::{
    account::Account,
    calendar::ServiceMonth,
    item::{Item, Scheme},
    number::{CertificateNumber, MunicipalityNumber, OfficeNumber},
};

/// Where a row was read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Origin {
    /// Index of the input file, in the order of their names.
    pub file: u16,
    /// Physical line of the row's first byte; the header is line 1.
    pub line: u32,
    /// Byte offset of the row in the file.
    pub at: u32,
}

/// A cell that a verdict rests on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Cell {
    /// The row.
    pub origin: Origin,
    /// 1-based field number in that file; 0 where the file has no such column.
    pub field: u16,
    /// The column's name.
    pub column: &'static str,
}

/// What a finding is about: an item, or an input table's row as such.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Target {
    /// An item that was or was not claimed.
    Item(Item),
    /// A row of a table, by the table's name; empty for a file that is no table.
    Table(&'static str),
}

impl Target {
    /// The word of the 対象 column.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Item(item) => item.key(),
            Self::Table(name) => name,
        }
    }
}

/// Whom and what a finding concerns; what could not be read is `None`.
#[derive(Clone, Debug)]
pub struct Subject {
    /// 「対象」
    pub target: Target,
    /// 「サービス提供年月」
    pub month: Option<ServiceMonth>,
    /// 「サービス種類」
    pub scheme: Option<Scheme>,
    /// 「市町村番号」
    pub municipality: Option<MunicipalityNumber>,
    /// 「事業所番号」
    pub office: Option<OfficeNumber>,
    /// 「受給者証番号」
    pub certificate: Option<CertificateNumber>,
    /// 「氏名カナ」
    pub kana: Option<Arc<str>>,
}

impl Subject {
    /// A subject of which nothing but the target is known.
    pub const fn bare(target: Target) -> Self {
        Self {
            target,
            month: None,
            scheme: None,
            municipality: None,
            office: None,
            certificate: None,
            kana: None,
        }
    }

    /// The subject of a finding about an account; `kana` is the recipient's name.
    pub const fn of(account: Account, target: Target, kana: Option<Arc<str>>) -> Self {
        Self {
            target,
            month: Some(account.month),
            scheme: Some(account.scheme),
            municipality: Some(account.municipality),
            office: Some(account.office),
            certificate: Some(account.certificate),
            kana,
        }
    }

    /// Whose account it is about; `None` where it is not about one.
    pub fn account(&self) -> Option<Account> {
        Some(Account {
            month: self.month?,
            scheme: self.scheme?,
            municipality: self.municipality?,
            office: self.office?,
            certificate: self.certificate?,
        })
    }
}

/// A computed fact that no cell shows, in both languages.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Note {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

impl Note {
    /// The note in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }
}

/// One reason about one subject. There can be millions: what several share stands once, and a note
/// is no part of those that have none.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that speaks.
    pub rule: &'static Rule,
    /// What it does.
    pub level: Level,
    /// About whom and what.
    pub subject: Arc<Subject>,
    /// The row that the finding points to; `None` where it is about the claim, not about a row.
    pub origin: Option<Origin>,
    /// The cells it rests on; the first is the one to look at.
    pub cells: Cells,
    /// What no cell shows.
    pub note: Option<Arc<Note>>,
}

impl Finding {
    /// The field number to look at; `None` where the row as a whole is meant.
    pub fn field(&self) -> Option<u16> {
        let first = self.cells.first()?;
        (Some(first.origin) == self.origin && first.field > 0).then_some(first.field)
    }

    /// Rows other than its own that the finding rests on, each once.
    pub fn related(&self) -> Vec<Origin> {
        let mut rows: Vec<Origin> = self
            .cells
            .iter()
            .map(|cell| cell.origin)
            .filter(|row| Some(*row) != self.origin)
            .collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three hundred thousand bad rows have two million findings.
    #[test]
    fn a_finding_is_small() {
        assert_eq!(size_of::<Cells>(), size_of::<Cell>());
        assert!(size_of::<Finding>() <= 80, "{}", size_of::<Finding>());
    }
}
