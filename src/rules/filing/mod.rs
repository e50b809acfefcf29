//! Family F: what an office has filed.

pub mod filing_tier;
pub mod filing_unknown_variant;

use crate::{
    item::Scheme,
    ledger::{Ledger, OfficeId},
    records::{Filing, FilingItem},
};
use chrono::NaiveDate;

/// A base line that is about to get its tier.
pub struct LineCase<'a> {
    /// Masters.
    pub ledger: &'a Ledger,
    /// The office.
    pub office: OfficeId,
    /// The service.
    pub scheme: Scheme,
    /// The event's day.
    pub day: NaiveDate,
    /// Whether the office's caseload is 40 or more.
    pub over_caseload: bool,
}

impl<'a> LineCase<'a> {
    /// The 機能強化型 filing in force on the day.
    pub fn enhanced_filing(&self) -> Option<&'a Filing> {
        self.ledger.office(self.office).filing(self.scheme, FilingItem::Enhanced, self.day)
    }
}
