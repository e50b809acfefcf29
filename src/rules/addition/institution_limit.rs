//! The limits of a month towards institutions: what A653 and A663 share.

use super::prelude::*;
use crate::{finding::Rule, ledger::RecipientId, records::Counterpart};

/// Escorts of a month.
const ESCORTS: usize = 3;

/// What rows share a limit by: recipient, month, variant and, of information, whom it was given
/// to; a blank 相手先種別 is それ以外.
pub(super) type Limit = (RecipientId, ServiceMonth, Option<&'static str>, Option<Counterpart>);

/// The limit that a row counts towards.
pub(super) fn limit_of(row: &SheetRow<'_>) -> Limit {
    let information = row.variant == Some("information");
    let counterpart = row.case.activity.counterpart.unwrap_or(Counterpart::Other);
    let given_to = information.then_some(counterpart);
    (row.case.head.recipient, row.month, row.variant, given_to)
}

/// What may be paid of rows that share a limit: of escorts three, one for each institution, of the
/// rest one. `rule` refuses what is beyond.
pub(super) fn within_limit(
    sheet: &mut Sheet<'_>,
    rows: &[usize],
    rule: &'static Rule,
) -> Vec<usize> {
    let mut paid: Vec<usize> = Vec::new();
    for &index in rows {
        let escort = sheet.rows[index].variant == Some("escort");
        let partner = |index: usize| sheet.rows[index].case.partner();
        let same = paid.iter().copied().find(|other| escort && partner(*other) == partner(index));
        if same.is_none() && paid.len() < if escort { ESCORTS } else { 1 } {
            paid.push(index);
            continue;
        }
        let before = same.or(paid.last().copied());
        let before = before.map(|other| sheet.rows[other].case.cell(cell::DAY));
        sheet.reject(index, rule, &[cell::DAY, cell::KIND, cell::PARTNER], before.as_slice());
    }
    paid
}
