//! Notices about lines: deadlines, codes, and how well amounts are sourced.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{
    deadline::{is_late, is_old},
    line::Line,
    pricing::Pricing,
    rules,
    statement::Statement,
};
use crate::{
    finding::{Cell, Finding, Level, Note, Rule, Subject, Target},
    item::Scheme,
    ledger::OfficeId,
    money::Yen,
    number::OfficeNumber,
    records::{Staff, column},
    tariff::{CellId, Status, TariffCell, TariffItem},
};

/// Every notice that the lines give rise to.
pub(super) fn of_lines(
    pricing: &Pricing<'_>,
    statements: &[Statement],
    (barred, claim_date): (&[Line], Option<NaiveDate>),
) -> Vec<Finding> {
    let lines = || statements.iter().flat_map(|statement| &statement.lines);
    let mut findings: Vec<Finding> = lines().flat_map(|line| reductions(pricing, line)).collect();
    let held = granted_fees(pricing);
    let written = || lines().chain(barred);
    let on_days: BTreeSet<OnDay> = written()
        .map(|line| OnDay { office: line.head.office, scheme: line.account.scheme, day: line.day })
        .chain(held)
        .collect();
    findings.extend(filings(pricing, &on_days));
    findings.extend(per_office(pricing, &on_days, statements, claim_date));
    findings.extend(unconfirmed(pricing, statements));
    findings
}

fn bare(rule: &'static Rule, level: Level, subject: Subject, note: Option<Note>) -> Finding {
    Finding {
        rule,
        level,
        subject: subject.into(),
        origin: None,
        cells: Vec::new().into(),
        note: note.map(Into::into),
    }
}

/// 減額: the rules that lowered a line, with the contract that puts it in tier two, or the care
/// level that reduces it and what shows that the author makes the care plan.
fn reductions(pricing: &Pricing<'_>, line: &Line) -> impl Iterator<Item = Finding> {
    let lowering = line.rules.iter().copied().filter(|rule| rule.levels.contains(&Level::Reduce));
    lowering.map(move |rule| {
        let in_tier_two =
            pricing.verdicts.offices.tier_two.get(&(line.head.office, line.head.recipient));
        let caseload = in_tier_two.filter(|(tier_two, _)| *tier_two == rule);
        let note = caseload.map(|(_, caseload)| caseload.note());
        let cells = if line.is_base() {
            reduced_by(pricing, line, caseload.is_some())
        } else {
            line.basis.to_vec()
        };
        let finding = bare(rule, Level::Reduce, line.subject(), note);
        Finding { origin: line.origin(), cells: cells.into(), ..finding }
    })
}

fn reduced_by(pricing: &Pricing<'_>, line: &Line, tier_two: bool) -> Vec<Cell> {
    use column::recipient::{CARE_LEVEL, CARE_MANAGER, JOINT};
    let ledger = pricing.world.ledger;
    if tier_two {
        let contract = ledger.recipient(line.head.recipient).contract(line.head.office, line.day);
        let day = contract.map(|row| ledger.cell(row.origin, column::contract::FROM));
        return day.into_iter().collect();
    }
    let holder = ledger.certificate(line.head.certificate).near(line.day);
    let cells = [CARE_LEVEL, CARE_MANAGER, JOINT].map(|column| ledger.cell(holder.origin, column));
    let author = line.head.staff.and_then(|staff| ledger.staff(staff).near(line.day));
    let is_manager = |author: &&Staff| author.care_manager.is_some();
    let number = author
        .filter(is_manager)
        .map(|author| ledger.cell(author.origin, column::staff::CARE_MANAGER));
    cells.into_iter().chain(number).collect()
}

/// A day on which an office has a line, or a fee that is held for its amount (B806).
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct OnDay {
    office: OfficeId,
    scheme: Scheme,
    day: NaiveDate,
}

/// Fees that nothing refuses, also those that have no line because their amount is not known.
fn granted_fees(pricing: &Pricing<'_>) -> impl Iterator<Item = OnDay> {
    let ledger = pricing.world.ledger;
    let granted = pricing.verdicts.fees.iter().filter(|judged| judged.granted.is_some());
    granted.map(move |judged| OnDay {
        office: judged.head.office,
        scheme: ledger.recipient(judged.head.recipient).scheme,
        day: judged.day,
    })
}

