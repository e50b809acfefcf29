//! Verdicts to claim.

use std::borrow::Cow;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::{
    Claim, FederationFiles, Imbalance, Reports, Statement, Total,
    balance::{balance, prove_rows},
    deadline,
    effect::{Effects, add_effects},
    line::{Line, Pricing, price, unit_price},
    lines::{Base, first_of, lines_of, shares, unknown_amount},
    notices,
    reports::Order,
    rules,
};
use crate::{
    calendar::ServiceMonth,
    finding::{Finding, Level, Note, Rule, Subject, Target, append},
    item::{Item, Scheme},
    judge::{Judged, Known, judge},
    money::Units,
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

/// Why a claim cannot be made (exit 2).
#[derive(Debug, thiserror::Error)]
#[error("{}", self.note().ja)]
#[non_exhaustive]
pub enum Error {
    /// The tariff does not reach the month.
    NoTariff(ServiceMonth, ServiceMonth),
    /// The counts do not add up: a defect of the program, never of the input.
    Imbalance(Imbalance),
}

/// Not as its source: what it says is said once.
impl From<Imbalance> for Error {
    fn from(imbalance: Imbalance) -> Self {
        Self::Imbalance(imbalance)
    }
}

impl Error {
    /// What it says.
    pub fn note(&self) -> Note {
        match self {
            Self::NoTariff(month, first) => Note::new(
                format!("{month}の報酬表がありません。最初の月は{first}です"),
                format!("there is no tariff for {month}; the first month is {first}"),
            ),
            Self::Imbalance(imbalance) => {
                let Note { ja, en } = imbalance.note();
                Note::new(
                    format!("検算が合わないので出力しません(プログラムの誤りです): {ja}"),
                    format!(
                        "the counts do not add up, so nothing is written (a defect of the program): {en}"
                    ),
                )
            }
        }
    }
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

/// Prices the base fees that are granted; one without an amount is held.
fn price_bases<'a>(
    pricing: &Pricing<'a>,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Base<'a>>, Error> {
    let mut bases = Vec::with_capacity(pricing.verdicts.fees.len());
    for judged in &pricing.verdicts.fees {
        let Some(variant) = &judged.variant else { continue };
        if variant.known == Known::Nothing {
            let month = pricing.world.month;
            return Err(Error::NoTariff(month, pricing.world.tariff.first_month()));
        }
        if let Some(price) = price(pricing, variant.clone()) {
            bases.push(Base { judged: Cow::Borrowed(judged), price });
        } else {
            let note = unknown_amount(judged.item, variant.key());
            findings.push(about(pricing, judged, &rules::B806, Level::Hold, Some(note)));
        }
    }
    Ok(bases)
}

/// The lines of every share; what is held for want of an amount is told.
fn write_lines(
    pricing: &Pricing<'_>,
    shares: &super::lines::Shares<'_>,
    findings: &mut Vec<Finding>,
) -> Vec<Line> {
    let written: Vec<_> = shares.par_iter().map(|(_, share)| lines_of(pricing, share)).collect();
    let mut lines = Vec::with_capacity(written.iter().map(|(lines, _)| lines.len()).sum());
    for (of_share, held) in written {
        lines.extend(of_share);
        findings.extend(held);
    }
    lines
}

/// A finding about an event of the month.
fn about(
    pricing: &Pricing<'_>,
    judged: &Judged,
    rule: &'static Rule,
    level: Level,
    note: Option<Note>,
) -> Finding {
    let ledger = pricing.world.ledger;
    let certificate = ledger.certificate(judged.head.certificate);
    let recipient = ledger.recipient(judged.head.recipient);
    Finding {
        rule,
        level,
        subject: Subject {
            target: Target::Item(judged.item),
            month: Some(pricing.world.month),
            scheme: Some(recipient.scheme),
            municipality: Some(recipient.municipality),
            office: Some(ledger.office(judged.head.office).number),
            certificate: Some(certificate.number),
            kana: Some(std::sync::Arc::clone(&certificate.kana)),
        }
        .into(),
        origin: Some(judged.origin),
        cells: Vec::new().into(),
        note: note.map(Into::into),
    }
}

/// B802: past five years every line is held.
fn hold_barred(
    lines: Vec<Line>,
    month: ServiceMonth,
    claim_date: Option<NaiveDate>,
    findings: &mut Vec<Finding>,
) -> (Vec<Line>, Vec<Line>) {
    if !deadline::is_barred(month, claim_date) {
        return (lines, Vec::new());
    }
    for line in &lines {
        findings.extend(line.rows.iter().map(|row| Finding {
            rule: &rules::B802,
            level: Level::Hold,
            subject: line.subject().into(),
            origin: Some(*row),
            cells: Vec::new().into(),
            note: None,
        }));
    }
    (Vec::new(), lines)
}

/// The statements of lines: each account's in the order of item, variant and day, with their total
/// at the unit price of the first base line's day.
fn statements(pricing: &Pricing<'_>, mut lines: Vec<Line>) -> Result<Vec<Statement>, Imbalance> {
    lines.par_sort_unstable_by(|a, b| {
        let key = |line: &Line| (line.account, line.item);
        key(a)
            .cmp(&key(b))
            .then_with(|| (&a.variant, a.day, &a.rows).cmp(&(&b.variant, b.day, &b.rows)))
    });
    let mut statements = Vec::new();
    let mut lines = lines.into_iter().peekable();
    while let Some(first) = lines.next() {
        let account = first.account;
        let mut of_account = vec![first];
        of_account.extend(std::iter::from_fn(|| lines.next_if(|line| line.account == account)));
        let units: Units = of_account.iter().map(Line::service_units).sum();
        let total = total(pricing, &of_account, units);
        let total = total.ok_or(Imbalance::Units { lines: units.0, totals: 0 })?;
        statements.push(Statement { account, lines: of_account, total });
    }
    Ok(statements)
}

fn total(pricing: &Pricing<'_>, lines: &[Line], units: Units) -> Option<Total> {
    let first = first_of(lines)?;
    let office = first.head.office;
    let (price, cell) = unit_price(pricing, office, first.account.scheme, first.day)?;
    Some(Total {
        certificate: first.head.certificate,
        office,
        kana: std::sync::Arc::clone(&first.kana),
        units,
        day: first.day,
        price,
        price_cell: cell.id,
        yen: units.floor_yen(price),
    })
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
