//! What a claim comes to: in all, by bill, and the rows that it rests on.

use super::{Claim, Statement};
use crate::{
    account::Account,
    finding::Origin,
    item::Item,
    money::{Units, Yen},
};

/// What several statements come to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sums {
    /// 人数, each certificate, service and office by itself
    pub people: usize,
    /// 件数 of lines
    pub lines: usize,
    /// 単位数
    pub units: Units,
    /// 請求額
    pub yen: Yen,
}

impl Sums {
    /// Of these statements.
    pub fn of(statements: &[Statement]) -> Self {
        Self {
            people: statements.len(),
            lines: statements.iter().map(|statement| statement.lines.len()).sum(),
            units: statements.iter().map(|statement| statement.total.units).sum(),
            yen: statements.iter().map(|statement| statement.total.yen).sum(),
        }
    }
}

impl Claim {
    /// What is claimed in all.
    pub fn sums(&self) -> Sums {
        Sums::of(&self.statements)
    }

    /// What each office claims from each municipality in each service, in the order of output; none
    /// is empty.
    pub fn bills(&self) -> impl Iterator<Item = &[Statement]> {
        let bill = |statement: &Statement| {
            let Account { scheme, municipality, office, .. } = statement.account;
            (scheme, municipality, office)
        };
        self.statements.chunk_by(move |a, b| bill(a) == bill(b))
    }

    /// Number of subjects that have a line: a row and an item each.
    pub fn subjects_claimed(&self) -> usize {
        let lines = self.lines();
        let mut subjects: Vec<(Origin, Item)> =
            lines.flat_map(|line| line.rows.iter().map(|row| (*row, line.item))).collect();
        subjects.sort_unstable();
        subjects.dedup();
        subjects.len()
    }
}
