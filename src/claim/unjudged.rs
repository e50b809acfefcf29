//! Counts what the month's logs hold and no rule of the catalogue judges.

use rayon::prelude::*;

use super::{Total, Unjudged};
use crate::{
    calendar::{ServiceMonth, Span},
    records::FilingItem,
    rules::World,
};

/// Counts over the whole input.
pub(super) fn count(world: &World<'_>, totals: &[Total]) -> Unjudged {
    let ledger = world.ledger;
    let in_month = |day| ServiceMonth::of(day) == world.month;
    let days = Span { from: Some(world.month.first_day()), to: Some(world.month.last_day()) };
    let filings = ledger.offices().flat_map(|(_, office)| &office.filings);
    let special = |total: &&Total| {
        let row = ledger.certificate(total.account.0).near(world.month.last_day());
        row.special_area.unwrap_or_else(|| {
            let areas = ledger.areas();
            let day = world.month.last_day();
            let area = areas.on(&ledger.symbols, row.municipality, row.area, day);
            area.is_some_and(|area| area.special)
        })
    };
    Unjudged {
        activities: ledger.activities.all().filter(|event| in_month(event.row.day)).count(),
        filings: filings
            .filter(|row| row.item != FilingItem::Enhanced && row.span.overlaps(&days))
            .count(),
        special_area_recipients: totals.par_iter().filter(special).count(),
    }
}
