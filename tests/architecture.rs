//! The direction of use between modules, and what no module may touch, read from the source text.
//!
//! `docs/decisions/0001-one-crate-and-leaf-modules.md` says why. The tests look at whatever stands
//! under `src/`; a module that is not there yet is no fault.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

/// Used by every module, and using none.
const LEAVES: [&str; 4] = ["calendar", "item", "money", "number"];

/// Each module and what it may use beside itself and the leaves. A module stands below everything
/// that it uses: the order is the direction of use.
const MAY_USE: &[(&str, &str)] = &[
    ("calendar", ""),
    ("item", ""),
    ("money", ""),
    ("number", ""),
    ("finding", ""),
    ("tariff", "finding"),
    ("input", "finding"),
    ("records", "finding tariff input"),
    ("ledger", "finding tariff input records"),
    ("policy", "finding"),
    ("rules", "finding tariff input records ledger policy"),
    ("judge", "finding tariff input records ledger policy rules"),
    ("claim", "finding tariff input records ledger policy rules judge"),
    ("kokuhoren", "finding tariff input records ledger policy rules judge claim"),
    ("audit", "finding tariff input records ledger policy rules judge claim kokuhoren"),
    ("catalogue", "finding input rules claim kokuhoren audit"),
    (
        "report",
        "finding tariff input records ledger policy rules judge claim kokuhoren audit catalogue",
    ),
    (
        "cli",
        "finding tariff input records ledger policy rules judge claim kokuhoren audit catalogue report",
    ),
];

/// Macros that stand at the crate's root, and the module that they belong to.
const ROOT_MACROS: &[(&str, &str)] = &[("declare_rule", "finding")];

/// Where the file system may be touched: a file, or a folder with everything below it.
const FILE_SYSTEM_EDGES: [&str; 3] = ["src/cli/", "src/report/", "src/input/files.rs"];

/// Where the environment may be read.
const ENVIRONMENT_EDGES: [&str; 2] = ["src/cli/", "src/main.rs"];

const LINES_MAX: usize = 400;

/// Files that may be longer: tests and the declarations of one family.
fn may_be_long(file: &SourceFile) -> bool {
    let path = Path::new(&file.name);
    let in_tests = path.components().any(|part| part.as_os_str() == "tests");
    in_tests || file.name.ends_with("/tests.rs") || file.name == "src/input/rules.rs"
}

#[test]
fn modules_use_only_what_lies_below_them() {
    let mut faults = Faults::default();
    for file in sources() {
        let Some(module) = file.module() else { continue };
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else {
            let rule = format!(
                "the module `{module}` has no place in the direction of use: add it to MAY_USE in \
                 tests/architecture.rs, above everything it uses"
            );
            faults.add(&file, 1, &rule);
            continue;
        };
        for (used, line) in file.uses_of_the_crate() {
            let used =
                ROOT_MACROS.iter().find(|(name, _)| *name == used).map_or(used, |m| m.1.into());
            let fits = used == module
                || allowed.split(' ').any(|name| name == used)
                || LEAVES.contains(&used.as_str()) && !LEAVES.contains(&module);
            if !fits {
                faults.add(&file, line, &refusal(module, &used, allowed));
            }
        }
    }
    faults.report("direction of use (docs/decisions/0001-one-crate-and-leaf-modules.md)");
}

fn refusal(module: &str, used: &str, allowed: &str) -> String {
    if used == "*" {
        return format!("`{module}` takes in the whole crate with `*`: name the modules");
    }
    if LEAVES.contains(&module) {
        return format!("`{module}` uses `{used}`: a leaf uses no other module of the crate");
    }
    if allowed.is_empty() {
        return format!("`{module}` uses `{used}`: it may use nothing but the leaves");
    }
    format!("`{module}` uses `{used}`: beside the leaves it may use only: {allowed}")
}

/// The table itself has a direction: nothing uses what stands after it.
#[test]
fn the_direction_of_use_has_no_circle() {
    for (place, (module, allowed)) in MAY_USE.iter().enumerate() {
        for used in allowed.split_whitespace() {
            let below = MAY_USE[..place].iter().any(|(name, _)| *name == used);
            assert!(below, "MAY_USE: `{module}` stands before `{used}`, which it may use");
        }
    }
}

#[test]
fn only_the_edges_touch_the_file_system() {
    let mut faults = Faults::default();
    for file in sources().iter().filter(|file| !file.is_in(&FILE_SYSTEM_EDGES)) {
        for line in file.uses_of_std("fs") {
            let rule = "`std::fs` outside src/cli, src/report and src/input/files.rs: take bytes \
                        as an argument, or return them";
            faults.add(file, line, rule);
        }
    }
    faults.report("the file system is touched at the edges only");
}

