//! 「地区」 areas of a municipality and whether they are special areas.

use super::TableRow;
use crate::{
    calendar::Span,
    finding::Origin,
    input::{Row, Symbol},
    number::MunicipalityNumber,
};

/// Columns.
pub(crate) mod column {
    super::super::columns! { "地区";
        MUNICIPALITY = "市町村番号" Cell Text,
        NAME = "地区名" Cell Text,
        SPECIAL = "特別地域" Cell Flag,
        FROM = "適用開始日" Optional Day,
        TO = "適用終了日" Optional Day,
    }
}
use column::*;

/// 「地区」 A row.
#[derive(Clone, Debug)]
pub struct Area {
    /// Where it stands.
    pub origin: Origin,
    /// 市町村番号
    pub municipality: MunicipalityNumber,
    /// 地区名
    pub name: Symbol,
    /// 特別地域 = 該当
    pub special: bool,
    /// 適用開始日 to 適用終了日
    pub span: Span,
}

impl TableRow for Area {
    const TABLE: usize = 2;

    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let municipality = row.digits(MUNICIPALITY);
        let name = row.symbol(NAME);
        let special = row.flag(SPECIAL);
        let from = row.maybe_day(FROM);
        let to = row.maybe_day(TO);
        row.in_order((FROM, from.flatten()), (TO, to.flatten()));
        Some(Self {
            origin: row.origin(),
            municipality: municipality?,
            name: name?,
            special: special?,
            span: Span { from: from?, to: to? },
        })
    }

    fn origin(&self) -> Origin {
        self.origin
    }
}
