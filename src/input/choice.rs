//! Cells that hold one of a column's words, or a list.

use crate::finding::Note;

/// The words that a column accepts.
pub trait Choice: Copy + 'static {
    /// Word (normalised) and meaning.
    const CHOICES: &'static [(&'static str, Self)];

    /// The word for a meaning.
    fn word(self) -> &'static str
    where
        Self: PartialEq,
    {
        Self::CHOICES.iter().find(|(_, value)| *value == self).map_or("", |(word, _)| word)
    }
}

/// A flag.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Flag {
    /// 有, 該当, ○, 1
    Yes,
    /// 無, 非該当, ×, 0
    No,
}

impl Choice for Flag {
    const CHOICES: &'static [(&'static str, Self)] = &[
        ("有", Self::Yes),
        ("無", Self::No),
        ("該当", Self::Yes),
        ("非該当", Self::No),
        ("○", Self::Yes),
        ("〇", Self::Yes),
        ("×", Self::No),
        ("1", Self::Yes),
        ("0", Self::No),
    ];
}

impl Flag {
    /// What a word says.
    pub(super) fn of(word: &str) -> Option<Self> {
        Self::CHOICES.iter().find(|(choice, _)| *choice == word).map(|(_, flag)| *flag)
    }
}

/// The parts of a cell that holds a list.
pub(crate) fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(str::trim).filter(|part| !part.is_empty())
}

/// What may stand in a cell.
pub(super) fn allowed_note(allowed: &str) -> Note {
    Note { ja: format!("使える値: {allowed}"), en: format!("choices: {allowed}") }
}

/// The words of a column, those nearest to what was written first.
pub(super) fn choices_note<C: Choice>(written: &str) -> Note {
    let mut words: Vec<&str> = C::CHOICES.iter().map(|(word, _)| *word).collect();
    words.sort_by_key(|word| strsim::levenshtein(word, written));
    words.dedup();
    allowed_note(&words.join("、"))
}
