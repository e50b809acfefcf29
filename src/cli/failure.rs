//! Why a command could not run, in the language asked for.

use std::error::Error;

use crate::{
    facade,
    finding::{Lang, Note},
    input, report,
};

/// What a command itself says, and what lies behind it.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.note.ja)]
pub(super) struct Failure {
    pub(super) note: Note,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl Failure {
    /// A failure in Japanese and in English.
    pub(super) fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self { note: Note::new(ja, en), source: None }
    }

    /// The failure with what caused it.
    pub(super) fn because_of(self, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { source: Some(cause.into()), ..self }
    }
}

/// Ends a command with a failure, in Japanese and in English.
pub(super) fn refuse<T>(ja: impl Into<String>, en: impl Into<String>) -> anyhow::Result<T> {
    Err(Failure::new(ja, en).into())
}

/// What `error` says and, behind it, what caused it.
pub(super) fn words(error: &anyhow::Error, lang: Lang) -> String {
    let said: Vec<String> = error
        .chain()
        .map(|error| match note(error) {
            Some(note) => note.get(lang).to_owned(),
            None => error.to_string(),
        })
        .collect();
    said.join(": ")
}

/// The words of an error of ours; `None` for one of the system or of another library.
fn note(error: &(dyn Error + 'static)) -> Option<Note> {
    let of_cli = error.downcast_ref().map(|failure: &Failure| failure.note.clone());
    of_cli
        .or_else(|| error.downcast_ref().map(facade::Error::note))
        .or_else(|| error.downcast_ref().map(input::Error::note))
        .or_else(|| error.downcast_ref().map(report::FolderError::note))
        .or_else(|| error.downcast_ref().map(report::ReceiptError::note))
}
