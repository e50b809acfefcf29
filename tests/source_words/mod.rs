//! The words of a source file; comments and the insides of texts are not among them.

use crate::source_tree::rust_files;

/// A source file and its words; comments and the insides of texts are not among them.
pub(crate) struct SourceFile {
    /// Path from the crate's root, `/` between parts.
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) tokens: Vec<Token>,
}

pub(crate) struct Token {
    pub(crate) line: usize,
    pub(crate) kind: Kind,
}

#[derive(PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Word(String),
    Number(String),
    Mark(char),
}

/// Every Rust file under `src/`, in the order of their names.
pub(crate) fn sources() -> Vec<SourceFile> {
    rust_files().into_iter().map(|(name, text)| SourceFile::new(name, text)).collect()
}

impl SourceFile {
    pub(crate) fn new(name: String, text: String) -> Self {
        let tokens = Reader::new(&text).tokens();
        Self { name, text, tokens }
    }

    /// Modules from the crate's root to the file: `src/rules/party/mod.rs` is rules, party.
    pub(crate) fn modules(&self) -> Vec<&str> {
        let path = self.name.trim_start_matches("src/").trim_end_matches(".rs");
        path.split('/').filter(|part| !matches!(*part, "mod" | "lib" | "main")).collect()
    }

    /// The module of the crate's root that the file belongs to; `None` for the roots themselves.
    pub(crate) fn module(&self) -> Option<&str> {
        self.modules().first().copied()
    }

    pub(crate) fn is_in(&self, places: &[&str]) -> bool {
        places.iter().any(|place| match place.strip_suffix('/') {
            Some(folder) => self.name.starts_with(place) || self.name == format!("{folder}.rs"),
            None => self.name == *place,
        })
    }

    pub(crate) fn word(&self, at: usize) -> Option<&str> {
        match self.tokens.get(at).map(|token| &token.kind) {
            Some(Kind::Word(word)) => Some(word),
            _ => None,
        }
    }

    pub(crate) fn is_mark(&self, at: usize, mark: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == Kind::Mark(mark))
    }

    pub(crate) fn is_path_separator(&self, at: usize) -> bool {
        self.is_mark(at, ':') && self.is_mark(at + 1, ':')
    }

    /// Lines with `word`.
    pub(crate) fn words(&self, word: &str) -> Vec<usize> {
        let places = (0..self.tokens.len()).filter(|at| self.word(*at) == Some(word));
        places.map(|at| self.tokens[at].line).collect()
    }

    /// Lines with a number that ends in `suffix`.
    pub(crate) fn numbers_ending(&self, suffix: &str) -> Vec<usize> {
        let ends = |token: &&Token| matches!(&token.kind, Kind::Number(n) if n.ends_with(suffix));
        self.tokens.iter().filter(ends).map(|token| token.line).collect()
    }

    /// Lines with `first::second`.
    pub(crate) fn paths(&self, first: &str, second: &str) -> Vec<usize> {
        let places = (0..self.tokens.len()).filter(|at| {
            self.word(*at) == Some(first)
                && self.names_after(*at + 1).iter().any(|(name, _)| name == second)
        });
        places.map(|at| self.tokens[at].line).collect()
    }

    /// Lines with `std::module`, also as part of `use std::{…}`.
    pub(crate) fn uses_of_std(&self, module: &str) -> Vec<usize> {
        let mut lines = Vec::new();
        for at in 0..self.tokens.len() {
            if self.word(at) == Some("std") {
                let names = self.names_after(at + 1).into_iter();
                lines.extend(names.filter(|(name, _)| name == module).map(|(_, line)| line));
            }
        }
        lines
    }

    /// The names that follow a path's beginning: one after `::`, several after `::{`.
    pub(crate) fn names_after(&self, at: usize) -> Vec<(String, usize)> {
        if !self.is_path_separator(at) {
            return Vec::new();
        }
        let at = at + 2;
        let name = |at: usize| {
            let word = self.word(at).map(str::to_owned);
            let name = word.or_else(|| self.is_mark(at, '*').then(|| "*".to_owned()))?;
            Some((name, self.tokens[at].line))
        };
        if !self.is_mark(at, '{') {
            return name(at).into_iter().collect();
        }
        let mut names = Vec::new();
        let (mut depth, mut at, mut begins) = (1, at + 1, true);
        while depth > 0 && at < self.tokens.len() {
            match self.tokens[at].kind {
                Kind::Mark('{') => depth += 1,
                Kind::Mark('}') => depth -= 1,
                Kind::Mark(',') if depth == 1 => begins = true,
                _ if begins && depth == 1 => {
                    names.extend(name(at));
                    begins = false;
                }
                _ => {}
            }
            at += 1;
        }
        names
    }

    /// Modules of the crate's root that the file names, by `crate::` or by climbing with `super`.
    pub(crate) fn uses_of_the_crate(&self) -> Vec<(String, usize)> {
        self.uses_below("crate", 0)
    }

    /// Modules of `room`, a module of the crate's root in which the file stands, that it names by
    /// `room::` or by climbing with `super`.
    pub(crate) fn uses_of_the_room(&self, room: &str) -> Vec<(String, usize)> {
        self.uses_below(room, 1)
    }

    /// What the file names below `above`, which stands `at_depth` modules below the crate's root.
    fn uses_below(&self, above: &str, at_depth: usize) -> Vec<(String, usize)> {
        let mut uses = Vec::new();
        // Inline modules that are open: their depth in braces.
        let mut inline: Vec<usize> = Vec::new();
        let mut depth: usize = 0;
        let mut at = 0;
        while at < self.tokens.len() {
            match &self.tokens[at].kind {
                Kind::Mark('{') => depth += 1,
                Kind::Mark('}') => {
                    depth = depth.saturating_sub(1);
                    inline.retain(|opened| *opened <= depth);
                }
                Kind::Word(word) if word == "mod" && self.is_mark(at + 2, '{') => {
                    inline.push(depth + 1);
                }
                Kind::Word(word) if word == above => uses.extend(self.names_after(at + 1)),
                Kind::Word(word) if word == "super" => {
                    let mut climbed = 1;
                    while self.is_path_separator(at + 1) && self.word(at + 3) == Some("super") {
                        climbed += 1;
                        at += 3;
                    }
                    if climbed + at_depth == self.modules().len() + inline.len() {
                        uses.extend(self.names_after(at + 1));
                    }
                }
                _ => {}
            }
            at += 1;
        }
        uses
    }
}

