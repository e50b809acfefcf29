//! The example folders of the rules: a case, what it expects, and what comes of it.

#![allow(dead_code, reason = "every test uses a part of it")]

use std::{
    collections::BTreeMap,
    fmt::Debug,
    fs,
    path::{Path, PathBuf},
};

use santei::{
    audit::audit,
    calendar::{ServiceMonth, parse_day},
    catalogue,
    claim::{Claim, Options, Reported, add_notices, build},
    finding::{Level, Rule},
    input::{EncodingChoice, Sources, read_files},
    judge::Skipped,
    kokuhoren::{federate, read_submitted, validate},
    ledger::Ledger,
    policy::Policy,
    records::{Records, SPECS},
    rules::World,
    tariff::Tariff,
};
use serde::Deserialize;

/// Where the examples stand.
pub(crate) const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/rules");

/// Certificate, item, variant, units.
pub(crate) type LineRow = (String, String, String, i64);

/// A line of `case.toml`: one, or so many of the kind (回数).
#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum LineRows {
    Times(String, String, String, i64, usize),
    Once(String, String, String, i64),
}

impl Expected {
    /// The lines, a row for each time.
    pub(crate) fn line_rows(&self) -> Vec<LineRow> {
        self.lines.iter().flat_map(LineRows::rows).collect()
    }
}

impl LineRows {
    /// A row for each time: one line with 回数 2 and two lines say the same.
    pub(crate) fn rows(&self) -> Vec<LineRow> {
        match self.clone() {
            Self::Times(certificate, item, variant, units, count) => {
                vec![(certificate, item, variant, units); count]
            }
            Self::Once(certificate, item, variant, units) => {
                vec![(certificate, item, variant, units)]
            }
        }
    }
}

/// Code, 判定, file, line.
pub(crate) type RejectedRow = (String, String, String, u32);
/// Code, 判定.
pub(crate) type NoticeRow = (String, String);

/// 判定, code, 原因コード, file, line.
pub(crate) type FindingRow = (String, String, String, String, u32);

/// `case.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    /// What happens, in one Japanese sentence.
    pub(crate) title: String,
    /// Where it is written.
    pub(crate) source: String,
    pub(crate) month: String,
    pub(crate) claim_date: Option<String>,
    /// The policy file's name.
    pub(crate) policy: Option<String>,
    /// All there are.
    pub(crate) lines: Vec<LineRows>,
    /// All there are.
    pub(crate) rejected: Vec<RejectedRow>,
    /// Those that must be there.
    #[serde(default)]
    pub(crate) notices: Vec<NoticeRow>,
    /// Submitted files below the case's folder.
    #[serde(default)]
    pub(crate) submitted: Vec<String>,
    /// The submitted files are audited: `logs` against the case's tables, `claims` by themselves.
    pub(crate) audit: Option<String>,
    /// All that the audit finds, where the case tells it.
    pub(crate) findings: Option<Vec<FindingRow>>,
    /// The last month of the audit, where it is not the first.
    pub(crate) to: Option<String>,
    /// The table or column that the rule needs is not there: it does not run.
    #[serde(default)]
    pub(crate) not_run: bool,
}

/// What became of a case.
pub(crate) struct Outcome {
    pub(crate) lines: Vec<LineRow>,
    pub(crate) rejected: Vec<RejectedRow>,
    pub(crate) notices: Vec<NoticeRow>,
    /// What the audit finds.
    pub(crate) findings: Vec<FindingRow>,
    /// The rules that lines rest on.
    pub(crate) granting: Vec<&'static Rule>,
    pub(crate) skipped: Vec<Skipped>,
}

impl Outcome {
    pub(crate) fn new(claim: Claim, ledger: &Ledger) -> Self {
        let lines = claim.lines.iter().flat_map(|line| {
            let item = line.item.key().to_owned();
            let row = (line.certificate.to_string(), item, line.variant.to_string(), line.units.0);
            vec![row; line.count as usize]
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
            findings: Vec::new(),
            granting: claim.lines.iter().flat_map(|line| line.rules.iter().copied()).collect(),
            skipped: claim.skipped,
        }
    }

    /// The 判定 of everything that the rule says.
    pub(crate) fn said(&self, rule: &Rule) -> Vec<&str> {
        let rejected = self.rejected.iter().map(|(code, level, ..)| (code, level));
        let notices = self.notices.iter().map(|(code, level)| (code, level));
        let said = rejected.chain(notices).filter(|(code, _)| *code == rule.code);
        said.map(|(_, level)| level.as_str()).collect()
    }
}

/// One case of one rule.
pub(crate) struct Example {
    pub(crate) rule: &'static Rule,
    pub(crate) case: String,
    pub(crate) folder: PathBuf,
}

impl Example {
    pub(crate) fn place(&self) -> String {
        format!("fixtures/rules/{}/{}", self.rule.fixture(), self.case)
    }

