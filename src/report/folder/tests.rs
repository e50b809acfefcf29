//! What is replaced, and what never is.

use super::*;
use crate::report::output::OutputFile;

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A receipt of ours that names `outputs`, and nothing of what they hold.
fn receipt(outputs: &[&str]) -> OutputFile {
    let outputs =
        outputs.iter().map(|name| serde_json::json!({ "name": name, "bytes": 0, "sha256": "" }));
    let receipt = serde_json::json!({
        "program": "santei",
        "version": "0.2.0",
        "command": "claim",
        "options": {},
        "counts": {},
        "outputs": outputs.collect::<Vec<_>>(),
    });
    OutputFile::new(RECEIPT, receipt.to_string().into_bytes())
}

fn write(out: &Path, files: &[OutputFile], replace: bool) -> Result<(), Error> {
    let destination =
        if replace { Destination::replacing(out, Vec::new())? } else { Destination::new(out)? };
    destination.write(files)
}

#[test]
fn a_folder_is_whole_and_nothing_stays_beside_it() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    let files = [receipt(&["a/b.csv"]), OutputFile::new("a/b.csv", vec![2])];
    write(&out, &files, false).unwrap();
    assert_eq!(
        (names(dir.path()), names(&out)),
        (vec!["out".into()], vec!["a".into(), RECEIPT.into()])
    );
    assert!(matches!(write(&out, &files, false), Err(Error::Exists(_))));
    write(&out, &files[..1], true).unwrap();
    assert_eq!((names(dir.path()), names(&out)), (vec!["out".into()], vec![RECEIPT.to_owned()]));
}

#[test]
fn what_killed_runs_left_is_told_in_both_languages() {
    for leftover in [Leftover::Removed, Leftover::PutBack, Leftover::Named] {
        leftover("out".into()).note().require_both_languages();
    }
}

#[test]
fn a_strangers_folder_is_never_replaced() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("keep.txt"), "x").unwrap();
    let error = write(dir.path(), &[], true).unwrap_err();
    assert!(matches!(error, Error::NotOurs { .. }));
    error.note().require_both_languages();
    assert_eq!(names(dir.path()), ["keep.txt"]);
}

#[test]
fn a_receipt_that_is_none_of_ours_makes_nothing_ours() {
    let ours = String::from_utf8(receipt(&["a"]).bytes).unwrap();
    let others = [
        "{}".to_owned(),
        String::new(),
        ours.replace("\"santei\"", "\"other\""),
        ours.replace("\"claim\"", "\"golden\""),
        ours.replace("\"a\"", "\"../a\""),
        ours.replace("\"a\"", "\"/a\""),
    ];
    for other in others {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("out");
        fs::create_dir(&out).unwrap();
        fs::write(out.join(RECEIPT), &other).unwrap();
        let error = write(&out, &[receipt(&[])], true).unwrap_err();
        assert!(matches!(error, Error::NotOurs { .. }), "{other}: {error}");
        error.note().require_both_languages();
        assert_eq!(fs::read_to_string(out.join(RECEIPT)).unwrap(), other);
    }
}

#[test]
fn a_path_without_a_name_is_refused() {
    for path in ["", ".", "..", "/", "new/.."] {
        assert!(matches!(Destination::new(Path::new(path)), Err(Error::NoName(_))), "{path}");
    }
}

#[test]
fn folders_that_a_failed_run_made_are_removed() {
    let dir = tempfile::tempdir().unwrap();
    let unwritable = [OutputFile::new(&"n".repeat(300), Vec::new())];
    fs::create_dir(dir.path().join("there")).unwrap();
    for out in ["a/b/out", "there/a/out"] {
        assert!(matches!(
            write(&dir.path().join(out), &unwritable, false),
            Err(Error::Unwritable { .. })
        ));
        assert_eq!(names(dir.path()), ["there"]);
        assert!(names(&dir.path().join("there")).is_empty());
    }
}

/// The folder may have changed since it was asked about before the work.
#[test]
fn what_may_be_replaced_is_asked_again_before_the_exchange() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    let destination = Destination::replacing(&out, Vec::new()).unwrap();
    destination.write(&[receipt(&[])]).unwrap();
    assert!(destination.check().unwrap());
    fs::write(out.join("added.txt"), "x").unwrap();
    let error = destination.write(&[receipt(&[])]).unwrap_err();
    assert!(matches!(error, Error::Stranger { name, .. } if name == "added.txt"));
    assert_eq!(
        (names(dir.path()), names(&out)),
        (vec!["out".into()], vec!["added.txt".into(), RECEIPT.into()])
    );
}

/// Runs of one process have one process number, as runs of two containers can have.
#[test]
fn runs_that_write_at_one_time_are_never_mixed() {
    const RUNS: u8 = 4;
    let names: Vec<String> = (0..30).map(|number| format!("f{}/{number}", number % 5)).collect();
    let files_of = |run: u8| {
        let receipt = receipt(&names.iter().map(String::as_str).collect::<Vec<_>>());
        let files = names.iter().map(|name| OutputFile::new(name, vec![run; 5000]));
        files.chain([receipt]).collect::<Vec<_>>()
    };
    for replace in [false, true] {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("out");
        let begin = std::sync::Barrier::new(RUNS.into());
        let run = |run: u8| {
            begin.wait();
            write(&out, &files_of(run), replace)
        };
        let done: Vec<Result<(), Error>> = std::thread::scope(|scope| {
            let run = &run;
            let started: Vec<_> = (0..RUNS).map(|n| scope.spawn(move || run(n))).collect();
            started.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let wrote = done.iter().filter(|done| done.is_ok()).count();
        let others = done.iter().filter(|done| matches!(done, Err(Error::Exists(_)))).count();
        assert_eq!((wrote, others), if replace { (4, 0) } else { (1, 3) }, "{done:?}");
        let read = |name: &String| fs::read(out.join(name)).unwrap();
        let first = read(&names[0]);
        assert!(names.iter().all(|name| read(name) == first));
        assert_eq!(Inventory::of(dir.path()).unwrap().files.len(), names.len() + 1);
    }
}
