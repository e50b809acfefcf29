//! The examples of every rule: `fixtures/rules/<code>-<name>/<case>/`.
//!
//! Each case is a small world of input tables and a `case.toml` that says what becomes of it:
//! every claim line, every reason in 却下 and 保留, and the notices that must be there. The
//! numbers are worked out from the sources by hand; nothing rewrites them. A case is called
//! `granting…` where the rule lets the line stand (or puts it there), and `refusing…` where it
//! speaks: `refusing-hold…` and `refusing-warn…` at that level, else at its first one.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Debug,
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use santei::{
    calendar::{ServiceMonth, parse_day},
    catalogue,
    claim::{Claim, Options, Reported, build},
    finding::{Level, Rule},
    input::{EncodingChoice, Sources, read_files},
    judge::Skipped,
    ledger::Ledger,
    policy::Policy,
    records::{Records, SPECS},
    rules::World,
    tariff::Tariff,
};
use serde::Deserialize;

/// Where the examples stand.
const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/rules");

/// What is wrong with a case and its outcome; nothing where it is as it should be.
type Check = fn(&Example, &Expected, &Outcome) -> Vec<String>;

/// Certificate, item, variant, units.
type LineRow = (String, String, String, i64);
/// Code, 判定, file, line.
type RejectedRow = (String, String, String, u32);
/// Code, 判定.
type NoticeRow = (String, String);

/// `case.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// What happens, in one Japanese sentence.
    title: String,
    /// Where it is written.
    source: String,
    month: String,
    claim_date: Option<String>,
    /// The policy file's name.
    policy: Option<String>,
    /// All there are.
    lines: Vec<LineRow>,
    /// All there are.
    rejected: Vec<RejectedRow>,
    /// Those that must be there.
    #[serde(default)]
    notices: Vec<NoticeRow>,
}

/// What became of a case.
struct Outcome {
    lines: Vec<LineRow>,
    rejected: Vec<RejectedRow>,
    notices: Vec<NoticeRow>,
    /// The rules that lines rest on.
    granting: Vec<&'static Rule>,
    skipped: Vec<Skipped>,
}

impl Outcome {
    fn new(claim: Claim, ledger: &Ledger) -> Self {
        let lines = claim.lines.iter().map(|line| {
            let item = line.item.key().to_owned();
            (line.certificate.to_string(), item, line.variant.to_string(), line.units.0)
        });
        let rejected = claim.rejected.iter().map(|Reported { finding, .. }| {
            let (code, level) = (finding.rule.code, finding.level.name());
            let row = finding.origin;
            let file = row.map(|row| ledger.sources.name(row)).unwrap_or_default();
            (code.to_owned(), level.to_owned(), file.to_owned(), row.map_or(0, |row| row.line))
        });
        let notices = claim.notices.iter().map(|Reported { finding, .. }| {
            (finding.rule.code.to_owned(), finding.level.name().to_owned())
        });
        Self {
            lines: lines.collect(),
            rejected: rejected.collect(),
            notices: notices.collect(),
            granting: claim.lines.iter().flat_map(|line| line.rules.iter().copied()).collect(),
            skipped: claim.skipped,
        }
    }

    /// The 判定 of everything that the rule says.
    fn said(&self, rule: &Rule) -> Vec<&str> {
        let rejected = self.rejected.iter().map(|(code, level, ..)| (code, level));
        let notices = self.notices.iter().map(|(code, level)| (code, level));
        let said = rejected.chain(notices).filter(|(code, _)| *code == rule.code);
        said.map(|(_, level)| level.as_str()).collect()
    }
}

/// One case of one rule.
struct Example {
    rule: &'static Rule,
    case: String,
    folder: PathBuf,
}

impl Example {
    fn place(&self) -> String {
        format!("fixtures/rules/{}/{}", self.rule.fixture(), self.case)
    }

    fn is_granting(&self) -> bool {
        self.case.starts_with("granting")
    }

    /// The level at which the rule speaks; `None` where it is silent, or where it grants.
    fn level(&self) -> Option<Level> {
        let rest = self.case.strip_prefix("refusing")?;
        let said = [("-hold", Level::Hold), ("-warn", Level::Warn)];
        let named = said.iter().find(|(word, _)| rest.starts_with(word)).map(|(_, level)| *level);
        Some(named.unwrap_or(self.rule.levels[0])).filter(|level| *level != Level::Grant)
    }

