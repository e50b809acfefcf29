//! `docs/glossary.md` and the names in the source agree, and no name says nothing.

mod source_tree;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use source_tree::{root, rust_files, text_of};

const GLOSSARY: &str = "docs/glossary.md";

/// Names of modules that say nothing about what stands in them.
const EMPTY_NAMES: [&str; 8] =
    ["util", "utils", "common", "helper", "helpers", "misc", "manager", "managers"];

/// Names that several types have, and why they may.
const SHARED_NAMES: [(&str, &str); 2] = [
    ("Arguments", "one for each command"),
    ("Error", "one for each room, and named with it: `input::Error`"),
];

#[test]
fn every_identifier_of_the_glossary_is_in_the_source() {
    let words: Vec<BTreeSet<String>> = sources().iter().map(|file| words(&file.text)).collect();
    let mut faults = Vec::new();
    for row in rows() {
        for identifier in &row.identifiers {
            // `Level::Reject` must stand in one file, as `Level` and as `Reject`.
            let known = words.iter().any(|file| identifier.split("::").all(|w| file.contains(w)));
            if !known {
                faults.push(format!(
                    "{GLOSSARY}:{}: `{identifier}` ({}) is in no file under src/: write the name \
                     that the code now has, or take it out of the row",
                    row.line, row.term
                ));
            }
        }
    }
    report(&faults);
}

#[test]
fn every_type_with_a_term_is_in_the_glossary() {
    let glossary: BTreeMap<String, Row> =
        rows().into_iter().map(|row| (row.term.clone(), row)).collect();
    let mut faults = Vec::new();
    for file in sources() {
        for Named { line, term, name } in named_types(&file.text) {
            let place = format!("{}:{line}: 「{term}」 is the type `{name}`", file.name);
            match glossary.get(&term) {
                None => faults.push(format!(
                    "{place}: add the row `| {term} | `{name}` | meaning | source |` to {GLOSSARY}"
                )),
                Some(row) if !row.identifiers.contains(&name) => faults.push(format!(
                    "{place}: add `{name}` to the row of {term} ({GLOSSARY}:{})",
                    row.line
                )),
                Some(_) => {}
            }
        }
    }
    report(&faults);
}

#[test]
fn every_term_has_one_row_and_every_row_is_whole() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut faults = Vec::new();
    for row in rows() {
        if let Some(first) = seen.insert(row.term.clone(), row.line) {
            faults.push(format!(
                "{GLOSSARY}:{}: {} has a row already (line {first}): make one row of the two",
                row.line, row.term
            ));
        }
        if row.identifiers.is_empty() || row.cells != 4 || row.has_blank {
            faults.push(format!(
                "{GLOSSARY}:{}: {}: a row is `| 日本語 | `Identifier` | meaning | source |`, with \
                 every cell filled in",
                row.line, row.term
            ));
        }
    }
    report(&faults);
}

/// One meaning per word: who reads the name of a type need not ask which.
#[test]
fn every_name_of_a_type_is_declared_once() {
    let mut declared: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in sources() {
        for (line, name) in every_type(&file.text) {
            declared.entry(name).or_default().push(format!("{}:{line}", file.name));
        }
    }
    let may_be_shared = |name: &str| SHARED_NAMES.iter().any(|(shared, _)| *shared == name);
    let shared = declared.iter().filter(|(name, places)| places.len() > 1 && !may_be_shared(name));
    let mut faults: Vec<String> = shared
        .map(|(name, places)| {
            format!("`{name}` is {}: rename all but one by what they are", places.join(" and "))
        })
        .collect();
    for (name, _) in SHARED_NAMES {
        if declared.get(name).is_none_or(|places| places.len() < 2) {
            faults.push(format!("`{name}` is no longer the name of several types: strike it out"));
        }
    }
    report(&faults);
}

#[test]
fn no_module_has_an_empty_name() {
    let mut faults = Vec::new();
    for file in sources() {
        let parts = file.name.trim_end_matches(".rs").split('/');
        let in_path = parts.filter(|part| EMPTY_NAMES.contains(part)).map(str::to_owned);
        let inline = file.text.lines().filter_map(inline_module);
        let inline = inline.filter(|name| EMPTY_NAMES.contains(&name.as_str()));
        for name in in_path.chain(inline) {
            faults.push(format!(
                "{}: a module called `{name}` says nothing: name it by what it knows",
                file.name
            ));
        }
    }
    report(&faults);
}

