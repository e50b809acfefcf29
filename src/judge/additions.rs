//! Additions: each person's activities, and the cap that crosses persons (phases 2 and 3).

use std::{cmp::Ordering, sync::Arc};

use chrono::NaiveDate;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Stages, person::ask, verdict::event_finding};
use crate::{
    finding::{Finding, Origin},
    item::Item,
    ledger::{Head, Ties, order_by_time},
    records::{ActivityKind, Job},
    rules::{
        Granted, Row, Sheet, Timeline, World,
        addition::on_site_monitoring::{Team, Visit},
    },
};

/// An activity, or an initial plan, of the month: it has a line, or is refused.
#[derive(Clone, Debug)]
pub struct Applied {
    /// Its row.
    pub origin: Origin,
    /// 項目
    pub item: Item,
    /// 区分 that it would be claimed as; `None` where that is not known.
    pub variant: Option<&'static str>,
    /// Whose it is.
    pub head: Head,
    /// Its day.
    pub day: NaiveDate,
}

/// What becomes of a month's activities and initial plans.
#[derive(Default)]
pub struct Additions {
    /// What is granted.
    pub granted: Vec<Granted>,
    /// Every reason.
    pub findings: Vec<Finding>,
    /// Everything that asked for an addition.
    pub applied: Vec<Applied>,
}

impl Additions {
    fn append(&mut self, mut other: Self) {
        self.granted.append(&mut other.granted);
        self.findings.append(&mut other.findings);
        self.applied.append(&mut other.applied);
    }
}

/// Judges the additions of `timelines`, whose fees are judged; `unpriced` are the base rows of
/// the month that are held because their amount is not known.
pub fn judge_additions(
    world: &World<'_>,
    stages: &Stages,
    timelines: &[Timeline<'_>],
    unpriced: &[Origin],
) -> Additions {
    let mut sheets: Vec<Sheet<'_>> = timelines
        .par_iter()
        .map(|timeline| {
            let mut sheet = Sheet::new(timeline, unpriced);
            for row in &mut sheet.rows {
                enter(stages, row);
            }
            sheet
        })
        .collect();
    cap(world, stages, &mut sheets);
    let parts: Vec<Additions> = sheets.par_iter_mut().map(|sheet| judge(stages, sheet)).collect();
    let mut whole = Additions::default();
    for part in parts {
        whole.append(part);
    }
    whole
}

/// What a row is asked by itself.
fn enter(stages: &Stages, row: &mut Row<'_>) {
    let Row { case, docket, .. } = row;
    let month = case.month;
    ask(&stages.existence, month, docket, |check, docket| check(case, docket));
    let exists = !docket.refuses();
    ask(&stages.event, month, docket, |check, docket| check(&case.event, docket));
    if !exists {
        row.variant = None;
        return;
    }
    ask(&stages.activity, month, docket, |check, docket| check(case, docket));
}

/// Asks the rules that count over persons, the rows in the order of counting.
fn cap(world: &World<'_>, stages: &Stages, sheets: &mut [Sheet<'_>]) {
    let rows = sheets.iter_mut().flat_map(|sheet| &mut sheet.rows);
    let mut rows: Vec<&mut Row<'_>> = rows
        .filter(|row| {
            row.case.activity.kind == ActivityKind::OnSiteMonitoring
                && row.month == world.month
                && row.variant.is_some()
                && !row.docket.refuses()
        })
        .collect();
    rows.sort_by(|a, b| tie_order(world, a, b));
    let mut places: Vec<(usize, &mut Row<'_>)> =
        counting_order(world, &rows).into_iter().zip(rows).collect();
    places.sort_unstable_by_key(|(place, _)| *place);
    let mut visits: Vec<Visit<'_>> = places.into_iter().map(|(_, row)| visit(world, row)).collect();
    for (_, check) in &stages.cap {
        check(&mut visits);
    }
}

fn tie_order(world: &World<'_>, a: &Row<'_>, b: &Row<'_>) -> Ordering {
    let ledger = world.ledger;
    let office = |row: &Row<'_>| ledger.office(row.case.head.office).number;
    let staff = |row: &Row<'_>| ledger.text(row.case.activity.staff);
    let values = |row: &Row<'_>| ledger.sources.values(row.case.origin);
    (a.case.day.cmp(&b.case.day))
        .then_with(|| office(a).cmp(&office(b)))
        .then_with(|| staff(a).cmp(staff(b)))
        .then_with(|| values(a).cmp(&values(b)))
        .then_with(|| a.case.origin.cmp(&b.case.origin))
}

/// The place of each row, which stand in tie order, in the order of counting. The cap orders the
/// rows of an author together, once a month those of a recipient: rows of a day that have one of
/// them in common, or a third row between them, are put in order by time together.
fn counting_order(world: &World<'_>, rows: &[&mut Row<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::with_capacity(rows.len());
    for day in rows.chunk_by(|a, b| a.case.day == b.case.day) {
        let mut ties = Ties::new(day.len());
        let (mut authors, mut recipients) = (FxHashMap::default(), FxHashMap::default());
        for (index, row) in day.iter().enumerate() {
            let author = (team(world, row), row.case.activity.staff);
            ties.join(*authors.entry(author).or_insert(index), index);
            ties.join(*recipients.entry(row.case.head.recipient).or_insert(index), index);
        }
        let from = order.len();
        let (groups, count) = ties.numbers();
        let mut together: Vec<Vec<usize>> = vec![Vec::new(); count];
        for (index, group) in groups.into_iter().enumerate() {
            together[group].push(from + index);
        }
        for mut group in together {
            order_by_time(&mut group, |index| rows[*index].case.activity.time);
            order.append(&mut group);
        }
    }
    let mut places = vec![0; rows.len()];
    for (place, index) in order.into_iter().enumerate() {
        places[index] = place;
    }
    places
}

/// The offices among which equal 従業者番号 are one person.
fn team(world: &World<'_>, row: &Row<'_>) -> Team {
    let case = &row.case;
    let office = world.ledger.office(case.head.office).on(case.scheme(), case.day);
    let group = office.and_then(|office| office.group);
    group.map_or(Team::Office(case.head.office), Team::Group)
}

fn visit<'d>(world: &World<'_>, row: &'d mut Row<'_>) -> Visit<'d> {
    let team = team(world, row);
    let Row { case, docket, .. } = row;
    Visit {
        author: (team, case.activity.staff),
        is_assistant: case.author.is_some_and(|author| author.job == Job::Assistant),
        recipient: case.head.recipient,
        cells: [case.day_cell, case.staff_cell],
        docket,
    }
}

