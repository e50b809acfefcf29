//! How a caseload is counted: offices run as one, recipients with a payable event, specialists.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Candidate, Caseload, MONTHS_BACK, OfficeCase};
use crate::{
    calendar::{ServiceMonth, Span},
    input::Symbol,
    item::Scheme,
    ledger::{Ledger, OfficeId, RecipientId},
    policy::{Reading, StaffCount},
    records::{CaseloadCount, FilingItem, Job, Office, Staff, TableRow, column},
    rules::World,
};

/// From this month a 相談支援員 counts a half of a specialist.
const ASSISTANTS_COUNT_SINCE: ServiceMonth = ServiceMonth::literal(2024, 4);

/// The months in which an office had a payable plan or monitoring of a recipient.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Payable {
    /// The office.
    pub office: OfficeId,
    /// The recipient.
    pub recipient: RecipientId,
    /// Bit n: n months before the one that is judged (1…6).
    months: u8,
}

impl Payable {
    /// Of one month, `back` before the one that is judged.
    pub(crate) const fn new(office: OfficeId, recipient: RecipientId, back: i32) -> Self {
        Self { office, recipient, months: 1 << back }
    }

    /// Adds a month.
    pub(crate) const fn add(&mut self, back: i32) {
        self.months |= 1 << back;
    }
}

/// What is counted as one: an office's service, or the services of a group run as one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Unit {
    Alone(OfficeId, Scheme),
    Group(String),
}

/// Every caseload of a month.
pub(crate) struct Caseloads<'a> {
    world: &'a World<'a>,
    /// The offices that are counted as one.
    units: Vec<Vec<(OfficeId, Scheme)>>,
    unit_of: FxHashMap<(OfficeId, Scheme), usize>,
    logged: Vec<CasesByMonth>,
    earliest: FxHashMap<OfficeId, ServiceMonth>,
}

impl<'a> Caseloads<'a> {
    /// Counts what was payable in the six months before.
    pub(crate) fn new(world: &'a World<'a>, payable: &[Payable]) -> Self {
        let units = units(world);
        let unit_of: FxHashMap<(OfficeId, Scheme), usize> = units
            .iter()
            .enumerate()
            .flat_map(|(index, members)| members.iter().map(move |member| (*member, index)))
            .collect();
        let logged = logged_cases(world, payable, &unit_of, units.len());
        Self { world, units, unit_of, logged, earliest: earliest_months(world.ledger) }
    }

    /// The place of the caseload that an office's service is counted in.
    pub(crate) fn place_of(&self, office: OfficeId, scheme: Scheme) -> Option<usize> {
        self.unit_of.get(&(office, scheme)).copied()
    }

    /// The offices of every caseload.
    pub(crate) fn members(&self) -> impl ExactSizeIterator<Item = Members<'_>> {
        let (world, earliest) = (self.world, &self.earliest);
        let units = self.units.iter().zip(&self.logged);
        units.map(move |(offices, logged)| Members { world, offices, logged: *logged, earliest })
    }
}

/// Recipients with a payable event, by months back (1…6).
type CasesByMonth = [i64; MONTHS_BACK as usize];

/// What the logs give each unit, where no 取扱実績 row stands for it.
fn logged_cases(
    world: &World<'_>,
    payable: &[Payable],
    unit_of: &FxHashMap<(OfficeId, Scheme), usize>,
    units: usize,
) -> Vec<CasesByMonth> {
    let mut cases: Vec<(u32, i32, RecipientId)> = Vec::new();
    for payable in payable {
        let scheme = world.ledger.recipient(payable.recipient).scheme;
        let Some(unit) = unit_of.get(&(payable.office, scheme)) else { continue };
        for back in (1..=MONTHS_BACK).filter(|back| payable.months & (1 << back) != 0) {
            if count(world, payable.office, scheme, world.month.plus(-back)).is_none() {
                cases.push((u32::try_from(*unit).unwrap_or(u32::MAX), back, payable.recipient));
            }
        }
    }
    cases.par_sort_unstable();
    cases.dedup();
    let mut counts = vec![CasesByMonth::default(); units];
    for (unit, back, _) in cases {
        counts[unit as usize][usize::try_from(back - 1).unwrap_or_default()] += 1;
    }
    counts
}