#[test]
fn nothing_reads_a_clock_or_the_environment() {
    let mut faults = Faults::default();
    for file in sources() {
        for line in file.words("SystemTime") {
            faults.add(
                &file,
                line,
                "`SystemTime`: the day of the claim is given with --claim-date",
            );
        }
        for line in file.paths("Instant", "now") {
            faults.add(&file, line, "`Instant::now`: times are measured in benches/ only");
        }
        if !file.is_in(&ENVIRONMENT_EDGES) {
            for line in file.uses_of_std("env") {
                let rule = "`std::env` outside src/cli and src/main.rs: what a run depends on is an \
                            argument or a setting";
                faults.add(&file, line, rule);
            }
        }
    }
    faults.report("the same input gives the same bytes on every machine");
}

#[test]
fn there_are_no_floats() {
    let mut faults = Faults::default();
    for file in sources() {
        for kind in ["f32", "f64"] {
            for line in file.words(kind).into_iter().chain(file.numbers_ending(kind)) {
                let rule = format!("`{kind}`: units and yen are integers, prices `Decimal`");
                faults.add(&file, line, &rule);
            }
        }
    }
    faults.report("no floats anywhere");
}

#[test]
fn every_file_says_what_it_is() {
    let mut faults = Faults::default();
    for file in sources().iter().filter(|file| !file.text.starts_with("//!")) {
        faults.add(file, 1, "begin the file with a `//!` line that says what it holds");
    }
    faults.report("every file begins with //!");
}

#[test]
fn files_are_short() {
    let mut faults = Faults::default();
    for file in sources().iter().filter(|file| !may_be_long(file)) {
        let lines = file.text.lines().count();
        if lines > LINES_MAX {
            let rule =
                format!("{lines} lines, at most {LINES_MAX}: split the file by what it knows");
            faults.add(file, lines, &rule);
        }
    }
    faults.report("files are short");
}

/// The reader below finds what it must, and nothing in comments and texts.
#[test]
fn uses_are_read_from_the_text() {
    let file = |name: &str, text: &str| SourceFile::new(name.to_owned(), text.to_owned());
    let uses = |name: &str, text: &str| -> Vec<String> {
        file(name, text).uses_of_the_crate().into_iter().map(|(used, _)| used).collect()
    };
    assert_eq!(uses("src/a/b.rs", "use crate::{x::{y, z}, w, v::*};"), ["x", "w", "v"]);
    assert_eq!(uses("src/a/b.rs", "pub(crate) fn f() -> crate::x::Y { $crate::z::W }"), ["x", "z"]);
    assert_eq!(uses("src/a/b.rs", "use super::{c, d}; use super::super::{e, f::G};"), ["e", "f"]);
    assert_eq!(uses("src/a.rs", "use super::b::C; mod t { use super::D; }"), ["b"]);
    assert_eq!(uses("src/a/mod.rs", "mod t { use super::super::b; }"), ["b"]);
    assert_eq!(uses("src/a/b.rs", "use crate::*;"), ["*"]);
    let hidden =
        "// crate::x\n/* crate::x /* */ */ \"crate::x\" r#\"crate::x \" \"# '\"' '\\'' 'a f(b'x')";
    assert!(uses("src/a/b.rs", hidden).is_empty());
    let texts = file("src/a.rs", "use std::{io, fs::File};\nuse std::env::var; let x = 1.5_f64;\n");
    assert_eq!((texts.uses_of_std("fs"), texts.uses_of_std("env")), (vec![1], vec![2]));
    assert_eq!((texts.numbers_ending("f64"), texts.uses_of_std("path")), (vec![2], vec![]));
    let clock = file("src/a.rs", "Instant\n::now(); Instant::elapsed();");
    assert_eq!(clock.paths("Instant", "now"), [1]);
}

// ---------------------------------------------------------------------------------------------

/// Faults found, told all at once.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn add(&mut self, file: &SourceFile, line: usize, rule: &str) {
        self.0.push(format!("{}:{line}: {rule}", file.name));
    }

    fn report(mut self, rule: &str) {
        self.0.dedup();
        let mut text = format!("{} places break a rule: {rule}\n", self.0.len());
        for fault in &self.0 {
            let _ = writeln!(text, "  {fault}");
        }
        assert!(self.0.is_empty(), "{text}");
    }
}

