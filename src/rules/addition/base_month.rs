//! Whether the month of an activity has a base fee: what A661 and A671 share.

use super::prelude::*;
use crate::{ledger::Event, records::Monitoring};

/// Refuses a row whose month has a base fee of its office, or may have one: 却下 where a base fee
/// is claimed, or a monitoring was absorbed or is held; 保留 where a plan is held, or the month is
/// designated and no monitoring is recorded.
pub(super) fn refuse_with_base(
    sheet: &mut Sheet<'_>,
    index: usize,
    rule: &'static crate::finding::Rule,
) {
    let columns = [cell::DAY, cell::KIND];
    if let Some(base) = base_cell(sheet, index) {
        sheet.reject(index, rule, &columns, &[base]);
    } else if let Some(maybe) = possible_base_cell(sheet, index) {
        sheet.hold(index, rule, &columns, &[maybe]);
    }
}

/// The cell of the plan or monitoring that makes the month one with a base fee.
fn base_cell(sheet: &Sheet<'_>, index: usize) -> Option<Cell> {
    let case = &sheet.rows[index].case;
    let timeline = sheet.timeline;
    if let Some(plan) = timeline.paid_plan(case.whose(), case.month) {
        return Some(case.cell_of(&plan.row, column::plan::CONSENT));
    }
    let counts = |standing: crate::rules::Standing| {
        standing.is_paid() || standing.is_held() || standing.is_absorbed()
    };
    let mut monitorings = timeline.monitorings_at(case.whose(), case.month);
    let (event, _) = monitorings.find(|(_, standing)| counts(*standing))?;
    Some(case.cell_of(&event.row, column::monitoring::DAY))
}

/// The cell that says that a base fee may still come: a held plan, or a designated month.
fn possible_base_cell(sheet: &Sheet<'_>, index: usize) -> Option<Cell> {
    let case = &sheet.rows[index].case;
    let timeline = sheet.timeline;
    let plans = timeline.plans.iter().zip(&timeline.plan_standings);
    let mut held = plans.filter(|(plan, standing)| {
        standing.is_held()
            && (plan.head.office, plan.head.recipient) == case.whose()
            && ServiceMonth::of(plan.row.day) == case.month
    });
    if let Some((plan, _)) = held.next() {
        return Some(case.cell_of(&plan.row, column::plan::CONSENT));
    }
    let in_month = |event: &Event<Monitoring>| ServiceMonth::of(event.row.day) == case.month;
    if timeline.monitorings_of(case.head.recipient).any(in_month) {
        return None;
    }
    // Designation is the month's, and not of the day of one activity.
    let row = case.recipient().designation().known_on(case.month.last_day(), case.month)?;
    let given = !row.months.is_empty();
    let column = if given { column::schedule::MONTHS } else { column::schedule::INTERVAL };
    Some(case.cell_of(row, column))
}
