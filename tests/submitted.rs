//! What is told of submitted files that no longer stand, and which those are.
#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod rule_cases;

use rule_cases::{Case, cases};
use santei::{
    catalogue::CATALOGUE,
    claim::{Options, build},
    policy::Policy,
    reconcile::compare,
    rules::World,
    submission::read_submitted,
    tariff::Tariff,
};

/// An example of a rule.
fn example(code: &str, name: &str) -> Case {
    let is_it = |case: &Case| case.rule.code == code && case.example.name == name;
    cases().0.into_iter().find(is_it).unwrap()
}

/// The notes of what the comparison finds in an example of B803.
fn notes(name: &str) -> Vec<String> {
    let case = example("B803", name);
    let (ledger, numbers) = case.ledger();
    let (tariff, policy) = (Tariff::standard().unwrap(), Policy::default());
    let world = World { ledger: &ledger, policy: &policy, tariff: &tariff, month: case.month };
    let options = Options { entries: CATALOGUE, claim_date: None };
    let claim = build(&world, &options).unwrap();
    let submission = read_submitted(&ledger.sources, &numbers, &tariff);
    let compared = compare(&claim, (&ledger, &tariff), &submission, case.month.plus(1));
    compared.findings.into_iter().filter_map(|finding| Some(finding.note?.ja.clone())).collect()
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
    let (ledger, numbers) = case.ledger();
    let submission = read_submitted(&ledger.sources, &numbers, &Tariff::standard().unwrap());
    let (account, submitted) = submission.accounts.first_key_value().unwrap();
    let lines = |least| submitted.standing(&ledger, account, least).lines.len();
    assert_eq!([lines(0), lines(1)], [0, 1]);
}
