//! Notices about lines: deadlines, codes, and how well amounts are sourced.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::{
    Total,
    build::{is_old, line_subject},
    rules,
};
use crate::{
    calendar::ServiceMonth,
    finding::{Finding, Level, Note, Rule, Subject, Target},
    item::Scheme,
    judge::{Line, Pricing, unit_price},
    money::Yen,
    number::OfficeNumber,
    tariff::{Cell, Status},
};

/// Every notice that the lines give rise to.
pub(super) fn of_lines(
    pricing: &Pricing<'_>,
    lines: &[Line],
    totals: &[Total],
    claim_date: Option<NaiveDate>,
) -> Vec<Finding> {
    let mut findings = reductions(lines);
    findings.extend(per_office(pricing, lines, claim_date));
    findings.extend(unconfirmed(pricing, lines, totals));
    findings
}

fn bare(rule: &'static Rule, level: Level, subject: Subject, note: Option<Note>) -> Finding {
    Finding { rule, level, subject, origin: None, cells: Vec::new(), note }
}

/// 減額: the rules that lowered a line.
fn reductions(lines: &[Line]) -> Vec<Finding> {
    let lowered = lines.iter().flat_map(|line| {
        let rules = line.rules.iter().filter(|rule| rule.levels.contains(&Level::Reduce));
        rules.map(move |rule| (line, *rule))
    });
    lowered
        .map(|(line, rule)| Finding {
            origin: Some(line.origin),
            ..bare(rule, Level::Reduce, line_subject(line), None)
        })
        .collect()
}

/// B801, B802 and B805, once per office and service.
fn per_office(
    pricing: &Pricing<'_>,
    lines: &[Line],
    claim_date: Option<NaiveDate>,
) -> Vec<Finding> {
    let month = pricing.world.month;
    let late = claim_date.is_some_and(|day| Some(day) > deadline(month));
    let old = is_old(month, claim_date);
    let offices: BTreeSet<(OfficeNumber, Scheme)> =
        lines.iter().map(|line| (line.office, line.scheme)).collect();
    let uncoded: BTreeSet<(OfficeNumber, Scheme)> = lines
        .iter()
        .filter(|line| line.code.is_none())
        .map(|line| (line.office, line.scheme))
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

/// The last day on which `month` can be claimed in time.
fn deadline(month: ServiceMonth) -> Option<NaiveDate> {
    chrono::Datelike::with_day(&month.plus(1).first_day(), 10)
}

/// B804: each cell of the tariff that is not confirmed, with how many lines and yen rest on it.
fn unconfirmed(pricing: &Pricing<'_>, lines: &[Line], totals: &[Total]) -> Vec<Finding> {
    let mut uses: BTreeMap<(Scheme, String), (Target, &Cell, usize, Yen)> = BTreeMap::new();
    let doubtful = |status| matches!(status, Status::Single | Status::Unconfirmed);
    let totals: FxHashMap<_, &Total> = totals.iter().map(|total| (total.account, total)).collect();
    let mut add = |scheme: Scheme, target: Target, cell, yen: Yen| {
        let key = (scheme, key_of(cell));
        let entry = uses.entry(key).or_insert((target, cell, 0, Yen(0)));
        entry.2 += 1;
        entry.3 = entry.3 + yen;
    };
    for line in lines.iter().filter(|line| doubtful(line.status)) {
        let total = totals.get(&line.account());
        let found = pricing.tariff.find(line.scheme, line.item, &line.variant, pricing.world.month);
        if let (Some(total), crate::tariff::Found::Amount(cell, _)) = (total, found) {
            let yen = line.service_units().floor_yen(total.price);
            add(line.scheme, Target::Item(line.item), cell, yen);
        }
    }
    let mut priced = BTreeSet::new();
    for line in lines.iter().filter(|line| priced.insert(line.account())) {
        let cell = unit_price(pricing, line.head.office, line.scheme, line.day);
        let total = totals.get(&line.account());
        if let (Some((_, cell)), Some(total)) = (cell, total)
            && doubtful(cell.status)
        {
            add(line.scheme, Target::Table(""), cell, total.yen);
        }
    }
    let month = pricing.world.month;
    uses.into_iter()
        .map(|((scheme, _), (target, cell, count, yen))| {
            let subject =
                Subject { month: Some(month), scheme: Some(scheme), ..Subject::bare(target) };
            bare(&rules::B804, Level::Info, subject, Some(note(cell, count, yen)))
        })
        .collect()
}

fn key_of(cell: &Cell) -> String {
    format!("{} {}", cell.short_name, cell.variant_key())
}

fn note(cell: &Cell, count: usize, yen: Yen) -> Note {
    let name = &cell.short_name;
    let (status, source) = (cell.status.name(), &cell.source);
    Note {
        ja: format!("{name}({status}): {count}件 {yen}円、資料 {source}"),
        en: format!("{name} ({status}): {count} uses, {yen} yen, source {source}"),
    }
}
