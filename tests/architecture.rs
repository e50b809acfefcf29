//! The direction of use between modules, and what no module may touch, read from the source text.
//!
//! `docs/decisions/0001-one-crate-and-leaf-modules.md` says why. The tests look at whatever stands
//! under `src/`; a module that is not there yet is no fault.

mod source_tree;
mod source_uses;
mod source_words;

use std::{fmt::Write as _, path::Path};

use source_uses::{Circle, Uses};
use source_words::{SourceFile, sources};

/// Used by every module, and using none.
const LEAVES: [&str; 4] = ["calendar", "item", "money", "number"];

/// The ground on the leaves: used by every other module, and using leaves alone.
const GROUND: &str = "account";

/// Each module and what it may use beside itself and the leaves. A module stands below everything
/// that it uses: the order is the direction of use.
const MAY_USE: &[(&str, &str)] = &[
    ("calendar", ""),
    ("item", ""),
    ("money", ""),
    ("number", ""),
    (GROUND, ""),
    ("finding", ""),
    ("tariff", "finding"),
    ("input", "finding"),
    ("records", "finding tariff input"),
    ("ledger", "finding tariff input records"),
    ("policy", "finding"),
    ("rules", "finding tariff input records ledger policy"),
    ("judge", "finding tariff input records ledger policy rules"),
    ("claim", "finding tariff input records ledger policy rules judge"),
    ("exchange", "tariff policy"),
    ("submission", "finding tariff input ledger exchange"),
    (
        "reconcile",
        "finding tariff input records ledger policy rules judge claim exchange submission",
    ),
    ("audit", "finding tariff input records ledger policy rules judge claim submission reconcile"),
    ("catalogue", "finding input rules claim submission reconcile audit"),
    (
        "report",
        "finding tariff input records ledger policy rules judge claim submission reconcile audit catalogue",
    ),
    (
        "facade",
        "finding tariff input records ledger policy rules claim submission reconcile audit catalogue report",
    ),
    ("cli", "finding input records catalogue report facade"),
];

/// Each room of `report` and the rooms that it may use: the words that all outputs say alike, then
/// the media, then the products, none of which uses another.
const MAY_USE_OF_REPORT: &[(&str, &str)] = &[
    ("words", ""),
    ("output", ""),
    ("csv", ""),
    ("html", "words"),
    ("receipt", "words output"),
    ("folder", "output receipt"),
    ("catalogue", "words"),
    ("check", "words"),
    ("why", "words"),
    ("claim", "words output csv html receipt"),
    ("audit", "words output csv html receipt"),
    // It reads what was written, by the names of the files alone.
    ("verify", "csv receipt folder"),
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
    let sources = sources();
    let graph = Uses::new(&sources);
    let traced = graph.files();
    for file in &sources {
        let Some(module) = file.module() else { continue };
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else {
            let rule = format!(
                "the module `{module}` has no place in the direction of use: add it to MAY_USE in \
                 tests/architecture.rs, above everything it uses"
            );
            faults.add(file, 1, &rule);
            continue;
        };
        for (used, line) in file.uses_of_the_crate() {
            let used =
                ROOT_MACROS.iter().find(|(name, _)| *name == used).map_or(used, |m| m.1.into());
            if !may_use(module, &used, allowed) {
                faults.add(file, line, &refusal(module, &used, allowed));
            }
        }
        // Also by a name that a module in between passes on.
        for used in traced.get(file.name.as_str()).into_iter().flatten() {
            let used = sources.iter().find(|file| file.name == *used).and_then(SourceFile::module);
            if let Some(used) = used.filter(|used| !may_use(module, used, allowed)) {
                faults.add(file, 1, &refusal(module, used, allowed));
            }
        }
    }
    faults.report("direction of use (docs/decisions/0001-one-crate-and-leaf-modules.md)");
}

