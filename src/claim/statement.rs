//! What is claimed for one account, and what it comes to.

use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::{
    error::Imbalance,
    line::Line,
    pricing::{Pricing, unit_price},
};
use crate::{
    account::Account,
    ledger::{CertificateId, OfficeId},
    money::{UnitPrice, Units, Yen},
    tariff::CellId,
};

/// 「明細書」 What is claimed for one account.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Statement {
    /// Whose it is.
    pub account: Account,
    /// Lines, in the order of output.
    pub lines: Vec<Line>,
    /// What they come to.
    pub total: Total,
}

/// 「合計」 What an account's lines come to.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Total {
    /// The certificate.
    pub certificate: CertificateId,
    /// The office.
    pub office: OfficeId,
    /// 氏名カナ
    pub kana: Arc<str>,
    /// 合計単位数
    pub units: Units,
    /// The day that gives the unit price: the first base line's, else the first addition's.
    pub day: NaiveDate,
    /// 単位数単価
    pub price: UnitPrice,
    /// The tariff's cell that the price stands in.
    pub price_cell: CellId,
    /// 請求額: floor(合計単位数 × 単価)
    pub yen: Yen,
}

/// The line whose day gives the price of a certificate's total: the first base line, else the first
/// addition.
pub(super) fn first_of<'l>(lines: impl IntoIterator<Item = &'l Line>) -> Option<&'l Line> {
    lines.into_iter().min_by_key(|line| (!line.is_base(), line.day))
}

/// The statements of lines: each account's in the order of item, variant and day, with their total
/// at the unit price of the first base line's day.
pub(super) fn statements(
    pricing: &Pricing<'_>,
    mut lines: Vec<Line>,
) -> Result<Vec<Statement>, Imbalance> {
    lines.par_sort_unstable_by(|a, b| {
        let key = |line: &Line| (line.account, line.item);
        key(a)
            .cmp(&key(b))
            .then_with(|| (&a.variant, a.day, &a.rows).cmp(&(&b.variant, b.day, &b.rows)))
    });
    let mut statements = Vec::new();
    let mut lines = lines.into_iter().peekable();
    while let Some(first) = lines.next() {
        let account = first.account;
        let mut of_account = vec![first];
        of_account.extend(std::iter::from_fn(|| lines.next_if(|line| line.account == account)));
        let units: Units = of_account.iter().map(Line::service_units).sum();
        let total = total(pricing, &of_account, units);
        let total = total.ok_or(Imbalance::Units { lines: units.0, totals: 0 })?;
        statements.push(Statement { account, lines: of_account, total });
    }
    Ok(statements)
}

fn total(pricing: &Pricing<'_>, lines: &[Line], units: Units) -> Option<Total> {
    let first = first_of(lines)?;
    let office = first.head.office;
    let (price, cell) = unit_price(pricing, office, first.account.scheme, first.day)?;
    Some(Total {
        certificate: first.head.certificate,
        office,
        kana: Arc::clone(&first.kana),
        units,
        day: first.day,
        price,
        price_cell: cell.id,
        yen: units.floor_yen(price),
    })
}