    /// Whether a certificate of the case is a child's.
    pub(crate) fn has_child_scheme(&self) -> bool {
        fs::read_to_string(self.folder.join("受給者.csv"))
            .is_ok_and(|text| text.contains("障害児相談"))
    }

    pub(crate) fn is_granting(&self) -> bool {
        self.case.starts_with("granting")
    }

    /// The level at which the rule speaks; `None` where it is silent, or where it grants.
    pub(crate) fn level(&self) -> Option<Level> {
        let rest = self.case.strip_prefix("refusing")?;
        let said = [
            ("-hold", Level::Hold),
            ("-warn", Level::Warn),
            ("-reject", Level::Reject),
            ("-over", Level::Over),
            ("-under", Level::Under),
        ];
        let named = said.iter().find(|(word, _)| rest.starts_with(word)).map(|(_, level)| *level);
        Some(named.unwrap_or(self.rule.levels[0])).filter(|level| *level != Level::Grant)
    }

    pub(crate) fn expected(&self) -> Result<Expected, String> {
        let path = self.folder.join("case.toml");
        let text = fs::read_to_string(&path).map_err(|e| format!("case.toml: {e}"))?;
        toml::from_str(&text).map_err(|e| format!("case.toml: {e}"))
    }

    /// Judges the case through the library.
    pub(crate) fn outcome(&self, expected: &Expected, tariff: &Tariff) -> Result<Outcome, String> {
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
        let read = |paths: &[PathBuf]| read_files(paths).map_err(|e| e.to_string());
        let files = read(std::slice::from_ref(&self.folder))?;
        let mut sources =
            Sources::recognise(files, EncodingChoice::Auto, SPECS).map_err(|e| e.to_string())?;
        let submitted: Vec<PathBuf> =
            expected.submitted.iter().map(|name| self.folder.join(name)).collect();
        let submitted = if submitted.is_empty() { Vec::new() } else { read(&submitted)? };
        let numbers = sources.attach(submitted).map_err(|e| e.to_string())?;
        let records = Records::read(&sources);
        let ledger = Ledger::build(sources, records);
        let world = World { ledger: &ledger, policy: &policy, tariff, month };
        let entries = catalogue::CATALOGUE;
        let options = Options { entries, claim_date };
        let mut claim = build(&world, &options).map_err(|e| e.to_string())?;
        let submission = read_submitted(&ledger.sources, &numbers, tariff);
        federate(&world, &mut claim, &submission, &options).map_err(|e| e.to_string())?;
        add_notices(&mut claim, validate(&submission, tariff), entries);
        let mut outcome = Outcome::new(claim, &ledger);
        if let Some(kind) = &expected.audit {
            let to = expected.to.as_deref().map_or(Some(month), ServiceMonth::parse);
            let to = to.ok_or("case.toml: to")?;
            let submission = read_submitted(&ledger.sources, &numbers, tariff);
            let with = (&submission, kind == "logs");
            let audited = audit(&world, (month, to), with, &options).map_err(|e| e.to_string())?;
            for found in &audited.findings {
                let (level, code) = (found.level.name().to_owned(), found.rule.code.to_owned());
                let file = found.origin.map(|row| ledger.sources.name(row)).unwrap_or_default();
                let line = found.origin.map_or(0, |row| row.line);
                outcome.notices.push((code.clone(), level.clone()));
                outcome.findings.push((level, code, found.cause.clone(), file.to_owned(), line));
            }
        }
        Ok(outcome)
    }
}

/// The folders directly in `folder`, by name.
pub(crate) fn folders(folder: &Path) -> Vec<(String, PathBuf)> {
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
pub(crate) fn examples() -> Vec<Example> {
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

/// What `left` has more of than `right`, both as multisets.
pub(crate) fn beyond<T: PartialEq + Clone>(left: &[T], right: &[T]) -> Vec<T> {
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

pub(crate) fn differences<T: PartialEq + Clone + Debug>(
    what: &str,
    wanted: &[T],
    found: &[T],
) -> Vec<String> {
    let missing = beyond(wanted, found).into_iter().map(|item| format!("{what} missing: {item:?}"));
    let extra = beyond(found, wanted).into_iter().map(|item| format!("{what} too many: {item:?}"));
    missing.chain(extra).collect()
}
