//! Where the system gives no thread, the same bytes come out.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod world;

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, Output},
};

use world::{MONTH, Place, World};

/// Runs a claim into the folder `out` behind `limits`, which a shell sets.
fn claim(place: &Place, out: &str, limits: &str) -> Output {
    let command = ["claim", "--month", MONTH, "@in", "--out", out];
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{limits} exec \"$0\" \"$@\""), env!("CARGO_BIN_EXE_santei")]);
    shell.args(&place.arguments(&command)[1..]).output().unwrap()
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            let below = files(&path).into_iter();
            all.extend(below.map(|(file, bytes)| (format!("{name}/{file}"), bytes)));
        } else {
            all.insert(name, fs::read(path).unwrap());
        }
    }
    all
}

#[test]
fn a_run_without_threads_writes_the_same_bytes() {
    let place = Place::with(&World::crowd(5));
    let usual = claim(&place, "@usual", "");
    assert_eq!(usual.status.code(), Some(1), "{usual:?}");
    // Room for the run and for the stacks of some threads, not of all.
    let limits = "ulimit -v 1500000; export RUST_MIN_STACK=200000000 RAYON_NUM_THREADS=20;";
    let alone = claim(&place, "@alone", limits);
    assert_eq!((alone.status.code(), &alone.stderr), (Some(1), &Vec::new()), "{alone:?}");
    assert_eq!(alone.stdout, usual.stdout);
    let (usual, alone) = (files(&place.path("usual")), files(&place.path("alone")));
    assert!(usual.len() > 5 && usual == alone, "{:?} {:?}", usual.keys(), alone.keys());
}
