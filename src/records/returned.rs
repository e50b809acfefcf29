//! 「返戻等」 claims that were sent back or withdrawn.

use chrono::NaiveDate;

use super::{Party, TableRow};
use crate::{
    calendar::ServiceMonth,
    finding::Origin,
    input::{Choice, Row},
};

/// Columns.
pub(crate) mod column {
    super::super::columns! { "返戻等";
        OFFICE = "事業所番号" Cell Text,
        MUNICIPALITY = "市町村番号" Cell Text,
        CERTIFICATE = "受給者証番号" Cell Text,
        MONTH = "サービス提供年月" Cell Month,
        KIND = "区分" Cell Text,
        DAY = "日付" Optional Day,
        SCHEME = "サービス種類" Optional Text,
    }
}
use column::*;

/// 「区分」
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReturnedKind {
    /// 返戻
    Returned,
    /// 取下げ
    Withdrawn,
}

impl Choice for ReturnedKind {
    const CHOICES: &'static [(&'static str, Self)] =
        &[("返戻", Self::Returned), ("取下げ", Self::Withdrawn)];
}

/// 「返戻等」 A row.
#[derive(Clone, Debug)]
pub struct Returned {
    /// Where it stands.
    pub origin: Origin,
    /// Office, municipality, certificate, scheme.
    pub party: Party,
    /// サービス提供年月
    pub month: ServiceMonth,
    /// 区分
    pub kind: ReturnedKind,
    /// 日付
    pub day: Option<NaiveDate>,
}

impl TableRow for Returned {
    const TABLE: usize = 10;

    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let party = Party::read(row, [OFFICE, MUNICIPALITY, CERTIFICATE, SCHEME]);
        let month = row.month(MONTH);
        let kind = row.choice(KIND);
        let day = row.maybe_day(DAY);
        Some(Self { origin: row.origin(), party: party?, month: month?, kind: kind?, day: day? })
    }

    fn origin(&self) -> Origin {
        self.origin
    }
}
