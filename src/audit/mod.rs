//! 「点検」 What the judgement gives against what was submitted, over months and offices.
//!
//! The months are judged as `claim` would, then held against the submitted lines account by
//! account. Overclaims, underclaims and differences are kept apart; nothing is netted off.

mod books;
mod claims_only;
mod compare;
mod readings;
pub mod rules;
mod sides;
mod surplus;

pub use readings::{Comparison, Difference, Side, compare_readings};

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::{
    calendar::ServiceMonth,
    claim::{Claim, Error, Options, build},
    finding::{Finding, Level, Note, Origin, Rule},
    item::Item,
    kokuhoren::{Account, Submission, SubmittedLine, SubmittedTotal},
    money::{Units, Yen},
    number::OfficeNumber,
    records::column::{activity, monitoring, plan},
    rules::World,
};

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

/// Judges the months `from` to `to`.
pub(crate) fn judge_months(
    world: &World<'_>,
    (from, to): (ServiceMonth, ServiceMonth),
    options: &Options<'_>,
) -> Result<Judged, Error> {
    let count = to.since(from);
    (0..=count)
        .into_par_iter()
        .map(|step| {
            let month = from.plus(step);
            build(&World { month, ..*world }, options).map(|claim| (month, claim))
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
    let judged = if has_logs { judge_months(world, months, options)? } else { Judged::new() };
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
        note: finding.note.clone(),
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
pub(crate) type Claimants = FxHashMap<(Account, Item), BTreeSet<OfficeNumber>>;

/// The account without its office: what several offices can claim.
pub(crate) fn of_anyone(account: Account) -> Account {
    Account { office: OfficeNumber::new(b"0000000000").unwrap_or(account.office), ..account }
}

pub(crate) fn claimants(lines: &[&SubmittedLine]) -> Claimants {
    let mut claimants: Claimants = FxHashMap::default();
    for line in lines {
        if let Some((item, _)) = &line.item {
            let key = (of_anyone(line.account), *item);
            claimants.entry(key).or_default().insert(line.account.office);
        }
    }
    claimants
}
