//! Two rule sets side by side: every line whose verdict or amount differs between two readings, or
//! two tariffs, in units and yen.

use std::collections::{BTreeMap, BTreeSet};

use super::months::{JudgedMonths, judge_months};
use crate::{
    account::Account,
    calendar::ServiceMonth,
    claim::{Error, Options},
    finding::Origin,
    item::Item,
    judge::Skipped,
    money::{UnitPrice, Units, Yen},
    rules::World,
};

/// What one reading gives of a line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub struct Side {
    /// 区分; empty where it gives no line
    pub variant: String,
    /// 単位数 × 回数
    pub units: Units,
    /// The rules that made the line, or refused it.
    pub rules: Vec<&'static str>,
}

/// A line that the two readings do not give alike.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Difference {
    /// Whose month it is.
    pub account: Account,
    /// 項目
    pub item: Item,
    /// The first reading.
    pub one: Side,
    /// The second.
    pub other: Side,
    /// Yen of the second minus the first; `None` where no price is known.
    pub yen: Option<Yen>,
    /// The rule that tells them apart: one that only one of the two names.
    pub rule: &'static str,
    /// The row.
    pub origin: Option<Origin>,
}

impl Difference {
    /// Units of the second minus the first.
    pub const fn units(&self) -> Units {
        Units(self.other.units.0 - self.one.units.0)
    }

    /// Yen of the second minus the first, where they can be known: equal units cost the same,
    /// whatever the price.
    pub fn known_yen(&self) -> Option<Yen> {
        self.yen.or_else(|| (self.units() == Units(0)).then_some(Yen(0)))
    }
}

/// What one rule tells apart: the second minus the first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct RuleDifference {
    /// Its code; empty where no rule tells the readings apart.
    pub rule: &'static str,
    /// Lines.
    pub lines: usize,
    /// 単位数
    pub units: Units,
    /// Yen, as far as they are known.
    pub yen: Yen,
}

/// Differences by rule.
pub(crate) fn by_rule(differences: &[Difference]) -> Vec<RuleDifference> {
    let rules: BTreeSet<&str> = differences.iter().map(|difference| difference.rule).collect();
    let sum = |rule: &'static str| {
        let of_rule = differences.iter().filter(move |difference| difference.rule == rule);
        RuleDifference {
            rule,
            lines: of_rule.clone().count(),
            units: of_rule.clone().map(Difference::units).sum(),
            yen: of_rule.filter_map(|difference| difference.yen).sum(),
        }
    };
    rules.into_iter().map(sum).collect()
}

/// Two readings side by side.
#[non_exhaustive]
pub struct Comparison {
    /// What differs, by account and item.
    pub differences: Vec<Difference>,
    /// Rules of the judgement that could not run; under both alike, as the input is the same.
    pub skipped: Vec<Skipped>,
}

/// Judges the months under both, and lists what differs.
pub(crate) fn compare_readings(
    (one, other): (&World<'_>, &World<'_>),
    months: (ServiceMonth, ServiceMonth),
    options: &Options<'_>,
) -> Result<Comparison, Error> {
    let judge = |world| judge_months(world, months, [], options);
    let (one, other) = (judge(one)?, judge(other)?);
    let skipped = one.values().next().map_or_else(Vec::new, |claim| claim.skipped.clone());
    let (mut rows, others) = (rows(&one), rows(&other));
    for (key, row) in others {
        rows.entry(key).or_default().1 = row.0;
    }
    let differs = |(key, (one, other)): (DifferenceKey, (Given, Given))| {
        (one.side != other.side).then(|| difference(key, &one, &other))
    };
    Ok(Comparison { differences: rows.into_iter().filter_map(differs).collect(), skipped })
}

/// What is told apart: account, item and row.
type DifferenceKey = (Account, Item, Option<Origin>);

/// What one reading gives of a row's item, and at which price.
#[derive(Clone, Default)]
struct Given {
    side: Side,
    price: Option<UnitPrice>,
}

fn rows(judged: &JudgedMonths) -> BTreeMap<DifferenceKey, (Given, Given)> {
    let mut rows: BTreeMap<DifferenceKey, (Given, Given)> = BTreeMap::new();
    for claim in judged.values() {
        for statement in &claim.statements {
            let account = statement.account;
            for line in &statement.lines {
                let given = &mut rows.entry((account, line.item, line.origin())).or_default().0;
                given.side.variant = line.variant.to_string();
                given.side.units = given.side.units + line.service_units();
                given.side.rules = line.rules.iter().map(|rule| rule.code).collect();
                given.price = Some(statement.total.price);
            }
        }
        for reported in claim.rejected.iter() {
            let finding = reported.finding;
            let account = finding.subject.account();
            let Some((account, item)) = account.zip(reported.refused_item()) else { continue };
            let given = &mut rows.entry((account, item, finding.origin)).or_default().0;
            given.side.rules = vec![finding.rule.code];
        }
    }
    rows
}

fn difference((account, item, origin): DifferenceKey, one: &Given, other: &Given) -> Difference {
    let price = one.price.or(other.price);
    let yen = |given: &Given| price.map(|price| given.side.units.floor_yen(price).0);
    let first: BTreeSet<&str> = one.side.rules.iter().copied().collect();
    let second: BTreeSet<&str> = other.side.rules.iter().copied().collect();
    let apart = second.difference(&first).chain(first.difference(&second)).next().copied();
    let rule = apart.or_else(|| other.side.rules.first().copied()).unwrap_or_default();
    Difference {
        account,
        item,
        one: one.side.clone(),
        other: other.side.clone(),
        yen: yen(other).zip(yen(one)).map(|(other, one)| Yen(other - one)),
        rule,
        origin,
    }
}
