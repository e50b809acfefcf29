//! 「影響額」 What the claim would gain by a refused line.

use rustc_hash::FxHashMap;

use super::{Reported, Total};
use crate::{
    finding::Origin,
    judge::{Judged, PersonVerdicts, Priced, Pricing, price, unit_price},
    money::{Units, Yen},
};

/// Writes the effect on the primary reason of every refused base fee: the yen with the line minus
/// without it, both floored. Unknown where the amount or the price is.
pub(super) fn add_effects(
    pricing: &Pricing<'_>,
    persons: &PersonVerdicts,
    totals: &[Total],
    rejected: &mut [Reported],
) {
    let judged: FxHashMap<Origin, &Judged> =
        persons.judged.iter().map(|judged| (judged.origin, judged)).collect();
    let totals: FxHashMap<_, &Total> = totals.iter().map(|total| (total.account, total)).collect();
    for reported in rejected.iter_mut().filter(|reported| reported.primary) {
        let Some(judged) = reported.finding.origin.and_then(|origin| judged.get(&origin)) else {
            continue;
        };
        let account = (judged.head.certificate, judged.head.office);
        reported.effect = effect(pricing, judged, totals.get(&account).copied());
    }
}

fn effect(pricing: &Pricing<'_>, judged: &Judged, total: Option<&Total>) -> Option<Yen> {
    let Priced::Amount(line) = price(pricing, judged) else { return None };
    let (units, price) = if let Some(total) = total {
        (total.units, total.price)
    } else {
        let scheme = pricing.world.ledger.recipient(judged.head.recipient).scheme;
        let price = unit_price(pricing, judged.head.office, scheme, judged.day)?;
        (Units(0), price.0)
    };
    let with = (units + line.units).floor_yen(price);
    Some(Yen(with.0 - units.floor_yen(price).0))
}
