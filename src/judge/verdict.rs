//! What is written down of an event or a month once the rules have spoken.

use std::sync::Arc;

use super::{Judged, Payable, PersonVerdicts, Stages};
use crate::{
    finding::{Finding, Origin, Rule, Subject, Target},
    item::Item,
    ledger::CertificateEntry,
    rules::{Docket, EventCase, MonthCase, Reason, caseload::MONTHS_BACK},
};

/// How an event ended.
pub(super) struct Ended {
    /// Whether it is payable.
    pub(super) paid: bool,
    /// The rule that grants its line and the rows it rests on, in the month that is judged.
    pub(super) granted: Option<(&'static Rule, Arc<[Origin]>)>,
    /// What the rules said.
    pub(super) docket: Docket,
}

/// Writes down how an event ended.
pub(super) fn close(
    verdicts: &mut PersonVerdicts,
    stages: &Stages,
    case: &EventCase<'_>,
    Ended { paid, granted, docket }: Ended,
) {
    let month = case.timeline.world.month;
    let back = month.since(case.month);
    if paid && (1..=MONTHS_BACK).contains(&back) {
        let (office, recipient) = (case.head.office, case.head.recipient);
        // A recipient's events are told one after the other.
        let mut told = verdicts.payable.iter_mut().rev().take_while(|p| p.recipient == recipient);
        match told.find(|payable| payable.office == office) {
            Some(payable) => payable.months |= 1 << back,
            None => verdicts.payable.push(Payable { office, recipient, months: 1 << back }),
        }
    }
    if back == 0 {
        verdicts.judged.push(Judged {
            head: case.head,
            origin: case.origin,
            item: case.item,
            day: case.day,
            overlap: stages.overlap.iter().find_map(|(rule, f)| Some((f(case)?, *rule))),
            granted,
        });
    }
    let findings = docket.into_reasons().into_iter().map(|reason| event_finding(case, reason));
    verdicts.findings.extend(findings);
}

/// The rows of cells, each once.
pub(super) fn rows(cells: &[crate::finding::Cell]) -> Arc<[Origin]> {
    let mut rows: Vec<Origin> = cells.iter().map(|cell| cell.origin).collect();
    rows.sort_unstable();
    rows.dedup();
    rows.into()
}

fn event_finding(case: &EventCase<'_>, reason: Reason) -> Finding {
    let certificate = case.certificate();
    let recipient = case.recipient();
    Finding {
        rule: reason.rule,
        level: reason.level,
        subject: Subject {
            target: Target::Item(case.item),
            month: Some(case.month),
            scheme: Some(recipient.scheme),
            municipality: Some(recipient.municipality),
            office: Some(case.office().number),
            certificate: Some(certificate.number),
            kana: Some(Arc::clone(&certificate.kana)),
        },
        origin: Some(case.origin),
        cells: reason.cells,
        note: reason.note,
    }
}

/// A finding about a recipient's month.
pub(super) fn month_finding(
    case: &MonthCase<'_>,
    item: Item,
    certificate: &CertificateEntry,
    reason: Reason,
) -> Finding {
    let entry = case.entry();
    let ledger = case.world().ledger;
    let contracted = entry.contract_in(case.world().month);
    Finding {
        rule: reason.rule,
        level: reason.level,
        subject: Subject {
            target: Target::Item(item),
            month: Some(case.world().month),
            scheme: Some(entry.scheme),
            municipality: Some(entry.municipality),
            office: contracted.map(|(office, _)| ledger.office(*office).number),
            certificate: Some(certificate.number),
            kana: Some(Arc::clone(&certificate.kana)),
        },
        origin: Some(reason.cells.first().map_or(case.holder.origin, |cell| cell.origin)),
        cells: reason.cells,
        note: reason.note,
    }
}
