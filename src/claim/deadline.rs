//! How late a claim is: B801 and B802.

use chrono::{Datelike, Months, NaiveDate};

use super::{line::Line, rules::B802};
use crate::{
    calendar::ServiceMonth,
    finding::{Finding, Level},
};

/// The last day of the next month on which a claim is in time.
pub(crate) const DUE_DAY: u32 = 10;

/// After so many months a claim is held, and after so many it is warned of.
const BARRED_AFTER: Months = Months::new(60);
const WARNED_AFTER: Months = Months::new(24);

/// Whether the claim is sent after [`DUE_DAY`] of the next month.
pub(super) fn is_late(month: ServiceMonth, claim_date: Option<NaiveDate>) -> bool {
    let last_day = month.plus(1).first_day().with_day(DUE_DAY);
    claim_date.is_some_and(|day| Some(day) > last_day)
}

/// Whether the claim is so late that it is held.
pub(super) fn is_barred(month: ServiceMonth, claim_date: Option<NaiveDate>) -> bool {
    is_past(month, claim_date, BARRED_AFTER)
}

/// Whether the claim is so late that it is warned of, but not held.
pub(super) fn is_old(month: ServiceMonth, claim_date: Option<NaiveDate>) -> bool {
    is_past(month, claim_date, WARNED_AFTER) && !is_barred(month, claim_date)
}

fn is_past(month: ServiceMonth, claim_date: Option<NaiveDate>, after: Months) -> bool {
    let limit = month.last_day().checked_add_months(after);
    matches!((claim_date, limit), (Some(day), Some(limit)) if day > limit)
}

/// B802: past five years every line is held.
pub(super) fn hold_barred(
    lines: Vec<Line>,
    month: ServiceMonth,
    claim_date: Option<NaiveDate>,
    findings: &mut Vec<Finding>,
) -> (Vec<Line>, Vec<Line>) {
    if !is_barred(month, claim_date) {
        return (lines, Vec::new());
    }
    for line in &lines {
        findings.extend(line.rows.iter().map(|row| Finding {
            rule: &B802,
            level: Level::Hold,
            subject: line.subject().into(),
            origin: Some(*row),
            cells: Vec::new().into(),
            note: None,
        }));
    }
    (Vec::new(), lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tenth_is_in_time_and_the_limits_are_inclusive() {
        let month = ServiceMonth::literal(2021, 6);
        let on = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
        assert!(!is_late(month, on(2021, 7, 10)) && is_late(month, on(2021, 7, 11)));
        assert!(!is_old(month, on(2023, 6, 30)) && is_old(month, on(2023, 7, 1)));
        assert!(!is_barred(month, on(2026, 6, 30)) && is_barred(month, on(2026, 7, 1)));
        assert!(!is_old(month, on(2026, 7, 1)));
        assert!(!is_late(month, None) && !is_barred(month, None));
    }
}