    fn expected(&self) -> Result<Expected, String> {
        let path = self.folder.join("case.toml");
        let text = fs::read_to_string(&path).map_err(|e| format!("case.toml: {e}"))?;
        toml::from_str(&text).map_err(|e| format!("case.toml: {e}"))
    }

    /// Judges the case through the library.
    fn outcome(&self, expected: &Expected) -> Result<Outcome, String> {
        static TARIFF: LazyLock<Result<Tariff, String>> =
            LazyLock::new(|| Tariff::standard().map_err(|e| e.to_string()));
        let tariff = TARIFF.as_ref().map_err(String::clone)?;
        let month = ServiceMonth::parse(&expected.month)
            .ok_or_else(|| format!("case.toml: month {}", expected.month))?;
        let claim_date = match &expected.claim_date {
            None => None,
            Some(day) => Some(parse_day(day).ok_or(format!("case.toml: claim_date {day}"))?),
        };
        let policy = match &expected.policy {
            None => Policy::default(),
            Some(name) => {
                let text = fs::read_to_string(self.folder.join(name)).map_err(|e| e.to_string())?;
                Policy::parse(&text).map_err(|e| e.to_string())?
            }
        };
        let files = read_files(std::slice::from_ref(&self.folder)).map_err(|e| e.to_string())?;
        let sources = Sources::recognise(files, EncodingChoice::Auto, SPECS);
        let records = Records::read(&sources);
        let ledger = Ledger::build(sources, records);
        let world = World { ledger: &ledger, policy: &policy, month };
        let entries = catalogue::CATALOGUE;
        let options = Options { entries, tariff, claim_date };
        let claim = build(&world, &options).map_err(|e| e.to_string())?;
        Ok(Outcome::new(claim, &ledger))
    }
}

/// The folders directly in `folder`, by name.
fn folders(folder: &Path) -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut found: Vec<(String, PathBuf)> = entries
        .map(|entry| entry.unwrap_or_else(|e| panic!("{}: {e}", folder.display())))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()))
        .collect();
    found.sort();
    found
}

/// Every case below a rule's folder.
fn examples() -> Vec<Example> {
    let rules: BTreeMap<String, &Rule> =
        catalogue::rules().map(|rule| (rule.fixture(), rule)).collect();
    let mut examples = Vec::new();
    for (name, folder) in folders(Path::new(EXAMPLES)) {
        let Some(rule) = rules.get(&name) else { continue };
        let cases = folders(&folder).into_iter();
        examples.extend(cases.map(|(case, folder)| Example { rule, case, folder }));
    }
    examples
}

/// Runs every case and fails with everything that `check` has to say.
fn check_all(check: Check) {
    let mut faults = Vec::new();
    let examples = examples();
    for example in &examples {
        let judged = example.expected().and_then(|expected| {
            let outcome = example.outcome(&expected)?;
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

/// What `left` has more of than `right`, both as multisets.
fn beyond<T: PartialEq + Clone>(left: &[T], right: &[T]) -> Vec<T> {
    let mut rest = right.to_vec();
    let is_extra = |item: &&T| match rest.iter().position(|other| other == *item) {
        Some(place) => {
            rest.swap_remove(place);
            false
        }
        None => true,
    };
    left.iter().filter(is_extra).cloned().collect()
}

fn differences<T: PartialEq + Clone + Debug>(what: &str, wanted: &[T], found: &[T]) -> Vec<String> {
    let missing = beyond(wanted, found).into_iter().map(|item| format!("{what} missing: {item:?}"));
    let extra = beyond(found, wanted).into_iter().map(|item| format!("{what} too many: {item:?}"));
    missing.chain(extra).collect()
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
        let mut faults = differences("lines", &expected.lines, &outcome.lines);
        faults.extend(differences("rejected", &expected.rejected, &outcome.rejected));
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
    check_all(|example, _, outcome| {
        let rule = example.rule;
        let (code, said) = (rule.code, outcome.said(rule));
        let mut faults = Vec::new();
        if let Some(skipped) = outcome.skipped.iter().find(|skipped| skipped.rule == rule) {
            faults.push(format!("{code} did not run: add {:?}", skipped.lacking));
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
