//! The claim as sets of sheets: one 請求書 for every office, scheme and municipality, and its
//! recipients with their lines.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::words::Words;
use crate::{
    calendar::ServiceMonth,
    claim::{Claim, Total},
    judge::Line,
    kokuhoren::monitoring_day,
    ledger::{CertificateId, Ledger, OfficeId},
    money::{UnitPrice, Yen},
    number::{MunicipalityNumber, OfficeNumber},
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
    pub(super) accounts: Vec<Account<'a>>,
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

/// A recipient.
pub(super) struct Account<'a> {
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
        self.accounts.iter().map(|account| account.total.yen).sum()
    }

    /// 件数: recipients with an amount.
    pub(super) fn count(&self) -> usize {
        self.accounts.iter().filter(|account| account.total.yen > Yen(0)).count()
    }
}

type Lines<'a> = FxHashMap<(CertificateId, OfficeId), Vec<&'a Line>>;

/// The sets of a claim: offices, schemes, municipalities and recipients in ascending order.
pub(super) fn sets<'a>(claim: &'a Claim, ledger: &'a Ledger) -> Vec<Set<'a>> {
    let mut lines: Lines<'a> = FxHashMap::default();
    for line in &claim.lines {
        lines.entry(line.account()).or_default().push(line);
    }
    let mut totals: Vec<&Total> = claim.totals.iter().collect();
    totals.sort_by_key(|t| (t.office, t.scheme, t.municipality, t.price, t.certificate));
    let of_one_set = |a: &&Total, b: &&Total| {
        (a.office, a.scheme, a.municipality, a.price)
            == (b.office, b.scheme, b.municipality, b.price)
    };
    let sets = totals.chunk_by(of_one_set).map(|own| {
        let accounts: Vec<Account<'a>> =
            own.iter().map(|total| account(total, &mut lines)).collect();
        Set {
            month: claim.month,
            words: Words::of(own[0].scheme),
            office: own[0].office,
            municipality: own[0].municipality,
            price: own[0].price,
            names: names(&accounts[0], ledger),
            accounts,
        }
    });
    sets.collect()
}

fn account<'a>(total: &'a Total, lines: &mut Lines<'a>) -> Account<'a> {
    let mut lines = lines.remove(&total.account).unwrap_or_default();
    let day = monitoring_day(&lines);
    lines.sort_by_key(|line| (line.code.is_none(), line.code.as_deref()));
    Account { total, lines, day }
}

/// From the row in force on the day that the price is of: the first base line's.
fn names<'a>(account: &Account<'a>, ledger: &'a Ledger) -> Names<'a> {
    let total = account.total;
    let first = account.lines.iter().min_by_key(|line| (!line.is_base(), line.day));
    let row = first.and_then(|line| ledger.office(total.account.1).on(total.scheme, line.day));
    row.map_or_else(Names::default, |row| Names {
        corporation: row.corporation.map_or("", |name| ledger.text(name)),
        office: ledger.text(row.name),
        grade: row.grade.name(),
    })
}
