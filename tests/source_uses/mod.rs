//! Which file uses which, and the circles among them.
//!
//! A name is traced to the file that holds it: `use super::Judged` is a use of `verdict.rs` where
//! `mod.rs` only passes the name on. What a file passes on with `pub use` is no use of its own,
//! unless it names it elsewhere. Tests may look at anything.

use std::collections::{BTreeMap, BTreeSet};

use crate::source_words::{Kind, SourceFile};

/// A path from the crate's root.
type Path = Vec<String>;

/// What one file says of others.
struct Reading {
    file: String,
    module: Path,
    imports: Vec<Import>,
    /// Paths that stand outside `use`.
    paths: Vec<Path>,
    /// The words of the file, but for what it passes on and the modules that it declares.
    words: BTreeSet<String>,
}

/// A name that a module takes in with `use`.
struct Import {
    /// The module that takes it in, and what the name is there; `*` for every name.
    place: Path,
    target: Path,
    is_passed_on: bool,
}

/// Files each of which uses every other, be it by a detour: each with those of them that it names.
pub(crate) type Circle<'a> = BTreeMap<&'a str, Vec<&'a str>>;

/// Every file and what it uses.
pub(crate) struct Uses {
    /// The file of each module.
    modules: BTreeMap<Path, String>,
    /// Where names lead that a module takes in, and whether it passes them on.
    names: BTreeMap<Path, (Path, bool)>,
    readings: Vec<Reading>,
}

impl Uses {
    pub(crate) fn new(sources: &[SourceFile]) -> Self {
        let is_of_tests = |file: &SourceFile| file.modules().contains(&"tests");
        let sources: Vec<&SourceFile> =
            sources.iter().filter(|f| f.name != "src/main.rs" && !is_of_tests(f)).collect();
        let readings: Vec<Reading> = sources.iter().map(|file| Reader::new(file).read()).collect();
        let module = |file: &&SourceFile| (path(&file.modules()), file.name.clone());
        let modules: BTreeMap<Path, String> = sources.iter().map(module).collect();
        // `use line::line` names a function and leaves `line` the module that it is; `anyhow::anyhow`
        // leads out of the crate.
        let imports = readings.iter().flat_map(|reading| &reading.imports).filter(|import| {
            !modules.contains_key(&import.place) && !import.target.starts_with(&import.place)
        });
        Self {
            names: imports
                .map(|own| (own.place.clone(), (own.target.clone(), own.is_passed_on)))
                .collect(),
            modules,
            readings,
        }
    }

    /// Every file with the other files that it uses.
    pub(crate) fn files(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        self.readings.iter().map(|reading| (reading.file.as_str(), self.of(reading))).collect()
    }

    pub(crate) fn circles(&self) -> Vec<Circle<'_>> {
        let uses = self.files();
        let reached: BTreeMap<&str, BTreeSet<&str>> =
            uses.keys().map(|file| (*file, reach(file, &uses))).collect();
        let mut circles: BTreeSet<Circle<'_>> = BTreeSet::new();
        for (file, own) in reached.iter().filter(|(file, own)| own.contains(*file)) {
            let circle: BTreeSet<&str> =
                own.iter().copied().filter(|other| reached[other].contains(file)).collect();
            let named = |file: &&'_ str| uses[file].intersection(&circle).copied().collect();
            circles.insert(circle.iter().map(|file| (*file, named(file))).collect());
        }
        circles.into_iter().collect()
    }

    /// The other files that a file uses.
    fn of(&self, reading: &Reading) -> BTreeSet<&str> {
        let mut used: BTreeSet<&str> =
            reading.paths.iter().filter_map(|path| self.file_of(path, &reading.module)).collect();
        for Import { place, target, is_passed_on } in &reading.imports {
            let name = place.last().map_or("", String::as_str);
            let is_named = reading.words.contains(name);
            if name == "*" {
                let module = &target[..target.len() - 1];
                let taken = self.names.keys().filter(|key| key.starts_with(module));
                let taken = taken.filter(|key| key.len() == target.len());
                let named = taken.filter(|key| reading.words.contains(&key[module.len()]));
                used.extend(named.filter_map(|key| self.file_of(key, &reading.module)));
                used.extend(self.modules.get(module).map(String::as_str));
            } else if !is_passed_on || is_named {
                used.extend(self.file_of(target, &reading.module));
            }
        }
        used.remove(reading.file.as_str());
        used
    }

    /// The file that holds what a path names, as `module` sees it; `None` for what is no part of
    /// the crate.
    fn file_of(&self, path: &[String], module: &[String]) -> Option<&str> {
        let (mut path, mut module) = (path.to_vec(), module.to_vec());
        for _ in 0..20 {
            let led = (1..=path.len()).find_map(|length| {
                let (target, is_passed_on) = self.names.get(&path[..length])?;
                let place = &path[..length - 1];
                let is_seen =
                    *is_passed_on || module.starts_with(place) || place.starts_with(&module);
                is_seen.then(|| (place.to_vec(), [target, &path[length..]].concat()))
            });
            let Some(further) = led else {
                let parts = (1..=path.len()).rev().map(|length| &path[..length]);
                return parts.into_iter().find_map(|part| self.modules.get(part)).map(|f| &**f);
            };
            (module, path) = further;
        }
        panic!("{}: a name that leads back to itself", path.join("::"))
    }
}

