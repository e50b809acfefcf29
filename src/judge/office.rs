//! Phase 2: caseloads of offices, and who takes tier two. The only phase that crosses persons.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Judged, Offices, Stages, verdict::PersonVerdicts};
use crate::{
    calendar::{ServiceMonth, Span},
    finding::{Finding, Subject, Target},
    item::{Item, Scheme},
    ledger::{Ledger, OfficeId, RecipientId},
    policy::StaffCount,
    records::{FilingItem, Job, Record, column},
    rules::{
        Docket, World,
        caseload::{Candidate, Caseload, MONTHS_BACK, OfficeCase},
    },
};

/// From this month a 相談支援員 counts a half of a specialist.
const ASSISTANTS_COUNT_SINCE: ServiceMonth = ServiceMonth::literal(2024, 4);

/// What is counted as one: an office's service, or the services of a group run as one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Unit {
    Alone(OfficeId, Scheme),
    Group(String),
}

/// Judges every office's caseload.
pub(super) fn judge_offices(
    world: &World<'_>,
    stages: &Stages,
    persons: &PersonVerdicts<'_>,
) -> Offices {
    let units = units(world);
    let unit_of: FxHashMap<(OfficeId, Scheme), usize> = units
        .iter()
        .enumerate()
        .flat_map(|(index, (_, members))| members.iter().map(move |member| (*member, index)))
        .collect();
    let logged = logged_cases(world, persons, &unit_of);
    let mut lines: Vec<Vec<&Judged>> = vec![Vec::new(); units.len()];
    for judged in persons.judged.iter().filter(|judged| judged.granted.is_some()) {
        let scheme = world.ledger.recipient(judged.head.recipient).scheme;
        if let Some(unit) = unit_of.get(&(judged.head.office, scheme)) {
            lines[*unit].push(judged);
        }
    }
    let earliest = earliest_months(world.ledger);
    let mut offices = Offices::default();
    for (index, (_, members)) in units.iter().enumerate() {
        let unit = Members { world, offices: members, logged: logged[index], earliest: &earliest };
        let candidates = candidates(world.ledger, &lines[index]);
        let case = unit.case(&candidates);
        if case.caseload.is_over() {
            offices.over.extend(members.iter().copied());
        }
        for (rule, select) in stages.tier_two.in_force(world.month) {
            let chosen: FxHashSet<RecipientId> = select(&case).into_iter().collect();
            let in_tier_two = lines[index].iter().filter(|j| chosen.contains(&j.head.recipient));
            offices.tier_two.extend(
                in_tier_two.map(|j| ((j.head.office, j.head.recipient), (rule, case.caseload))),
            );
        }
        offices.findings.extend(unit.notices(stages, &case));
    }
    offices
}

/// Recipients with a payable event, by months back (1…6).
type CasesByMonth = [i64; MONTHS_BACK as usize];

/// What the logs give each unit, where no 取扱実績 row stands for it.
fn logged_cases(
    world: &World<'_>,
    persons: &PersonVerdicts<'_>,
    unit_of: &FxHashMap<(OfficeId, Scheme), usize>,
) -> Vec<CasesByMonth> {
    let mut cases: Vec<(u32, i32, RecipientId)> = Vec::new();
    for payable in &persons.payable {
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
    let units = unit_of.values().max().map_or(0, |last| last + 1);
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
) -> Option<&'a crate::records::CaseloadCount> {
    let counts = &world.ledger.office(office).counts;
    counts.iter().find(|row| row.scheme == scheme && row.month == month)
}

/// The month and the six before.
fn counted_days(month: ServiceMonth) -> Span {
    Span { from: Some(month.plus(-MONTHS_BACK).first_day()), to: Some(month.last_day()) }
}

