//! The judgement of one service month, in three phases; it knows no rule.
//!
//! 1. per person: which events stand, month by month, without units;
//! 2. per office: caseloads, and who takes tier two;
//! 3. per line: tier, amount, unit price.
//!
//! The rules come in as a list of entries; their order is the order of precedence.

mod line;
mod office;
mod person;
mod verdict;

pub use line::{Line, Price, Priced, Pricing, line, price, unit_price};
pub use office::{Offices, judge_offices};
pub use person::{Judged, Payable, PersonVerdicts, judge_persons};

use crate::{
    finding::{Cell, Need, Rule},
    input::Sources,
    item::{Item, Overlap, Tier},
    ledger::RecipientId,
    rules::{
        Check, Docket, Entry, EventCase, MonitoringCase, MonthCase, PlanCase, caseload::OfficeCase,
        filing::LineCase,
    },
};

/// A rule that could not run, and what it lacks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Skipped {
    /// The rule.
    pub rule: &'static Rule,
    /// The table or column that is not among the input.
    pub lacking: Need,
}

type MonthCheck = fn(&MonthCase<'_>, &mut Docket);
type Rules<F> = Vec<(&'static Rule, F)>;

/// The entries sorted by when they are asked; within a stage, in order of precedence.
#[derive(Default)]
pub struct Stages {
    event: Rules<fn(&EventCase<'_>, &mut Docket)>,
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
                stages.skipped.push(Skipped { rule, lacking: *lacking });
                continue;
            }
            stages.add(rule, *check);
        }
        stages
    }

    fn add(&mut self, rule: &'static Rule, check: Check) {
        match check {
            Check::Elsewhere => {}
            Check::Event(f) => self.event.push((rule, f)),
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
            Check::Month(item, f) => self.month.push((rule, (item, f))),
            Check::Office(f) => self.office.push((rule, f)),
            Check::TierTwo(f) => self.tier_two.push((rule, f)),
            Check::Tier(f) => self.tier.push((rule, f)),
        }
    }
}

fn has(sources: &Sources, need: Need) -> bool {
    match need.column {
        None => sources.has_table(need.table),
        Some(column) => sources.has_column(need.table, column),
    }
}