/// Every file that can be come to from `file`, in one step or more.
fn reach<'a>(file: &str, uses: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&str> = uses[file].iter().copied().collect();
    while let Some(next) = open.pop() {
        if reached.insert(next) {
            open.extend(uses.get(next).into_iter().flatten());
        }
    }
    reached
}

fn path(names: &[&str]) -> Path {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Reads what one file says of others.
struct Reader<'f> {
    file: &'f SourceFile,
    /// The module that is being read: the file's, and those within its text that are open.
    module: Path,
    /// Of the modules within the text: their depth in braces.
    inside: Vec<usize>,
    reading: Reading,
}

impl<'f> Reader<'f> {
    fn new(file: &'f SourceFile) -> Self {
        let module = path(&file.modules());
        let reading = Reading {
            file: file.name.clone(),
            module: module.clone(),
            imports: Vec::new(),
            paths: Vec::new(),
            words: BTreeSet::new(),
        };
        Self { file, module, inside: Vec::new(), reading }
    }

    fn read(mut self) -> Reading {
        let (mut at, mut depth) = (0, 0);
        while at < self.file.tokens.len() {
            at = match &self.file.tokens[at].kind {
                Kind::Mark(mark) => {
                    depth = match mark {
                        '{' => depth + 1,
                        '}' => depth - 1,
                        _ => depth,
                    };
                    while self.inside.last().is_some_and(|opened| *opened > depth) {
                        self.inside.pop();
                        self.module.pop();
                    }
                    at + 1
                }
                Kind::Word(word) if word == "mod" && self.file.is_mark(at + 2, '{') => {
                    let name = self.file.word(at + 1).unwrap_or_default();
                    if name == "tests" {
                        break;
                    }
                    depth += 1;
                    self.inside.push(depth);
                    self.module.push(name.to_owned());
                    at + 3
                }
                Kind::Word(word) if word == "mod" && self.file.is_mark(at + 2, ';') => at + 3,
                Kind::Word(word) if word == "use" => {
                    let is_passed_on = at > 0
                        && (self.file.word(at - 1) == Some("pub")
                            || self.file.is_mark(at - 1, ')'));
                    self.tree(at + 1, &[], is_passed_on)
                }
                Kind::Word(_) => self.path_at(at),
                Kind::Number(_) => at + 1,
            };
        }
        self.reading
    }

    /// Reads the names after `use`; returns the place after them.
    fn tree(&mut self, mut at: usize, before: &[String], is_passed_on: bool) -> usize {
        let mut names = before.to_vec();
        loop {
            if self.file.is_mark(at, '{') {
                at += 1;
                while !self.file.is_mark(at, '}') {
                    at = self.tree(at, &names, is_passed_on);
                    at += usize::from(self.file.is_mark(at, ','));
                }
                return at + 1;
            }
            names.push(self.file.word(at).unwrap_or("*").to_owned());
            at += 1;
            if !self.file.is_path_separator(at) {
                break;
            }
            at += 2;
        }
        if names.len() > 1 && names.last().is_some_and(|name| name == "self") {
            names.pop();
        }
        let name = if self.file.word(at) == Some("as") {
            at += 2;
            self.file.word(at - 1).unwrap_or_default().to_owned()
        } else {
            names.last().cloned().unwrap_or_default()
        };
        if !is_passed_on {
            self.reading.words.insert(name.clone());
        }
        let place = [&self.module[..], &[name]].concat();
        let target = self.absolute(&names).filter(|target| *target != place);
        self.reading.imports.extend(target.map(|target| Import { place, target, is_passed_on }));
        at
    }

    /// Reads a path, or a single word; returns the place after it.
    fn path_at(&mut self, mut at: usize) -> usize {
        let mut names = Vec::new();
        while let Some(name) = self.file.word(at) {
            self.reading.words.insert(name.to_owned());
            names.push(name.to_owned());
            at += 1;
            if !self.file.is_path_separator(at) || self.file.word(at + 2).is_none() {
                break;
            }
            at += 2;
        }
        if names.len() > 1 {
            self.reading.paths.extend(self.absolute(&names));
        }
        at
    }

    /// A path as it stands in the open module, from the crate's root. One that begins with a name
    /// is taken to begin in the module itself.
    fn absolute(&self, names: &[String]) -> Option<Path> {
        let mut root = self.module.clone();
        let mut rest = names;
        while let Some((first, tail)) = rest.split_first() {
            match first.as_str() {
                "crate" => root.clear(),
                "self" => {}
                "super" => {
                    root.pop()?;
                }
                _ => break,
            }
            rest = tail;
        }
        (!rest.is_empty()).then(|| [&root[..], rest].concat())
    }
}
