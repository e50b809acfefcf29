//! 「点検」 What the judgement gives against what was submitted, over months and offices.
//!
//! The months are judged as `claim` would, then held against the submitted lines account by
//! account. Overclaims, underclaims and differences are kept apart; nothing is netted off.

mod books;
mod claims_only;
mod compare;
mod readings;
pub mod rules;
mod surplus;

pub use readings::{Comparison, Difference, RuleDifference, Side, by_rule, compare_readings};

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    account::{Account, RecipientMonth},
    calendar::ServiceMonth,
    claim::{Claim, Error, Options, judge_month},
    finding::{Finding, Level, Note, Origin, Rule},
    item::Item,
    money::{Units, Yen},
    number::OfficeNumber,
    records::column::{activity, monitoring, plan},
    rules::World,
    submission::{Submission, SubmittedLine, SubmittedTotal},
};

/// Most lines of the submission that one finding names beside its own: of a line that was submitted
/// thousands of times, each would name all the others.
pub(crate) const RELATED_MAX: usize = 100;

/// One finding of an audit; it names both sides.
#[derive(Clone, Debug)]
pub struct AuditFinding {
    /// The rule of family X.
    pub rule: &'static Rule,
    /// 判定
    pub level: Level,
    /// Whose month it is; `None` for a file that could not be read.
    pub account: Option<Account>,
    /// Whose claim it is, as far as it is known.
    pub office: Option<OfficeNumber>,
    /// 項目 and 区分
    pub item: Option<(Item, String)>,
    /// 原因コード: the rule behind it, or `no event`.
    pub cause: String,
    /// 請求単位数: units × count as submitted
    pub claimed: Option<Units>,
    /// 正単位数: units × count as judged
    pub right: Option<Units>,
    /// 差額: + overclaimed; `None` where it cannot be known
    pub yen: Option<Yen>,
    /// The submitted line; of what was not submitted, the log's row.
    pub origin: Option<Origin>,
    /// The other side: rows of the logs, or of the submission.
    pub related: Vec<Origin>,
    /// What no cell shows.
    pub note: Option<Note>,
}

/// One office's part of an audit.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OfficeSummary {
    /// Lines submitted.
    pub lines: usize,
    /// Yen submitted, as far as they are known.
    pub claimed: Yen,
    /// Recipients' months whose yen are not known: no price for them is given.
    pub unpriced: usize,
    /// 過大 yen of X901 and X904, and of differences that are too high.
    pub over: Yen,
    /// 過少 yen of X905, and of differences that are too low.
    pub under: Yen,
    /// Findings by rule.
    pub codes: BTreeMap<&'static str, usize>,
}

/// The outcome of an audit.
pub struct Audit {
    /// First and last month.
    pub months: (ServiceMonth, ServiceMonth),
    /// In the order of output.
    pub findings: Vec<AuditFinding>,
    /// Whose the submitted lines are that findings name beside their own.
    pub submitted_by: FxHashMap<Origin, OfficeNumber>,
    /// By office.
    pub offices: BTreeMap<OfficeNumber, OfficeSummary>,
    /// Submitted lines of the months, without `returned`.
    pub lines: usize,
    /// Submitted lines of the months that 返戻等 says were returned or withdrawn.
    pub returned: usize,
    /// Submitted lines of other months, which were not looked at.
    pub outside: usize,
    /// Whether there were logs.
    pub has_logs: bool,
    /// Whether anything was submitted, or only two readings were compared.
    pub has_submission: bool,
    /// Event tables that the logs lack altogether: every fee that rests on them is X901.
    pub absent: Vec<&'static str>,
    /// Rules of the judgement that could not run.
    pub skipped: Vec<crate::judge::Skipped>,
}

impl Audit {
    /// Findings with a verdict.
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.level == level).count()
    }
}

/// Every month judged, by month.
pub(crate) type Judged = BTreeMap<ServiceMonth, Claim>;

