//! Phase 3: what a fee is claimed as, and whether the tariff has an amount for it.

use super::{Judged, Known, Variant, Verdicts};
use crate::{
    finding::Rule,
    item::Tier,
    rules::{World, filing::LineCase},
    tariff::{Amount, Found},
};

impl Verdicts {
    /// What a fee would be claimed as, whether or not it is granted. A filed tier that the month
    /// does not have counts as (Ⅰ).
    pub(crate) fn variant(&self, world: &World<'_>, judged: &Judged) -> Variant {
        let tier = self.tier(world, judged);
        let tier = match find(world, judged, tier.0.key()) {
            Found::NotInForce => (Tier::One, None),
            Found::Amount(..) | Found::AmountUnknown(_) => tier,
        };
        // A tier without a code for the overlap is not reduced (family C).
        let reduced = judged.overlap.map(|(overlap, rule)| {
            let variant = format!("{}+{}", tier.0.key(), overlap.key());
            (find(world, judged, &variant), (variant, rule))
        });
        let reduced = reduced.filter(|(found, _)| !matches!(found, Found::NotInForce));
        let (found, reduction) = match reduced {
            Some((found, reduction)) => (found, Some(reduction)),
            None => (find(world, judged, tier.0.key()), None),
        };
        let known = match found {
            Found::Amount(cell, Amount::Units(_)) => Known::Amount(cell.id),
            Found::AmountUnknown(_) | Found::Amount(..) => Known::ItemOnly,
            Found::NotInForce => Known::Nothing,
        };
        Variant { tier, reduction, known }
    }

    fn tier(&self, world: &World<'_>, judged: &Judged) -> (Tier, Option<&'static Rule>) {
        let key = (judged.head.office, judged.head.recipient);
        if let Some((rule, _)) = self.offices.tier_two.get(&key) {
            return (Tier::Two, Some(rule));
        }
        let case = self.line_case(world, judged);
        let mut rules = self.stages.tier.in_force(world.month);
        let known = rules.find_map(|(rule, tier)| Some((tier(&case)?, Some(rule))));
        known.unwrap_or((Tier::One, None))
    }

    /// What the rules of tiers look at.
    pub(crate) fn line_case<'a>(&self, world: &World<'a>, judged: &Judged) -> LineCase<'a> {
        let ledger = world.ledger;
        let scheme = ledger.recipient(judged.head.recipient).scheme;
        LineCase {
            ledger,
            office: judged.head.office,
            scheme,
            day: judged.day,
            over_caseload: self.offices.over.contains(&(judged.head.office, scheme)),
        }
    }
}

fn find<'t>(world: &World<'t>, judged: &Judged, variant: &str) -> Found<'t> {
    let scheme = world.ledger.recipient(judged.head.recipient).scheme;
    world.tariff.find(scheme, judged.item, variant, world.month)
}
