//! 報酬: amounts by service month, each with its source and how well it is sourced.
//!
//! The amounts stand in `data/`, one file per fee revision, a row in the file of its `from`
//! month; nothing in the code knows a number. A cell without an amount says that the item existed
//! and its amount is not known, which is never the same as nought.
//!
//! The `*_transition` variants are the old rates that continuing users kept until 2019-03. They
//! are listed with the rest; no rule claims them.

mod cell;
mod column;
mod error;
mod grade;
mod overlay;
mod table;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use rustc_hash::FxHashMap;

pub use cell::Amount;
pub(crate) use cell::TariffCell;
pub(crate) use cell::{AmountKind, CellId, Status, TariffItem, TariffKind};
pub use column::COLUMNS;
pub(crate) use error::Error;
pub(crate) use grade::Grade;
pub(crate) use overlay::Overlaid;

use crate::{
    calendar::ServiceMonth,
    item::{Item, Scheme, Tier},
    money::UnitPrice,
};

/// The data files, oldest first.
const DATA: [(&str, &str); 6] = [
    ("2018-04.csv", include_str!("data/2018-04.csv")),
    ("2019-10.csv", include_str!("data/2019-10.csv")),
    ("2021-04.csv", include_str!("data/2021-04.csv")),
    ("2024-04.csv", include_str!("data/2024-04.csv")),
    ("2025-04.csv", include_str!("data/2025-04.csv")),
    ("2026-06.csv", include_str!("data/2026-06.csv")),
];

/// The first month of the data files.
const FIRST: ServiceMonth = ServiceMonth::literal(2018, 4);

