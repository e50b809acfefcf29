//! When rules are asked: the catalogue's entries by stage, and which of a stage a month has.

use crate::{
    calendar::ServiceMonth,
    finding::{Cell, Need, Rule},
    input::Sources,
    item::{Item, Overlap, Tier},
    ledger::RecipientId,
    rules::{
        ActivityCase, Check, Docket, Entry, EventCase, Falling, MonitoringCase, MonthCase,
        Percentage, PlanCase, Sheet, World,
        caseload::OfficeCase,
        filing::{FiledCase, FiledLine, FilingCase, LineCase, TotalCase},
    },
};

/// What the rules of one stage do, in order of precedence. They come out by month only, so that
/// nothing asks a rule that is not in force.
pub(super) struct Stage<F>(Vec<(&'static Rule, F)>);

impl<F> Default for Stage<F> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<F: Copy> Stage<F> {
    /// Takes in a rule, after those that are there.
    pub(super) fn add(&mut self, rule: &'static Rule, f: F) {
        self.0.push((rule, f));
    }

    /// The rules in force in `month`.
    pub(super) fn in_force(&self, month: ServiceMonth) -> impl Iterator<Item = (&'static Rule, F)> {
        self.0.iter().copied().filter(move |(rule, _)| rule.in_force(month))
    }

    /// Asks the rules in force in `month`, each speaking for itself to `docket`.
    pub(super) fn ask(
        &self,
        month: ServiceMonth,
        docket: &mut Docket,
        check: impl Fn(F, &mut Docket),
    ) {
        for (rule, f) in self.in_force(month) {
            docket.hand_to(rule);
            check(f, docket);
        }
    }
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
pub(crate) struct Stages {
    pub(super) event: Stage<fn(&EventCase<'_>, &mut Docket)>,
    pub(super) base_event: Stage<fn(&EventCase<'_>, &mut Docket)>,
    pub(super) draft: Stage<fn(&PlanCase<'_>, &mut Docket)>,
    pub(super) plan: Stage<fn(&PlanCase<'_>, &mut Docket)>,
    pub(super) monitoring: Stage<fn(&MonitoringCase<'_>, &mut Docket)>,
    pub(super) plan_among_valid: Stage<fn(&PlanCase<'_>, &mut Docket)>,
    pub(super) absorption: Stage<fn(&MonitoringCase<'_>, &mut Docket)>,
    pub(super) monitoring_among_surviving: Stage<fn(&MonitoringCase<'_>, &mut Docket)>,
    pub(super) plan_remark: Stage<fn(&PlanCase<'_>, &mut Docket)>,
    pub(super) monitoring_remark: Stage<fn(&MonitoringCase<'_>, &mut Docket)>,
    pub(super) plan_grant: Stage<fn(&PlanCase<'_>) -> Vec<Cell>>,
    pub(super) monitoring_grant: Stage<fn(&MonitoringCase<'_>) -> Vec<Cell>>,
    pub(super) granted: Stage<fn(&EventCase<'_>, &mut Docket)>,
    pub(super) overlap: Stage<fn(&EventCase<'_>) -> Option<Overlap>>,
    pub(super) existence: Stage<fn(&ActivityCase<'_>, &mut Docket)>,
    pub(super) activity: Stage<fn(&ActivityCase<'_>, &mut Docket)>,
    pub(super) handover: Stage<fn(&mut Sheet<'_>)>,
    pub(super) initial: Stage<fn(&mut Sheet<'_>)>,
    pub(super) addition: Stage<fn(&mut Sheet<'_>)>,
    pub(super) among_paid: Stage<fn(&Sheet<'_>) -> Vec<Falling>>,
    pub(super) on_addition: Stage<fn(&mut Sheet<'_>)>,
    pub(super) cap: Stage<fn(&World<'_>, &mut [Sheet<'_>])>,
    pub(super) on_base: Stage<OnBase>,
    pub(super) on_base_refusal: Stage<OnBaseRefusal>,
    pub(super) filed: Stage<fn(&FiledCase<'_>) -> Vec<FiledLine>>,
    pub(super) on_total: Stage<OnTotal>,
    pub(super) filing: Stage<fn(&FilingCase<'_>, &mut Docket)>,
    pub(super) filing_of_line: Stage<fn(&FilingCase<'_>, &mut Docket)>,
    pub(super) month: Stage<(Item, MonthCheck)>,
    pub(super) office: Stage<fn(&OfficeCase<'_>, &mut Docket)>,
    pub(super) tier_two: Stage<fn(&OfficeCase<'_>) -> Vec<RecipientId>>,
    pub(super) tier: Stage<fn(&LineCase<'_>) -> Option<Tier>>,
    /// Rules that cannot run on this input.
    pub skipped: Vec<Skipped>,
}

impl Stages {
    /// Takes the entries that `sources` has the tables and columns for.
    pub(crate) fn new(entries: &[Entry], sources: &Sources) -> Self {
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
            Check::AmongPaid(f) => self.among_paid.add(rule, f),
            Check::OnAddition(f) => self.on_addition.add(rule, f),
            Check::Cap(f) => self.cap.add(rule, f),
            Check::OnBase(item, f) => self.on_base.add(rule, (item, f)),
            Check::OnBaseRefusal(item, f) => self.on_base_refusal.add(rule, (item, f)),
            Check::Filed(f) => self.filed.add(rule, f),
            Check::OnTotal(item, f) => self.on_total.add(rule, (item, f)),
            Check::Filing(f) => self.filing.add(rule, f),
            Check::FilingOfLine(f) => self.filing_of_line.add(rule, f),
            Check::Month(item, f) => self.month.add(rule, (item, f)),
            Check::Office(f) => self.office.add(rule, f),
            Check::TierTwo(f) => self.tier_two.add(rule, f),
            Check::Tier(f) => self.tier.add(rule, f),
        }
    }

    /// What filings bring on base lines, of the rules in force in `month`.
    pub(crate) fn filed(
        &self,
        month: ServiceMonth,
    ) -> impl Iterator<Item = (&'static Rule, fn(&FiledCase<'_>) -> Vec<FiledLine>)> {
        self.filed.in_force(month)
    }

    /// Percentages of totals, of the rules in force in `month`.
    pub(crate) fn on_total(
        &self,
        month: ServiceMonth,
    ) -> impl Iterator<Item = (&'static Rule, OnTotal)> {
        self.on_total.in_force(month)
    }
}

fn has(sources: &Sources, need: Need) -> bool {
    let is_there = match need.column {
        None => sources.has_table(need.table),
        Some(column) => sources.has_column(need.table, column),
    };
    is_there || need.other.is_some_and(|other| has(sources, *other))
}
