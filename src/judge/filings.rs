//! Notices about what offices have filed.

use super::{Stages, Verdicts, stage::Stage};
use crate::{
    calendar::Span,
    finding::{Finding, Subject, Target},
    ledger::OfficeEntry,
    records::Filing,
    rules::{
        Docket, Reason, World,
        filing::{FilingCase, filed_amount},
    },
};

/// Asks the rules about every filing in force on some day of the month.
pub(super) fn judge_filings(world: &World<'_>, stages: &Stages) -> Vec<Finding> {
    let days = days(world);
    let mut findings = Vec::new();
    for (_, office) in world.ledger.offices() {
        for filing in office.filings.iter().filter(|filing| filing.span.overlaps(days)) {
            findings.extend(notices(world, &stages.filing, office, filing));
        }
    }
    findings
}

impl Verdicts {
    /// What is said of a filing in force on the day of a line, or of a fee held for its amount.
    pub(crate) fn filing_of_line(
        &self,
        world: &World<'_>,
        office: &OfficeEntry,
        filing: &Filing,
    ) -> Vec<Finding> {
        notices(world, &self.stages.filing_of_line, office, filing)
    }
}

fn days(world: &World<'_>) -> Span {
    Span { from: Some(world.month.first_day()), to: Some(world.month.last_day()) }
}

fn notices(
    world: &World<'_>,
    stage: &Stage<fn(&FilingCase<'_>, &mut Docket)>,
    office: &OfficeEntry,
    filing: &Filing,
) -> Vec<Finding> {
    let days = days(world);
    let mut rows = office.rows.iter().rev();
    let in_force = rows.find(|row| row.scheme == filing.scheme && row.span.overlaps(days));
    let Some(office) = in_force else { return Vec::new() };
    let case = FilingCase { world, office, filing };
    let mut docket = Docket::new(true);
    stage.ask(world.month, &mut docket, |check, docket| check(&case, docket));
    let target = filed_amount(filing).map_or(Target::Table(""), |(item, _)| Target::Item(item));
    let finding = |reason: Reason| Finding {
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
