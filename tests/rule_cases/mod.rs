//! The examples of the rules: a case, what it expects, and what comes of it.

#![allow(dead_code, reason = "every test uses a part of it")]

mod expand;

use std::{collections::BTreeMap, fmt::Debug, path::PathBuf};

use expand::{input_files, shared_cells};
use santei::{
    Audit, AuditFinding, AuditRow, Cell, Claim, ClaimRow, Example, ExampleCells, Examples, Finding,
    Input, InputFile, Level, Line, Logs, Policy, ReasonRow, Reported, Rule, ServiceMonth, Settings,
    Skipped, Sources, check, parse_day, read_files,
};

/// Where the examples stand.
pub(crate) const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/rules");

/// What is said of the tariff, not of a case: asserted by their own examples alone, so that an
/// amount that is confirmed one day changes no other example.
const OF_THE_TARIFF: [&str; 2] = ["B804", "B805"];

/// What became of a case.
pub(crate) struct Outcome {
    pub(crate) lines: Vec<ClaimRow>,
    pub(crate) rejected: Vec<ReasonRow>,
    pub(crate) notices: Vec<ReasonRow>,
    pub(crate) findings: Vec<AuditRow>,
    /// The rules that lines rest on.
    pub(crate) granting: Vec<&'static Rule>,
    pub(crate) skipped: Vec<Skipped>,
}

impl Outcome {
    fn new(rule: &Rule, claim: Claim, sources: &Sources) -> Self {
        let is_told = |reported: &Reported<'_>| {
            let code = reported.finding.rule.code;
            code == rule.code || !OF_THE_TARIFF.contains(&code)
        };
        let reason = |reported: Reported<'_>| {
            let effect = reported.effect.map(|yen| yen.0.to_string());
            reason_row(reported.finding, reported.primary, effect, sources)
        };
        Self {
            lines: claim.lines().map(|line| claim_row(line, rule, sources)).collect(),
            rejected: claim.rejected.iter().map(reason).collect(),
            notices: claim.notices.iter().filter(is_told).map(reason).collect(),
            findings: Vec::new(),
            granting: claim.lines().flat_map(|line| line.rules.iter().copied()).collect(),
            skipped: claim.skipped,
        }
    }

    /// What submitted files say wrong by themselves. What cannot be read the claim tells too.
    fn add_checked(&mut self, findings: &[Finding], sources: &Sources) {
        let of_files =
            |finding: &&Finding| finding.level.is_of_audit() && finding.rule.code != "X909";
        let found = findings.iter().filter(of_files);
        self.notices.extend(found.map(|finding| reason_row(finding, true, None, sources)));
    }

    fn add_audited(&mut self, audited: &Audit, sources: &Sources) {
        self.findings.extend(audited.findings.iter().map(|found| audit_row(found, sources)));
    }

    /// The 判定 of everything that the rule says.
    pub(crate) fn said(&self, rule: &Rule) -> Vec<&str> {
        let reasons = self.rejected.iter().chain(&self.notices);
        let reasons = reasons.map(|row| (row.code.as_str(), row.level.as_str()));
        let findings = self.findings.iter().map(|row| (row.code.as_str(), row.level.as_str()));
        let said = reasons.chain(findings).filter(|(code, _)| *code == rule.code);
        said.map(|(_, level)| level).collect()
    }
}

/// `ファイル:行:列`: the column by its name, in files without a header by its number; one that the
/// file does not have stands in brackets.
fn place(cell: &Cell, sources: &Sources) -> String {
    format!("{}{}", sources.place(cell.origin), column(cell))
}

fn column(cell: &Cell) -> String {
    match (cell.column, cell.field) {
        ("", 0) => String::new(),
        ("", number) => format!(":{number}"),
        (name, 0) => format!(":({name})"),
        (name, _) => format!(":{name}"),
    }
}

/// A cell of the row that is named already.
fn short(cell: &Cell) -> String {
    column(cell).trim_start_matches(':').to_owned()
}

fn claim_row(line: &Line, rule: &Rule, sources: &Sources) -> ClaimRow {
    let of_rule = line.rules.contains(&rule);
    let mut row = None;
    let basis = line.basis.iter().filter(|_| of_rule).map(|cell| {
        let is_named = row.replace(cell.origin) == Some(cell.origin);
        if is_named { short(cell) } else { place(cell, sources) }
    });
    ClaimRow {
        certificate: line.account.certificate.to_string(),
        item: line.item.key().to_owned(),
        variant: line.variant.to_string(),
        units: line.units.0,
        count: i64::from(line.count),
        basis: basis.collect(),
    }
}

/// A reason as its row in the files: the first cell is the one to look at where it has a 列.
fn reason_row(
    finding: &Finding,
    is_primary: bool,
    effect: Option<String>,
    sources: &Sources,
) -> ReasonRow {
    let row = finding.origin.map(|origin| sources.place(origin)).unwrap_or_default();
    let (first, rest) = match (finding.field(), &finding.cells[..]) {
        (Some(_), [first, rest @ ..]) => (column(first), rest),
        (_, cells) => (String::new(), cells),
    };
    let other = |cell: &Cell| match finding.origin {
        Some(origin) if origin == cell.origin => short(cell),
        _ => place(cell, sources),
    };
    let is_subordinate = finding.level.refuses() && !is_primary;
    ReasonRow {
        code: finding.rule.code.to_owned(),
        level: finding.level.name().to_owned(),
        place: row + &first,
        cells: rest.iter().map(other).filter(|cell| !cell.is_empty()).collect(),
        effect: if is_subordinate { "従".to_owned() } else { effect.unwrap_or_default() },
    }
}

