//! What a base fee comes to, and the price of a unit.

use chrono::NaiveDate;

use crate::{
    item::Scheme,
    judge::{Known, Variant, Verdicts},
    ledger::OfficeId,
    money::{UnitPrice, Units},
    rules::World,
    tariff::{Amount, TariffCell},
};

/// What a base fee comes to.
#[derive(Clone)]
pub(super) struct Price<'t> {
    /// What it is claimed as.
    pub(super) variant: Variant,
    /// The tariff's cell.
    pub(super) cell: &'t TariffCell,
    /// 単位数
    pub(super) units: Units,
}

/// What pricing looks up.
pub(super) struct Pricing<'a> {
    /// Masters and month.
    pub(super) world: &'a World<'a>,
    /// What the rules say.
    pub(super) verdicts: &'a Verdicts,
}

/// The price of a fee claimed as `variant`; `None` where the tariff has no amount for it.
pub(super) fn price<'t>(pricing: &Pricing<'t>, variant: Variant) -> Option<Price<'t>> {
    let Known::Amount(cell) = variant.known else { return None };
    let cell = pricing.world.tariff.at(cell);
    let Some(Amount::Units(units)) = cell.amount else { return None };
    Some(Price { variant, cell, units })
}

/// 「単位数単価」 of an office on a day, with the tariff cell it stands in.
pub(super) fn unit_price<'t>(
    pricing: &Pricing<'t>,
    office: OfficeId,
    scheme: Scheme,
    day: NaiveDate,
) -> Option<(UnitPrice, &'t TariffCell)> {
    let row = pricing.world.ledger.office(office).on(scheme, day)?;
    pricing.world.tariff.unit_price(scheme, row.grade, pricing.world.month)
}
