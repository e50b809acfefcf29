//! Phase 2: caseloads of offices, and who takes tier two. The only phase that crosses persons.

use rustc_hash::FxHashSet;

use super::{Judged, Offices, Stages, verdict::PersonVerdicts};
use crate::{
    finding::{Finding, Subject, Target},
    item::Item,
    ledger::{Ledger, RecipientId},
    rules::{
        Docket, Reason, World,
        caseload::{Candidate, Caseloads, Members, OfficeCase},
    },
};

/// Judges every office's caseload.
pub(super) fn judge_offices(
    world: &World<'_>,
    stages: &Stages,
    persons: &PersonVerdicts<'_>,
) -> Offices {
    let caseloads = Caseloads::new(world, &persons.payable);
    let mut lines: Vec<Vec<&Judged>> = vec![Vec::new(); caseloads.members().len()];
    for judged in persons.judged.iter().filter(|judged| judged.granted.is_some()) {
        let scheme = world.ledger.recipient(judged.head.recipient).scheme;
        if let Some(place) = caseloads.place_of(judged.head.office, scheme) {
            lines[place].push(judged);
        }
    }
    let mut offices = Offices::default();
    for (members, lines) in caseloads.members().zip(&lines) {
        let candidates = candidates(world.ledger, lines);
        let case = members.case(&candidates);
        if case.caseload.is_over() {
            offices.over.extend(members.offices.iter().copied());
        }
        for (rule, select) in stages.tier_two.in_force(world.month) {
            let chosen: FxHashSet<RecipientId> = select(&case).into_iter().collect();
            let in_tier_two = lines.iter().filter(|j| chosen.contains(&j.head.recipient));
            offices.tier_two.extend(
                in_tier_two.map(|j| ((j.head.office, j.head.recipient), (rule, case.caseload))),
            );
        }
        offices.findings.extend(notices(stages, &members, &case));
    }
    offices
}

/// Recipients with a base line, a plan and a monitoring counting once.
fn candidates(ledger: &Ledger, lines: &[&Judged]) -> Vec<Candidate> {
    let mut seen = FxHashSet::default();
    let first = lines.iter().filter(|line| seen.insert(line.head.recipient));
    first.map(|line| Candidate::new(ledger, line.head, line.day)).collect()
}

fn notices(stages: &Stages, members: &Members<'_>, case: &OfficeCase<'_>) -> Vec<Finding> {
    let mut docket = Docket::new(true);
    stages.office.ask(case.month, &mut docket, |check, docket| check(case, docket));
    let Some(row) = members.rows().next() else { return Vec::new() };
    let subject = Subject {
        month: Some(case.month),
        scheme: Some(row.scheme),
        office: Some(row.number),
        ..Subject::bare(Target::Item(Item::PlanFee))
    };
    let finding = |reason: Reason| Finding {
        rule: reason.rule,
        level: reason.level,
        subject: subject.clone().into(),
        origin: Some(reason.cells.first().map_or(row.origin, |cell| cell.origin)),
        cells: reason.cells.into(),
        note: reason.note.map(Into::into),
    };
    docket.into_reasons().into_iter().map(finding).collect()
}
