//! Units, unit prices and yen. Integers and decimals only; each rounding is one named function.

use std::{fmt, iter::Sum, ops::Add};

use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};
use serde::Serialize;

/// 「単位数」 Units of a fee; a reduction is negative.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize)]
pub struct Units(pub i64);

/// 「円」 Whole yen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize)]
pub struct Yen(pub i64);

/// 「単位数単価」 Yen per unit, two decimals.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct UnitPrice(pub Decimal);

impl Units {
    /// Yen for these units at `price`: one multiplication, then the fraction of a yen dropped.
    ///
    /// Source: 告示 (一円未満の端数切捨て); the two production systems named in docs/sources.md
    /// floor once per recipient.
    pub fn floor_yen(self, price: UnitPrice) -> Yen {
        let product = Decimal::from(self.0) * price.0;
        let floored = product.round_dp_with_strategy(0, RoundingStrategy::ToNegativeInfinity);
        Yen(floored.to_i64().unwrap_or_default())
    }
}

impl Units {
    /// `percent` of these units, rounded half up to whole units: once per line (of a reduction the
    /// magnitude is rounded, and subtracted then).
    ///
    /// Source: 報酬告示 (一単位未満の端数の四捨五入), as the production system named in
    /// docs/sources.md rounds; not confirmed by an official table.
    #[must_use]
    pub fn percent_half_up(self, percent: Decimal) -> Self {
        let part = Decimal::from(self.0) * percent / Decimal::ONE_HUNDRED;
        let rounded = part.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        Self(rounded.to_i64().unwrap_or_default())
    }
}

impl Add for Units {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sum for Units {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self(0), Add::add)
    }
}

impl Add for Yen {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sum for Yen {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self(0), Add::add)
    }
}

impl fmt::Display for Units {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Yen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for UnitPrice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_rounded_half_up() {
        let percent = |tenths| Decimal::new(tenths, 1);
        // 1,522 × 15 % = 228.3; 1,260 × 15 % = 189; 990 × 15 % = 148.5
        for (units, tenths, part) in
            [(1522, 150, 228), (1260, 150, 189), (990, 150, 149), (1572, 50, 79), (1872, 51, 95)]
        {
            assert_eq!(Units(units).percent_half_up(percent(tenths)), Units(part), "{units}");
        }
    }

    #[test]
    fn yen_are_floored_once() {
        let price = |hundredths| UnitPrice(Decimal::new(hundredths, 2));
        // 1,572 × 10.90 = 17,134.8
        assert_eq!(Units(1572).floor_yen(price(1090)), Yen(17134));
        // 2,665 × 10.00
        assert_eq!(Units(2665).floor_yen(price(1000)), Yen(26650));
        // 1,211 × 11.20 = 13,563.2
        assert_eq!(Units(1211).floor_yen(price(1120)), Yen(13563));
    }
}
