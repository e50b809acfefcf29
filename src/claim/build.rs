//! Verdicts to claim.

use std::borrow::Cow;

use chrono::NaiveDate;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{
    Claim, Error, FederationFiles, Reported, Total,
    balance::balance,
    deadline,
    effect::{Effects, add_effects},
    lines::{Base, first_of, lines_of, shares, unknown_amount},
    notices, rules,
};
use crate::{
    calendar::ServiceMonth,
    finding::{Cell, Finding, Level, Note, Origin, Rule, Subject, Target},
    item::{Item, Scheme},
    judge::{
        Judged, Line, PersonVerdicts, Priced, Pricing, Stages, judge_additions, judge_filings,
        judge_offices, judge_persons, price, unit_price,
    },
    money::Units,
    rules::{Entry, World},
    tariff::{Found, Tariff},
};

/// What a claim is made with, beside the ledger, the policy and the tariff.
pub struct Options<'a> {
    /// The rules, in order of precedence.
    pub entries: &'a [Entry],
    /// The day the claim is sent, where it is known.
    pub claim_date: Option<NaiveDate>,
}

/// Judges the month and makes its claim.
pub fn build(world: &World<'_>, options: &Options<'_>) -> Result<Claim, Error> {
    require_tariff(world.month, world.tariff)?;
    let stages = Stages::new(options.entries, &world.ledger.sources);
    let mut persons = judge_persons(world, &stages);
    let offices = judge_offices(world, &stages, &persons);
    let pricing = Pricing { world, stages: &stages, offices: &offices };
    let order = Order::new(options.entries);
    let mut findings = std::mem::take(&mut persons.findings);
    findings.extend(offices.findings.iter().cloned());
    findings.extend(world.ledger.findings.iter().cloned());
    let timelines = std::mem::take(&mut persons.timelines);
    let (bases, unpriced) = price_bases(&pricing, &persons, &mut findings)?;
    let mut additions = judge_additions(world, &stages, &timelines, &unpriced);
    drop(timelines);
    findings.append(&mut additions.findings);
    findings.extend(judge_filings(world, &stages));
    findings.extend(bases.iter().flat_map(|base| base.judged.rider_findings.iter().cloned()));
    let shares = shares(bases, &additions.granted);
    let lines = write_lines(&pricing, &shares, &mut findings);
    let (mut lines, barred) = hold_barred(lines, world.month, options.claim_date, &mut findings);
    lines.par_sort_unstable_by(|a, b| line_key(a).cmp(&line_key(b)).then(a.rows.cmp(&b.rows)));
    let totals = totals(&pricing, &lines);
    findings.extend(notices::of_lines(
        &pricing,
        &persons,
        (&lines, &totals),
        (&barred, options.claim_date),
    ));
    let (mut rejected, mut notices) = split(findings, &order);
    let effects = Effects::new(&pricing, (&persons, &additions), &shares, &barred);
    add_effects(&effects, &mut rejected, &mut notices);
    let balance = balance(world.ledger, (&persons, &additions), (&lines, &totals), &rejected)?;
    Ok(Claim {
        month: world.month,
        lines,
        totals,
        rejected,
        notices,
        visits: persons.visits,
        files: FederationFiles::default(),
        skipped: stages.skipped,
        balance,
    })
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

/// Prices the base fees that are granted; one without an amount is held, and its row told.
fn price_bases<'a>(
    pricing: &Pricing<'a>,
    persons: &'a PersonVerdicts<'_>,
    findings: &mut Vec<Finding>,
) -> Result<(Vec<Base<'a>>, Vec<Origin>), Error> {
    let granted: Vec<(&Judged, Priced<'_>)> = persons
        .judged
        .par_iter()
        .filter(|judged| judged.granted.is_some())
        .map(|judged| (judged, price(pricing, judged)))
        .collect();
    let mut bases = Vec::with_capacity(granted.len());
    let mut unpriced = Vec::new();
    for (judged, priced) in granted {
        match priced {
            Priced::Amount(price) => bases.push(Base { judged: Cow::Borrowed(judged), price }),
            Priced::AmountUnknown(variant) => {
                let note = unknown_amount(judged.item, &variant);
                findings.push(about(pricing, judged, &rules::B806, Level::Hold, Some(note)));
                unpriced.push(judged.origin);
            }
            Priced::NotInForce => {
                let month = pricing.world.month;
                return Err(Error::NoTariff(month, pricing.world.tariff.first_month()));
            }
        }
    }
    unpriced.sort_unstable();
    Ok((bases, unpriced))
}

/// The lines of every share; what is held for want of an amount is told.
fn write_lines(
    pricing: &Pricing<'_>,
    shares: &super::lines::Shares<'_>,
    findings: &mut Vec<Finding>,
) -> Vec<Line> {
    let written: Vec<_> = shares.par_iter().map(|(_, share)| lines_of(pricing, share)).collect();
    let mut lines = Vec::with_capacity(written.iter().map(|(lines, _)| lines.len()).sum());
    for (own, held) in written {
        lines.extend(own);
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
        },
        origin: Some(judged.origin),
        cells: Vec::new(),
        note,
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
            subject: line.subject(),
            origin: Some(*row),
            cells: Vec::new(),
            note: None,
        }));
    }
    (Vec::new(), lines)
}

