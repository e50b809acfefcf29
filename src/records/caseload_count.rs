//! 「取扱実績」 an office's own count of cases and staff, which overrides what the logs give.

use rust_decimal::Decimal;

use super::TableRow;
use crate::{
    calendar::ServiceMonth,
    finding::Origin,
    input::{Row, rules},
    item::Scheme,
    number::OfficeNumber,
};

/// Columns.
pub(crate) mod column {
    super::super::columns! { "取扱実績";
        OFFICE = "事業所番号" Cell Text,
        SCHEME = "サービス種類" Cell Text,
        MONTH = "年月" Cell Month,
        CASES = "取扱件数" Cell Number,
        SPECIALISTS = "専門員数" Cell Number,
    }
}
use column::*;

/// 「取扱実績」 A row.
#[derive(Clone, Debug)]
pub struct CaseloadCount {
    /// Where it stands.
    pub origin: Origin,
    /// 事業所番号
    pub office: OfficeNumber,
    /// サービス種類
    pub scheme: Scheme,
    /// 年月
    pub month: ServiceMonth,
    /// 取扱件数
    pub cases: u32,
    /// 専門員数; 相談支援員 count a half
    pub specialists: Decimal,
}

fn people(text: &str) -> Option<Decimal> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let number: Decimal = plain.then(|| text.parse().ok()).flatten()?;
    (number.scale() <= 3 && number < Decimal::from(10_000)).then_some(number)
}

impl TableRow for CaseloadCount {
    const TABLE: usize = 11;

    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let office = row.digits(OFFICE);
        let scheme = row.choice(SCHEME);
        let month = row.month(MONTH);
        let cases = row.number(CASES, 0, 99_999);
        let specialists =
            row.maybe(SPECIALISTS, &rules::I106, "0以上の数(小数は3桁まで)", people).flatten();
        Some(Self {
            origin: row.origin(),
            office: office?,
            scheme: scheme?,
            month: month?,
            cases: cases?,
            specialists: specialists?,
        })
    }

    fn origin(&self) -> Origin {
        self.origin
    }
}
