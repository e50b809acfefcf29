//! Which plan takes a monitoring in: what M202, M203 and M204 share.

use crate::{
    calendar::ServiceMonth,
    finding::Cell,
    ledger::Event,
    policy::CrossMonth,
    records::{Outcome, Plan, column},
    rules::{MonitoringCase, timeline::plan_precedes},
};

/// A valid plan of the monitoring's month that comes after it, among those `wanted`, where no
/// valid plan of the month comes before it.
pub(super) fn plan_of_month<'a>(
    case: &MonitoringCase<'a>,
    wanted: impl Fn(&Event<Plan>) -> bool,
) -> Option<&'a Event<Plan>> {
    let in_month = |plan: &&Event<Plan>| ServiceMonth::of(plan.row.day) == case.month;
    let mut plans = case.plans().filter(in_month);
    if plans.any(|plan| plan_precedes(&plan.row, case.monitoring)) {
        return None;
    }
    case.plans().filter(in_month).find(|plan| wanted(plan))
}

/// A valid plan of a later month, among those `wanted`, to which the monitoring led; with the
/// municipality's reading `adjacent` also one of the next month before which no other monitoring
/// lies.
pub(super) fn plan_of_later_month<'a>(
    case: &MonitoringCase<'a>,
    wanted: impl Fn(&Event<Plan>) -> bool,
) -> Option<&'a Event<Plan>> {
    let adjacent = case.reading().cross_month == CrossMonth::Adjacent;
    let absorbs = |plan: &&Event<Plan>| {
        let month = ServiceMonth::of(plan.row.day);
        let later = month > case.month;
        let next = month == case.month.plus(1);
        later && (is_linked(case, plan) || adjacent && next && case.is_last_before(&plan.row))
    };
    case.plans_after().filter(|plan| wanted(plan)).find(absorbs)
}

/// Whether the monitoring led to `plan`, a later one: the plan names its day, or names none, the
/// monitoring called for a change, and it is the first plan after it with no other between.
pub(super) fn is_linked(case: &MonitoringCase<'_>, plan: &Event<Plan>) -> bool {
    if plan_precedes(&plan.row, case.monitoring) {
        return false;
    }
    if let Some(trigger) = plan.row.trigger {
        trigger == case.day
    } else {
        let first = case.plans_after().next();
        case.monitoring.outcome == Outcome::Change
            && first.is_some_and(|first| first.row.origin == plan.row.origin)
            && case.is_last_before(&plan.row)
    }
}

/// The cells that show how `case` is tied to `plan`.
pub(super) fn absorption_cells(case: &MonitoringCase<'_>, plan: &Plan) -> Vec<Cell> {
    let outcome = case.cell(column::monitoring::OUTCOME);
    let mut cells = vec![case.day_cell, outcome, case.consent_cell(plan)];
    if plan.trigger.is_some() {
        cells.push(case.cell_of(plan, column::plan::TRIGGER));
    }
    cells
}
