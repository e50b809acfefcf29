//! A line of the claim.

use std::{borrow::Cow, sync::Arc};

use crate::{
    account::Account,
    finding::{Cell, Origin, Rule, Subject, Target},
    item::Item,
    ledger::Head,
    money::Units,
    tariff::{CellId, Status},
};

/// 「明細」 One claim line.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Line {
    /// Whose it is.
    pub account: Account,
    /// 氏名カナ
    pub kana: Arc<str>,
    /// 項目
    pub item: Item,
    /// 区分
    pub variant: Cow<'static, str>,
    /// サービスコード; `None`: not known in that month
    pub code: Option<Arc<str>>,
    /// サービス名
    pub name: Arc<str>,
    /// 単位数
    pub units: Units,
    /// 回数
    pub count: u32,
    /// 根拠コード: the rules that make the line what it is
    pub rules: Vec<&'static Rule>,
    /// The cells it rests on.
    pub basis: Arc<[Cell]>,
    /// 単価状態
    pub status: Status,
    /// The tariff's cell that its amount stands in.
    pub cell: CellId,
    /// The day of the event.
    pub day: chrono::NaiveDate,
    /// The rows that it claims; the first is the one to name.
    pub rows: Arc<[Origin]>,
    /// Whose event it was.
    pub head: Head,
}

impl Line {
    /// サービス単位数: units times count.
    pub fn service_units(&self) -> Units {
        Units(self.units.0 * i64::from(self.count))
    }

    /// The row to name.
    pub fn origin(&self) -> Option<Origin> {
        self.rows.first().copied()
    }

    /// Whether it is a base fee.
    pub const fn is_base(&self) -> bool {
        self.item.is_base()
    }

    /// 根拠行: the rows of its cells, each once.
    pub fn basis_rows(&self) -> Vec<Origin> {
        let mut rows: Vec<Origin> = self.basis.iter().map(|cell| cell.origin).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// The subject of a finding about the line.
    pub fn subject(&self) -> Subject {
        let kana = Some(Arc::clone(&self.kana));
        Subject::of(self.account, Target::Item(self.item), kana)
    }
}