/// Every Rust file under `src/`, in the order of their names.
fn sources() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    collect(&root.join("src"), &mut paths);
    paths.sort();
    assert!(!paths.is_empty(), "no Rust file under src/: the test reads the wrong folder");
    let read = |path: PathBuf| {
        let relative = path.strip_prefix(root).unwrap_or(&path);
        let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        SourceFile::new(parts.join("/"), text)
    };
    paths.into_iter().map(read).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

/// A source file and its words; comments and the insides of texts are not among them.
struct SourceFile {
    /// Path from the crate's root, `/` between parts.
    name: String,
    text: String,
    tokens: Vec<Token>,
}

struct Token {
    line: usize,
    kind: Kind,
}

#[derive(PartialEq, Eq, Debug)]
enum Kind {
    Word(String),
    Number(String),
    Mark(char),
}

impl SourceFile {
    fn new(name: String, text: String) -> Self {
        let tokens = Reader::new(&text).tokens();
        Self { name, text, tokens }
    }

    /// Modules from the crate's root to the file: `src/rules/party/mod.rs` is rules, party.
    fn modules(&self) -> Vec<&str> {
        let path = self.name.trim_start_matches("src/").trim_end_matches(".rs");
        path.split('/').filter(|part| !matches!(*part, "mod" | "lib" | "main")).collect()
    }

    /// The module of the crate's root that the file belongs to; `None` for the roots themselves.
    fn module(&self) -> Option<&str> {
        self.modules().first().copied()
    }

    fn is_in(&self, places: &[&str]) -> bool {
        places.iter().any(|place| match place.strip_suffix('/') {
            Some(folder) => self.name.starts_with(place) || self.name == format!("{folder}.rs"),
            None => self.name == *place,
        })
    }

    fn word(&self, at: usize) -> Option<&str> {
        match self.tokens.get(at).map(|token| &token.kind) {
            Some(Kind::Word(word)) => Some(word),
            _ => None,
        }
    }

    fn is_mark(&self, at: usize, mark: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == Kind::Mark(mark))
    }

    fn is_path_separator(&self, at: usize) -> bool {
        self.is_mark(at, ':') && self.is_mark(at + 1, ':')
    }

    /// Lines with `word`.
    fn words(&self, word: &str) -> Vec<usize> {
        let places = (0..self.tokens.len()).filter(|at| self.word(*at) == Some(word));
        places.map(|at| self.tokens[at].line).collect()
    }

    /// Lines with a number that ends in `suffix`.
    fn numbers_ending(&self, suffix: &str) -> Vec<usize> {
        let ends = |token: &&Token| matches!(&token.kind, Kind::Number(n) if n.ends_with(suffix));
        self.tokens.iter().filter(ends).map(|token| token.line).collect()
    }

    /// Lines with `first::second`.
    fn paths(&self, first: &str, second: &str) -> Vec<usize> {
        let places = (0..self.tokens.len()).filter(|at| {
            self.word(*at) == Some(first)
                && self.names_after(*at + 1).iter().any(|(name, _)| name == second)
        });
        places.map(|at| self.tokens[at].line).collect()
    }

    /// Lines with `std::module`, also as part of `use std::{…}`.
    fn uses_of_std(&self, module: &str) -> Vec<usize> {
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
    fn names_after(&self, at: usize) -> Vec<(String, usize)> {
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
    fn uses_of_the_crate(&self) -> Vec<(String, usize)> {
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
                Kind::Word(word) if word == "crate" => uses.extend(self.names_after(at + 1)),
                Kind::Word(word) if word == "super" => {
                    let mut climbed = 1;
                    while self.is_path_separator(at + 1) && self.word(at + 3) == Some("super") {
                        climbed += 1;
                        at += 3;
                    }
                    if climbed == self.modules().len() + inline.len() {
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
struct Reader {
    text: Vec<char>,
    at: usize,
    line: usize,
}

impl Reader {
    fn new(text: &str) -> Self {
        Self { text: text.chars().collect(), at: 0, line: 1 }
    }

    fn tokens(mut self) -> Vec<Token> {
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

    fn peek(&self, ahead: usize) -> Option<char> {
        self.text.get(self.at + ahead).copied()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek(0)?;
        self.at += 1;
        if next == '\n' {
            self.line += 1;
        }
        Some(next)
    }

    fn skip_while(&mut self, wanted: impl Fn(char) -> bool) {
        while self.peek(0).is_some_and(&wanted) {
            self.next();
        }
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> String {
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
    fn skip_comment(&mut self) {
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
    fn skip_text(&mut self) {
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
    fn skip_raw_text(&mut self) -> bool {
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
    fn skip_character_or_lifetime(&mut self) {
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
