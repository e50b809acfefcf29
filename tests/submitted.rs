//! What is told of submitted files that no longer stand.
#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod rule_cases;

use rule_cases::cases;
use santei::{Logs, Settings};

/// The notes of what the claim says of the submission in an example of B803.
fn notes(name: &str) -> Vec<String> {
    let (cases, _) = cases();
    let case = cases.iter().find(|case| case.rule.code == "B803" && case.example.name == name);
    let case = case.unwrap();
    let logs = Logs::open(case.input()).unwrap();
    let (claim, _) = logs.claim(&Settings::standard().unwrap(), case.month, None).unwrap();
    let told = claim.notices.iter().filter(|reported| reported.finding.rule == case.rule);
    told.filter_map(|reported| Some(reported.finding.note.as_ref()?.ja.clone())).collect()
}

#[test]
fn yen_to_withdraw_are_those_of_every_file() {
    // 1,260 × 10.00 in the federation's file, and once more in claim_lines.csv
    let both = notes("refusing-two-files");
    assert_eq!(both.len(), 1);
    assert!(both[0].contains("取り下げる額 25200円"), "{}", both[0]);
}

/// How many files of the federation there are to be sent in an example of X909.
fn sent(name: &str) -> usize {
    let (cases, _) = cases();
    let case = cases.iter().find(|case| case.rule.code == "X909" && case.example.name == name);
    let case = case.unwrap();
    let logs = Logs::open(case.input()).unwrap();
    logs.claim(&Settings::standard().unwrap(), case.month, None).unwrap().1.len()
}

#[test]
fn who_cannot_be_read_counts_as_submitted_until_it_was_returned() {
    // Nothing of the claim was submitted; it was, unchanged; so it was, unreadable.
    assert_eq!(["refusing-no-claim", "granting", "refusing-line"].map(sent), [1, 0, 0]);
    // 返戻等 says that it came back.
    assert_eq!(sent("refusing-returned"), 1);
}