/// The 取扱実績 row of an office's service in a month.
fn count<'a>(
    world: &World<'a>,
    office: OfficeId,
    scheme: Scheme,
    month: ServiceMonth,
) -> Option<&'a CaseloadCount> {
    let counts = &world.ledger.office(office).counts;
    counts.iter().find(|row| row.scheme == scheme && row.month == month)
}

/// The month and the six before.
fn counted_days(month: ServiceMonth) -> Span {
    Span { from: Some(month.plus(-MONTHS_BACK).first_day()), to: Some(month.last_day()) }
}

/// Units with an office in force in the month or the six before.
fn units(world: &World<'_>) -> Vec<Vec<(OfficeId, Scheme)>> {
    let days = counted_days(world.month);
    let mut units: BTreeMap<Unit, Vec<(OfficeId, Scheme)>> = BTreeMap::new();
    for (id, office) in world.ledger.offices() {
        for scheme in Scheme::ALL {
            let mut rows = office.rows.iter().rev();
            let row = rows.find(|row| row.scheme == scheme && row.span.overlaps(days));
            let Some(row) = row else { continue };
            let unit = match row.group {
                Some(group) => Unit::Group(world.ledger.text(group).to_owned()),
                None => Unit::Alone(id, scheme),
            };
            units.entry(unit).or_default().push((id, scheme));
        }
    }
    units.into_values().collect()
}

/// The first month of each office's logs.
fn earliest_months(ledger: &Ledger) -> FxHashMap<OfficeId, ServiceMonth> {
    let mut earliest: FxHashMap<OfficeId, ServiceMonth> = FxHashMap::default();
    let plans = ledger.plans.all().map(|event| (event.head.office, event.row.day));
    let visits = ledger.monitorings.all().map(|event| (event.head.office, event.row.day));
    let others = ledger.activities.all().map(|event| (event.head.office, event.row.day));
    for (office, day) in plans.chain(visits).chain(others) {
        let month = ServiceMonth::of(day);
        earliest.entry(office).and_modify(|first| *first = month.min(*first)).or_insert(month);
    }
    earliest
}

/// One unit's offices and what is known of their months.
pub(crate) struct Members<'a> {
    world: &'a World<'a>,
    /// The services.
    pub offices: &'a [(OfficeId, Scheme)],
    logged: CasesByMonth,
    earliest: &'a FxHashMap<OfficeId, ServiceMonth>,
}

