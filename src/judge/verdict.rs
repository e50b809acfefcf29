//! What is written down of an event or a month once the rules have spoken.

use std::sync::Arc;

use super::{
    Judged, Rider, Stages,
    person::{Payable, PersonVerdicts},
};
use crate::{
    finding::{Cell, Finding, Rule, Subject, Target},
    item::Item,
    ledger::CertificateEntry,
    rules::{Docket, EventCase, MonthCase, Percentage, Reason, caseload::MONTHS_BACK},
};

/// How an event ended.
pub(super) struct Ended {
    /// Whether it is payable.
    pub(super) paid: bool,
    /// The rule that grants its line and the cells it rests on, in the month that is judged.
    pub(super) granted: Option<(&'static Rule, Arc<[Cell]>)>,
    /// What the rules said.
    pub(super) docket: Docket,
}

/// Writes down how an event ended.
pub(super) fn close(
    verdicts: &mut PersonVerdicts<'_>,
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
        let is_granted = granted.is_some();
        verdicts.judged.push(Judged {
            head: case.head,
            origin: case.origin,
            item: case.item,
            day: case.day,
            overlap: stages
                .overlap
                .in_force(case.month)
                .find_map(|(rule, f)| Some((f(case)?, rule))),
            granted,
            variant: None,
            riders: riders(stages, case),
            rider_findings: if is_granted { rider_findings(stages, case) } else { Vec::new() },
        });
    }
    let reasons = docket.into_reasons().into_iter();
    let findings = reasons.map(|reason| event_finding(case, case.item, reason));
    verdicts.findings.extend(findings);
}

/// The percentages that go with the event's fee.
fn riders(stages: &Stages, case: &EventCase<'_>) -> Vec<Rider> {
    let rules = stages.on_base.in_force(case.month);
    rules
        .filter_map(|(rule, (item, f))| {
            let Percentage { variant, cells } = f(case)?;
            Some(Rider { item, variant, rule, cells })
        })
        .collect()
}

/// What is said against percentages of the event's fee.
fn rider_findings(stages: &Stages, case: &EventCase<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (rule, (item, check)) in stages.on_base_refusal.in_force(case.month) {
        let mut docket = Docket::new(true);
        docket.hand_to(rule);
        check(case, &mut docket);
        let reasons = docket.into_reasons().into_iter();
        findings.extend(reasons.map(|reason| event_finding(case, item, reason)));
    }
    findings
}

/// A finding about an event and an item.
pub(super) fn event_finding(case: &EventCase<'_>, item: Item, reason: Reason) -> Finding {
    let certificate = case.certificate();
    let recipient = case.recipient();
    Finding {
        rule: reason.rule,
        level: reason.level,
        subject: Subject {
            target: Target::Item(item),
            month: Some(case.month),
            scheme: Some(recipient.scheme),
            municipality: Some(recipient.municipality),
            office: Some(case.office().number),
            certificate: Some(certificate.number),
            kana: Some(Arc::clone(&certificate.kana)),
        }
        .into(),
        origin: Some(case.origin),
        cells: reason.cells.into(),
        note: reason.note.map(Into::into),
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
        }
        .into(),
        origin: Some(reason.cells.first().map_or(case.holder.origin, |cell| cell.origin)),
        cells: reason.cells.into(),
        note: reason.note.map(Into::into),
    }
}
