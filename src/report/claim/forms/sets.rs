//! The claim as sets of sheets: one 請求書 for every office, scheme and municipality, and its
//! recipients with their lines.

use chrono::NaiveDate;

use super::words::Words;
use crate::{
    account::Account,
    calendar::ServiceMonth,
    claim::{Claim, Line, Statement, Total},
    ledger::Ledger,
    money::{UnitPrice, Yen},
    number::{MunicipalityNumber, OfficeNumber},
    reconcile::monitoring_day,
};

/// 「請求書」 What one municipality is asked for by one office in one scheme. Where the unit price
/// changed within the month there is a set for each price: a sheet has room for one.
pub(super) struct Set<'a> {
    /// サービス提供年月
    pub(super) month: ServiceMonth,
    /// The scheme's words.
    pub(super) words: &'static Words,
    /// 事業所番号
    pub(super) office: OfficeNumber,
    /// 市町村番号
    pub(super) municipality: MunicipalityNumber,
    /// 単位数単価
    pub(super) price: UnitPrice,
    /// What the office's row in force says.
    pub(super) names: Names<'a>,
    /// By 受給者証番号.
    pub(super) billed: Vec<Billed<'a>>,
}

/// What an office's row says; empty where none is in force.
#[derive(Default)]
pub(super) struct Names<'a> {
    /// 法人名
    pub(super) corporation: &'a str,
    /// 事業所名
    pub(super) office: &'a str,
    /// 地域区分
    pub(super) grade: &'static str,
}

/// A recipient of a set.
pub(super) struct Billed<'a> {
    /// Whose it is.
    pub(super) account: Account,
    /// Their total.
    pub(super) total: &'a Total,
    /// Their lines, by code, those without one last.
    pub(super) lines: Vec<&'a Line>,
    /// モニタリング日; `None` without a base fee
    pub(super) day: Option<NaiveDate>,
}

impl Set<'_> {
    /// 請求金額
    pub(super) fn yen(&self) -> Yen {
        self.billed.iter().map(|billed| billed.total.yen).sum()
    }

    /// 件数: recipients with an amount.
    pub(super) fn count(&self) -> usize {
        self.billed.iter().filter(|billed| billed.total.yen > Yen(0)).count()
    }
}

/// The sets of a claim: offices, schemes, municipalities, prices and recipients in ascending order.
pub(super) fn sets<'a>(claim: &'a Claim, ledger: &'a Ledger) -> Vec<Set<'a>> {
    let mut bills: Vec<&[Statement]> = claim.bills().collect();
    bills.sort_by_key(|bill| {
        let Account { office, scheme, municipality, .. } = bill[0].account;
        (office, scheme, municipality)
    });
    let mut sets = Vec::new();
    for bill in bills {
        let mut statements: Vec<&Statement> = bill.iter().collect();
        statements.sort_by_key(|statement| statement.total.price);
        let of_sets = statements.chunk_by(|a, b| a.total.price == b.total.price);
        sets.extend(of_sets.map(|of_set| set(of_set, ledger)));
    }
    sets
}

/// The set of these statements.
fn set<'a>(of_set: &[&'a Statement], ledger: &'a Ledger) -> Set<'a> {
    let Statement { account, total, .. } = of_set[0];
    Set {
        month: account.month,
        words: Words::of(account.scheme),
        office: account.office,
        municipality: account.municipality,
        price: total.price,
        names: names(account, total, ledger),
        billed: of_set.iter().map(|statement| billed(statement, ledger)).collect(),
    }
}

fn billed<'a>(statement: &'a Statement, ledger: &Ledger) -> Billed<'a> {
    let Statement { account, total, lines } = statement;
    let day = monitoring_day(ledger, lines);
    let mut lines: Vec<&Line> = lines.iter().collect();
    lines.sort_by_key(|line| (line.code.is_none(), line.code.as_deref()));
    Billed { account: *account, total, lines, day }
}

/// From the row in force on the day that the price is of: the first base line's.
fn names<'a>(account: &Account, total: &Total, ledger: &'a Ledger) -> Names<'a> {
    let row = ledger.office(total.office).on(account.scheme, total.day);
    row.map_or_else(Names::default, |row| Names {
        corporation: row.corporation.map_or("", |name| ledger.text(name)),
        office: ledger.text(row.name),
        grade: row.grade.name(),
    })
}
