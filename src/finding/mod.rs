//! Findings: what the program says about data, with rule, place and source.
//!
//! The lowest layer: rule declarations, citations, the place in a file that a fact was read from,
//! and words in both languages. Errors of the program itself are elsewhere
//! ([`crate::input::Error`] and its kin); what they say is a [`Note`] too.

mod cells;
mod examples;
mod lists;
mod rule;
mod source;

use std::sync::Arc;

pub(crate) use cells::Cells;
pub use cells::{Cell, Origin};
pub use examples::{AuditRow, ClaimRow, Example, ExampleCells, Examples, ReasonRow, Tables};
pub(crate) use lists::{append, places_by_key, rearrange};
pub(crate) use rule::{Asked, Confidence, Need, OfAudit, Text, Wording};
pub use rule::{Lang, Level, Rule};
pub(crate) use source::{Cite, Source, cite};

use crate::{
    account::Account,
    calendar::ServiceMonth,
    item::{Item, Scheme},
    number::{CertificateNumber, MunicipalityNumber, OfficeNumber},
};

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

/// Words put together while the program runs, in both languages: a fact that no cell shows, or what
/// an error says.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Note {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

impl Note {
    /// The words in Japanese and in English.
    pub fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self { ja: ja.into(), en: en.into() }
    }

    /// Words that are the same in both languages.
    pub fn same(words: &str) -> Self {
        Self::new(words, words)
    }

    /// Words about `what`, which is named before them.
    pub fn about(what: &str, ja: &str, en: &str) -> Self {
        Self::new(format!("{what}: {ja}"), format!("{what}: {en}"))
    }

    /// The note in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }
}

impl From<Text> for Note {
    fn from(text: Text) -> Self {
        Self::new(text.get(Lang::Ja), text.get(Lang::En))
    }
}

/// One reason about one subject. There can be millions: what several share stands once, and a note
/// is no part of those that have none.
#[derive(Clone, Debug)]
#[non_exhaustive]
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

    impl Note {
        /// Fails the test unless each language has its own words, the English ones without a
        /// Japanese character.
        pub(crate) fn require_both_languages(&self) {
            let japanese = |character: char| matches!(character, '\u{3000}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}');
            assert!(self.ja.contains(japanese), "{self:?}");
            assert!(!self.en.is_empty() && !self.en.contains(japanese), "{self:?}");
        }
    }

    /// Three hundred thousand bad rows have two million findings.
    #[test]
    fn a_finding_is_small() {
        assert_eq!(size_of::<Cells>(), size_of::<Cell>());
        assert!(size_of::<Finding>() <= 80, "{}", size_of::<Finding>());
    }
}
