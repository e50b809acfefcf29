//! What the rows of one file, or of one piece of it, are read with.

use std::sync::Arc;

use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Encoding, Header, Symbol, SymbolWriter, TableSpec};
use crate::{
    calendar::ServiceMonth,
    finding::{Note, Subject, Target},
};

/// What a cell's bytes were found to mean, so that equal bytes are decoded once.
#[derive(Clone, Copy)]
pub(super) enum Decoded {
    /// Place among the column's choices.
    Choice(usize),
    /// A text, and whether CP932 can hold it.
    Text(Symbol, bool),
    /// A day.
    Day(NaiveDate),
    /// A month.
    Month(ServiceMonth),
}

/// Reads the rows of one file, or of one piece of it.
pub(super) struct Reader<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) encoding: Encoding,
    pub(super) spec: &'a TableSpec,
    pub(super) header: &'a Header,
    pub(super) symbols: &'a SymbolWriter,
    /// What a finding is about before its row is known.
    pub(super) bare: Arc<Subject>,
    /// The notes of findings, equal ones once.
    notes: FxHashSet<Arc<Note>>,
    pub(super) decoded: Vec<FxHashMap<Box<[u8]>, Decoded>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        bytes: &'a [u8],
        encoding: Encoding,
        spec: &'a TableSpec,
        header: &'a Header,
        symbols: &'a SymbolWriter,
    ) -> Self {
        let decoded = vec![FxHashMap::default(); spec.columns.len()];
        let bare = Subject::bare(Target::Table(spec.name)).into();
        let notes = FxHashSet::default();
        Self { bytes, encoding, spec, header, symbols, bare, notes, decoded }
    }

    /// The note, shared with those equal to it.
    pub(super) fn share(&mut self, note: Note) -> Arc<Note> {
        if let Some(known) = self.notes.get(&note) {
            return Arc::clone(known);
        }
        let note = Arc::new(note);
        self.notes.insert(Arc::clone(&note));
        note
    }
}
