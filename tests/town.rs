//! The five-office town: every planted fault is found, and nothing else. What has to be found was
//! worked out by hand and stands in the table of `docs/town.md`.

#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

fn town() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/town")
}

/// Folders two levels below: month and office.
fn leaves(folder: &Path) -> Vec<PathBuf> {
    let entries = |folder: &Path| {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect::<Vec<_>>()
    };
    let mut leaves: Vec<PathBuf> =
        entries(folder).iter().flat_map(|month| entries(month)).collect();
    leaves.sort();
    leaves
}

/// The cells of the findings that the table of faults has.
const CELLS: [&str; 12] = [
    "ファイル",
    "行",
    "サービス提供年月",
    "事業所番号",
    "受給者証番号",
    "判定",
    "理由コード",
    "原因コード",
    "項目",
    "請求単位数",
    "正単位数",
    "差額",
];

/// Runs an audit of the six months into `out`: the exit code, and the screen.
fn run(logs: &Path, out: &Path, others: Vec<OsString>) -> (u8, String) {
    let words = ["santei", "audit", "--from", "2024-10", "--to", "2025-03", "--out"];
    let mut arguments: Vec<OsString> = words.map(OsString::from).to_vec();
    arguments.extend([out.as_os_str().to_owned(), logs.as_os_str().to_owned()]);
    arguments.extend(others);
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let exit = santei::cli::run(arguments, &mut stdout, &mut stderr);
    assert!(stderr.is_empty(), "{}", String::from_utf8_lossy(&stderr));
    (exit, String::from_utf8(stdout).unwrap())
}

/// `--submitted` with the files below `kind`.
fn submitted(kind: &str) -> Vec<OsString> {
    let files = leaves(&town().join(kind)).into_iter().map(PathBuf::into_os_string);
    std::iter::once("--submitted".into()).chain(files).collect()
}

/// Audits the submitted files below `kind`: the exit code, and cells of the findings.
fn audit(kind: &str, logs: &Path, names: &[&str]) -> (u8, Vec<Vec<String>>) {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    let (exit, _) = run(logs, &out, submitted(kind));
    let bytes = fs::read(out.join("audit_findings.csv")).unwrap();
    let text = santei::decode_cp932(&bytes);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let fields = names.iter().map(|name| header.iter().position(|own| own == *name).unwrap());
    let fields: Vec<usize> = fields.collect();
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        fields.iter().map(|field| row[*field].to_owned()).collect()
    });
    (exit, rows.collect())
}

/// The table of faults, without the number and what was changed.
fn table() -> Vec<Vec<String>> {
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/town.md")).unwrap();
    let rows = text.lines().filter(|line| {
        let first = line.trim_start_matches("| ").split(' ').next().unwrap_or_default();
        line.starts_with("| ") && first.parse::<u32>().is_ok() && line.matches('|').count() == 15
    });
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let wanted = [1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13];
        wanted.map(|place| cells[place].to_owned()).to_vec()
    })
    .collect()
}

#[test]
fn where_all_is_right_nothing_is_found() {
    assert_eq!(audit("clean", &town().join("logs"), &CELLS), (0, Vec::new()));
}

#[test]
fn every_planted_fault_is_found_and_nothing_else() {
    let (exit, mut found) = audit("planted", &town().join("logs"), &CELLS);
    let mut wanted = table();
    // The office of a file that cannot be read is not part of the table.
    for row in found.iter_mut().filter(|row| row[6] == "X909") {
        row[3].clear();
    }
    found.sort();
    wanted.sort();
    assert_eq!(wanted.len(), 24);
    assert_eq!(found, wanted);
    assert_eq!(exit, 1);
}

#[test]
fn of_an_office_whose_logs_were_not_handed_in_that_is_said() {
    const OFFICE: &str = "4630000042";
    let logs = tempfile::tempdir().unwrap();
    for file in fs::read_dir(town().join("logs")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut bytes = fs::read(&path).unwrap();
        if ["計画.csv", "モニタリング.csv", "会議等.csv"].contains(&&*name) {
            let lines = bytes.split_inclusive(|byte| *byte == b'\n');
            let others = lines.filter(|line| !line.starts_with(OFFICE.as_bytes()));
            bytes = others.flatten().copied().collect();
        }
        fs::write(logs.path().join(name), bytes).unwrap();
    }
    let names = ["事業所番号", "理由コード", "原因コード", "内容"];
    let (exit, found) = audit("clean", logs.path(), &names);
    assert_eq!(exit, 1);
    let of_office: Vec<_> = found.iter().filter(|row| row[0] == OFFICE).collect();
    assert!(!of_office.is_empty());
    for row in of_office {
        assert_eq!((&*row[1], &*row[2]), ("X901", "no event"), "{row:?}");
        assert!(row[3].contains("この事業所のこの月の記録が一行もありません"), "{row:?}");
    }
}

#[test]
fn what_was_submitted_is_told_once_beside_what_is_judged() {
    let (_, found) = audit("planted", &town().join("logs"), &["理由コード", "内容"]);
    let both: Vec<_> = found.iter().filter(|row| row[1].contains("(請求 ")).collect();
    assert!(both.iter().any(|row| row[0] == "X906") && both.iter().any(|row| row[0] == "X902"));
    for row in both {
        let words: Vec<&str> = row[1].split(' ').collect();
        let twice = words.windows(2).any(|pair| pair[0] == pair[1]);
        assert!(!twice && !words.contains(&""), "{row:?}");
    }
}

#[test]
fn a_table_that_was_forgotten_is_told_before_any_money() {
    let dir = tempfile::tempdir().unwrap();
    let (logs, out) = (dir.path().join("logs"), dir.path().join("out"));
    fs::create_dir(&logs).unwrap();
    for file in fs::read_dir(town().join("logs")).unwrap() {
        let path = file.unwrap().path();
        if path.file_name().unwrap() != "モニタリング.csv" {
            fs::copy(&path, logs.join(path.file_name().unwrap())).unwrap();
        }
    }
    let told = "モニタリングの表がないので、継続利用支援費はすべて根拠のない請求に出ます。この結果は使わないでください";
    let (_, screen) = run(&logs, &out, submitted("clean"));
    assert_eq!(screen.lines().nth(1), Some(told));
    let html = fs::read_to_string(out.join("report.html")).unwrap();
    // Once for the city, and once for each of the five offices.
    assert_eq!(html.matches(told).count(), 6);
}

#[test]
fn a_comparison_tells_what_was_not_checked() {
    let dir = tempfile::tempdir().unwrap();
    let (policy, out) = (dir.path().join("other.toml"), dir.path().join("out"));
    fs::write(&policy, "").unwrap();
    let others = vec!["--against-policy".into(), policy.into_os_string()];
    let (exit, screen) = run(&town().join("logs"), &out, others);
    assert_eq!(exit, 0);
    assert!(screen.contains("二つの扱いを比べただけです") && screen.contains("[E112]"), "{screen}");
    let html = fs::read_to_string(out.join("report.html")).unwrap();
    assert!(html.contains("E112") && !html.contains("すべて確かめました"));
    assert!(!html.contains("読めなかったファイル"));
}
