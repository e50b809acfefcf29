//! Additions: each person's activities, and the cap that crosses persons (phases 2 and 3).

use std::sync::Arc;

use rayon::prelude::*;

use super::{Applied, Stages, stage::Stage, verdict::event_finding};
use crate::{
    finding::{Finding, Origin},
    item::Item,
    records::ActivityKind,
    rules::{Granted, Sheet, SheetRow, Timeline, World},
};

/// What becomes of a month's activities and initial plans.
#[derive(Default)]
pub(super) struct Additions {
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
pub(super) fn judge_additions(
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
    for (_, check) in stages.cap.in_force(world.month) {
        check(world, &mut sheets);
    }
    let parts: Vec<Additions> = sheets.par_iter_mut().map(|sheet| judge(stages, sheet)).collect();
    let mut whole = Additions::default();
    for part in parts {
        whole.append(part);
    }
    whole
}

/// What a row is asked by itself.
fn enter(stages: &Stages, row: &mut SheetRow<'_>) {
    let SheetRow { case, docket, .. } = row;
    let month = case.month;
    stages.existence.ask(month, docket, |check, docket| check(case, docket));
    let exists = !docket.refuses();
    stages.event.ask(month, docket, |check, docket| check(&case.event, docket));
    if !exists {
        row.variant = None;
        return;
    }
    stages.activity.ask(month, docket, |check, docket| check(case, docket));
}

/// Grants what the rules let stand. Where a row falls for another that is paid, everything is asked
/// again without it, since a limit that it used up is free again.
fn grant(stages: &Stages, sheet: &mut Sheet<'_>) {
    let month = sheet.month();
    let run = |stage: &Stage<fn(&mut Sheet<'_>)>, sheet: &mut Sheet<'_>| {
        for (_, step) in stage.in_force(month) {
            step(sheet);
        }
    };
    let mut entered = sheet.dockets();
    loop {
        for stage in [&stages.handover, &stages.initial, &stages.addition] {
            run(stage, sheet);
        }
        let mut falls = false;
        for (rule, check) in stages.among_paid.in_force(month) {
            for (row, cells) in check(sheet) {
                entered[row].by(rule).reject(&cells);
                falls = true;
            }
        }
        if !falls {
            break;
        }
        sheet.start_again(&entered);
    }
    run(&stages.on_addition, sheet);
}

fn judge(stages: &Stages, sheet: &mut Sheet<'_>) -> Additions {
    let month = sheet.month();
    grant(stages, sheet);
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
