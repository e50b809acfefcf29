//! Which months the municipality has designated, as it was known on a day. 「モニタリング期間」

use chrono::NaiveDate;

use super::RecipientEntry;
use crate::{calendar::ServiceMonth, records::Schedule};

/// The schedule rows of one recipient.
#[derive(Clone, Copy, Debug)]
pub struct Designation<'a>(&'a [Schedule]);

impl RecipientEntry {
    /// Their designated months.
    pub fn designation(&self) -> Designation<'_> {
        Designation(&self.schedules)
    }
}

impl<'a> Designation<'a> {
    /// Whether there is no row at all.
    pub const fn is_missing(self) -> bool {
        self.0.is_empty()
    }

    /// The rows.
    pub const fn rows(self) -> &'a [Schedule] {
        self.0
    }

    /// The row that designates `month`, as notified by `day`.
    pub fn known_on(self, day: NaiveDate, month: ServiceMonth) -> Option<&'a Schedule> {
        self.designating(month, |row| row.notice.is_none_or(|notice| notice <= day))
    }

    /// The row that designates `month`, whenever it was notified.
    pub fn ever(self, month: ServiceMonth) -> Option<&'a Schedule> {
        self.designating(month, |_| true)
    }

    fn designating(
        self,
        month: ServiceMonth,
        known: impl Fn(&Schedule) -> bool,
    ) -> Option<&'a Schedule> {
        let known_rows = || self.0.iter().filter(|row| known(row));
        known_rows()
            .filter(|row| row.designates(month))
            .find(|row| !known_rows().any(|other| replaces(other, row, month)))
    }
}

/// Whether `newer`, by its notice, takes the place of `older` in `month`: from its first month on,
/// unless it is for one month only, which adds that month. A row that begins after `newer` has
/// ended belongs to a later decision and stands (docs/decisions/0005-designated-months.md).
fn replaces(newer: &Schedule, older: &Schedule, month: ServiceMonth) -> bool {
    newer.notice.is_some()
        && older.notice < newer.notice
        && !newer.is_single_month()
        && newer.first_month <= month
        && older.first_month <= newer.last_month
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        finding::Origin,
        number::{CertificateNumber, MunicipalityNumber},
    };

    fn month(year: i32, month: i32) -> ServiceMonth {
        ServiceMonth::literal(year, month)
    }

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    fn row(
        interval: u32,
        first_month: ServiceMonth,
        last_month: ServiceMonth,
        notice: Option<NaiveDate>,
    ) -> Schedule {
        Schedule {
            origin: Origin { file: 0, line: 2, at: 0 },
            municipality: MunicipalityNumber::new(b"092015").unwrap(),
            certificate: CertificateNumber::new(b"0000000018").unwrap(),
            scheme: None,
            interval: Some(interval),
            first_month,
            last_month,
            months: Vec::new(),
            notice,
        }
    }

    /// S1 p.18: monthly for three months, then every six by a notice.
    #[test]
    fn a_notice_replaces_what_was_known_before_it() {
        let rows = [
            row(1, month(2018, 7), month(2019, 6), None),
            row(6, month(2018, 10), month(2019, 6), Some(day(2018, 10, 5))),
        ];
        let designation = Designation(&rows);
        let visit = day(2019, 1, 10);
        assert!(designation.known_on(visit, month(2018, 9)).is_some());
        assert!(designation.known_on(visit, month(2018, 12)).is_some());
        assert!(designation.known_on(visit, month(2019, 1)).is_none());
        // Before the notice nobody knew of it.
        assert!(designation.known_on(day(2018, 10, 4), month(2018, 10)).is_some());
        assert!(designation.known_on(day(2018, 10, 5), month(2018, 10)).is_none());
    }

    #[test]
    fn a_single_month_is_added_and_replaces_nothing() {
        let rows = [
            row(6, month(2018, 1), month(2018, 12), None),
            row(1, month(2018, 8), month(2018, 8), Some(day(2018, 8, 10))),
        ];
        let designation = Designation(&rows);
        assert!(designation.known_on(day(2018, 8, 20), month(2018, 8)).is_some());
        assert!(designation.known_on(day(2018, 8, 5), month(2018, 8)).is_none());
        assert!(designation.ever(month(2018, 8)).is_some());
        assert!(designation.known_on(day(2018, 12, 1), month(2018, 12)).is_some());
    }

    #[test]
    fn the_next_decision_is_not_replaced_by_an_ended_notice() {
        let rows = [
            row(6, month(2018, 10), month(2019, 6), Some(day(2018, 10, 5))),
            row(3, month(2019, 7), month(2020, 6), None),
        ];
        assert!(Designation(&rows).known_on(day(2019, 9, 3), month(2019, 9)).is_some());
    }
}
