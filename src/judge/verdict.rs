//! What is found of a month, and how it is written down once the rules have spoken.

use std::sync::Arc;

use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Stages;
use crate::{
    finding::{Cell, Finding, Origin, Rule, Subject, Target},
    item::{Item, Overlap, Scheme, Tier},
    ledger::{CertificateEntry, Head, OfficeId, RecipientId},
    rules::{
        Docket, EventCase, Granted, MonthCase, Percentage, Reason, Timeline,
        caseload::{Caseload, MONTHS_BACK, Payable},
    },
    tariff::CellId,
};

/// 「判定」 What the rules say of a month: which fees and additions are granted, and every reason.
pub(crate) struct Verdicts {
    /// The rules that were asked, and those that could not run.
    pub stages: Stages,
    /// Caseloads, and who takes tier two.
    pub offices: Offices,
    /// Every plan, draft and monitoring of the month.
    pub fees: Vec<Judged>,
    /// Additions that are granted.
    pub granted: Vec<Granted>,
    /// Everything that asked for an addition.
    pub applied: Vec<Applied>,
    /// Every reason, but for those that go with a granted fee.
    pub findings: Vec<Finding>,
    /// Recipients whose month is designated, and those of them who were visited.
    pub visits: DueVisits,
}

/// An event of the month and whether it has a line.
#[derive(Clone, Debug)]
pub(crate) struct Judged {
    /// Whose it is.
    pub head: Head,
    /// Its row.
    pub origin: Origin,
    /// What it could be claimed as.
    pub item: Item,
    /// Its day.
    pub day: NaiveDate,
    /// Whether the fee is reduced for overlap, and by which rule.
    pub overlap: Option<(Overlap, &'static Rule)>,
    /// The rule that grants the line and the cells it rests on; `None` where it is refused.
    pub granted: Option<(&'static Rule, Arc<[Cell]>)>,
    /// What it is claimed as; of a fee that is granted, once the offices are judged.
    pub variant: Option<Variant>,
    /// Percentages that go with the fee, granted or not.
    pub riders: Vec<Rider>,
    /// What is said against such percentages; of a fee that is granted.
    pub rider_findings: Vec<Finding>,
}

/// What a base fee is claimed as.
#[derive(Clone, Debug)]
pub(crate) struct Variant {
    /// Its tier, and the rule that says so.
    pub tier: (Tier, Option<&'static Rule>),
    /// Where it is reduced: its variant, and the rule that says so.
    pub reduction: Option<(String, &'static Rule)>,
    /// What the tariff has for it.
    pub known: Known,
}

impl Variant {
    /// 区分
    pub(crate) fn key(&self) -> &str {
        self.reduction.as_ref().map_or(self.tier.0.key(), |(variant, _)| variant)
    }
}

/// What the tariff has for a fee in the month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Known {
    /// An amount.
    Amount(CellId),
    /// The item existed and its amount is not known.
    ItemOnly,
    /// No base fee.
    Nothing,
}

/// A percentage of a base line: an addition, or a reduction.
#[derive(Clone, Debug)]
pub(crate) struct Rider {
    /// 項目
    pub item: Item,
    /// 区分
    pub variant: &'static str,
    /// The rule that brings it.
    pub rule: &'static Rule,
    /// The cells it rests on.
    pub cells: Vec<Cell>,
}

/// Recipients with a contract whose month is designated for a monitoring.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct DueVisits {
    /// All of them.
    pub due: usize,
    /// Those with a monitoring in the month, claimed or not.
    pub done: usize,
}

/// What phase 1 finds.
#[derive(Default)]
pub(super) struct PersonVerdicts<'a> {
    /// Every plan, draft and monitoring of the month.
    pub judged: Vec<Judged>,
    /// Every reason about them, and about recipients' months.
    pub findings: Vec<Finding>,
    /// The months before in which a plan or monitoring was payable.
    pub payable: Vec<Payable>,
    /// Recipients whose month is designated, and those of them who were visited.
    pub visits: DueVisits,
    /// Those who may have additions other than percentages, all their fees judged.
    pub timelines: Vec<Timeline<'a>>,
}

impl PersonVerdicts<'_> {
    pub(super) fn append(&mut self, mut other: Self) {
        self.judged.append(&mut other.judged);
        self.findings.append(&mut other.findings);
        self.payable.append(&mut other.payable);
        self.timelines.append(&mut other.timelines);
        self.visits.due += other.visits.due;
        self.visits.done += other.visits.done;
    }
}

/// What phase 2 finds.
#[derive(Default)]
pub(crate) struct Offices {
    /// Services whose caseload is 40 or more.
    pub over: FxHashSet<(OfficeId, Scheme)>,
    /// Recipients in tier two, by office.
    pub tier_two: FxHashMap<(OfficeId, RecipientId), (&'static Rule, Caseload)>,
    /// Notices.
    pub findings: Vec<Finding>,
}

/// An activity, or an initial plan, of the month: it has a line, or is refused.
#[derive(Clone, Debug)]
pub(crate) struct Applied {
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
            Some(payable) => payable.add(back),
            None => verdicts.payable.push(Payable::new(office, recipient, back)),
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
