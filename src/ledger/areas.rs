//! Which areas are special areas on a day. 「地区」「特別地域」

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use crate::{
    input::{Symbol, Symbols},
    number::MunicipalityNumber,
    records::Area,
};

/// The areas of every municipality.
#[derive(Debug, Default)]
pub struct Areas(FxHashMap<(MunicipalityNumber, Symbol), Vec<Area>>);

impl Areas {
    pub(super) fn new(rows: Vec<Area>) -> Self {
        let mut areas = Self::default();
        for row in rows {
            areas.0.entry((row.municipality, row.name)).or_default().push(row);
        }
        areas
    }

    /// The row of an area in force on `day`. `area` names one of `municipality`, or, written
    /// `市町村番号:地区名`, one elsewhere.
    pub fn on(
        &self,
        symbols: &Symbols,
        municipality: MunicipalityNumber,
        area: Symbol,
        day: NaiveDate,
    ) -> Option<&Area> {
        let rows = match symbols.text(area).split_once(':') {
            None => self.0.get(&(municipality, area)),
            Some((number, name)) => {
                let elsewhere = MunicipalityNumber::new(number.trim().as_bytes())?;
                self.0.get(&(elsewhere, symbols.find(name.trim())?))
            }
        };
        rows?.iter().find(|row| row.span.covers(day))
    }
}