/// Judges the first of the months, and those that the logs or `submitted` have anything of: in any
/// other nothing is claimed and nothing refused.
pub(crate) fn judge_months(
    world: &World<'_>,
    (from, to): (ServiceMonth, ServiceMonth),
    submitted: &[&SubmittedLine],
    options: &Options<'_>,
) -> Result<Judged, Error> {
    let mut months: BTreeSet<ServiceMonth> = world.ledger.offices_at_work().into_keys().collect();
    months.extend(submitted.iter().map(|line| line.account.month));
    months.insert(from);
    let months: Vec<ServiceMonth> = months.range(from..=to).copied().collect();
    months
        .into_par_iter()
        .map(|month| {
            judge_month(&World { month, ..*world }, options, Vec::new()).map(|claim| (month, claim))
        })
        .collect()
}

/// Audits what was submitted for the months, with the logs of `world` or, where `has_logs` is not
/// set, by itself.
pub fn audit(
    world: &World<'_>,
    months: (ServiceMonth, ServiceMonth),
    (submission, has_logs): (&Submission, bool),
    options: &Options<'_>,
) -> Result<Audit, Error> {
    let within = |month: ServiceMonth| months.0 <= month && month <= months.1;
    let (inside, outside): (Vec<&SubmittedLine>, Vec<&SubmittedLine>) =
        submission.lines.iter().partition(|line| within(line.account.month));
    let judged =
        if has_logs { judge_months(world, months, &inside, options)? } else { Judged::new() };
    let mut findings: Vec<AuditFinding> = submission.findings.iter().map(malformed).collect();
    let totals: Vec<&SubmittedTotal> =
        submission.totals.iter().filter(|total| within(total.account.month)).collect();
    let books = books::Books::new(world, &judged, submission, (&inside, &totals));
    if has_logs {
        findings.extend(books.compare());
    } else {
        findings.extend(claims_only::check(submission, world.tariff, &inside, &books));
    }
    findings.sort_by_key(order);
    let offices = books.summaries(&findings);
    let absent = if has_logs { absent_tables(world) } else { Vec::new() };
    let skipped = judged.values().next().map_or_else(Vec::new, |claim| claim.skipped.clone());
    Ok(Audit {
        months,
        submitted_by: submitted_by(&inside, &findings),
        findings,
        offices,
        lines: inside.len() - books.void.len(),
        returned: books.void.len(),
        outside: outside.len(),
        has_logs,
        has_submission: true,
        absent,
        skipped,
    })
}

/// Whose each of `lines` is that a finding names beside its own.
fn submitted_by(
    lines: &[&SubmittedLine],
    findings: &[AuditFinding],
) -> FxHashMap<Origin, OfficeNumber> {
    let named: FxHashSet<&Origin> = findings.iter().flat_map(|one| &one.related).collect();
    let named = lines.iter().filter(|line| named.contains(&line.origin));
    named.map(|line| (line.origin, line.account.office)).collect()
}

fn absent_tables(world: &World<'_>) -> Vec<&'static str> {
    let tables = [plan::SPEC.name, monitoring::SPEC.name, activity::SPEC.name];
    tables.into_iter().filter(|table| !world.ledger.has(table)).collect()
}

/// Files that could not be read first; then by office, month, recipient, rule and line.
fn order(finding: &AuditFinding) -> impl Ord + use<> {
    let account = finding.account;
    (
        (account.is_some(), finding.office),
        account.map(|a| (a.month, a.municipality, a.scheme, a.certificate)),
        finding.rule.code,
        finding.item.clone(),
        finding.origin,
    )
}

/// X909
fn malformed(finding: &Finding) -> AuditFinding {
    AuditFinding {
        rule: finding.rule,
        level: finding.level,
        account: None,
        office: finding.subject.office,
        item: None,
        cause: String::new(),
        claimed: None,
        right: None,
        yen: None,
        origin: finding.origin,
        related: Vec::new(),
        note: finding.note.as_deref().cloned(),
    }
}

/// Submitted lines by account, and each account's files in the order of submission.
pub(crate) type ByAccount<'a> = BTreeMap<Account, Vec<&'a SubmittedLine>>;

pub(crate) fn by_account<'a>(lines: &[&'a SubmittedLine]) -> ByAccount<'a> {
    let mut accounts: ByAccount<'a> = BTreeMap::new();
    for line in lines {
        accounts.entry(line.account).or_default().push(line);
    }
    accounts
}

