//! 「点検」 What the judgement gives against what was submitted, over months and offices.
//!
//! The months are judged as `claim` would, then held against the submitted lines account by
//! account. Overclaims, underclaims and differences are kept apart; nothing is netted off.

mod books;
mod claims_only;
mod compare;
mod months;
mod outcome;
mod readings;
pub(crate) mod rules;
mod surplus;

pub(crate) use outcome::OfficeSummary;
pub use outcome::{Audit, AuditFinding};
pub(crate) use readings::{
    Comparison, Difference, RuleDifference, Side, by_rule, compare_readings,
};

use rustc_hash::{FxHashMap, FxHashSet};

use books::{Books, StandingByAccount};
use months::{JudgedMonths, judge_months};

use crate::{
    account::Account,
    calendar::ServiceMonth,
    claim::{Error, Options},
    finding::{Finding, Origin},
    number::OfficeNumber,
    records::column::{activity, monitoring, plan},
    rules::World,
    submission::{self, Submission, Submitted},
};

/// Audits what was submitted for the months, with the logs of `world` or, where `has_logs` is not
/// set, by itself.
pub(crate) fn audit(
    world: &World<'_>,
    months: (ServiceMonth, ServiceMonth),
    (submission, has_logs): (&Submission, bool),
    options: &Options<'_>,
) -> Result<Audit, Error> {
    // Sums without lines leave nothing to compare.
    let is_asked = |(account, submitted): &(&Account, &Submitted)| {
        (months.0..=months.1).contains(&account.month) && !submitted.lines.is_empty()
    };
    let asked = || submission.accounts.iter().filter(is_asked);
    let standing: StandingByAccount<'_> = asked()
        .map(|(account, submitted)| (*account, submitted.standing(world.ledger, account, 1)))
        .collect();
    let judged = if has_logs {
        judge_months(world, months, standing.keys().map(|account| account.month), options)?
    } else {
        JudgedMonths::new()
    };
    let mut findings: Vec<AuditFinding> = submission.findings.iter().map(malformed).collect();
    let books = Books::new(world, &judged, &standing);
    if has_logs {
        findings.extend(books.compare(&submission.held));
    } else {
        findings.extend(claims_only::check(submission, &books));
    }
    findings.sort_by_key(order);
    let offices = books.summaries(&findings);
    let absent = if has_logs { absent_tables(world) } else { Vec::new() };
    let skipped = judged.values().next().map_or_else(Vec::new, |claim| claim.skipped.clone());
    let inside: usize = asked().map(|(_, submitted)| submitted.lines.len()).sum();
    let lines = standing.values().map(|submitted| submitted.lines.len()).sum();
    Ok(Audit {
        months,
        submitted_by: submitted_by(&standing, &findings),
        findings,
        offices,
        lines,
        returned: inside - lines,
        outside: submission.lines().count() - inside,
        has_logs,
        has_submission: true,
        absent,
        skipped,
    })
}

/// Whose each submitted line is that a finding names beside its own.
fn submitted_by(
    standing: &StandingByAccount<'_>,
    findings: &[AuditFinding],
) -> FxHashMap<Origin, OfficeNumber> {
    let named: FxHashSet<&Origin> = findings.iter().flat_map(|one| &one.related).collect();
    let lines = standing.values().flat_map(|submitted| &submitted.lines);
    let named = lines.filter(|line| named.contains(&line.origin));
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
        (finding.rule != &submission::rules::X909, account.is_some(), finding.office),
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
        account: finding.subject.account(),
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

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, path::Path};

    use super::*;
    use crate::{
        input::{EncodingChoice, Sources, read_files},
        item::{Item, Scheme},
        ledger::Ledger,
        money::Units,
        number::{CertificateNumber, MunicipalityNumber},
        policy::Policy,
        records::{Records, SPECS},
        submission::SubmittedLine,
        tariff::Tariff,
    };

    /// The months that are judged from 2019-01 to 9999-12 beside those of `submitted`.
    fn judged(story: &str, submitted: &[ServiceMonth]) -> Vec<String> {
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
        let judged = judge_months(&world, months, submitted.to_vec(), &options).unwrap();
        judged.keys().map(ToString::to_string).collect()
    }

    /// A plan fee of 2021-07 at a line of the submission.
    fn line(place: u32) -> SubmittedLine {
        SubmittedLine {
            origin: Origin { file: 9, line: place, at: 0 },
            account: Account {
                month: ServiceMonth::literal(2021, 7),
                scheme: Scheme::Adult,
                municipality: MunicipalityNumber::new(b"463224").unwrap(),
                office: OfficeNumber::new(b"4632201119").unwrap(),
                certificate: CertificateNumber::new(b"0000077016").unwrap(),
            },
            submitted_in: ServiceMonth::literal(2021, 8),
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
        let lines = (2..3002).map(line).collect();
        let submission = Submission::new(lines, Vec::new(), BTreeSet::new(), Vec::new());
        let audit = audit(&world, (month, month), (&submission, false), &options).unwrap();
        let repeats = audit.findings.iter().filter(|finding| finding.rule == &rules::X904);
        let related: Vec<usize> = repeats.map(|finding| finding.related.len()).collect();
        assert_eq!(related, vec![100; 2999]);
    }

    #[test]
    fn only_months_with_a_row_or_a_submitted_line_are_judged() {
        // Its plan is of 2020-02-06, its monitorings of 2020-02.
        assert_eq!(judged("floor-to-yen", &[]), ["2019-01", "2020-02"]);
        let (before, within) = (ServiceMonth::literal(2018, 7), ServiceMonth::literal(2031, 7));
        assert_eq!(judged("floor-to-yen", &[before, within]), ["2019-01", "2020-02", "2031-07"]);
    }
}
