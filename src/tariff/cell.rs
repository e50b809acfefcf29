//! What one cell of the tariff says: an amount, its months, how well it is sourced.

use std::{borrow::Cow, fmt, sync::Arc};

use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::Serialize;

use crate::{
    calendar::ServiceMonth,
    item::{Item, Scheme, Tier},
    money::{UnitPrice, Units},
};

/// 「報酬表の項目」 What a cell prices: an item of the claim, or one that only the tariff knows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TariffItem {
    /// 「項目」 an item of claim lines
    Claim(Item),
    /// 「居宅介護支援費重複減算(Ⅰ)」 informative: the claim uses the composite fee
    OverlapReduction1,
    /// 「居宅介護支援費重複減算(Ⅱ)」 informative: the claim uses the composite fee
    OverlapReduction2,
    /// 「介護予防支援費重複減算」 informative: the claim uses the composite fee
    PreventiveReduction,
    /// 「単位数単価」
    UnitPrice,
}

impl TariffItem {
    /// Every item: those of claim lines in their order, then the tariff's own.
    pub fn all() -> Vec<Self> {
        let of_tariff = [
            Self::OverlapReduction1,
            Self::OverlapReduction2,
            Self::PreventiveReduction,
            Self::UnitPrice,
        ];
        Item::ALL.iter().copied().map(Self::Claim).chain(of_tariff).collect()
    }

    /// The key in the tariff.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Claim(item) => item.key(),
            Self::OverlapReduction1 => "overlap_reduction_1",
            Self::OverlapReduction2 => "overlap_reduction_2",
            Self::PreventiveReduction => "preventive_reduction",
            Self::UnitPrice => "unit_price",
        }
    }

    /// The Japanese name for messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Claim(item) => item.name(),
            Self::OverlapReduction1 => "居宅介護支援費重複減算(Ⅰ)",
            Self::OverlapReduction2 => "居宅介護支援費重複減算(Ⅱ)",
            Self::PreventiveReduction => "介護予防支援費重複減算",
            Self::UnitPrice => "単位数単価",
        }
    }

    /// The kind that every cell of the item has.
    pub const fn kind(self) -> TariffKind {
        match self {
            Self::Claim(Item::PlanFee | Item::MonitoringFee) => TariffKind::Base,
            Self::Claim(item) if item.is_reduction() => TariffKind::Reduction,
            Self::OverlapReduction1 | Self::OverlapReduction2 | Self::PreventiveReduction => {
                TariffKind::Reduction
            }
            Self::Claim(_) => TariffKind::Addition,
            Self::UnitPrice => TariffKind::Price,
        }
    }

    /// Whether the item only explains composite fees and is never looked up for a claim.
    pub(super) const fn is_informative(self) -> bool {
        matches!(
            self,
            Self::OverlapReduction1 | Self::OverlapReduction2 | Self::PreventiveReduction
        )
    }
}

impl Serialize for TariffItem {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

/// 「種別」 基本報酬, 加算, 減算 or 単価.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TariffKind {
    /// 「基本報酬」
    Base,
    /// 「加算」
    Addition,
    /// 「減算」 the amount is positive and subtracted
    Reduction,
    /// 「単価」
    Price,
}

impl TariffKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Base, Self::Addition, Self::Reduction, Self::Price];

    /// The key in the tariff.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Addition => "addition",
            Self::Reduction => "reduction",
            Self::Price => "price",
        }
    }
}

/// 「算定単位」 What the number of a cell counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AmountKind {
    /// 「単位/月」
    UnitsPerMonth,
    /// 「単位/回」
    UnitsPerTime,
    /// 「基本報酬に対する百分率」
    PercentOfBase,
    /// 「合計単位数に対する百分率」
    PercentOfTotal,
    /// 「円/単位」
    YenPerUnit,
}

impl AmountKind {
    /// Every kind of amount.
    pub const ALL: [Self; 5] = [
        Self::UnitsPerMonth,
        Self::UnitsPerTime,
        Self::PercentOfBase,
        Self::PercentOfTotal,
        Self::YenPerUnit,
    ];

    /// The key in the tariff.
    pub const fn key(self) -> &'static str {
        match self {
            Self::UnitsPerMonth => "units_per_month",
            Self::UnitsPerTime => "units_per_time",
            Self::PercentOfBase => "percent_of_base",
            Self::PercentOfTotal => "percent_of_total",
            Self::YenPerUnit => "yen_per_unit",
        }
    }

    /// Whether it is a percentage of a base fee.
    pub const fn is_of_base(self) -> bool {
        matches!(self, Self::PercentOfBase)
    }

    /// The Japanese name for messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::UnitsPerMonth => "単位/月",
            Self::UnitsPerTime => "単位/回",
            Self::PercentOfBase => "%(基本報酬に対して)",
            Self::PercentOfTotal => "%(合計単位数に対して)",
            Self::YenPerUnit => "円/単位",
        }
    }
}

/// 「額」 The number of a cell, always positive.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Amount {
    /// 「単位数」
    Units(Units),
    /// 「百分率」 15 is 15 %
    Percent(Decimal),
    /// 「単位数単価」
    Price(UnitPrice),
}

