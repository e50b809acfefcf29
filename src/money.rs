//! Units, unit prices and yen. Integers and decimals only; each rounding is one named function.
//! What is out of range stays at the largest or smallest number: sums of foreign files may be
//! anything, and must neither end the program nor turn into a small number.

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
        let product = Decimal::from(self.0).checked_mul(price.0);
        let floored = product
            .map(|exact| exact.round_dp_with_strategy(0, RoundingStrategy::ToNegativeInfinity));
        Yen(whole(floored, (self.0 < 0) != price.0.is_sign_negative()))
    }

    /// These units `count` times.
    #[must_use]
    pub fn times(self, count: u32) -> Self {
        Self(self.0.saturating_mul(i64::from(count)))
    }

    /// `percent` of these units, rounded half up to whole units: once per line (of a reduction the
    /// magnitude is rounded, and subtracted then).
    ///
    /// Source: 報酬告示 (一単位未満の端数の四捨五入), as the production system named in
    /// docs/sources.md rounds; not confirmed by an official table.
    #[must_use]
    pub fn percent_half_up(self, percent: Decimal) -> Self {
        let product = Decimal::from(self.0).checked_mul(percent);
        let rounded = product.map(|exact| {
            let part = exact / Decimal::ONE_HUNDRED;
            part.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
        });
        Self(whole(rounded, (self.0 < 0) != percent.is_sign_negative()))
    }
}

/// A whole number, or the end of the range that it lies beyond.
fn whole(number: Option<Decimal>, negative: bool) -> i64 {
    let end = if negative { i64::MIN } else { i64::MAX };
    number.and_then(|number| number.to_i64()).unwrap_or(end)
}

impl Add for Units {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
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
        Self(self.0.saturating_add(other.0))
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

    #[test]
    fn numbers_out_of_range_stay_at_its_end() {
        let (most, least) = (Units(i64::MAX), Units(i64::MIN));
        assert_eq!(most.floor_yen(UnitPrice(Decimal::MAX)), Yen(i64::MAX));
        assert_eq!(most.floor_yen(UnitPrice(Decimal::TEN)), Yen(i64::MAX));
        assert_eq!(least.floor_yen(UnitPrice(Decimal::TEN)), Yen(i64::MIN));
        assert_eq!(most.percent_half_up(Decimal::MAX), most);
        assert_eq!((most.times(2), least.times(2), Units(3).times(2)), (most, least, Units(6)));
        assert_eq!([most, most].into_iter().sum::<Units>(), most);
        assert_eq!(Yen(i64::MIN) + Yen(-1), Yen(i64::MIN));
    }
}
