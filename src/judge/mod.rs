//! The judgement of one service month, in three phases; it knows no rule.
//!
//! 1. per person: which events stand, month by month, without units;
//! 2. per office: caseloads, and who takes tier two;
//! 3. per fee: tier and variant; per person: additions; per office: filings.
//!
//! The rules come in as a list of entries; their order is the order of precedence.

mod additions;
mod filings;
mod office;
mod person;
mod stage;
mod variant;
mod verdict;

pub use additions::Applied;
pub use office::Offices;
pub use person::{DueVisits, Judged, Rider};
pub use variant::{Known, Variant};

use additions::judge_additions;
use filings::judge_filings;
use office::judge_offices;
use person::judge_persons;
use rayon::prelude::*;
use stage::Stage;

use crate::{
    calendar::ServiceMonth,
    finding::{Cell, Finding, Need, Origin, Rule},
    input::Sources,
    item::{Item, Overlap, Tier},
    ledger::RecipientId,
    rules::{
        ActivityCase, Check, Docket, Entry, EventCase, Granted, MonitoringCase, MonthCase,
        Percentage, PlanCase, Sheet, World,
        caseload::OfficeCase,
        filing::{FiledCase, FiledLine, FilingCase, LineCase, TotalCase},
    },
};

/// 「判定」 What the rules say of a month: which fees and additions are granted, and every reason.
pub struct Verdicts {
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

/// Judges the month by `entries`, the rules in order of precedence.
pub fn judge(world: &World<'_>, entries: &[Entry]) -> Verdicts {
    let stages = Stages::new(entries, &world.ledger.sources);
    let mut persons = judge_persons(world, &stages);
    let offices = judge_offices(world, &stages, &persons);
    let mut findings = std::mem::take(&mut persons.findings);
    findings.extend(offices.findings.iter().cloned());
    let timelines = std::mem::take(&mut persons.timelines);
    let mut verdicts = Verdicts {
        stages,
        offices,
        fees: std::mem::take(&mut persons.judged),
        granted: Vec::new(),
        applied: Vec::new(),
        findings,
        visits: persons.visits,
    };
    let variant = |fee: &Judged| fee.granted.is_some().then(|| verdicts.variant(world, fee));
    let variants: Vec<Option<Variant>> = verdicts.fees.par_iter().map(variant).collect();
    for (fee, variant) in verdicts.fees.iter_mut().zip(variants) {
        fee.variant = variant;
    }
    let mut without_amount: Vec<Origin> = verdicts
        .fees
        .iter()
        .filter(|fee| fee.variant.as_ref().is_some_and(|v| v.known == Known::ItemOnly))
        .map(|fee| fee.origin)
        .collect();
    without_amount.sort_unstable();
    let additions = judge_additions(world, &verdicts.stages, &timelines, &without_amount);
    verdicts.granted = additions.granted;
    verdicts.applied = additions.applied;
    verdicts.findings.extend(additions.findings);
    verdicts.findings.extend(judge_filings(world, &verdicts.stages));
    verdicts
}

/// A rule that could not run, or not in full, and what it lacks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Skipped {
    /// The rule.
    pub rule: &'static Rule,
    /// The table or column that is not among the input.
    pub lacking: Need,
    /// Whether the rule ran all the same, and left only a part unchecked.
    pub partly: bool,
}

