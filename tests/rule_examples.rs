//! The examples of every rule: `fixtures/rules/<code>.toml`.
//!
//! Each case says how it differs from a small shared world, and what becomes of it: every claim
//! line, every reason in 却下 and 保留 and every notice, with the cells they rest on and 影響額. The
//! numbers are worked out from the sources by hand; nothing rewrites them. A case is called
//! `granting…` where the rule lets the line stand (or puts it there), and `refusing…` where it
//! speaks: `refusing-hold…` and `refusing-warn…` at that level, else at its first one.

mod rule_cases;

use std::{collections::BTreeSet, fs, path::Path};

use rule_cases::{Case, EXAMPLES, Outcome, cases, differences};
use santei::{Level, Rule, ServiceMonth, Settings};

/// What is wrong with a case and its outcome; nothing where it is as it should be.
type Check = fn(&Case, &Outcome) -> Vec<String>;

/// Runs every case and fails with everything that `check` has to say.
fn check_all(check: Check) {
    let settings = settings();
    judge_all(|case| {
        let outcome = case.outcome(&settings).map_err(|error| error.to_string())?;
        Ok(check(case, &outcome))
    });
}

fn settings() -> Settings {
    Settings::standard().unwrap_or_else(|error| panic!("{error}"))
}

/// Fails with everything that `judge` has to say of any case.
fn judge_all(judge: impl Fn(&Case) -> Result<Vec<String>, String>) {
    let (cases, mut faults) = cases();
    for case in &cases {
        let judged = judge(case);
        let found = judged.unwrap_or_else(|error| vec![error]);
        faults.extend(found.into_iter().map(|fault| format!("{}: {fault}", case.place())));
    }
    report(&faults, cases.len());
}

fn report(faults: &[String], of: usize) {
    let list = faults.join("\n  ");
    assert!(faults.is_empty(), "{} faults in {of} cases or rules:\n  {list}", faults.len());
}

/// What the rule's examples lack.
fn lacking(rule: &Rule, cases: &[Case]) -> Vec<String> {
    let own: Vec<&Case> = cases.iter().filter(|case| case.rule == rule).collect();
    let file = format!("fixtures/rules/{}.toml", rule.code);
    let mut lacking = Vec::new();
    for name in ["granting", "refusing"] {
        match own.iter().filter(|case| case.example.name == name).count() {
            1 => {}
            0 => lacking.push(format!(
                "{file}: a case \"{name}\" is missing: title, what differs, lines, rejected, notices"
            )),
            _ => lacking.push(format!("{file}: two cases are called \"{name}\"")),
        }
    }
    let shown: BTreeSet<Level> = own.iter().filter_map(|case| case.level()).collect();
    for level in rule.levels.iter().filter(|level| **level != Level::Grant) {
        if !shown.contains(level) {
            let word = level.english();
            lacking.push(format!("{file}: a case \"refusing-{word}\" is missing"));
        }
    }
    lacking
}

/// What lies among the examples and is of no rule of the catalogue or no case.
fn strangers(cases: &[Case]) -> Vec<String> {
    let codes: BTreeSet<&str> = santei::rules().map(|rule| rule.code).collect();
    let is_own = |name: &str| {
        let code = name.strip_suffix(".toml").unwrap_or(name);
        codes.contains(code) || ["world.toml", ".gitattributes"].contains(&name)
    };
    let entries = fs::read_dir(EXAMPLES).unwrap_or_else(|error| panic!("{EXAMPLES}: {error}"));
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut faults: Vec<String> = names
        .filter(|name| !is_own(name))
        .map(|name| {
            format!("fixtures/rules/{name} is of no rule in the catalogue: enter the rule there")
        })
        .collect();
    for code in codes {
        let used: BTreeSet<&str> = cases
            .iter()
            .filter(|case| case.rule.code == code)
            .flat_map(|case| case.example.files.iter().chain(&case.example.submitted))
            .map(String::as_str)
            .collect();
        let unused = files_below(&Path::new(EXAMPLES).join(code), "");
        faults.extend(
            unused.into_iter().filter(|name| !used.contains(name.as_str())).map(|name| {
                format!("fixtures/rules/{code}/{name} is in no `files` or `submitted`")
            }),
        );
    }
    faults
}

/// The files below a folder, `/` between parts; none where there is no folder.
fn files_below(folder: &Path, prefix: &str) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let entries = entries.filter_map(Result::ok).flat_map(|entry| {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files_below(&entry.path(), &format!("{name}/"))
        } else {
            vec![name]
        }
    });
    entries.collect()
}