/// What is said of filings in force on these days.
fn filings(pricing: &Pricing<'_>, on_days: &BTreeSet<OnDay>) -> Vec<Finding> {
    let Pricing { world, verdicts } = pricing;
    let on_days: Vec<&OnDay> = on_days.iter().collect();
    let mut findings = Vec::new();
    for days in on_days.chunk_by(|a, b| (a.office, a.scheme) == (b.office, b.scheme)) {
        let office = world.ledger.office(days[0].office);
        let of_service = office.filings.iter().filter(|filing| filing.scheme == days[0].scheme);
        let in_force = of_service.filter(|filing| days.iter().any(|on| filing.span.covers(on.day)));
        findings.extend(in_force.flat_map(|filing| verdicts.filing_of_line(world, office, filing)));
    }
    findings
}

/// B801, B802 and B805, once per office and service.
fn per_office(
    pricing: &Pricing<'_>,
    on_days: &BTreeSet<OnDay>,
    statements: &[Statement],
    claim_date: Option<NaiveDate>,
) -> Vec<Finding> {
    let month = pricing.world.month;
    let late = is_late(month, claim_date);
    let old = is_old(month, claim_date);
    let ledger = pricing.world.ledger;
    let office_of = |on_day: &OnDay| (ledger.office(on_day.office).number, on_day.scheme);
    let offices: BTreeSet<(OfficeNumber, Scheme)> = on_days.iter().map(office_of).collect();
    let uncoded: BTreeSet<(OfficeNumber, Scheme)> = statements
        .iter()
        .filter(|statement| statement.lines.iter().any(|line| line.code.is_none()))
        .map(|statement| (statement.account.office, statement.account.scheme))
        .collect();
    let mut findings = Vec::new();
    for (office, scheme) in offices {
        let subject = Subject {
            month: Some(month),
            scheme: Some(scheme),
            office: Some(office),
            ..Subject::bare(Target::Table(""))
        };
        let mut say = |applies: bool, rule: &'static Rule, level| {
            if applies {
                findings.push(bare(rule, level, subject.clone(), None));
            }
        };
        say(late, &rules::B801, Level::Info);
        say(old, &rules::B802, Level::Warn);
        say(uncoded.contains(&(office, scheme)), &rules::B805, Level::Warn);
    }
    findings
}

/// How much rests on one cell of the tariff.
struct Use<'a> {
    cell: &'a TariffCell,
    count: usize,
    yen: Yen,
}

impl Use<'_> {
    const fn target(&self) -> Target {
        match self.cell.item {
            TariffItem::Claim(item) => Target::Item(item),
            _ => Target::Table(""),
        }
    }
}

/// B804: each cell of the tariff that is not confirmed, with how many lines and yen rest on it.
fn unconfirmed(pricing: &Pricing<'_>, statements: &[Statement]) -> Vec<Finding> {
    let tariff = pricing.world.tariff;
    let mut uses: BTreeMap<CellId, Use<'_>> = BTreeMap::new();
    let mut add = |id: CellId, yen: Yen| {
        let cell = tariff.at(id);
        if matches!(cell.status, Status::Single | Status::Unconfirmed) {
            let of_cell = uses.entry(id).or_insert(Use { cell, count: 0, yen: Yen(0) });
            of_cell.count += 1;
            of_cell.yen = of_cell.yen + yen;
        }
    };
    for statement in statements {
        let total = &statement.total;
        for line in &statement.lines {
            add(line.cell, line.service_units().floor_yen(total.price));
        }
        add(total.price_cell, total.yen);
    }
    let mut uses: Vec<Use<'_>> = uses.into_values().collect();
    uses.sort_by_cached_key(|found| {
        (found.cell.scheme, found.target(), found.cell.variant_key().into_owned())
    });
    let month = pricing.world.month;
    let finding = |found: &Use<'_>| {
        let subject = Subject {
            month: Some(month),
            scheme: Some(found.cell.scheme),
            ..Subject::bare(found.target())
        };
        bare(&rules::B804, Level::Info, subject, Some(note(found.cell, found.count, found.yen)))
    };
    uses.iter().map(finding).collect()
}

fn note(cell: &TariffCell, count: usize, yen: Yen) -> Note {
    let name = &cell.short_name;
    let (kind, kind_en) = match cell.item {
        TariffItem::UnitPrice => ("単位数単価 ", "unit price "),
        _ => ("", ""),
    };
    let (status, source) = (cell.status.name(), &cell.source);
    Note {
        ja: format!("{kind}{name}({status}): {count}件 {yen}円、資料 {source}"),
        en: format!("{kind_en}{name} ({status}): {count} uses, {yen} yen, source {source}"),
    }
}
