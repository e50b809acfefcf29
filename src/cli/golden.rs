//! `santei golden`: regression cases for anyone's CI.
//!
//! A case is a folder with `case.toml` and `expected/`. The command is run as from the command
//! line; its exit code, its stdout (`expected/stdout.txt`) and every file it writes are compared,
//! or those that the case names (`files`). A case writes into a scratch folder and nowhere else;
//! with `--update` its `expected/` is written anew.

use std::{
    env,
    ffi::OsString,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use serde::Deserialize;
use similar::{ChangeTag, TextDiff};

use super::{
    failure::refuse,
    options::{COULD_NOT_RUN, LangChoice},
};
use crate::{
    finding::{Lang, Note},
    input::{read_file, shown},
    report::{Inventory, decode_cp932},
};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// case.toml のあるフォルダー、またはその上のフォルダー
    folder: PathBuf,
    /// expected/ を今の出力で書き直す
    #[arg(long)]
    update: bool,
    /// 画面の言葉
    #[arg(long, value_enum, default_value_t)]
    lang: LangChoice,
}

/// `case.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GoldenCase {
    /// The command, `claim` and its like.
    command: String,
    /// The service month, where the command takes one.
    month: Option<String>,
    /// Input paths, relative to the case's folder.
    #[serde(default)]
    input: Vec<String>,
    /// Further arguments; `{case}` stands for the case's folder.
    #[serde(default)]
    options: Vec<String>,
    /// The exit code.
    exit: u8,
    /// The files to compare; without it, everything that the command writes, and its stdout.
    files: Option<Vec<String>>,
    /// Worked by hand: `--update` leaves it alone.
    #[serde(default)]
    by_hand: bool,
}

/// The files of a run, by name, as they are compared.
type Files = Vec<(String, Vec<u8>)>;

const STDOUT: &str = "stdout.txt";

/// Stands for the scratch folder's output in what the command prints.
const OUT: &str = "{out}";

/// Runs a command line that may write to the given folder and nowhere else; what it prints goes to
/// the two texts. Returns its exit code.
type RunCase = fn(&[OsString], &Path, [&mut Vec<u8>; 2]) -> anyhow::Result<u8>;

pub(super) fn run(arguments: &Arguments, run: RunCase, out: &mut dyn Write) -> anyhow::Result<u8> {
    if arguments.update && env::var_os("CI").is_some() {
        return refuse(
            "CIの中では --update を使えません",
            "--update cannot be used where CI is set",
        );
    }
    let cases = find_cases(&arguments.folder)?;
    if cases.is_empty() {
        let folder = shown(&arguments.folder);
        return refuse(
            format!("{folder}: case.toml のあるフォルダーがありません"),
            format!("{folder}: there is no folder with a case.toml"),
        );
    }
    let lang = Lang::from(arguments.lang);
    let (mut passed, mut failed) = (0, 0);
    for folder in cases {
        let name = shown(folder.strip_prefix(&arguments.folder).unwrap_or(&folder));
        let problems = run_case(&folder, arguments.update, run).with_context(|| name.clone())?;
        if problems.is_empty() {
            passed += 1;
        } else {
            failed += 1;
            writeln!(out, "FAIL {name}")?;
            problems.iter().try_for_each(|problem| writeln!(out, "{}", problem.get(lang)))?;
        }
    }
    writeln!(out, "{passed} passed, {failed} failed")?;
    Ok(u8::from(failed > 0))
}

/// Folders below `folder` with a `case.toml`, sorted. Links are not followed.
fn find_cases(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut cases = Vec::new();
    let mut waiting = Vec::from_iter(folder.is_dir().then(|| folder.to_owned()));
    while let Some(folder) = waiting.pop() {
        if folder.join("case.toml").is_file() {
            cases.push(folder);
            continue;
        }
        let entries = fs::read_dir(&folder).with_context(|| shown(&folder))?;
        for entry in entries {
            let entry = entry.with_context(|| shown(&folder))?;
            if entry.file_type().with_context(|| shown(&entry.path()))?.is_dir() {
                waiting.push(entry.path());
            }
        }
    }
    cases.sort();
    Ok(cases)
}

/// What differs; empty where the case holds.
fn run_case(folder: &Path, update: bool, run: RunCase) -> anyhow::Result<Vec<Note>> {
    let text = String::from_utf8(read_file(&folder.join("case.toml"))?).context("case.toml")?;
    let case: GoldenCase = toml::from_str(&text).context("case.toml")?;
    let (exit, actual) = execute(&case, folder, run)?;
    let expected_folder = folder.join("expected");
    let mut problems = Vec::new();
    if exit != case.exit {
        problems.push(Note::new(
            format!("  終了コード {exit}、case.toml は {}", case.exit),
            format!("  exit code {exit}, by case.toml {}", case.exit),
        ));
    }
    let expected = read_expected(&expected_folder)?;
    if update && problems.is_empty() && actual != expected {
        if case.by_hand {
            problems.push(Note::new(
                "  手で作った例(by_hand)なので書き直しません",
                "  worked by hand (by_hand), so it is not written anew",
            ));
        } else {
            return rewrite(&expected_folder, &actual).map(|()| Vec::new());
        }
    }
    let names = actual.iter().chain(&expected).map(|(name, _)| name);
    let mut names: Vec<&String> = names.collect();
    names.sort();
    names.dedup();
    for name in names {
        let find = |files: &Files| files.iter().find(|(n, _)| n == name).map(|(_, b)| b.clone());
        problems.extend(compare(name, find(&expected), find(&actual)));
    }
    Ok(problems)
}

