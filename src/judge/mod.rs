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
type Rules<F> = Vec<(&'static Rule, F)>;

/// The entries sorted by when they are asked; within a stage, in order of precedence.
#[derive(Default)]
pub struct Stages {
    event: Rules<fn(&EventCase<'_>, &mut Docket)>,
    base_event: Rules<fn(&EventCase<'_>, &mut Docket)>,
    draft: Rules<fn(&PlanCase<'_>, &mut Docket)>,
    plan: Rules<fn(&PlanCase<'_>, &mut Docket)>,
    monitoring: Rules<fn(&MonitoringCase<'_>, &mut Docket)>,
    plan_among_valid: Rules<fn(&PlanCase<'_>, &mut Docket)>,
    absorption: Rules<fn(&MonitoringCase<'_>, &mut Docket)>,
    monitoring_among_surviving: Rules<fn(&MonitoringCase<'_>, &mut Docket)>,
    plan_remark: Rules<fn(&PlanCase<'_>, &mut Docket)>,
    monitoring_remark: Rules<fn(&MonitoringCase<'_>, &mut Docket)>,
    plan_grant: Rules<fn(&PlanCase<'_>) -> Vec<Cell>>,
    monitoring_grant: Rules<fn(&MonitoringCase<'_>) -> Vec<Cell>>,
    granted: Rules<fn(&EventCase<'_>, &mut Docket)>,
    overlap: Rules<fn(&EventCase<'_>) -> Option<Overlap>>,
    existence: Rules<fn(&ActivityCase<'_>, &mut Docket)>,
    activity: Rules<fn(&ActivityCase<'_>, &mut Docket)>,
    handover: Rules<fn(&mut Sheet<'_>)>,
    initial: Rules<fn(&mut Sheet<'_>)>,
    addition: Rules<fn(&mut Sheet<'_>)>,
    on_addition: Rules<fn(&mut Sheet<'_>)>,
    cap: Rules<fn(&World<'_>, &mut [Sheet<'_>])>,
    on_base: Rules<OnBase>,
    on_base_refusal: Rules<OnBaseRefusal>,
    filed: Rules<fn(&FiledCase<'_>) -> Vec<FiledLine>>,
    on_total: Rules<OnTotal>,
    filing: Rules<fn(&FilingCase<'_>, &mut Docket)>,
    month: Rules<(Item, MonthCheck)>,
    office: Rules<fn(&OfficeCase<'_>, &mut Docket)>,
    tier_two: Rules<fn(&OfficeCase<'_>) -> Vec<RecipientId>>,
    tier: Rules<fn(&LineCase<'_>) -> Option<Tier>>,
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
            Check::Event(f) => self.event.push((rule, f)),
            Check::BaseEvent(f) => self.base_event.push((rule, f)),
            Check::Draft(f) => self.draft.push((rule, f)),
            Check::Plan(f) => self.plan.push((rule, f)),
            Check::Monitoring(f) => self.monitoring.push((rule, f)),
            Check::PlanAmongValid(f) => self.plan_among_valid.push((rule, f)),
            Check::Absorption(f) => self.absorption.push((rule, f)),
            Check::MonitoringAmongSurviving(f) => self.monitoring_among_surviving.push((rule, f)),
            Check::PlanRemark(f) => self.plan_remark.push((rule, f)),
            Check::MonitoringRemark(f) => self.monitoring_remark.push((rule, f)),
            Check::PlanGrant(f) => self.plan_grant.push((rule, f)),
            Check::MonitoringGrant(f) => self.monitoring_grant.push((rule, f)),
            Check::Granted(f) => self.granted.push((rule, f)),
            Check::Overlap(f) => self.overlap.push((rule, f)),
            Check::Existence(f) => self.existence.push((rule, f)),
            Check::Activity(f) => self.activity.push((rule, f)),
            Check::Handover(f) => self.handover.push((rule, f)),
            Check::Initial(f) => self.initial.push((rule, f)),
            Check::Addition(f) => self.addition.push((rule, f)),
            Check::OnAddition(f) => self.on_addition.push((rule, f)),
            Check::Cap(f) => self.cap.push((rule, f)),
            Check::OnBase(item, f) => self.on_base.push((rule, (item, f))),
            Check::OnBaseRefusal(item, f) => self.on_base_refusal.push((rule, (item, f))),
            Check::Filed(f) => self.filed.push((rule, f)),
            Check::OnTotal(item, f) => self.on_total.push((rule, (item, f))),
            Check::Filing(f) => self.filing.push((rule, f)),
            Check::Month(item, f) => self.month.push((rule, (item, f))),
            Check::Office(f) => self.office.push((rule, f)),
            Check::TierTwo(f) => self.tier_two.push((rule, f)),
            Check::Tier(f) => self.tier.push((rule, f)),
        }
    }
}

impl Stages {
    /// What filings bring on base lines, of the rules in force in `month`.
    pub fn filed(
        &self,
        month: ServiceMonth,
    ) -> impl Iterator<Item = (&'static Rule, fn(&FiledCase<'_>) -> Vec<FiledLine>)> {
        let rules = self.filed.iter().filter(move |(rule, _)| rule.in_force(month));
        rules.copied()
    }

    /// Percentages of totals, of the rules in force in `month`.
    pub fn on_total(&self, month: ServiceMonth) -> impl Iterator<Item = (&'static Rule, OnTotal)> {
        let rules = self.on_total.iter().filter(move |(rule, _)| rule.in_force(month));
        rules.copied()
    }
}

fn has(sources: &Sources, need: Need) -> bool {
    let own = match need.column {
        None => sources.has_table(need.table),
        Some(column) => sources.has_column(need.table, column),
    };
    own || need.other.is_some_and(|other| has(sources, *other))
}
