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