/// Units with an office in force in the month or the six before.
fn units(world: &World<'_>) -> Vec<(Unit, Vec<(OfficeId, Scheme)>)> {
    let days = counted_days(world.month);
    let mut units: BTreeMap<Unit, Vec<(OfficeId, Scheme)>> = BTreeMap::new();
    for (id, office) in world.ledger.offices() {
        for scheme in Scheme::ALL {
            let mut rows = office.rows.iter().rev();
            let row = rows.find(|row| row.scheme == scheme && row.span.overlaps(&days));
            let Some(row) = row else { continue };
            let unit = match row.group {
                Some(group) => Unit::Group(world.ledger.text(group).to_owned()),
                None => Unit::Alone(id, scheme),
            };
            units.entry(unit).or_default().push((id, scheme));
        }
    }
    units.into_iter().collect()
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

/// Recipients with a base line, a plan and a monitoring counting once.
fn candidates(ledger: &Ledger, lines: &[&Judged]) -> Vec<Candidate> {
    let mut seen = FxHashSet::default();
    let first = lines.iter().filter(|line| seen.insert(line.head.recipient));
    first
        .map(|line| {
            let recipient = ledger.recipient(line.head.recipient);
            let contract = recipient.contract(line.head.office, line.day);
            let number = ledger.certificate(line.head.certificate).number;
            Candidate {
                recipient: line.head.recipient,
                contract_day: contract.and_then(|contract| contract.span.from),
                rest: (recipient.scheme, recipient.municipality, number),
            }
        })
        .collect()
}

/// One unit's offices and what is known of their months.
struct Members<'a> {
    world: &'a World<'a>,
    offices: &'a [(OfficeId, Scheme)],
    logged: CasesByMonth,
    earliest: &'a FxHashMap<OfficeId, ServiceMonth>,
}

impl Members<'_> {
    fn case<'c>(&self, candidates: &'c Vec<Candidate>) -> OfficeCase<'c> {
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
                row.scheme == *scheme
                    && row.item == FilingItem::Enhanced
                    && row.span.overlaps(&days)
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
    fn rows(&self) -> impl Iterator<Item = &crate::records::Office> {
        let days = counted_days(self.world.month);
        self.offices.iter().filter_map(move |(office, scheme)| {
            let rows = &self.world.ledger.office(*office).rows;
            rows.iter().rev().find(|row| row.scheme == *scheme && row.span.overlaps(&days))
        })
    }

    fn reading(&self) -> &crate::policy::Reading {
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
                spans().any(|span| span.overlaps(&days))
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
        let mut people: FxHashMap<crate::input::Symbol, i64> = FxHashMap::default();
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

    fn counts(&self, row: &crate::records::Staff, month: ServiceMonth) -> bool {
        match self.reading().staff_count {
            StaffCount::MonthEnd => row.span.covers(month.last_day()),
            StaffCount::AnyDay => row
                .span
                .overlaps(&Span { from: Some(month.first_day()), to: Some(month.last_day()) }),
        }
    }

    fn notices(&self, stages: &Stages, case: &OfficeCase<'_>) -> Vec<Finding> {
        let mut docket = Docket::new(true);
        stages.office.ask(self.world.month, &mut docket, |check, docket| check(case, docket));
        let Some(row) = self.rows().next() else { return Vec::new() };
        let subject = Subject {
            month: Some(self.world.month),
            scheme: Some(row.scheme),
            office: Some(row.number),
            ..Subject::bare(Target::Item(Item::PlanFee))
        };
        let finding = |reason: crate::rules::Reason| Finding {
            rule: reason.rule,
            level: reason.level,
            subject: subject.clone().into(),
            origin: Some(reason.cells.first().map_or(row.origin, |cell| cell.origin)),
            cells: reason.cells.into(),
            note: reason.note.map(Into::into),
        };
        docket.into_reasons().into_iter().map(finding).collect()
    }
}

fn milli(number: rust_decimal::Decimal) -> i64 {
    use rust_decimal::prelude::ToPrimitive as _;
    (number * rust_decimal::Decimal::from(1000)).to_i64().unwrap_or_default()
}
