//! A line of the claim: its amount, its unit price.

use std::{borrow::Cow, sync::Arc};

use crate::{
    account::Account,
    finding::{Cell, Origin, Rule, Subject, Target},
    item::{Item, Scheme, Tier},
    judge::{Judged, Known, Variant, Verdicts},
    ledger::{Head, OfficeId},
    money::{UnitPrice, Units},
    records::{TableRow as _, column},
    rules::World,
    tariff::{Amount, CellId, Status, TariffCell},
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

/// What a base fee comes to.
#[derive(Clone)]
pub(super) struct Price<'t> {
    /// What it is claimed as.
    pub(super) variant: Variant,
    /// The tariff's cell.
    pub(super) cell: &'t TariffCell,
    /// 単位数
    pub(super) units: Units,
}

/// What pricing looks up.
pub(super) struct Pricing<'a> {
    /// Masters and month.
    pub(super) world: &'a World<'a>,
    /// What the rules say.
    pub(super) verdicts: &'a Verdicts,
}

/// The price of a fee claimed as `variant`; `None` where the tariff has no amount for it.
pub(super) fn price<'t>(pricing: &Pricing<'t>, variant: Variant) -> Option<Price<'t>> {
    let Known::Amount(cell) = variant.known else { return None };
    let cell = pricing.world.tariff.at(cell);
    let Some(Amount::Units(units)) = cell.amount else { return None };
    Some(Price { variant, cell, units })
}

/// The line of an event's base fee.
pub(super) fn line(pricing: &Pricing<'_>, judged: &Judged, price: &Price<'_>) -> Line {
    let (grant, basis) = judged
        .granted
        .as_ref()
        .map_or((None, Arc::from([])), |(rule, basis)| (Some(*rule), Arc::clone(basis)));
    let (variant, reduction) = price.variant.reduction.clone().unzip();
    let filing = pricing.verdicts.line_case(pricing.world, judged).enhanced_filing();
    let basis = match filing.filter(|_| !matches!(price.variant.tier.0, Tier::One | Tier::Two)) {
        Some(filing) => {
            let class = filing.cell(&pricing.world.ledger.sources, column::filing::CLASS);
            basis.iter().copied().chain([class]).collect()
        }
        None => basis,
    };
    let parts = Parts {
        head: judged.head,
        day: judged.day,
        item: judged.item,
        variant: variant.map_or(Cow::Borrowed(price.variant.tier.0.key()), Cow::Owned),
        units: price.units,
        count: 1,
        rules: grant.into_iter().chain(price.variant.tier.1).chain(reduction).collect(),
        basis,
        rows: Arc::from([judged.origin]),
    };
    parts.line(pricing, price.cell)
}

/// What a line says beside what the tariff and the masters give it.
pub(super) struct Parts {
    /// Whose it is.
    pub(super) head: Head,
    /// The day of the event.
    pub(super) day: chrono::NaiveDate,
    /// 項目
    pub(super) item: Item,
    /// 区分
    pub(super) variant: Cow<'static, str>,
    /// 単位数
    pub(super) units: Units,
    /// 回数
    pub(super) count: u32,
    /// 根拠コード
    pub(super) rules: Vec<&'static Rule>,
    /// The cells it rests on.
    pub(super) basis: Arc<[Cell]>,
    /// The rows that it claims.
    pub(super) rows: Arc<[Origin]>,
}

impl Parts {
    /// The line with the code and name of `cell`.
    pub(super) fn line(self, pricing: &Pricing<'_>, cell: &TariffCell) -> Line {
        let ledger = pricing.world.ledger;
        let certificate = ledger.certificate(self.head.certificate);
        let recipient = ledger.recipient(self.head.recipient);
        Line {
            account: Account {
                month: pricing.world.month,
                scheme: recipient.scheme,
                municipality: recipient.municipality,
                office: ledger.office(self.head.office).number,
                certificate: certificate.number,
            },
            kana: Arc::clone(&certificate.kana),
            item: self.item,
            variant: self.variant,
            code: cell.service_code.clone(),
            name: Arc::clone(&cell.short_name),
            units: self.units,
            count: self.count,
            rules: self.rules,
            basis: self.basis,
            status: cell.status,
            cell: cell.id,
            day: self.day,
            rows: self.rows,
            head: self.head,
        }
    }
}

/// 「単位数単価」 of an office on a day, with the tariff cell it stands in.
pub(super) fn unit_price<'t>(
    pricing: &Pricing<'t>,
    office: OfficeId,
    scheme: Scheme,
    day: chrono::NaiveDate,
) -> Option<(UnitPrice, &'t TariffCell)> {
    let row = pricing.world.ledger.office(office).on(scheme, day)?;
    pricing.world.tariff.unit_price(scheme, row.grade, pricing.world.month)
}