/// Offices that submitted an item for a recipient's month, whatever the office.
pub(crate) type Claimants = FxHashMap<(RecipientMonth, Item), BTreeSet<OfficeNumber>>;

pub(crate) fn claimants(lines: &[&SubmittedLine]) -> Claimants {
    let mut claimants: Claimants = FxHashMap::default();
    for line in lines {
        if let Some((item, _)) = &line.item {
            let key = (line.account.of_any_office(), *item);
            claimants.entry(key).or_default().insert(line.account.office);
        }
    }
    claimants
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::{
        input::{EncodingChoice, Sources, read_files},
        item::Scheme,
        ledger::Ledger,
        number::{CertificateNumber, MunicipalityNumber},
        policy::Policy,
        records::{Records, SPECS},
        tariff::Tariff,
    };

    /// The months that are judged from 2019-01 to 9999-12 beside those of `submitted`.
    fn judged(story: &str, submitted: &[&SubmittedLine]) -> Vec<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/hand").join(story);
        let files = read_files(&[folder]).unwrap();
        let sources = Sources::recognise(files, EncodingChoice::Auto, SPECS).unwrap();
        let records = Records::read(&sources);
        let ledger = Ledger::build(sources, records);
        let (policy, tariff) = (Policy::default(), Tariff::standard().unwrap());
        let month = ServiceMonth::literal(2019, 1);
        let world = World { ledger: &ledger, policy: &policy, tariff: &tariff, month };
        let entries = &[
            crate::rules::plan::plan_consented::ENTRY,
            crate::rules::monitoring::monitoring_performed::ENTRY,
        ];
        let options = Options { entries, claim_date: None };
        let months = (month, ServiceMonth::literal(9999, 12));
        let judged = judge_months(&world, months, submitted, &options).unwrap();
        judged.keys().map(ToString::to_string).collect()
    }

    /// A plan fee of July at a line of the submission.
    fn line(year: i32, place: u32) -> SubmittedLine {
        SubmittedLine {
            origin: Origin { file: 9, line: place, at: 0 },
            account: Account {
                month: ServiceMonth::literal(year, 7),
                scheme: Scheme::Adult,
                municipality: MunicipalityNumber::new(b"463224").unwrap(),
                office: OfficeNumber::new(b"4632201119").unwrap(),
                certificate: CertificateNumber::new(b"0000077016").unwrap(),
            },
            item: Some((Item::PlanFee, "tier_1".to_owned())),
            code: None,
            units: Units(1),
            count: 1,
        }
    }

    #[test]
    fn a_line_submitted_thousands_of_times_names_a_hundred_others() {
        let (policy, tariff) = (Policy::default(), Tariff::standard().unwrap());
        let sources = Sources::recognise(Vec::new(), EncodingChoice::Auto, SPECS).unwrap();
        let records = Records::read(&sources);
        let ledger = Ledger::build(sources, records);
        let month = ServiceMonth::literal(2021, 7);
        let world = World { ledger: &ledger, policy: &policy, tariff: &tariff, month };
        let options =
            Options { entries: &[crate::rules::plan::plan_consented::ENTRY], claim_date: None };
        let mut submission = Submission::default();
        submission.lines.extend((2..3002).map(|place| line(2021, place)));
        let audit = audit(&world, (month, month), (&submission, false), &options).unwrap();
        let repeats = audit.findings.iter().filter(|finding| finding.rule == &rules::X904);
        let related: Vec<usize> = repeats.map(|finding| finding.related.len()).collect();
        assert_eq!(related, vec![100; 2999]);
    }

    #[test]
    fn only_months_with_a_row_or_a_submitted_line_are_judged() {
        // Its plan is of 2020-02-06, its monitorings of 2020-02.
        assert_eq!(judged("floor-to-yen", &[]), ["2019-01", "2020-02"]);
        let (before, within) = (line(2018, 2), line(2031, 3));
        assert_eq!(judged("floor-to-yen", &[&before, &within]), ["2019-01", "2020-02", "2031-07"]);
    }
}