/// What the tariff says about an item in a month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Found<'a> {
    /// The amount and the cell it stands in.
    Amount(&'a TariffCell, Amount),
    /// The item existed, its amount is not known: to be held, never priced nought. The cell is
    /// the item's own, or the reduction that has no composite fee in that month.
    AmountUnknown(&'a TariffCell),
    /// There was no such item in that month and scheme.
    NotInForce,
}

/// 「報酬表」 Every amount of every month, in a stable order.
#[derive(Clone, Debug)]
pub struct Tariff {
    cells: Vec<TariffCell>,
    /// Places in `cells` by scheme and item, then variant with reduction.
    index: FxHashMap<(Scheme, TariffItem), FxHashMap<String, Vec<usize>>>,
    /// Places in `cells` by scheme and service code, those of one key together.
    codes: FxHashMap<(Scheme, Arc<str>), Vec<Vec<usize>>>,
}

impl Tariff {
    /// The tariff as it is delivered.
    pub fn standard() -> Result<Self, Error> {
        Self::of(&DATA)
    }

    /// A tariff of data files: name and text of each, as those in `src/tariff/data/`.
    pub fn of(files: &[(&str, &str)]) -> Result<Self, Error> {
        let mut cells = Vec::new();
        for &(file, text) in files {
            let error = |faults| Error { file: file.to_owned(), faults };
            let mut faults = Vec::new();
            for row in table::rows(text, &column::TariffColumn::ALL).map_err(error)? {
                let mut reader = table::RowReader { row: &row, faults: &mut faults };
                cells.extend(reader.cell(None));
            }
            if !faults.is_empty() {
                return Err(error(faults));
            }
        }
        let mut tariff = Self { cells, index: FxHashMap::default(), codes: FxHashMap::default() };
        tariff.arrange();
        Ok(tariff)
    }

    /// Puts the cells in order and builds the index.
    fn arrange(&mut self) {
        self.cells.sort_by(|a, b| a.order().cmp(&b.order()));
        self.index.clear();
        self.codes.clear();
        for (place, cell) in self.cells.iter_mut().enumerate() {
            cell.id = CellId(u32::try_from(place).unwrap_or(u32::MAX));
        }
        for (place, cell) in self.cells.iter().enumerate() {
            let variants = self.index.entry((cell.scheme, cell.item)).or_default();
            variants.entry(cell.variant_key().into_owned()).or_default().push(place);
            if let Some(code) = &cell.service_code {
                let keys = self.codes.entry((cell.scheme, Arc::clone(code))).or_default();
                match keys.last_mut() {
                    Some(places) if cell.same_key(&self.cells[places[0]]) => places.push(place),
                    _ => keys.push(vec![place]),
                }
            }
        }
    }

    /// The amount of `item` in `month`; `variant` is the key of claim lines, `tier_1+overlap_1`.
    pub fn find(
        &self,
        scheme: Scheme,
        item: Item,
        variant: &str,
        month: ServiceMonth,
    ) -> Found<'_> {
        match self.cell(scheme, TariffItem::Claim(item), variant, month) {
            Some(cell) => {
                cell.amount.map_or(Found::AmountUnknown(cell), |amount| Found::Amount(cell, amount))
            }
            None => self
                .bare_reduction(scheme, item, variant, month)
                .map_or(Found::NotInForce, Found::AmountUnknown),
        }
    }

    /// The cell with this number.
    pub fn at(&self, id: CellId) -> &TariffCell {
        &self.cells[id.0 as usize]
    }

    /// The cell of a service code in `month`.
    pub fn of_code(&self, scheme: Scheme, code: &str, month: ServiceMonth) -> Option<&TariffCell> {
        let keys = self.codes.get(&(scheme, Arc::from(code)))?;
        keys.iter().find_map(|places| self.in_force(places, month))
    }

    /// The cell in force in `month` among those of one key, of which no two share a month.
    fn in_force(&self, places: &[usize], month: ServiceMonth) -> Option<&TariffCell> {
        let begun = places.partition_point(|place| self.cells[*place].from <= month);
        let last = places[..begun].last()?;
        Some(&self.cells[*last]).filter(|cell| cell.covers(month))
    }

    /// 「単位数単価」 Yen per unit for an office of `grade`.
    pub fn unit_price(
        &self,
        scheme: Scheme,
        grade: Grade,
        month: ServiceMonth,
    ) -> Option<(UnitPrice, &TariffCell)> {
        let cell = self.cell(scheme, TariffItem::UnitPrice, grade.key(), month)?;
        match cell.amount {
            Some(Amount::Price(price)) => Some((price, cell)),
            _ => None,
        }
    }

    /// The earliest month with base fees.
    pub fn first_month(&self) -> ServiceMonth {
        self.base_fees().map(|cell| cell.from).min().unwrap_or(FIRST)
    }

    /// Whether there is a tariff for `month`: base fees are in force.
    pub fn exists(&self, month: ServiceMonth) -> bool {
        self.base_fees().any(|cell| cell.covers(month))
    }

    /// The first month from `from` to `to` without a tariff.
    pub fn first_gap(&self, from: ServiceMonth, to: ServiceMonth) -> Option<ServiceMonth> {
        let mut fees: Vec<&TariffCell> = self.base_fees().collect();
        fees.sort_by_key(|cell| cell.from);
        let mut month = from;
        for cell in fees {
            if cell.from > month {
                break;
            }
            match cell.to {
                Some(end) => month = month.max(end.plus(1)),
                None => return None,
            }
        }
        (month <= to).then_some(month)
    }

    /// Every cell in force in `month`: by scheme, then in the order of items and variants.
    pub fn cells_in_force(&self, month: ServiceMonth) -> Vec<&TariffCell> {
        self.cells.iter().filter(|cell| cell.covers(month)).collect()
    }

    /// Every cell of every month as bytes, for a digest. Each field follows its length, so that
    /// no two tariffs have the same bytes.
    pub fn digest_input(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for field in self.cells.iter().flat_map(TariffCell::record) {
            bytes.extend_from_slice(format!("{}:", field.len()).as_bytes());
            bytes.extend_from_slice(field.as_bytes());
        }
        bytes
    }

    fn base_fees(&self) -> impl Iterator<Item = &TariffCell> {
        self.cells.iter().filter(|cell| cell.item.kind() == TariffKind::Base)
    }

    fn cell(
        &self,
        scheme: Scheme,
        item: TariffItem,
        variant: &str,
        month: ServiceMonth,
    ) -> Option<&TariffCell> {
        self.in_force(self.index.get(&(scheme, item))?.get(variant)?, month)
    }

    /// The reduction behind a composite fee that the tariff does not have, where both the plain
    /// fee and the reduction were in force: before 2021-04 the reduced fee existed, and nobody
    /// has its amount.
    fn bare_reduction(
        &self,
        scheme: Scheme,
        item: Item,
        variant: &str,
        month: ServiceMonth,
    ) -> Option<&TariffCell> {
        let (tier, reduction) = variant.split_once('+')?;
        self.cell(scheme, TariffItem::Claim(item), tier, month)?;
        let (reduction, group) = reduction_group(item, tier, reduction)?;
        self.cell(scheme, reduction, group, month)
    }
}

/// The reduction that makes a composite fee, and its variant. (Ⅱ) has its own amounts of
/// overlap_2, and neither overlap_1 nor preventive.
fn reduction_group(item: Item, tier: &str, reduction: &str) -> Option<(TariffItem, &'static str)> {
    let second = tier == Tier::Two.key();
    match (item, reduction) {
        (Item::PlanFee, "overlap_1") if !second => Some((TariffItem::OverlapReduction1, "plan")),
        (Item::MonitoringFee, "overlap_1") if !second => {
            Some((TariffItem::OverlapReduction1, "monitoring"))
        }
        (Item::PlanFee, "overlap_2") => {
            Some((TariffItem::OverlapReduction2, if second { "plan_tier_2" } else { "plan" }))
        }
        (Item::MonitoringFee, "overlap_2") => Some((
            TariffItem::OverlapReduction2,
            if second { "monitoring_tier_2" } else { "monitoring" },
        )),
        (Item::MonitoringFee, "preventive") if !second => {
            Some((TariffItem::PreventiveReduction, "monitoring"))
        }
        _ => None,
    }
}
