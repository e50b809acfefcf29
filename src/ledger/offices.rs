//! Offices, their filings and their staff, by day.

use chrono::NaiveDate;

use crate::{
    calendar::Span,
    item::Scheme,
    number::OfficeNumber,
    records::{CaseloadCount, Filing, FilingItem, Office, Staff},
};

use super::StaffId;

/// 「事業所」 an office number with everything filed under it.
#[derive(Debug)]
pub struct OfficeEntry {
    /// 事業所番号
    pub number: OfficeNumber,
    /// 事業所 rows of both services.
    pub rows: Vec<Office>,
    /// 体制届
    pub filings: Vec<Filing>,
    /// 従業者
    pub staff: Vec<StaffId>,
    /// 取扱実績
    pub counts: Vec<CaseloadCount>,
}

impl OfficeEntry {
    pub(super) const fn new(number: OfficeNumber) -> Self {
        Self {
            number,
            rows: Vec::new(),
            filings: Vec::new(),
            staff: Vec::new(),
            counts: Vec::new(),
        }
    }

    /// Whether the office has a row for `scheme`, of whatever days.
    pub fn serves(&self, scheme: Scheme) -> bool {
        self.rows.iter().any(|row| row.scheme == scheme)
    }

    /// The row for `scheme` in force on `day`.
    pub fn on(&self, scheme: Scheme, day: NaiveDate) -> Option<&Office> {
        self.rows.iter().find(|row| row.scheme == scheme && row.span.covers(day))
    }

    /// What was filed for `item` on `day`.
    pub fn filing(&self, scheme: Scheme, item: FilingItem, day: NaiveDate) -> Option<&Filing> {
        self.filings
            .iter()
            .find(|row| row.scheme == scheme && row.item == item && row.span.covers(day))
    }
}

/// 「従業者」 a staff number of one office with its rows, oldest first.
#[derive(Debug)]
pub struct StaffEntry {
    /// The rows.
    pub rows: Vec<Staff>,
}

impl StaffEntry {
    /// The row in force on `day`.
    pub fn on(&self, day: NaiveDate) -> Option<&Staff> {
        self.rows.iter().find(|row| row.span.covers(day))
    }

    /// The row in force on `day`, else the nearest.
    pub fn near(&self, day: NaiveDate) -> Option<&Staff> {
        nearest(&self.rows, |row| row.span, day)
    }
}

/// The row whose span covers `day`, else the one nearest to it; the earlier of two equally near.
pub(super) fn nearest<R>(rows: &[R], span: impl Fn(&R) -> Span, day: NaiveDate) -> Option<&R> {
    rows.iter().min_by_key(|row| {
        let span = span(row);
        (span.distance(day), span.from)
    })
}