type LineKey<'l> = (
    Scheme,
    crate::number::MunicipalityNumber,
    crate::number::OfficeNumber,
    crate::number::CertificateNumber,
    Item,
    &'l str,
    NaiveDate,
);

fn line_key(line: &Line) -> LineKey<'_> {
    let account = (line.scheme, line.municipality, line.office, line.certificate);
    (account.0, account.1, account.2, account.3, line.item, &line.variant, line.day)
}

/// The totals of lines, which are in order: one per certificate, scheme and office. The unit
/// price is that of the first base line's day.
fn totals(pricing: &Pricing<'_>, lines: &[Line]) -> Vec<Total> {
    let accounts = lines.chunk_by(|a, b| a.account() == b.account());
    accounts
        .filter_map(|lines| {
            let first = first_of(lines)?;
            let office = first.head.office;
            let (price, _) = unit_price(pricing, office, first.scheme, first.day)?;
            let units: Units = lines.iter().map(Line::service_units).sum();
            Some(Total {
                scheme: first.scheme,
                municipality: first.municipality,
                office: first.office,
                certificate: first.certificate,
                kana: std::sync::Arc::clone(&first.kana),
                units,
                price,
                yen: units.floor_yen(price),
                account: first.account(),
            })
        })
        .collect()
}

/// Adds notices to a claim, in the order of output.
pub fn add_notices(claim: &mut Claim, findings: Vec<Finding>, entries: &[Entry]) {
    let report = |finding| Reported { finding, primary: false, effect: None, line: None };
    claim.notices.extend(findings.into_iter().map(report));
    sort(&mut claim.notices, &Order::new(entries));
}

/// The order of precedence of rules.
struct Order(FxHashMap<&'static str, usize>);

impl Order {
    fn new(entries: &[Entry]) -> Self {
        Self(entries.iter().enumerate().map(|(place, entry)| (entry.rule.code, place)).collect())
    }

    fn of(&self, rule: &Rule) -> usize {
        self.0.get(rule.code).copied().unwrap_or(usize::MAX)
    }
}

/// Findings into 却下・保留 and the rest, in the order of output, primaries marked.
fn split(findings: Vec<Finding>, order: &Order) -> (Vec<Reported>, Vec<Reported>) {
    let report = |finding| Reported { finding, primary: false, effect: None, line: None };
    let (rejected, notices): (Vec<Finding>, Vec<Finding>) =
        findings.into_iter().partition(|finding| finding.level.refuses());
    let mut rejected: Vec<Reported> = rejected.into_iter().map(report).collect();
    let mut notices: Vec<Reported> = notices.into_iter().map(report).collect();
    sort(&mut rejected, order);
    sort(&mut notices, order);
    let subject = |reported: &Reported| (reported.finding.origin, reported.finding.subject.target);
    let mut first: FxHashMap<(Option<Origin>, Target), (usize, usize)> = FxHashMap::default();
    for (index, reported) in rejected.iter().enumerate() {
        let place = (order.of(reported.finding.rule), index);
        let earliest = first.entry(subject(reported)).or_insert(place);
        *earliest = place.min(*earliest);
    }
    for (_, index) in first.into_values() {
        rejected[index].primary = true;
    }
    (rejected, notices)
}

/// Municipality, office, certificate; then file, line and item; then catalogue order.
fn sort(reported: &mut [Reported], order: &Order) {
    reported.par_sort_by_key(|reported| {
        let finding = &reported.finding;
        let subject = &finding.subject;
        let first: Option<&Cell> = finding.cells.first();
        (
            (subject.municipality, subject.office, subject.certificate),
            (finding.origin, subject.target),
            order.of(finding.rule),
            first.map(|cell| cell.field),
        )
    });
}
