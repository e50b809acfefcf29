//! What is told of submitted files that no longer stand.
#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

use std::path::Path;

use santei::{
    calendar::ServiceMonth,
    catalogue::CATALOGUE,
    claim::{Options, build},
    input::{EncodingChoice, Sources, read_files},
    kokuhoren::{compare, read_submitted},
    ledger::Ledger,
    policy::Policy,
    records::{Records, SPECS},
    rules::World,
    tariff::Tariff,
};

/// The notes of what the comparison finds in an example of B803 for 2022-06.
fn notes(case: &str, submitted: &[&str]) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/rules/b803-withdraw-submitted")
        .join(case);
    let files = read_files(std::slice::from_ref(&folder)).unwrap();
    let mut sources = Sources::recognise(files, EncodingChoice::Auto, SPECS).unwrap();
    let submitted: Vec<_> =
        submitted.iter().map(|name| folder.join("submitted").join(name)).collect();
    let numbers = sources.attach(read_files(&submitted).unwrap()).unwrap();
    let records = Records::read(&sources);
    let ledger = Ledger::build(sources, records);
    let (tariff, policy) = (Tariff::standard().unwrap(), Policy::default());
    let month = ServiceMonth::parse("2022-06").unwrap();
    let world = World { ledger: &ledger, policy: &policy, tariff: &tariff, month };
    let options = Options { entries: CATALOGUE, claim_date: None };
    let claim = build(&world, &options).unwrap();
    let submission = read_submitted(&ledger.sources, &numbers, &tariff);
    let compared = compare(&claim, (&ledger, &tariff), &submission, month.plus(1));
    compared.findings.into_iter().filter_map(|finding| Some(finding.note?.ja.clone())).collect()
}

#[test]
fn yen_to_withdraw_are_those_of_every_file() {
    // 1,260 × 10.00 in the federation's file, and once more in claim_lines.csv
    let both = notes("refusing-two-files", &["J312206.CSV", "claim_lines.csv"]);
    assert_eq!(both.len(), 1);
    assert!(both[0].contains("取り下げる額 25200円"), "{}", both[0]);
}