impl Members<'_> {
    /// What the rules look at.
    pub(crate) fn case<'c>(&self, candidates: &'c Vec<Candidate>) -> OfficeCase<'c> {
        let ledger = self.world.ledger;
        let month = self.world.month;
        let mut caseload = Caseload::default();
        for back in 1..=MONTHS_BACK {
            caseload.cases += self.cases(back);
            caseload.specialists_milli += self.specialists_milli(month.plus(-back));
        }
        let days = Span { from: Some(month.first_day()), to: Some(month.last_day()) };
        let enhanced = self.offices.iter().flat_map(|(office, scheme)| {
            let filings = ledger.office(*office).filings.iter();
            filings.filter(move |row| {
                row.scheme == *scheme && row.item == FilingItem::Enhanced && row.span.overlaps(days)
            })
        });
        OfficeCase {
            month,
            caseload,
            order: self.reading().tier_two_order,
            candidates,
            enhanced: enhanced
                .map(|row| row.cell(&ledger.sources, column::filing::CLASS))
                .collect(),
            offices: self
                .rows()
                .map(|row| row.cell(&ledger.sources, column::office::NUMBER))
                .collect(),
            has_gap: self.has_gap(),
        }
    }

    /// The members' rows of the month, or the newest of the months that are counted.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Office> {
        let days = counted_days(self.world.month);
        self.offices.iter().filter_map(move |(office, scheme)| {
            let rows = &self.world.ledger.office(*office).rows;
            rows.iter().rev().find(|row| row.scheme == *scheme && row.span.overlaps(days))
        })
    }

    fn reading(&self) -> &Reading {
        let first = self.rows().next();
        first.map_or(&self.world.policy.default, |row| self.world.policy.of(row.municipality))
    }

    /// Whether a member that was in force before the six months has one of them, while in force,
    /// before its logs begin and without 取扱実績.
    fn has_gap(&self) -> bool {
        let months: Vec<ServiceMonth> =
            (1..=MONTHS_BACK).map(|back| self.world.month.plus(-back)).collect();
        let before = self.world.month.plus(-MONTHS_BACK).first_day();
        self.offices.iter().any(|(office, scheme)| {
            let spans = || {
                let rows = self.world.ledger.office(*office).rows.iter();
                rows.filter(|row| row.scheme == *scheme).map(|row| row.span)
            };
            let is_old = spans().any(|span| span.from.is_none_or(|from| from < before));
            let unknown = |month: &ServiceMonth| {
                let days = Span { from: Some(month.first_day()), to: Some(month.last_day()) };
                let logged = self.earliest.get(office).is_some_and(|first| first <= month);
                spans().any(|span| span.overlaps(days))
                    && !logged
                    && count(self.world, *office, *scheme, *month).is_none()
            };
            is_old && months.iter().any(unknown)
        })
    }

    /// Recipients with a payable event, a 取扱実績 row standing for its service's own.
    fn cases(&self, back: i32) -> i64 {
        let month = self.world.month.plus(-back);
        let counted = self.offices.iter().filter_map(|(o, s)| count(self.world, *o, *s, month));
        let counted: i64 = counted.map(|row| i64::from(row.cases)).sum();
        counted + self.logged[usize::try_from(back - 1).unwrap_or_default()]
    }

    /// Specialists of the members' office numbers, in thousandths. Equal 従業者番号 are one
    /// person; a 取扱実績 row stands for its office number's own.
    fn specialists_milli(&self, month: ServiceMonth) -> i64 {
        let ledger = self.world.ledger;
        let mut offices: Vec<OfficeId> = self.offices.iter().map(|(office, _)| *office).collect();
        offices.dedup();
        let mut people: FxHashMap<Symbol, i64> = FxHashMap::default();
        let mut sum = 0;
        for office in offices {
            let counts = ledger.office(office).counts.iter();
            let given = counts.filter(|row| row.month == month).map(|row| row.specialists).max();
            if let Some(given) = given {
                sum += milli(given);
                continue;
            }
            for staff in &ledger.office(office).staff {
                for row in ledger.staff(*staff).rows.iter().filter(|row| self.counts(row, month)) {
                    let weight = match row.job {
                        Job::Specialist => 1000,
                        Job::Assistant if month >= ASSISTANTS_COUNT_SINCE => 500,
                        Job::Assistant => 0,
                    };
                    let person = people.entry(row.number).or_default();
                    *person = weight.max(*person);
                }
            }
        }
        sum + people.into_values().sum::<i64>()
    }

    fn counts(&self, row: &Staff, month: ServiceMonth) -> bool {
        match self.reading().staff_count {
            StaffCount::MonthEnd => row.span.covers(month.last_day()),
            StaffCount::AnyDay => row
                .span
                .overlaps(Span { from: Some(month.first_day()), to: Some(month.last_day()) }),
        }
    }
}

fn milli(number: rust_decimal::Decimal) -> i64 {
    use rust_decimal::prelude::ToPrimitive as _;
    (number * rust_decimal::Decimal::from(1000)).to_i64().unwrap_or_default()
}
