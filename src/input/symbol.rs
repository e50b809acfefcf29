//! Free text of cells, kept once: names, areas, staff numbers.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

/// A text seen in some cell. Equal texts have equal symbols; the numbers behind them say nothing,
/// so a symbol has no order.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Symbol(u32);

impl Symbol {
    pub(super) const fn number(self) -> u32 {
        self.0
    }

    pub(super) const fn from_number(number: u32) -> Self {
        Self(number)
    }
}

#[derive(Default)]
struct Inner {
    numbers: FxHashMap<Arc<str>, u32>,
    texts: Vec<Arc<str>>,
}

/// Collects texts while files are read, from several threads.
#[derive(Default)]
pub struct SymbolWriter(Mutex<Inner>);

impl SymbolWriter {
    /// The symbol of `text`.
    pub fn intern(&self, text: &str) -> Symbol {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(number) = inner.numbers.get(text) {
            return Symbol(*number);
        }
        let number = u32::try_from(inner.texts.len()).unwrap_or(u32::MAX);
        let text: Arc<str> = Arc::from(text);
        inner.texts.push(Arc::clone(&text));
        inner.numbers.insert(text, number);
        Symbol(number)
    }

    /// The texts, when all files are read.
    pub fn finish(self) -> Symbols {
        let inner = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        Symbols { numbers: inner.numbers, texts: inner.texts }
    }
}

/// Every text that was read.
#[derive(Default)]
pub struct Symbols {
    numbers: FxHashMap<Arc<str>, u32>,
    texts: Vec<Arc<str>>,
}

impl Symbols {
    /// The text of `symbol`.
    pub fn text(&self, symbol: Symbol) -> &Arc<str> {
        &self.texts[symbol.0 as usize]
    }

    /// The symbol of `text`, where some cell held it.
    pub fn find(&self, text: &str) -> Option<Symbol> {
        self.numbers.get(text).map(|number| Symbol(*number))
    }
}
