//! 「モニタリング期間」 the months that the municipality has designated for monitoring.

use chrono::NaiveDate;

use super::TableRow;
use crate::{
    calendar::ServiceMonth,
    finding::Origin,
    input::{Row, rules},
    item::Scheme,
    number::{CertificateNumber, MunicipalityNumber},
};

/// Columns.
pub(crate) mod column {
    super::super::columns! { "モニタリング期間";
        MUNICIPALITY = "市町村番号" Cell Text,
        CERTIFICATE = "受給者証番号" Cell Text,
        INTERVAL = "間隔月数" Column Number,
        FIRST_MONTH = "開始年月" Cell Month,
        LAST_MONTH = "終了年月" Cell Month,
        MONTHS = "指定月" Optional Months,
        NOTICE = "通知日" Optional Day,
        SCHEME = "サービス種類" Optional Text,
    }
}
use column::*;

/// 「モニタリング期間」 A row.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// Where it stands.
    pub origin: Origin,
    /// 市町村番号
    pub municipality: MunicipalityNumber,
    /// 受給者証番号
    pub certificate: CertificateNumber,
    /// サービス種類; `None`: not written
    pub scheme: Option<Scheme>,
    /// 間隔月数, 1…12; `None` where months are given
    pub interval: Option<u32>,
    /// 開始年月
    pub first_month: ServiceMonth,
    /// 終了年月
    pub last_month: ServiceMonth,
    /// 指定月, instead of the interval
    pub months: Vec<ServiceMonth>,
    /// 通知日
    pub notice: Option<NaiveDate>,
}

impl Schedule {
    /// Whether the row alone designates `month`: the last month, and every interval before it,
    /// counted backwards (H24.3.6, 計算例).
    pub fn designates(&self, month: ServiceMonth) -> bool {
        if !(self.first_month..=self.last_month).contains(&month) {
            return false;
        }
        match self.interval {
            _ if !self.months.is_empty() => self.months.contains(&month),
            Some(interval) => self.last_month.since(month).unsigned_abs().is_multiple_of(interval),
            None => false,
        }
    }

    /// Whether the row is for one month only.
    pub fn is_single_month(&self) -> bool {
        self.first_month == self.last_month
    }
}

impl TableRow for Schedule {
    const TABLE: usize = 4;

    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let municipality = row.digits(MUNICIPALITY);
        let certificate = row.digits(CERTIFICATE);
        let interval = row.maybe_number(INTERVAL, 1, 12);
        let first_month = row.month(FIRST_MONTH);
        let last_month = row.month(LAST_MONTH);
        row.in_order((FIRST_MONTH, first_month), (LAST_MONTH, last_month));
        let months = row.maybe_months(MONTHS);
        if interval == Some(None) && months.as_ref().is_some_and(Vec::is_empty) {
            row.report(&rules::I108, INTERVAL, None);
        }
        let notice = row.maybe_day(NOTICE);
        let scheme = row.maybe_choice(SCHEME);
        Some(Self {
            origin: row.origin(),
            municipality: municipality?,
            certificate: certificate?,
            scheme: scheme?,
            interval: interval?,
            first_month: first_month?,
            last_month: last_month?,
            months: months?,
            notice: notice?,
        })
    }

    fn origin(&self) -> Origin {
        self.origin
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(interval: Option<u32>, from: (i32, i32), to: (i32, i32)) -> Schedule {
        Schedule {
            origin: Origin { file: 0, line: 2, at: 0 },
            municipality: MunicipalityNumber::new(b"092015").unwrap(),
            certificate: CertificateNumber::new(b"0000000018").unwrap(),
            scheme: None,
            interval,
            first_month: ServiceMonth::literal(from.0, from.1),
            last_month: ServiceMonth::literal(to.0, to.1),
            months: Vec::new(),
            notice: None,
        }
    }

    fn designated(schedule: &Schedule) -> Vec<String> {
        (0..24)
            .map(|n| ServiceMonth::literal(2018, 1).plus(n))
            .filter(|month| schedule.designates(*month))
            .map(|month| month.to_string())
            .collect()
    }

    /// H24.3.6: decision May to April, every three months: July, October, January, April.
    #[test]
    fn months_are_counted_backwards_from_the_last() {
        let every_third = row(Some(3), (2018, 5), (2019, 4));
        assert_eq!(designated(&every_third), ["2018-07", "2018-10", "2019-01", "2019-04"]);
    }

    #[test]
    fn given_months_count_only_inside_the_row() {
        let mut given = row(None, (2018, 4), (2018, 9));
        given.months = vec![ServiceMonth::literal(2018, 6), ServiceMonth::literal(2018, 10)];
        assert_eq!(designated(&given), ["2018-06"]);
    }
}