impl Amount {
    /// `number` as an amount of `kind`; `None` where no fee can be so: nought, negative, parts of
    /// a unit, more digits than a claim line holds.
    pub(super) fn new(kind: AmountKind, number: Decimal) -> Option<Self> {
        let two_decimals = number.normalize().scale() <= 2;
        if number <= Decimal::ZERO || !two_decimals {
            return None;
        }
        match kind {
            AmountKind::UnitsPerMonth | AmountKind::UnitsPerTime => {
                let units = number.fract().is_zero().then(|| number.to_i64()).flatten()?;
                (units <= 999_999).then_some(Self::Units(Units(units)))
            }
            AmountKind::PercentOfBase | AmountKind::PercentOfTotal => {
                (number <= Decimal::ONE_HUNDRED).then_some(Self::Percent(number))
            }
            AmountKind::YenPerUnit => {
                (number < Decimal::ONE_HUNDRED).then_some(Self::Price(UnitPrice(number)))
            }
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Units(units) => units.fmt(f),
            Self::Percent(percent) => percent.normalize().fmt(f),
            Self::Price(price) => price.fmt(f),
        }
    }
}

impl Serialize for Amount {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// 「単価状態」 How well the amount and months of a cell are sourced (not its service code).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Status {
    /// 「確認済」 official text or two agreeing sources
    Confirmed,
    /// 「単一資料」
    Single,
    /// 「未確認」
    Unconfirmed,
    /// 「利用者確認」 given by the user's overlay
    User,
}

impl Status {
    /// Those that the tariff's own data can have.
    pub(super) const STANDARD: [Self; 3] = [Self::Confirmed, Self::Single, Self::Unconfirmed];

    /// The word in output tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "確認済",
            Self::Single => "単一資料",
            Self::Unconfirmed => "未確認",
            Self::User => "利用者確認",
        }
    }

    /// The key in the tariff.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Single => "single",
            Self::Unconfirmed => "unconfirmed",
            Self::User => "user",
        }
    }
}

impl Serialize for Status {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// Which cell of its tariff one is: [`super::Tariff::at`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CellId(pub(super) u32);

/// 「報酬表の欄」 One amount of one key over some months.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TariffCell {
    /// Its place in the tariff.
    pub id: CellId,
    /// 「サービス種類」
    pub scheme: Scheme,
    /// 「項目」
    pub item: TariffItem,
    /// 「区分」 without a reduction; may be empty
    pub variant: String,
    /// 「減算の区分」 of a composite fee whose amount is already reduced; else empty
    pub reduction_variant: String,
    /// 「サービスコード」 where it is known
    pub service_code: Option<Arc<str>>,
    /// 「略称」 the source's abbreviation, not the official name
    pub short_name: Arc<str>,
    /// 「額」 `None`: the item existed, its amount is not known
    pub amount: Option<Amount>,
    /// 「算定単位」
    pub amount_kind: AmountKind,
    /// 「算定の限度」 may be empty
    pub limit_note: String,
    /// 「適用開始月」
    pub from: ServiceMonth,
    /// 「適用終了月」 inclusive; `None`: open
    pub to: Option<ServiceMonth>,
    /// 「単価状態」
    pub status: Status,
    /// 「出典」 parted by `; `: documents that can be cited first, what nobody can cite last
    pub source: String,
    /// 「注」 may be empty
    pub note: String,
}

impl TariffCell {
    /// 「区分」 with the reduction, as claim lines write it: `tier_1+overlap_1`.
    pub fn variant_key(&self) -> Cow<'_, str> {
        match self.reduction_variant.as_str() {
            "" => Cow::Borrowed(&self.variant),
            reduction => Cow::Owned(format!("{}+{reduction}", self.variant)),
        }
    }

    /// Whether the cell is in force in `month`.
    pub fn covers(&self, month: ServiceMonth) -> bool {
        self.from <= month && self.to.is_none_or(|to| month <= to)
    }

    /// The cell as a row below [`super::COLUMNS`].
    pub fn record(&self) -> [String; 15] {
        [
            self.scheme.key().to_owned(),
            self.item.kind().key().to_owned(),
            self.item.key().to_owned(),
            self.variant.clone(),
            self.reduction_variant.clone(),
            self.service_code.as_deref().unwrap_or_default().to_owned(),
            self.short_name.to_string(),
            self.amount.map(|amount| amount.to_string()).unwrap_or_default(),
            self.amount_kind.key().to_owned(),
            self.limit_note.clone(),
            self.from.to_string(),
            self.to.map(|to| to.to_string()).unwrap_or_default(),
            self.status.key().to_owned(),
            self.source.clone(),
            self.note.clone(),
        ]
    }

    /// Whether both are cells of one scheme, item and variant.
    pub(super) fn same_key(&self, other: &Self) -> bool {
        self.scheme == other.scheme
            && self.item == other.item
            && self.variant == other.variant
            && self.reduction_variant == other.reduction_variant
    }

    /// Whether both are in force in some month.
    pub(super) fn shares_month(&self, other: &Self) -> bool {
        self.to.is_none_or(|to| other.from <= to) && other.to.is_none_or(|to| self.from <= to)
    }

    /// Where the cell stands in every listing.
    pub(super) fn order(&self) -> impl Ord + '_ {
        (self.key(), self.from)
    }

    /// Scheme, item and variant, in the order of every listing.
    pub(super) fn key(&self) -> impl Ord + '_ {
        const TIERS: [Tier; 6] = [
            Tier::One,
            Tier::Two,
            Tier::Enhanced1,
            Tier::Enhanced2,
            Tier::Enhanced3,
            Tier::Enhanced4,
        ];
        let tier = TIERS.iter().position(|tier| tier.key() == self.variant);
        (
            self.scheme,
            self.item,
            tier.unwrap_or(TIERS.len()),
            self.variant.as_str(),
            self.reduction_variant.as_str(),
        )
    }
}
