//! 「モニタリング」 visits to see whether the plan still fits.

use chrono::NaiveDate;

use super::{Place, TableRow};
use crate::{
    calendar::ClockTime,
    finding::Origin,
    input::{Choice, Row, Symbol},
};

/// Columns.
pub(crate) mod column {
    super::super::columns! { "モニタリング";
        OFFICE = "事業所番号" Cell Text,
        MUNICIPALITY = "市町村番号" Cell Text,
        CERTIFICATE = "受給者証番号" Cell Text,
        STAFF = "従業者番号" Cell Text,
        DAY = "実施日" Cell Day,
        PLACE = "面接場所" Column Text,
        AREA = "面接地区" Column Text,
        OUTCOME = "結果" Cell Text,
        TIME = "実施時刻" Optional Time,
        SCHEME = "サービス種類" Optional Text,
    }
}
use column::*;

/// 「結果」
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// 変更なし
    NoChange,
    /// 計画変更
    Change,
    /// 計画変更取りやめ
    ChangeGivenUp,
    /// 終了
    End,
}

impl Choice for Outcome {
    const CHOICES: &'static [(&'static str, Self)] = &[
        ("変更なし", Self::NoChange),
        ("計画変更", Self::Change),
        ("計画変更取りやめ", Self::ChangeGivenUp),
        ("終了", Self::End),
    ];
}

/// 「モニタリング」 A row.
#[derive(Clone, Debug)]
pub struct Monitoring {
    /// Where it stands.
    pub origin: Origin,
    /// 従業者番号
    pub staff: Symbol,
    /// 実施日
    pub day: NaiveDate,
    /// 実施時刻
    pub time: Option<ClockTime>,
    /// 面接場所
    pub place: Option<Place>,
    /// 面接地区
    pub area: Option<Symbol>,
    /// 結果
    pub outcome: Outcome,
}

impl TableRow for Monitoring {
    const TABLE: usize = 8;

    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let staff = row.number_text(STAFF);
        let day = row.day(DAY);
        let time = row.maybe_time(TIME);
        let place = row.maybe_choice(PLACE);
        let area = row.maybe_symbol(AREA);
        let outcome = row.choice(OUTCOME);
        Some(Self {
            origin: row.origin(),
            staff: staff?,
            day: day?,
            time: time?,
            place: place?,
            area: area?,
            outcome: outcome?,
        })
    }

    fn origin(&self) -> Origin {
        self.origin
    }
}