/// The readers below find what they must.
#[test]
fn tables_and_types_are_read_from_the_text() {
    let read =
        parse("# x\n| 日本語 | identifier |\n|---|---|\n| 計画 | `Plan`, `A::b` | m `z` | s |\n");
    assert_eq!(read.len(), 1);
    assert_eq!((read[0].line, read[0].term.as_str(), read[0].cells), (4, "計画", 4));
    assert_eq!(read[0].identifiers, ["Plan", "A::b"]);
    let text = "/// 「甲」 x\n/// 「乙」\n#[derive(Debug)]\npub struct A;\n/// 「丙」\npub(super) enum B {}\n\
                /// 「丁」\npub fn c() {}\n    /// 「戊」\n    pub type D = u8;\n/// 己 「庚」\npub enum E {}\n";
    let found: Vec<(usize, String, String)> =
        named_types(text).into_iter().map(|n| (n.line, n.term, n.name)).collect();
    let want = |line, term: &str, name: &str| (line, term.to_owned(), name.to_owned());
    assert_eq!(found, [want(4, "甲", "A"), want(10, "戊", "D")]);
    let declared: Vec<(usize, String)> = every_type(
        "struct A;\npub(super) enum B<'a> {}\npub type C = u8;\nimpl D for A {\n    type E = u8;\n}\n\
         mod f {\n    pub(crate) trait G: H {}\n}\n// struct I;\nlet kind = \"enum J\";\n",
    );
    let want = [(1, "A"), (2, "B"), (3, "C"), (8, "G")];
    assert_eq!(declared, want.map(|(line, name)| (line, name.to_owned())));
    assert_eq!(words("a::b_c // d\n\"e\" "), ["a", "b_c", "e"].map(str::to_owned).into());
    assert_eq!(inline_module("    pub(crate) mod misc {"), Some("misc".to_owned()));
}

// ---------------------------------------------------------------------------------------------

fn report(faults: &[String]) {
    let mut text = format!("{} places to put right\n", faults.len());
    for fault in faults {
        let _ = writeln!(text, "  {fault}");
    }
    assert!(faults.is_empty(), "{text}");
}

/// A row of the glossary.
struct Row {
    line: usize,
    term: String,
    identifiers: Vec<String>,
    cells: usize,
    has_blank: bool,
}

fn rows() -> Vec<Row> {
    let rows = parse(&text_of(&root().join(GLOSSARY)));
    assert!(!rows.is_empty(), "{GLOSSARY} has no table with the header `| 日本語 | …`");
    rows
}

/// The rows of every table whose first column is 日本語.
fn parse(text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut in_table = false;
    for (index, line) in text.lines().enumerate() {
        let Some(inner) = line.trim().strip_prefix('|').and_then(|rest| rest.strip_suffix('|'))
        else {
            in_table = false;
            continue;
        };
        let cells: Vec<&str> = inner.split('|').map(str::trim).collect();
        if cells[0] == "日本語" {
            in_table = true;
            continue;
        }
        let is_rule = cells.iter().all(|cell| cell.chars().all(|c| matches!(c, '-' | ':')));
        if !in_table || is_rule {
            continue;
        }
        let marked = cells.get(1).unwrap_or(&"").split('`').skip(1).step_by(2);
        rows.push(Row {
            line: index + 1,
            term: cells[0].to_owned(),
            identifiers: marked.map(str::to_owned).collect(),
            cells: cells.len(),
            has_blank: cells.iter().any(|cell| cell.is_empty()),
        });
    }
    rows
}

struct SourceFile {
    /// Path from the crate's root, `/` between parts.
    name: String,
    text: String,
}

/// Every Rust file under `src/`, in the order of their names.
fn sources() -> Vec<SourceFile> {
    rust_files().into_iter().map(|(name, text)| SourceFile { name, text }).collect()
}

/// The words of the code, without line comments.
fn words(text: &str) -> BTreeSet<String> {
    let code = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    let words = code.flat_map(|line| line.split(|c: char| !(c.is_alphanumeric() || c == '_')));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A public type whose doc comment begins with a term.
struct Named {
    line: usize,
    term: String,
    name: String,
}

fn named_types(text: &str) -> Vec<Named> {
    let mut types = Vec::new();
    // The first line of the doc comment above the current line.
    let mut doc: Option<&str> = None;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim_start();
        if let Some(comment) = line.strip_prefix("///") {
            doc.get_or_insert(comment.trim_start());
        } else if !line.starts_with("#[") {
            let name = declared_type(line);
            let term = doc.and_then(|doc| Some(doc.strip_prefix('「')?.split_once('」')?.0));
            if let (Some(name), Some(term)) = (name, term) {
                types.push(Named { line: index + 1, term: term.to_owned(), name });
            }
            doc = None;
        }
    }
    types
}

fn declared_type(line: &str) -> Option<String> {
    let rest = ["pub ", "pub(crate) "].iter().find_map(|word| line.strip_prefix(word))?;
    let kinds = ["struct ", "enum ", "type ", "trait "];
    let rest = kinds.iter().find_map(|kind| rest.strip_prefix(kind))?;
    let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!name.is_empty()).then_some(name)
}

/// The types that a file declares, whoever sees them. One further in without `pub` that begins with
/// `type` belongs to an `impl` or a trait.
fn every_type(text: &str) -> Vec<(usize, String)> {
    let named = |(index, line): (usize, &str)| {
        let mut words = line.split_whitespace().skip_while(|word| word.starts_with("pub"));
        let kind =
            words.next().filter(|kind| ["struct", "enum", "type", "trait"].contains(kind))?;
        let name = words.next()?.split(|c: char| !(c.is_alphanumeric() || c == '_')).next()?;
        let is_associated = kind == "type" && line.starts_with(' ') && !line.contains("pub");
        (!is_associated && !name.is_empty()).then(|| (index + 1, name.to_owned()))
    };
    text.lines().enumerate().filter_map(named).collect()
}

/// The name of a module that begins in this line.
fn inline_module(line: &str) -> Option<String> {
    let code = line.split("//").next()?;
    let mut words = code.split_whitespace().skip_while(|word| *word != "mod").skip(1);
    let name = words.next()?.trim_end_matches([';', '{']);
    Some(name.to_owned())
}