fn audit_row(finding: &AuditFinding, sources: &Sources) -> AuditRow {
    AuditRow {
        code: finding.rule.code.to_owned(),
        level: finding.level.name().to_owned(),
        cause: finding.cause.clone(),
        place: finding.origin.map(|origin| sources.place(origin)).unwrap_or_default(),
        related: finding.related.iter().map(|origin| sources.place(*origin)).collect(),
        yen: finding.yen.map(|yen| yen.0.to_string()).unwrap_or_default(),
    }
}

/// One case of one rule, with its input.
#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) rule: &'static Rule,
    pub(crate) example: Example,
    pub(crate) month: ServiceMonth,
    pub(crate) files: Vec<InputFile>,
    pub(crate) submitted: Vec<InputFile>,
    policy: Policy,
}

impl Case {
    fn new(
        rule: &'static Rule,
        example: Example,
        examples: &Examples,
        shared: &BTreeMap<String, ExampleCells>,
    ) -> Result<Self, String> {
        let month = ServiceMonth::parse(&example.month).ok_or("month")?;
        let mut files = input_files(example.rows(&examples.tables), month, shared)?;
        let folder = PathBuf::from(EXAMPLES).join(rule.code);
        let read = |names: &[String]| {
            let paths: Vec<PathBuf> = names.iter().map(|name| folder.join(name)).collect();
            if paths.is_empty() { Ok(Vec::new()) } else { read_files(&paths) }
        };
        let written = read(&example.files).map_err(|error| error.to_string())?;
        files.retain(|file| written.iter().all(|other| other.name != file.name));
        files.extend(written);
        files.sort_by(|a, b| a.name.cmp(&b.name));
        let policy = match &example.policy {
            None => Policy::default(),
            Some(table) => Policy::parse(&table.to_string()).map_err(|e| e.to_string())?,
        };
        let submitted = read(&example.submitted).map_err(|error| error.to_string())?;
        Ok(Self { rule, example, month, files, submitted, policy })
    }

    pub(crate) fn place(&self) -> String {
        format!("fixtures/rules/{}.toml {}", self.rule.code, self.example.name)
    }

    /// Whether a certificate of the case is a child's.
    pub(crate) fn has_child_scheme(&self) -> bool {
        let of_recipients = self.files.iter().filter(|file| file.name == "受給者.csv");
        of_recipients.into_iter().any(|file| {
            std::str::from_utf8(&file.bytes).is_ok_and(|text| text.contains("障害児相談"))
        })
    }

    pub(crate) fn is_granting(&self) -> bool {
        self.example.name.starts_with("granting")
    }

    /// The level at which the rule speaks; `None` where it is silent, or where it grants.
    pub(crate) fn level(&self) -> Option<Level> {
        let rest = self.example.name.strip_prefix("refusing")?;
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

    /// What the case is judged by, under another tariff or fewer rules than `settings` are of.
    fn settings(&self, settings: &Settings) -> Settings {
        let mut settings = settings.clone();
        settings.policy = self.policy.clone();
        settings
    }

    /// Its files.
    pub(crate) fn input(&self) -> Input {
        Input::of(self.files.clone()).with_submitted(self.submitted.clone())
    }

    /// Judges the case by `settings`, but for its own readings.
    pub(crate) fn outcome(&self, settings: &Settings) -> Result<Outcome, santei::Error> {
        let settings = self.settings(settings);
        let (example, month) = (&self.example, self.month);
        let claim_date = example.claim_date.as_deref().map(|day| {
            parse_day(day).unwrap_or_else(|| panic!("{}: claim_date {day}", self.place()))
        });
        let logs = Logs::open(self.input())?;
        let (claim, _) = logs.claim(&settings, month, claim_date)?;
        let mut outcome = Outcome::new(self.rule, claim, logs.sources());
        outcome.add_checked(&check(self.input(), &settings.tariff)?.findings, logs.sources());
        if let Some(kind) = &example.audit {
            let to = example.to.as_deref().map_or(Some(month), ServiceMonth::parse);
            let months = (month, to.unwrap_or_else(|| panic!("{}: to", self.place())));
            let logs = if kind == "logs" {
                logs
            } else {
                Logs::open(Input::without_logs().with_submitted(self.submitted.clone()))?
            };
            outcome.add_audited(&logs.audit(&settings, months)?, logs.sources());
        }
        Ok(outcome)
    }
}

/// Every case of every rule; and what is wrong with those that cannot be read.
pub(crate) fn cases() -> (Vec<Case>, Vec<String>) {
    let (mut cases, mut faults) = (Vec::new(), Vec::new());
    let shared = shared_cells().unwrap_or_else(|error| panic!("{error}"));
    for rule in santei::rules() {
        let place = format!("fixtures/rules/{}.toml", rule.code);
        match Examples::parse(rule.examples) {
            Err(error) => faults.push(format!("{place}: {error}")),
            Ok(examples) => {
                for example in examples.cases.clone() {
                    let name = example.name.clone();
                    match Case::new(rule, example, &examples, &shared) {
                        Ok(case) => cases.push(case),
                        Err(error) => faults.push(format!("{place} {name}: {error}")),
                    }
                }
            }
        }
    }
    (cases, faults)
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
