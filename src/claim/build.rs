//! Verdicts to claim.

use chrono::NaiveDate;

use super::{
    Claim, FederationFiles, Reports,
    balance::{balance, prove_rows},
    deadline::hold_barred,
    effect::{Effects, add_effects},
    error::Error,
    lines::write_lines,
    notices,
    pricing::Pricing,
    reports::Order,
    share::{price_bases, shares},
    statement::statements,
};
use crate::{
    calendar::ServiceMonth,
    finding::{Finding, append},
    item::{Item, Scheme},
    judge::judge,
    rules::{Entry, World},
    tariff::{Found, Tariff},
};

/// What a claim is made with, beside the ledger, the policy and the tariff.
pub(crate) struct Options<'a> {
    /// The rules, in order of precedence.
    pub entries: &'a [Entry],
    /// The day the claim is sent, where it is known.
    pub claim_date: Option<NaiveDate>,
}

/// Judges the month and makes its claim.
pub(crate) fn build(world: &World<'_>, options: &Options<'_>) -> Result<Claim, Error> {
    build_with(world, options, world.ledger.findings.clone())
}

/// Judges the month and makes its claim; `read` is what was found in reading, taken from the ledger.
pub(crate) fn build_with(
    world: &World<'_>,
    options: &Options<'_>,
    read: Vec<Finding>,
) -> Result<Claim, Error> {
    let claim = judge_month(world, options, read)?;
    prove_rows(world.ledger, &claim.rejected)?;
    Ok(claim)
}

/// The claim of a month to which `read` is all that is told of the reading: for a comparison, none.
pub(crate) fn judge_month(
    world: &World<'_>,
    options: &Options<'_>,
    read: Vec<Finding>,
) -> Result<Claim, Error> {
    require_tariff(world.month, world.tariff)?;
    let mut verdicts = judge(world, options.entries);
    let mut findings = read;
    append(&mut findings, std::mem::take(&mut verdicts.findings));
    let pricing = Pricing { world, verdicts: &verdicts };
    let bases = price_bases(&pricing, &mut findings)?;
    findings.extend(bases.iter().flat_map(|base| base.judged.rider_findings.iter().cloned()));
    let shares = shares(bases, &verdicts.granted);
    let lines = write_lines(&pricing, &shares, &mut findings);
    let (lines, barred) = hold_barred(lines, world.month, options.claim_date, &mut findings);
    let statements = statements(&pricing, lines)?;
    let late = (barred.as_slice(), options.claim_date);
    findings.extend(notices::of_lines(&pricing, &statements, late));
    let order = Order::new(options.entries);
    let (mut rejected, mut notices) = split(findings, &order);
    let effects = Effects::new(&pricing, &shares, &barred);
    add_effects(&effects, &mut rejected, &mut notices);
    let claim = Claim {
        month: world.month,
        statements,
        rejected,
        notices,
        visits: verdicts.visits,
        files: FederationFiles::default(),
        skipped: verdicts.stages.skipped.clone(),
        balance: Vec::new(),
    };
    let balance = balance(world.ledger, &verdicts, &claim)?;
    Ok(Claim { balance, ..claim })
}

/// Base fees of both schemes must be in the tariff, known or not.
fn require_tariff(month: ServiceMonth, tariff: &Tariff) -> Result<(), Error> {
    let known =
        |scheme, item| !matches!(tariff.find(scheme, item, "tier_1", month), Found::NotInForce);
    let complete = Scheme::ALL
        .into_iter()
        .all(|scheme| known(scheme, Item::PlanFee) && known(scheme, Item::MonitoringFee));
    if complete { Ok(()) } else { Err(Error::NoTariff(month, tariff.first_month())) }
}

/// Findings into 却下・保留 and the rest, in the order of output, primaries marked.
fn split(mut findings: Vec<Finding>, order: &Order) -> (Reports, Reports) {
    let (mut rejected, mut notices) = (Reports::default(), Reports::default());
    notices.add(findings.extract_if(.., |finding| !finding.level.refuses()).collect(), order);
    rejected.add(findings, order);
    rejected.mark_primary(order);
    (rejected, notices)
}

impl Claim {
    /// The claim with what else is to be said of it, once it was held against what was submitted,
    /// and with its files for the federation.
    #[must_use]
    pub fn told(self, findings: Vec<Finding>, files: FederationFiles, entries: &[Entry]) -> Self {
        let mut notices = self.notices;
        notices.add(findings, &Order::new(entries));
        Self { notices, files, ..self }
    }
}
