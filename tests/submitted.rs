//! What is told of submitted files that no longer stand, and which those are.
#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod rule_cases;

use rule_cases::{Case, cases};
use santei::{Logs, Settings};

/// An example of a rule.
fn example(code: &str, name: &str) -> Case {
    let is_it = |case: &Case| case.rule.code == code && case.example.name == name;
    cases().0.into_iter().find(is_it).unwrap()
}

/// The notes of what the claim says of the submission in an example of B803.
fn notes(name: &str) -> Vec<String> {
    let case = example("B803", name);
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

#[test]
fn what_was_returned_is_claimed_again_and_stays_in_an_audit_where_nothing_else_is() {
    let case = example("B808", "granting");
    let (logs, settings) = (Logs::open(case.input()).unwrap(), Settings::standard().unwrap());
    let (_, files) = logs.claim(&settings, case.month, None).unwrap();
    let audit = logs.audit(&settings, (case.month, case.month)).unwrap();
    assert_eq!((files.len(), audit.lines, audit.returned), (1, 1, 0));
}

/// How many files of the federation there are to be sent in an example of X909.
fn sent(name: &str) -> usize {
    let case = example("X909", name);
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
