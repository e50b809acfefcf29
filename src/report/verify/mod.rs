//! `verify`: an output folder against its receipt, and the receipt against itself.

mod recount;

use std::{io, path::Path};

use recount::Intact;

use crate::{
    finding::{Note, Text},
    input::read_file,
    report::{
        folder::Inventory,
        receipt::{CommandName, Error, RECEIPT, Recorded, digest, is_plain},
    },
};

/// Compares a folder with its receipt; returns what differs. `Err` where there is no receipt that
/// can be read.
pub(crate) fn verify(folder: &Path) -> Result<Vec<Note>, Error> {
    let path = folder.join(RECEIPT);
    // What is no file at all is told in reading it.
    let is_link = path.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink());
    if is_link && path.is_file() {
        return Err(Error::Link(path));
    }
    let recorded = Recorded::read(folder)?;
    let unreadable =
        |e: io::Error| Error::Unreadable { path: folder.to_owned(), why: e.to_string() };
    let found = Inventory::of(folder).map_err(unreadable)?;
    let (mut differences, intact) = compare(folder, &recorded, &found);
    let names = recorded.names();
    for name in always(&recorded).into_iter().filter(|name| !names.contains(name)) {
        differences.push(Note::about(
            name,
            "控えに名前がありません(いつも書き出すファイルです)",
            "the receipt does not name it (a file that is always written)",
        ));
    }
    for name in found.strangers(|name| name == RECEIPT || names.contains(name)) {
        let Text(ja, en) = kind(&found, name);
        let (ja, en) =
            (format!("控えにない{ja}です"), format!("{en} that the receipt does not name"));
        differences.push(Note::about(name, &ja, &en));
    }
    differences.extend(recount::differences(&recorded, &intact));
    Ok(differences)
}

/// Each file that the receipt names, and those that are as it says.
fn compare<'r>(
    folder: &Path,
    recorded: &'r Recorded,
    found: &Inventory,
) -> (Vec<Note>, Intact<'r>) {
    let mut differences = Vec::new();
    let mut intact = Intact::new();
    let mut told = std::collections::BTreeSet::new();
    for file in &recorded.outputs {
        let name = file.name.as_str();
        if !told.insert(name) {
            differences.push(Note::about(name, "控えに二度あります", "twice in the receipt"));
            continue;
        }
        if !is_plain(name) {
            differences.push(Note::about(
                name,
                "控えの名前が、このフォルダーの中のファイルではありません",
                "the receipt names what is no file of this folder",
            ));
            continue;
        }
        if found.files.binary_search(&file.name).is_err() {
            differences.push(Note::about(name, "ファイルがありません", "there is no such file"));
            continue;
        }
        match read_file(&folder.join(name)) {
            Err(error) => differences.push(error.note()),
            Ok(bytes) if bytes.len() != file.bytes || digest(&bytes) != file.sha256 => {
                let ja = "控えと違います(書き換えられています)";
                differences.push(Note::about(
                    name,
                    ja,
                    "differs from the receipt (it was changed)",
                ));
            }
            Ok(bytes) => drop(intact.insert(name, bytes)),
        }
    }
    (differences, intact)
}

/// What `name` is, of what stands there.
fn kind(found: &Inventory, name: &str) -> Text {
    let is_in = |names: &[String]| names.iter().any(|other| other == name);
    if is_in(&found.files) {
        Text("ファイル", "a file")
    } else if is_in(&found.folders) {
        Text("フォルダー", "a folder")
    } else {
        Text(
            "リンクなど(ファイルでもフォルダーでもないもの)",
            "a link or the like (neither file nor folder)",
        )
    }
}

/// The files that every run of the command writes.
fn always(recorded: &Recorded) -> Vec<&'static str> {
    let mut names = match recorded.command {
        CommandName::Claim => {
            vec!["claim_lines.csv", "claim_totals.csv", "rejected.csv", "notices.csv"]
        }
        CommandName::Audit => vec!["audit_findings.csv", "audit_summary.csv"],
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
