//! Notices about what offices have filed.

use super::Stages;
use crate::{
    calendar::Span,
    finding::{Finding, Subject, Target},
    records::{Filing, Office},
    rules::{
        Docket, World,
        filing::{FilingCase, filed_amount},
    },
};

/// Asks the rules about every filing in force on some day of the month.
pub(super) fn judge_filings(world: &World<'_>, stages: &Stages) -> Vec<Finding> {
    let days = Span { from: Some(world.month.first_day()), to: Some(world.month.last_day()) };
    let mut findings = Vec::new();
    for (_, office) in world.ledger.offices() {
        for filing in office.filings.iter().filter(|filing| filing.span.overlaps(&days)) {
            let rows = office.rows.iter().rev();
            let mut in_force =
                rows.filter(|row| row.scheme == filing.scheme && row.span.overlaps(&days));
            if let Some(row) = in_force.next() {
                findings.extend(notices(world, stages, row, filing));
            }
        }
    }
    findings
}

fn notices(world: &World<'_>, stages: &Stages, office: &Office, filing: &Filing) -> Vec<Finding> {
    let case = FilingCase { world, office, filing };
    let mut docket = Docket::new(true);
    stages.filing.ask(world.month, &mut docket, |check, docket| check(&case, docket));
    let target = filed_amount(filing).map_or(Target::Table(""), |(item, _)| Target::Item(item));
    let finding = |reason: crate::rules::Reason| Finding {
        rule: reason.rule,
        level: reason.level,
        subject: Subject {
            month: Some(world.month),
            scheme: Some(filing.scheme),
            office: Some(office.number),
            ..Subject::bare(target)
        }
        .into(),
        origin: Some(filing.origin),
        cells: reason.cells.into(),
        note: reason.note.map(Into::into),
    };
    docket.into_reasons().into_iter().map(finding).collect()
}