/// Runs the case into a scratch folder that nobody else can read, away from the case.
fn execute(case: &GoldenCase, folder: &Path, run: RunCase) -> anyhow::Result<(u8, Files)> {
    let scratch = tempfile::tempdir()?;
    let out = scratch.path().join("out");
    let arguments = case.arguments(folder, &out);
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let exit = run(&arguments, &out, [&mut stdout, &mut stderr])?;
    let stdout = String::from_utf8_lossy(&stdout).replace(&shown(&out), OUT);
    let mut files: Files = vec![(STDOUT.to_owned(), stdout.into_bytes())];
    if out.exists() {
        files.extend(read_below(&out)?);
    }
    if exit == COULD_NOT_RUN && case.exit != exit {
        bail!("{}", String::from_utf8_lossy(&stderr).trim().to_owned());
    }
    if let Some(wanted) = &case.files {
        files.retain(|(name, _)| wanted.contains(name));
    }
    files.sort();
    Ok((exit, files))
}

impl GoldenCase {
    /// The command line. Where it writes stands first: nothing of the case can take its place.
    fn arguments(&self, folder: &Path, out: &Path) -> Vec<OsString> {
        let mut arguments: Vec<OsString> = vec!["santei".into(), self.command.clone().into()];
        match self.command.as_str() {
            "claim" | "audit" => arguments.extend(["--out".into(), out.into()]),
            "init" => arguments.push(out.into()),
            _ => {}
        }
        if let Some(month) = &self.month {
            arguments.extend(["--month".into(), month.into()]);
        }
        arguments.extend(self.input.iter().map(|path| folder.join(path).into_os_string()));
        let here = folder.to_string_lossy();
        arguments.extend(self.options.iter().map(|option| option.replace("{case}", &here).into()));
        arguments
    }
}

fn read_expected(folder: &Path) -> anyhow::Result<Files> {
    if !folder.exists() {
        return Ok(Files::new());
    }
    let mut files = read_below(folder)?;
    files.sort();
    Ok(files)
}

/// The files below `folder`, as they are compared.
fn read_below(folder: &Path) -> anyhow::Result<Files> {
    let found = Inventory::of(folder).with_context(|| shown(folder))?;
    if let Some(other) = found.others.first() {
        let other = shown(&folder.join(other));
        return refuse(
            format!("{other}: リンクなどは比べられません。ファイルにしてください"),
            format!("{other}: a link or the like cannot be compared; make it a file"),
        );
    }
    let read = |name: String| {
        let bytes = read_file(&folder.join(&name))?;
        Ok((name.clone(), comparable(&name, bytes)))
    };
    found.files.into_iter().map(read).collect()
}

/// A receipt without the hashes of program, catalogue and tariff, so that a new wording breaks
/// nobody's cases; every other file as it is.
fn comparable(name: &str, bytes: Vec<u8>) -> Vec<u8> {
    if name != "receipt.json" {
        return bytes;
    }
    let Ok(mut value) = serde_json::from_slice::<serde_json::Value>(&bytes) else { return bytes };
    if let Some(object) = value.as_object_mut() {
        for key in ["version", "tariff_sha256", "catalogue_sha256"] {
            object.remove(key);
        }
    }
    format!("{value:#}\n").into_bytes()
}

fn rewrite(folder: &Path, files: &Files) -> anyhow::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, bytes)?;
    }
    Ok(())
}

/// Lines of a difference that are shown.
const SHOWN_LINES: usize = 20;

fn compare(name: &str, expected: Option<Vec<u8>>, actual: Option<Vec<u8>>) -> Option<Note> {
    let told = |ja: &str, en: &str| Some(Note::about(&format!("  {name}"), ja, en));
    match (expected, actual) {
        (Some(expected), Some(actual)) if expected == actual => None,
        (Some(expected), Some(actual)) => {
            let (lines, more) = difference(name, &expected, &actual);
            let (mut ja, mut en) = (String::new(), String::new());
            if more > 0 {
                ja = format!("\n  ほかに{more}行");
                en = format!("\n  {more} more lines");
            }
            told(
                &format!("違います(- 期待、+ 今){lines}{ja}"),
                &format!("differs (- expected, + now){lines}{en}"),
            )
        }
        (Some(_), None) => told("出力されませんでした", "was not written"),
        (None, _) => {
            told("expected/ にないファイルが出力されました", "was written and is not in expected/")
        }
    }
}

/// The lines that differ, as many as are shown, and how many more there are.
fn difference(name: &str, expected: &[u8], actual: &[u8]) -> (String, usize) {
    let is_csv = name.to_lowercase().ends_with(".csv");
    let text = |bytes: &[u8]| {
        if is_csv {
            decode_cp932(bytes).into_owned()
        } else {
            String::from_utf8_lossy(bytes).into_owned()
        }
    };
    let (expected, actual) = (text(expected), text(actual));
    let diff = TextDiff::from_lines(&expected, &actual);
    let changed = diff.iter_all_changes().filter(|change| change.tag() != ChangeTag::Equal);
    let lines: Vec<String> = changed
        .map(|change| {
            let sign = if change.tag() == ChangeTag::Delete { '-' } else { '+' };
            format!("\n  {sign} {}", change.value().trim_end())
        })
        .collect();
    let shown = lines.iter().take(SHOWN_LINES).map(String::as_str).collect();
    (shown, lines.len().saturating_sub(SHOWN_LINES))
}