#[test]
fn every_rule_has_its_cases_and_every_case_its_rule() {
    let (cases, mut faults) = cases();
    faults.extend(santei::rules().flat_map(|rule| lacking(rule, &cases)));
    faults.extend(strangers(&cases));
    let mut places = BTreeSet::new();
    for case in &cases {
        if !(case.is_granting() || case.example.name.starts_with("refusing")) {
            faults.push(format!(
                "{}: call it granting… or refusing…, as the rule decides there",
                case.place()
            ));
        }
        if !places.insert(case.place()) {
            faults.push(format!("{}: two cases have this name", case.place()));
        }
    }
    report(&faults, santei::rules().count());
}

#[test]
fn every_case_ends_as_it_says() {
    check_all(|case, outcome| {
        let example = &case.example;
        let mut faults = differences("lines", &example.lines, &outcome.lines);
        faults.extend(differences("rejected", &example.rejected, &outcome.rejected));
        faults.extend(differences("notices", &example.notices, &outcome.notices));
        faults.extend(differences("findings", &example.findings, &outcome.findings));
        if example.title.trim().is_empty() || example.source.trim().is_empty() {
            faults.push("write a title and a source".to_owned());
        }
        faults
    });
}

#[test]
fn every_case_shows_its_rule() {
    check_all(|case, outcome| {
        let rule = case.rule;
        let (code, said) = (rule.code, outcome.said(rule));
        let mut faults = Vec::new();
        let mut skipped = outcome.skipped.iter().filter(|skipped| !skipped.partly);
        match (skipped.find(|skipped| skipped.rule == rule), case.example.not_run) {
            (Some(skipped), false) => {
                faults.push(format!("{code} did not run: add {:?}", skipped.lacking));
            }
            (None, true) => faults.push(format!("{code} ran")),
            _ => {}
        }
        if rule.levels.contains(&Level::Grant) {
            match (case.is_granting(), outcome.granting.contains(&rule)) {
                (true, false) => faults.push(format!("no line rests on {code}")),
                (false, true) => faults.push(format!("a line rests on {code}")),
                _ => {}
            }
        } else if let Some(level) = case.level() {
            if !said.contains(&level.name()) {
                faults.push(format!("{code} does not say {}, but {said:?}", level.name()));
            }
        } else if !said.is_empty() {
            faults.push(format!("{code} says {said:?}"));
        }
        faults
    });
}

/// Without `rule`; and with it out of force before the first month there is.
fn without_and_ended(settings: &Settings, rule: &'static Rule) -> [Settings; 2] {
    let ended: &Rule =
        Box::leak(Box::new(Rule { until: Some(ServiceMonth::literal(2018, 3)), ..*rule }));
    let (mut without, mut with_ended) = (settings.clone(), settings.clone());
    without.rules.retain(|entry| entry.rule != rule);
    for entry in with_ended.rules.iter_mut().filter(|entry| entry.rule == rule) {
        entry.rule = ended;
    }
    [without, with_ended]
}

/// Whether no stage asks the rule itself: what says it is another rule, or another part.
fn is_said_by_another(settings: &Settings, rule: &Rule) -> bool {
    let mut entries = settings.rules.iter().filter(|entry| entry.rule == rule);
    entries.all(|entry| !entry.is_asked())
}

#[test]
fn a_rule_out_of_force_is_asked_at_no_stage() {
    let settings = settings();
    judge_all(|case| {
        if is_said_by_another(&settings, case.rule) {
            return Ok(Vec::new());
        }
        let judged = |settings: Settings| case.outcome(&settings).map_err(|e| e.to_string());
        let (without, ended) = match without_and_ended(&settings, case.rule).map(judged).into() {
            (Ok(without), Ok(ended)) => (without, ended),
            // Without the rule some row has neither a line nor a reason: no claim is made.
            (without, ended) => {
                return Ok(differences("errors", &[without.err()], &[ended.err()]));
            }
        };
        let codes =
            |outcome: &Outcome| outcome.granting.iter().map(|rule| rule.code).collect::<Vec<_>>();
        let mut faults = differences("lines", &without.lines, &ended.lines);
        faults.extend(differences("根拠", &codes(&without), &codes(&ended)));
        faults.extend(differences("rejected", &without.rejected, &ended.rejected));
        faults.extend(differences("notices", &without.notices, &ended.notices));
        Ok(faults)
    });
}
