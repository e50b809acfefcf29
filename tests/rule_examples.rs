//! The examples of every rule: `fixtures/rules/<code>-<name>/<case>/`.
//!
//! Each case is a small world of input tables and a `case.toml` that says what becomes of it:
//! every claim line, every reason in 却下 and 保留, and the notices that must be there. The
//! numbers are worked out from the sources by hand; nothing rewrites them. A case is called
//! `granting…` where the rule lets the line stand (or puts it there), and `refusing…` where it
//! speaks: `refusing-hold…` and `refusing-warn…` at that level, else at its first one.

mod rule_cases;

use std::{collections::BTreeSet, path::Path};

use rule_cases::{EXAMPLES, Example, Expected, Outcome, beyond, differences, examples, folders};
use santei::{
    catalogue,
    finding::{Level, Rule},
    tariff::Tariff,
};

/// What is wrong with a case and its outcome; nothing where it is as it should be.
type Check = fn(&Example, &Expected, &Outcome) -> Vec<String>;

/// Runs every case and fails with everything that `check` has to say.
fn check_all(check: Check) {
    let tariff = Tariff::standard().unwrap_or_else(|error| panic!("{error}"));
    let mut faults = Vec::new();
    let examples = examples();
    for example in &examples {
        let judged = example.expected().and_then(|expected| {
            let outcome = example.outcome(&expected, &tariff)?;
            Ok(check(example, &expected, &outcome))
        });
        let found = judged.unwrap_or_else(|error| vec![error]);
        faults.extend(found.into_iter().map(|fault| format!("{}: {fault}", example.place())));
    }
    report(&faults, examples.len());
}

fn report(faults: &[String], of: usize) {
    let list = faults.join("\n  ");
    assert!(faults.is_empty(), "{} faults in {of} cases or rules:\n  {list}", faults.len());
}

/// What the rule's case folders lack.
fn lacking(rule: &Rule, examples: &[Example]) -> Vec<String> {
    let own: Vec<&Example> = examples.iter().filter(|example| example.rule == rule).collect();
    let place = format!("fixtures/rules/{}", rule.fixture());
    let mut lacking = Vec::new();
    for case in ["granting", "refusing"] {
        if !own.iter().any(|example| example.case == case) {
            lacking.push(format!(
                "{place}/{case}/ is missing: make it with the few CSV tables that show {} and a \
                 case.toml (title, source, month, lines, rejected, notices)",
                rule.code
            ));
        }
    }
    let shown: BTreeSet<Level> = own.iter().filter_map(|example| example.level()).collect();
    for level in rule.levels.iter().filter(|level| **level != Level::Grant) {
        if !shown.contains(level) {
            let word = level.english();
            lacking.push(format!("{place}/refusing-{word}/ is missing: a case at {level:?}"));
        }
    }
    lacking
}

#[test]
fn every_rule_has_its_cases_and_every_case_its_rule() {
    let examples = examples();
    let rules: BTreeSet<String> = catalogue::rules().map(Rule::fixture).collect();
    let mut faults: Vec<String> =
        catalogue::rules().flat_map(|rule| lacking(rule, &examples)).collect();
    for (name, _) in folders(Path::new(EXAMPLES)) {
        if !rules.contains(&name) {
            faults.push(format!(
                "fixtures/rules/{name}/ belongs to no rule: rename it to <code>-<name> as \
                 `santei rules` lists them, or remove it"
            ));
        }
    }
    for example in &examples {
        if !(example.is_granting() || example.case.starts_with("refusing")) {
            faults.push(format!(
                "{}/: call it granting… or refusing…, as the rule decides there",
                example.place()
            ));
        }
    }
    report(&faults, rules.len());
}

#[test]
fn every_case_ends_as_it_says() {
    check_all(|_, expected, outcome| {
        let mut faults = differences("lines", &expected.line_rows(), &outcome.lines);
        faults.extend(differences("rejected", &expected.rejected, &outcome.rejected));
        if let Some(wanted) = &expected.findings {
            faults.extend(differences("findings", wanted, &outcome.findings));
        }
        let absent = beyond(&expected.notices, &outcome.notices);
        faults.extend(absent.into_iter().map(|notice| format!("notices missing: {notice:?}")));
        if expected.title.trim().is_empty() || expected.source.trim().is_empty() {
            faults.push("case.toml: write a title and a source".to_owned());
        }
        faults
    });
}

#[test]
fn every_case_shows_its_rule() {
    check_all(|example, expected, outcome| {
        let rule = example.rule;
        let (code, said) = (rule.code, outcome.said(rule));
        let mut faults = Vec::new();
        let mut skipped = outcome.skipped.iter().filter(|skipped| !skipped.partly);
        match (skipped.find(|skipped| skipped.rule == rule), expected.not_run) {
            (Some(skipped), false) => {
                faults.push(format!("{code} did not run: add {:?}", skipped.lacking));
            }
            (None, true) => faults.push(format!("{code} ran")),
            _ => {}
        }
        if rule.levels.contains(&Level::Grant) {
            match (example.is_granting(), outcome.granting.contains(&rule)) {
                (true, false) => faults.push(format!("no line rests on {code}")),
                (false, true) => faults.push(format!("a line rests on {code}")),
                _ => {}
            }
        } else if let Some(level) = example.level() {
            if !said.contains(&level.name()) {
                faults.push(format!("{code} does not say {}, but {said:?}", level.name()));
            }
        } else if !said.is_empty() {
            faults.push(format!("{code} says {said:?}"));
        }
        faults
    });
}