fn may_use(module: &str, used: &str, allowed: &str) -> bool {
    used == module
        || allowed.split(' ').any(|name| name == used)
        || LEAVES.contains(&used) && !LEAVES.contains(&module)
        || used == GROUND && !LEAVES.contains(&module)
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

#[test]
fn rooms_of_the_report_use_only_what_lies_below_them() {
    let mut faults = Faults::default();
    for file in sources() {
        let ["report", room, ..] = file.modules()[..] else { continue };
        let Some((_, allowed)) = MAY_USE_OF_REPORT.iter().find(|(name, _)| *name == room) else {
            let rule = format!("the room `{room}` has no place in MAY_USE_OF_REPORT");
            faults.add(&file, 1, &rule);
            continue;
        };
        for (used, line) in file.uses_of_the_room("report") {
            if used != room && !allowed.split(' ').any(|name| name == used) {
                let rule = format!("`report::{room}` uses `{used}`: it may use only: {allowed}");
                faults.add(&file, line, &rule);
            }
        }
    }
    faults.report("products of `report` over its media, and no product over another");
}

/// The tables themselves have a direction: nothing uses what stands after it.
#[test]
fn the_direction_of_use_has_no_circle() {
    for table in [MAY_USE, MAY_USE_OF_REPORT] {
        for (place, (module, allowed)) in table.iter().enumerate() {
            for used in allowed.split_whitespace() {
                let below = table[..place].iter().any(|(name, _)| *name == used);
                assert!(below, "`{module}` stands before `{used}`, which it may use");
            }
        }
    }
}

/// A rule says what it is for: `judge` and `claim` ask whatever entries they are handed. Family B,
/// which is declared in `claim`, is spoken there.
#[test]
fn judge_and_claim_know_no_rule_by_name() {
    let sources = sources();
    let file = |name: &str| sources.iter().find(|file| file.name == name);
    let mut faults = Faults::default();
    let graph = Uses::new(&sources);
    for (user, traced) in graph.files() {
        let user = file(user).filter(|user| matches!(user.module(), Some("judge" | "claim")));
        let rules = traced
            .iter()
            .filter_map(|name| file(name))
            .filter(|used| used.module() == Some("rules") && used.text.contains("declare_rule! {"));
        for (user, rule) in rules.filter_map(|rule| Some((user?, rule))) {
            let told = format!("{} is one rule: ask its declaration or its entry", rule.name);
            faults.add(user, 1, &told);
        }
    }
    faults.report("no rule by name in src/judge and src/claim");
}

/// Within a module too: what two files share stands in a file below both.
#[test]
fn no_files_use_each_other_in_a_circle() {
    let sources = sources();
    let graph = Uses::new(&sources);
    let mut text = String::new();
    for circle in graph.circles() {
        let _ = writeln!(text, "  a circle of {} files:", circle.len());
        for (file, named) in circle {
            let _ = writeln!(text, "    {file} uses {}", named.join(", "));
        }
    }
    assert!(text.is_empty(), "move what they share into a file below both:\n{text}");
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
    let of_room = |name: &str, text: &str| -> Vec<String> {
        file(name, text).uses_of_the_room("r").into_iter().map(|(used, _)| used).collect()
    };
    assert_eq!(
        of_room("src/r/a/mod.rs", "use super::b::C; use crate::{r::{d::E, f}, x};"),
        ["b", "d", "f"]
    );
    assert_eq!(of_room("src/r/a/g.rs", "use super::h; use super::super::d::E;"), ["d"]);
    let hidden =
        "// crate::x\n/* crate::x /* */ */ \"crate::x\" r#\"crate::x \" \"# '\"' '\\'' 'a f(b'x')";
    assert!(uses("src/a/b.rs", hidden).is_empty());
    let texts = file("src/a.rs", "use std::{io, fs::File};\nuse std::env::var; let x = 1.5_f64;\n");
    assert_eq!((texts.uses_of_std("fs"), texts.uses_of_std("env")), (vec![1], vec![2]));
    assert_eq!((texts.numbers_ending("f64"), texts.uses_of_std("path")), (vec![2], vec![]));
    let clock = file("src/a.rs", "Instant\n::now(); Instant::elapsed();");
    assert_eq!(clock.paths("Instant", "now"), [1]);
}

/// Names are traced through `mod.rs`, groups, `as`, modules within a text and `*`; what is passed
/// on, and what tests use, is no use.
#[test]
fn circles_are_found_behind_names_that_are_passed_on() {
    let file = |(name, text): (&str, &str)| SourceFile::new(name.to_owned(), text.to_owned());
    let circles = |files: &[(&str, &str)]| -> Vec<Vec<String>> {
        let sources: Vec<SourceFile> = files.iter().copied().map(file).collect();
        let files = |circle: Circle<'_>| circle.into_keys().map(str::to_owned).collect();
        Uses::new(&sources).circles().into_iter().map(files).collect()
    };
    let head = (
        "src/a/mod.rs",
        "mod x; mod y; pub use x::X; pub(super) use y::{Y as Z}; \
                mod all { pub use super::Z; }",
    );
    let circle = [vec!["src/a/x.rs".to_owned(), "src/a/y.rs".to_owned()]];
    let y = ("src/a/y.rs", "use super::X; pub struct Y;");
    for x in [
        "use super::Z; pub struct X;",
        "pub struct X(super::y::Y);",
        "use crate::{a::{Z}, b::B};",
        "use super::all::*; pub struct X(Z);",
        "pub use super::y::Y; struct X(Y);",
    ] {
        assert_eq!(circles(&[head, ("src/a/x.rs", x), y]), circle, "{x}");
    }
    for x in [
        "pub struct X; // super::Z",
        "pub use super::y::Y; pub struct X;",
        "use super::all::*; pub struct X;",
        "use std::fmt::Z; use anyhow::{anyhow, Y}; pub struct X;",
        "pub struct X; #[cfg(test)] mod tests { use super::super::Z; }",
    ] {
        assert!(circles(&[head, ("src/a/x.rs", x), y]).is_empty(), "{x}");
    }
    let detour = [
        ("src/a/mod.rs", "mod x; pub fn f() { x::g(); }"),
        ("src/a/x.rs", "use crate::b; pub fn g() {}"),
        ("src/b.rs", "use crate::a::f;"),
    ];
    assert_eq!(circles(&detour), [["src/a/mod.rs", "src/a/x.rs", "src/b.rs"]]);
    assert!(circles(&detour[..2]).is_empty());
    let parent = ("src/a/mod.rs", "mod x; fn f(_: x::X) {} pub struct S;");
    for x in ["use super::S; pub struct X;", "use super::*; pub struct X;"] {
        assert_eq!(circles(&[parent, ("src/a/x.rs", x)]), [["src/a/mod.rs", "src/a/x.rs"]], "{x}");
    }
    assert!(circles(&[parent, ("src/a/x.rs", "pub struct X;")]).is_empty());
    // A module is found before a function of its name; a name that is taken in for the module
    // itself leads nobody else further.
    let own = [
        ("src/lib.rs", "pub mod a; pub use c::a;"),
        ("src/a.rs", "use crate::c; pub fn c() {}"),
        ("src/b.rs", "fn f() { crate::a::c(); }"),
        ("src/c.rs", ""),
    ];
    let sources = own.map(file);
    assert_eq!(Vec::from_iter(&Uses::new(&sources).files()["src/b.rs"]), [&"src/a.rs"]);
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