fn judge(stages: &Stages, sheet: &mut Sheet<'_>) -> Additions {
    let month = sheet.month();
    let steps = [&stages.handover, &stages.initial, &stages.addition, &stages.on_addition];
    for (_, step) in steps.into_iter().flatten().filter(|(rule, _)| rule.in_force(month)) {
        step(sheet);
    }
    let mut additions = Additions::default();
    for index in 0..sheet.rows.len() {
        let variant = sheet.line_variant(index);
        let row = &mut sheet.rows[index];
        if row.month != month {
            continue;
        }
        let case = &row.case;
        // A first interview stands for no line of its own: it is told of only where it is refused.
        if case.activity.kind != ActivityKind::FirstInterview || row.docket.refuses() {
            additions.applied.push(Applied {
                origin: case.origin,
                item: case.item,
                variant: variant.filter(|_| case.activity.kind != ActivityKind::FirstInterview),
                head: case.head,
                day: case.day,
            });
        }
        let reasons = row.docket.take_reasons().into_iter();
        additions.findings.extend(reasons.map(|reason| {
            let mut finding = event_finding(&row.case, row.case.item, reason);
            Arc::make_mut(&mut finding.subject).month = Some(month);
            finding
        }));
    }
    for row in sheet.initials.iter_mut().filter(|row| row.case.month == month) {
        let case = &row.case;
        additions.applied.push(Applied {
            origin: case.origin,
            item: Item::InitialAddition,
            variant: Some(""),
            head: case.head,
            day: case.day,
        });
        let reasons = row.docket.take_reasons().into_iter();
        let findings = reasons.map(|reason| event_finding(case, Item::InitialAddition, reason));
        additions.findings.extend(findings);
    }
    let of_month = sheet.granted.drain(..).filter(|granted| granted.month == month);
    additions.granted.extend(of_month);
    additions
}
