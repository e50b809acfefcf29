//! Phase 3: the tier, amount and unit price of a line.

use std::{borrow::Cow, sync::Arc};

use super::{Judged, Offices, Stages};
use crate::{
    account::Account,
    finding::{Cell, Origin, Rule, Subject, Target},
    item::{Item, Scheme, Tier},
    ledger::{Head, OfficeId},
    money::{UnitPrice, Units},
    records::{Record as _, column},
    rules::{World, filing::LineCase},
    tariff::{self, Amount, CellId, Found, Status},
};

/// 「明細」 One claim line.
#[derive(Clone, Debug)]
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

/// What a line comes to.
#[derive(Clone)]
pub struct Price<'t> {
    /// Its tier, and the rule that says so.
    pub tier: (Tier, Option<&'static Rule>),
    /// Where it is reduced: its variant, and the rule that says so.
    pub reduction: Option<(String, &'static Rule)>,
    /// The tariff's cell.
    pub cell: &'t tariff::Cell,
    /// 単位数
    pub units: Units,
}

/// What became of an event in pricing.
#[derive(Clone)]
pub enum Priced<'t> {
    /// It has an amount.
    Amount(Price<'t>),
    /// The item existed and its amount is not known: its variant.
    AmountUnknown(String),
    /// The tariff knows no base fee in the month.
    NotInForce,
}

/// What pricing looks up.
pub struct Pricing<'a> {
    /// Masters and month.
    pub world: &'a World<'a>,
    /// Rules.
    pub stages: &'a Stages,
    /// Tiers.
    pub offices: &'a Offices,
}

/// Prices the base fee of an event, whether or not it is granted. A filed tier that the month
/// does not have counts as (Ⅰ), and F703 speaks.
pub fn price<'t>(pricing: &Pricing<'t>, judged: &Judged) -> Priced<'t> {
    let tier = tier(pricing, judged);
    let tier = match find(pricing, judged, tier.0.key()) {
        Found::NotInForce => (Tier::One, None),
        Found::Amount(..) | Found::AmountUnknown(_) => tier,
    };
    // A tier without a code for the overlap is not reduced (family C).
    let reduced = judged.overlap.map(|(overlap, rule)| {
        let variant = format!("{}+{}", tier.0.key(), overlap.key());
        (find(pricing, judged, &variant), (variant, rule))
    });
    let reduced = reduced.filter(|(found, _)| !matches!(found, Found::NotInForce));
    let (found, reduction) = match reduced {
        Some((found, reduction)) => (found, Some(reduction)),
        None => (find(pricing, judged, tier.0.key()), None),
    };
    match found {
        Found::Amount(cell, Amount::Units(units)) => {
            Priced::Amount(Price { tier, reduction, cell, units })
        }
        Found::AmountUnknown(_) | Found::Amount(..) => Priced::AmountUnknown(
            reduction.map_or_else(|| tier.0.key().to_owned(), |(variant, _)| variant),
        ),
        Found::NotInForce => Priced::NotInForce,
    }
}

fn find<'t>(pricing: &Pricing<'t>, judged: &Judged, variant: &str) -> Found<'t> {
    let scheme = pricing.world.ledger.recipient(judged.head.recipient).scheme;
    pricing.world.tariff.find(scheme, judged.item, variant, pricing.world.month)
}

fn line_case<'a>(pricing: &Pricing<'a>, judged: &Judged) -> LineCase<'a> {
    let ledger = pricing.world.ledger;
    let scheme = ledger.recipient(judged.head.recipient).scheme;
    LineCase {
        ledger,
        office: judged.head.office,
        scheme,
        day: judged.day,
        over_caseload: pricing.offices.over.contains(&(judged.head.office, scheme)),
    }
}

fn tier(pricing: &Pricing<'_>, judged: &Judged) -> (Tier, Option<&'static Rule>) {
    let key = (judged.head.office, judged.head.recipient);
    if let Some((rule, _)) = pricing.offices.tier_two.get(&key) {
        return (Tier::Two, Some(rule));
    }
    let case = line_case(pricing, judged);
    let mut known =
        pricing.stages.tier.iter().filter_map(|(rule, tier)| Some((tier(&case)?, *rule)));
    known.next().map_or((Tier::One, None), |(tier, rule)| (tier, Some(rule)))
}

/// The line of an event's base fee.
pub fn line(pricing: &Pricing<'_>, judged: &Judged, price: &Price<'_>) -> Line {
    let (grant, basis) = judged
        .granted
        .as_ref()
        .map_or((None, Arc::from([])), |(rule, basis)| (Some(*rule), Arc::clone(basis)));
    let (variant, reduction) = price.reduction.clone().unzip();
    let filing = line_case(pricing, judged).enhanced_filing();
    let basis = match filing.filter(|_| !matches!(price.tier.0, Tier::One | Tier::Two)) {
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
        variant: variant.map_or(Cow::Borrowed(price.tier.0.key()), Cow::Owned),
        units: price.units,
        count: 1,
        rules: grant.into_iter().chain(price.tier.1).chain(reduction).collect(),
        basis,
        rows: Arc::from([judged.origin]),
    };
    parts.line(pricing, price.cell)
}

/// What a line says beside what the tariff and the masters give it.
pub struct Parts {
    /// Whose it is.
    pub head: Head,
    /// The day of the event.
    pub day: chrono::NaiveDate,
    /// 項目
    pub item: Item,
    /// 区分
    pub variant: Cow<'static, str>,
    /// 単位数
    pub units: Units,
    /// 回数
    pub count: u32,
    /// 根拠コード
    pub rules: Vec<&'static Rule>,
    /// The cells it rests on.
    pub basis: Arc<[Cell]>,
    /// The rows that it claims.
    pub rows: Arc<[Origin]>,
}

impl Parts {
    /// The line with the code and name of `cell`.
    pub fn line(self, pricing: &Pricing<'_>, cell: &tariff::Cell) -> Line {
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
pub fn unit_price<'t>(
    pricing: &Pricing<'t>,
    office: OfficeId,
    scheme: Scheme,
    day: chrono::NaiveDate,
) -> Option<(UnitPrice, &'t tariff::Cell)> {
    let row = pricing.world.ledger.office(office).on(scheme, day)?;
    pricing.world.tariff.unit_price(scheme, row.grade, pricing.world.month)
}
