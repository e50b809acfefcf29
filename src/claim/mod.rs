//! The claim: lines, totals, what is refused and why, and the proof that nothing was lost.

mod balance;
mod build;
mod deadline;
mod effect;
mod error;
mod line;
mod lines;
mod notices;
mod parties;
mod pricing;
mod reports;
pub(crate) mod rules;
mod share;
mod statement;
mod sums;

pub(crate) use build::{Options, build, build_with, judge_month};
pub(crate) use deadline::DUE_DAY;
pub(crate) use error::Error;
pub use line::Line;
pub(crate) use parties::Parties;
pub(crate) use reports::{HypotheticalLine, ReasonGroup, reasons};
pub use reports::{Reported, Reports};
pub use statement::{Statement, Total};
pub(crate) use sums::Sums;

use serde::Serialize;

use crate::{
    account::Account,
    calendar::ServiceMonth,
    finding::{Level, Target},
    judge::{DueVisits, Skipped},
};

/// The rows of one table by what became of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct TableBalance {
    /// The table; empty for files that are no table.
    pub table: &'static str,
    /// Rows read.
    pub read: usize,
    /// Rows with a line.
    pub claimed: usize,
    /// Rows held.
    pub held: usize,
    /// Rows rejected.
    pub rejected: usize,
    /// Rows that support others.
    pub evidence: usize,
    /// Rows that bear on nothing in the month.
    pub not_in_month: usize,
}

/// How many files for the federation a claim has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub struct FederationFiles {
    /// Files written.
    pub written: usize,
    /// Files that an office's service with a claim would have.
    pub wanted: usize,
    /// Whether the official table confirms their fields.
    pub is_confirmed: bool,
}

/// 「請求」 A service month's claim and everything that stays out of it.
#[non_exhaustive]
pub struct Claim {
    /// サービス提供年月
    pub month: ServiceMonth,
    /// Every account with a line, in the order of output.
    pub statements: Vec<Statement>,
    /// 却下 and 保留, in the order of output; those of an account by [`Reports::of`].
    pub rejected: Reports,
    /// 減額, 警告 and 情報, in the order of output.
    pub notices: Reports,
    /// Designated months, due and visited.
    pub visits: DueVisits,
    /// Files for the federation: written, and offices' services with a claim.
    pub files: FederationFiles,
    /// Rules that could not run.
    pub skipped: Vec<Skipped>,
    /// What became of every row.
    pub balance: Vec<TableBalance>,
}

impl Claim {
    /// What is claimed for an account.
    pub fn statement(&self, account: &Account) -> Option<&Statement> {
        let found = self.statements.binary_search_by_key(account, |statement| statement.account);
        found.ok().map(|place| &self.statements[place])
    }

    /// Accounts with lines, and what these come to, in the order of output.
    pub fn claimed(&self) -> impl Iterator<Item = (&Statement, &Total)> {
        self.statements.iter().map(|statement| (statement, &statement.total))
    }

    /// Every line, in the order of output.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.statements.iter().flat_map(|statement| &statement.lines)
    }

    /// Whether no plan, draft, monitoring or activity falls in the month.
    pub fn is_empty_month(&self) -> bool {
        let about_item = |r: Reported<'_>| matches!(r.finding.subject.target, Target::Item(_));
        self.statements.is_empty() && !self.rejected.iter().any(about_item)
    }

    /// Number of subjects whose primary reason has `level`.
    pub fn subjects(&self, level: Level) -> usize {
        let counts = |reported: &Reported<'_>| reported.primary && reported.finding.level == level;
        self.rejected.iter().filter(counts).count()
    }
}
