//! `verify`: an output folder against its receipt, and the receipt against itself.

mod recount;

use std::{collections::BTreeMap, path::Path};

use crate::{
    input::{read_file, shown},
    report::{
        folder::Inventory,
        receipt::{Command, RECEIPT, Recorded, digest, is_plain},
    },
};

/// The files that hold their hash, by name.
type Intact<'a> = BTreeMap<&'a str, Vec<u8>>;

/// Compares a folder with its receipt; returns what differs. `Err` where there is no receipt that
/// can be read.
pub fn verify(folder: &Path) -> Result<Vec<String>, String> {
    let path = folder.join(RECEIPT);
    // What is no file at all is told in reading it.
    let is_link = path.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink());
    if is_link && path.is_file() {
        return Err(format!("{}: リンクなので、控えとして読みません", shown(&path)));
    }
    let recorded = Recorded::read(folder)?;
    let found =
        Inventory::of(folder).map_err(|e| format!("{}: 読めません ({e})", shown(folder)))?;
    let (mut differences, intact) = compare(folder, &recorded, &found);
    let names = recorded.names();
    for name in always(&recorded).into_iter().filter(|name| !names.contains(name)) {
        differences.push(format!("{name}: 控えに名前がありません(いつも書き出すファイルです)"));
    }
    for name in found.strangers(|name| name == RECEIPT || names.contains(name)) {
        let what = kind(&found, name);
        differences.push(format!("{name}: 控えにない{what}です"));
    }
    differences.extend(recount::differences(&recorded, &intact));
    Ok(differences)
}

/// Each file that the receipt names, and those that are as it says.
fn compare<'r>(
    folder: &Path,
    recorded: &'r Recorded,
    found: &Inventory,
) -> (Vec<String>, Intact<'r>) {
    let mut differences = Vec::new();
    let mut intact = Intact::new();
    let mut told = std::collections::BTreeSet::new();
    for file in &recorded.outputs {
        let name = file.name.as_str();
        if !told.insert(name) {
            differences.push(format!("{name}: 控えに二度あります"));
            continue;
        }
        if !is_plain(name) {
            differences
                .push(format!("{name}: 控えの名前が、このフォルダーの中のファイルではありません"));
            continue;
        }
        if found.files.binary_search(&file.name).is_err() {
            differences.push(format!("{name}: ファイルがありません"));
            continue;
        }
        match read_file(&folder.join(name)) {
            Err(error) => differences.push(error.to_string()),
            Ok(bytes) if bytes.len() != file.bytes || digest(&bytes) != file.sha256 => {
                differences.push(format!("{name}: 控えと違います(書き換えられています)"));
            }
            Ok(bytes) => drop(intact.insert(name, bytes)),
        }
    }
    (differences, intact)
}

/// What `name` is, of what stands there.
fn kind(found: &Inventory, name: &str) -> &'static str {
    let is_in = |names: &[String]| names.iter().any(|own| own == name);
    if is_in(&found.files) {
        "ファイル"
    } else if is_in(&found.folders) {
        "フォルダー"
    } else {
        "リンクなど(ファイルでもフォルダーでもないもの)"
    }
}

/// The files that every run of the command writes.
fn always(recorded: &Recorded) -> Vec<&'static str> {
    let mut names = match recorded.command {
        Command::Claim => {
            vec!["claim_lines.csv", "claim_totals.csv", "rejected.csv", "notices.csv"]
        }
        Command::Audit => vec!["audit_findings.csv", "audit_summary.csv"],
    };
    // Version 0.1 wrote no page.
    if !recorded.version.starts_with("0.1.") {
        names.push("report.html");
    }
    let compares = |option: &str| recorded.options.contains_key(option);
    if compares("against_policy") || compares("against_tariff") {
        names.push("audit_differences.csv");
    }
    names
}
