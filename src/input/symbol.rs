//! Free text of cells, kept once: names, areas, staff numbers.

use std::{
    num::NonZeroU32,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rustc_hash::FxHashMap;

/// A text seen in some cell. Equal texts have equal symbols; the numbers behind them say nothing,
/// so a symbol has no order.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Symbol(NonZeroU32);

impl Symbol {
    /// The symbol of the text at `index`.
    fn at(index: usize) -> Self {
        let number = u32::try_from(index + 1).ok().and_then(NonZeroU32::new);
        Self(number.unwrap_or(NonZeroU32::MAX))
    }

    const fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

#[derive(Default)]
struct Inner {
    numbers: FxHashMap<Arc<str>, Symbol>,
    texts: Vec<Arc<str>>,
}

/// Collects texts while files are read, from several threads.
#[derive(Default)]
pub struct SymbolWriter(Mutex<Inner>);

impl SymbolWriter {
    /// The symbol of `text`.
    pub fn intern(&self, text: &str) -> Symbol {
        let mut inner = self.lock();
        if let Some(symbol) = inner.numbers.get(text) {
            return *symbol;
        }
        let symbol = Symbol::at(inner.texts.len());
        let text: Arc<str> = Arc::from(text);
        inner.texts.push(Arc::clone(&text));
        inner.numbers.insert(text, symbol);
        symbol
    }

    /// The text of `symbol`.
    pub fn text(&self, symbol: Symbol) -> Arc<str> {
        Arc::clone(&self.lock().texts[symbol.index()])
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
    numbers: FxHashMap<Arc<str>, Symbol>,
    texts: Vec<Arc<str>>,
}

impl Symbols {
    /// The text of `symbol`.
    pub fn text(&self, symbol: Symbol) -> &Arc<str> {
        &self.texts[symbol.index()]
    }

    /// The symbol of `text`, where some cell held it.
    pub fn find(&self, text: &str) -> Option<Symbol> {
        self.numbers.get(text).copied()
    }
}