type OnBase = (Item, fn(&EventCase<'_>) -> Option<Percentage>);
type OnBaseRefusal = (Item, fn(&EventCase<'_>, &mut Docket));
type OnTotal = (Item, fn(&TotalCase<'_>) -> Option<Percentage>);
type MonthCheck = fn(&MonthCase<'_>, &mut Docket);

/// The entries sorted by when they are asked; within a stage, in order of precedence.
#[derive(Default)]
pub struct Stages {
    event: Stage<fn(&EventCase<'_>, &mut Docket)>,
    base_event: Stage<fn(&EventCase<'_>, &mut Docket)>,
    draft: Stage<fn(&PlanCase<'_>, &mut Docket)>,
    plan: Stage<fn(&PlanCase<'_>, &mut Docket)>,
    monitoring: Stage<fn(&MonitoringCase<'_>, &mut Docket)>,
    plan_among_valid: Stage<fn(&PlanCase<'_>, &mut Docket)>,
    absorption: Stage<fn(&MonitoringCase<'_>, &mut Docket)>,
    monitoring_among_surviving: Stage<fn(&MonitoringCase<'_>, &mut Docket)>,
    plan_remark: Stage<fn(&PlanCase<'_>, &mut Docket)>,
    monitoring_remark: Stage<fn(&MonitoringCase<'_>, &mut Docket)>,
    plan_grant: Stage<fn(&PlanCase<'_>) -> Vec<Cell>>,
    monitoring_grant: Stage<fn(&MonitoringCase<'_>) -> Vec<Cell>>,
    granted: Stage<fn(&EventCase<'_>, &mut Docket)>,
    overlap: Stage<fn(&EventCase<'_>) -> Option<Overlap>>,
    existence: Stage<fn(&ActivityCase<'_>, &mut Docket)>,
    activity: Stage<fn(&ActivityCase<'_>, &mut Docket)>,
    handover: Stage<fn(&mut Sheet<'_>)>,
    initial: Stage<fn(&mut Sheet<'_>)>,
    addition: Stage<fn(&mut Sheet<'_>)>,
    on_addition: Stage<fn(&mut Sheet<'_>)>,
    cap: Stage<fn(&World<'_>, &mut [Sheet<'_>])>,
    on_base: Stage<OnBase>,
    on_base_refusal: Stage<OnBaseRefusal>,
    filed: Stage<fn(&FiledCase<'_>) -> Vec<FiledLine>>,
    on_total: Stage<OnTotal>,
    filing: Stage<fn(&FilingCase<'_>, &mut Docket)>,
    month: Stage<(Item, MonthCheck)>,
    office: Stage<fn(&OfficeCase<'_>, &mut Docket)>,
    tier_two: Stage<fn(&OfficeCase<'_>) -> Vec<RecipientId>>,
    tier: Stage<fn(&LineCase<'_>) -> Option<Tier>>,
    /// Rules that cannot run on this input.
    pub skipped: Vec<Skipped>,
}

impl Stages {
    /// Takes the entries that `sources` has the tables and columns for.
    pub fn new(entries: &[Entry], sources: &Sources) -> Self {
        let mut stages = Self::default();
        for Entry { rule, check } in entries {
            if let Some(lacking) = rule.needs.iter().find(|need| !has(sources, **need)) {
                stages.skipped.push(Skipped { rule, lacking: *lacking, partly: false });
                continue;
            }
            if let Some(lacking) = rule.partly_needs.iter().find(|need| !has(sources, **need)) {
                stages.skipped.push(Skipped { rule, lacking: *lacking, partly: true });
            }
            stages.add(rule, *check);
        }
        stages
    }

    fn add(&mut self, rule: &'static Rule, check: Check) {
        match check {
            Check::Elsewhere => {}
            Check::Event(f) => self.event.add(rule, f),
            Check::BaseEvent(f) => self.base_event.add(rule, f),
            Check::Draft(f) => self.draft.add(rule, f),
            Check::Plan(f) => self.plan.add(rule, f),
            Check::Monitoring(f) => self.monitoring.add(rule, f),
            Check::PlanAmongValid(f) => self.plan_among_valid.add(rule, f),
            Check::Absorption(f) => self.absorption.add(rule, f),
            Check::MonitoringAmongSurviving(f) => self.monitoring_among_surviving.add(rule, f),
            Check::PlanRemark(f) => self.plan_remark.add(rule, f),
            Check::MonitoringRemark(f) => self.monitoring_remark.add(rule, f),
            Check::PlanGrant(f) => self.plan_grant.add(rule, f),
            Check::MonitoringGrant(f) => self.monitoring_grant.add(rule, f),
            Check::Granted(f) => self.granted.add(rule, f),
            Check::Overlap(f) => self.overlap.add(rule, f),
            Check::Existence(f) => self.existence.add(rule, f),
            Check::Activity(f) => self.activity.add(rule, f),
            Check::Handover(f) => self.handover.add(rule, f),
            Check::Initial(f) => self.initial.add(rule, f),
            Check::Addition(f) => self.addition.add(rule, f),
            Check::OnAddition(f) => self.on_addition.add(rule, f),
            Check::Cap(f) => self.cap.add(rule, f),
            Check::OnBase(item, f) => self.on_base.add(rule, (item, f)),
            Check::OnBaseRefusal(item, f) => self.on_base_refusal.add(rule, (item, f)),
            Check::Filed(f) => self.filed.add(rule, f),
            Check::OnTotal(item, f) => self.on_total.add(rule, (item, f)),
            Check::Filing(f) => self.filing.add(rule, f),
            Check::Month(item, f) => self.month.add(rule, (item, f)),
            Check::Office(f) => self.office.add(rule, f),
            Check::TierTwo(f) => self.tier_two.add(rule, f),
            Check::Tier(f) => self.tier.add(rule, f),
        }
    }
}

impl Stages {
    /// What filings bring on base lines, of the rules in force in `month`.
    pub fn filed(
        &self,
        month: ServiceMonth,
    ) -> impl Iterator<Item = (&'static Rule, fn(&FiledCase<'_>) -> Vec<FiledLine>)> {
        self.filed.in_force(month)
    }

    /// Percentages of totals, of the rules in force in `month`.
    pub fn on_total(&self, month: ServiceMonth) -> impl Iterator<Item = (&'static Rule, OnTotal)> {
        self.on_total.in_force(month)
    }
}

fn has(sources: &Sources, need: Need) -> bool {
    let own = match need.column {
        None => sources.has_table(need.table),
        Some(column) => sources.has_column(need.table, column),
    };
    own || need.other.is_some_and(|other| has(sources, *other))
}