/// Reads Rust text into words, numbers and marks.
pub(crate) struct Reader {
    pub(crate) text: Vec<char>,
    at: usize,
    pub(crate) line: usize,
}

impl Reader {
    pub(crate) fn new(text: &str) -> Self {
        Self { text: text.chars().collect(), at: 0, line: 1 }
    }

    pub(crate) fn tokens(mut self) -> Vec<Token> {
        let mut tokens = Vec::new();
        while let Some(first) = self.peek(0) {
            let line = self.line;
            let kind = match first {
                '/' if self.peek(1) == Some('/') => {
                    self.skip_while(|c| c != '\n');
                    None
                }
                '/' if self.peek(1) == Some('*') => {
                    self.skip_comment();
                    None
                }
                '"' => {
                    self.skip_text();
                    None
                }
                '\'' => {
                    self.skip_character_or_lifetime();
                    None
                }
                c if c.is_ascii_digit() => Some(Kind::Number(
                    self.take_while(|c| c.is_alphanumeric() || c == '_' || c == '.'),
                )),
                c if c.is_alphabetic() || c == '_' => {
                    let word = self.take_while(|c| c.is_alphanumeric() || c == '_');
                    let opens_text =
                        matches!(word.as_str(), "r" | "br" | "cr") && self.skip_raw_text();
                    (!opens_text).then_some(Kind::Word(word))
                }
                c => {
                    self.next();
                    (!c.is_whitespace()).then_some(Kind::Mark(c))
                }
            };
            tokens.extend(kind.map(|kind| Token { line, kind }));
        }
        tokens
    }

    pub(crate) fn peek(&self, ahead: usize) -> Option<char> {
        self.text.get(self.at + ahead).copied()
    }

    pub(crate) fn next(&mut self) -> Option<char> {
        let next = self.peek(0)?;
        self.at += 1;
        if next == '\n' {
            self.line += 1;
        }
        Some(next)
    }

    pub(crate) fn skip_while(&mut self, wanted: impl Fn(char) -> bool) {
        while self.peek(0).is_some_and(&wanted) {
            self.next();
        }
    }

    pub(crate) fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let mut taken = String::new();
        while let Some(next) = self.peek(0).filter(|c| wanted(*c)) {
            // The two dots of a range are no part of a number.
            if next == '.' && self.peek(1) == Some('.') {
                break;
            }
            taken.push(next);
            self.next();
        }
        taken
    }

    /// `/* … */`, which may hold others.
    pub(crate) fn skip_comment(&mut self) {
        let mut depth = 0;
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('*')) => depth += 1,
                (Some('*'), Some('/')) => depth -= 1,
                (None, _) => return,
                _ => {
                    self.next();
                    continue;
                }
            }
            self.next();
            self.next();
            if depth == 0 {
                return;
            }
        }
    }

    /// `"…"` with escapes.
    pub(crate) fn skip_text(&mut self) {
        self.next();
        while let Some(next) = self.next() {
            match next {
                '\\' => {
                    self.next();
                }
                '"' => return,
                _ => {}
            }
        }
    }

    /// `#"…"#` after `r`; `false` where none follows (`r#type` is a word).
    pub(crate) fn skip_raw_text(&mut self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let hashes = rest.iter().take_while(|c| **c == '#').count();
        if self.peek(hashes) != Some('"') {
            return false;
        }
        self.at += hashes + 1;
        while let Some(next) = self.next() {
            if next == '"' && (0..hashes).all(|ahead| self.peek(ahead) == Some('#')) {
                self.at += hashes;
                break;
            }
        }
        true
    }

    /// `'a'`, `'\n'`, `'\u{3042}'`, or the lifetime `'a`.
    pub(crate) fn skip_character_or_lifetime(&mut self) {
        self.next();
        if self.peek(0) == Some('\\') {
            self.next();
            self.next();
            self.skip_while(|c| c != '\'');
            self.next();
        } else if self.peek(1) == Some('\'') {
            self.next();
            self.next();
        }
    }
}
