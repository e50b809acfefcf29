//! Every case below `golden/` holds, and every fixture that was made for one is used by one.

use std::{
    collections::BTreeSet,
    ffi::OsString,
    fmt::Display,
    fs,
    path::{Path, PathBuf},
};

use serde::Deserialize;

/// What this test reads of a `case.toml`.
#[derive(Deserialize)]
struct Case {
    #[serde(default)]
    input: Vec<String>,
    #[serde(default)]
    by_hand: bool,
}

#[test]
fn every_golden_case_holds() {
    let golden = root().join("golden");
    let arguments: [OsString; 3] = ["santei".into(), "golden".into(), golden.clone().into()];
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = santei::cli::run(arguments, &mut out, &mut err);
    let (out, err) = (String::from_utf8_lossy(&out), String::from_utf8_lossy(&err));
    assert_eq!(exit, 0, "{out}{err}");
    let wanted = format!("{} passed, 0 failed\n", cases(&golden).len());
    assert!(out.ends_with(&wanted), "wanted {wanted}{out}");
}

#[test]
fn every_fixture_is_used_by_a_golden_case() {
    let used: BTreeSet<PathBuf> =
        cases(&root().join("golden")).iter().flat_map(|folder| inputs(folder)).collect();
    let orphans: Vec<PathBuf> = ["fixtures/months", "fixtures/hand"]
        .into_iter()
        .flat_map(|group| folders_in(&root().join(group)))
        .filter(|folder| !used.contains(folder))
        .collect();
    assert!(orphans.is_empty(), "no golden case reads {orphans:?}");
}

#[test]
fn every_month_is_explained() {
    let unexplained = without(&root().join("fixtures/months"), "README.md");
    assert!(unexplained.is_empty(), "no README.md in {unexplained:?}");
}

/// A case that is `by_hand` is worth nothing without the hand's work, and the other way round.
#[test]
fn every_case_by_hand_shows_its_working() {
    let hand = root().join("fixtures/hand");
    let unworked = without(&hand, "working.md");
    assert!(unworked.is_empty(), "no working.md in {unworked:?}");
    for folder in cases(&root().join("golden")) {
        let reads_hand = inputs(&folder).iter().any(|input| input.starts_with(&hand));
        assert_eq!(case(&folder).by_hand, reads_hand, "by_hand of {}", folder.display());
    }
}

fn root() -> PathBuf {
    real(Path::new(env!("CARGO_MANIFEST_DIR")))
}

/// Folders below `folder` with a `case.toml`.
fn cases(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        folders_in(folder).iter().flat_map(|below| cases(below)).collect();
    if folder.join("case.toml").is_file() {
        found.push(folder.to_owned());
    }
    found
}

fn case(folder: &Path) -> Case {
    let path = folder.join("case.toml");
    let text = done(fs::read_to_string(&path), &path);
    done(toml::from_str(&text), &path)
}

/// The input folders of a case, as real paths.
fn inputs(folder: &Path) -> Vec<PathBuf> {
    case(folder).input.iter().map(|input| real(&folder.join(input))).collect()
}

fn real(path: &Path) -> PathBuf {
    done(fs::canonicalize(path), path)
}

/// What came of reading `path`; the test ends where it cannot be read.
fn done<T>(read: Result<T, impl Display>, path: &Path) -> T {
    read.unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let entries = done(fs::read_dir(folder), folder);
    let paths = entries.map(|entry| done(entry, folder).path());
    let mut folders: Vec<PathBuf> = paths.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// Folders in `group` that lack the file `name`.
fn without(group: &Path, name: &str) -> Vec<PathBuf> {
    let mut folders = folders_in(group);
    folders.retain(|folder| !folder.join(name).is_file());
    folders
}
