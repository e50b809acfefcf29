//! Certificates, recipients and the people behind them.

use std::sync::Arc;

use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{CertificateId, OfficeId, PersonId, RecipientId, Ties, offices::nearest};
use crate::{
    calendar::{ServiceMonth, Span},
    finding::{Finding, Subject, Target},
    input::{Sources, Symbol, SymbolWriter, rules},
    item::Scheme,
    number::{CertificateNumber, MunicipalityNumber},
    records::{Contract, Recipient, Schedule, TableRow as _, column},
};

/// 「受給者証」 a certificate number in one scheme, with its rows, oldest first.
#[derive(Debug)]
pub struct CertificateEntry {
    /// 受給者証番号
    pub number: CertificateNumber,
    /// Whose it is.
    pub recipient: RecipientId,
    /// 氏名カナ of the newest row.
    pub kana: Arc<str>,
    /// The rows.
    pub rows: Vec<Recipient>,
}

impl CertificateEntry {
    /// The row in force on `day`, else the nearest (and then E101 or E102 speaks).
    pub fn near(&self, day: NaiveDate) -> &Recipient {
        match self.rows.as_slice() {
            [only] => only,
            rows => nearest(rows, Recipient::validity, day).unwrap_or(&rows[0]),
        }
    }

    /// Whether a row is in force on `day`.
    pub fn in_force(&self, day: NaiveDate) -> bool {
        self.rows.iter().any(|row| row.validity().covers(day))
    }

    /// Days from `day` to the nearest row.
    pub(super) fn distance(&self, day: NaiveDate) -> u64 {
        self.near(day).validity().distance(day)
    }
}

/// 「受給者」 one person within a municipality and scheme.
#[derive(Debug)]
pub struct RecipientEntry {
    /// Who it is.
    pub person: PersonId,
    /// 市町村番号
    pub municipality: MunicipalityNumber,
    /// サービス種類
    pub scheme: Scheme,
    /// Their certificates.
    pub certificates: Vec<CertificateId>,
    /// Contracts with offices.
    pub contracts: Vec<(OfficeId, Contract)>,
    /// モニタリング期間
    pub schedules: Vec<Schedule>,
}

impl RecipientEntry {
    /// The contract in force in `month`; of several, the one that began last.
    pub fn contract_in(&self, month: ServiceMonth) -> Option<&(OfficeId, Contract)> {
        let days = Span { from: Some(month.first_day()), to: Some(month.last_day()) };
        let in_force = self.contracts.iter().filter(|(_, contract)| contract.span.overlaps(days));
        in_force.max_by_key(|(office, contract)| (contract.span.from, *office, contract.span.to))
    }

    /// The contract with `office` that covers `day`; of several, the one that began last.
    pub fn contract(&self, office: OfficeId, day: NaiveDate) -> Option<&Contract> {
        let covering = self.contracts.iter().filter(|(o, c)| *o == office && c.span.covers(day));
        covering.map(|(_, contract)| contract).max_by_key(|contract| contract.span.from)
    }
}

/// Certificate rows grouped by number and scheme, before they are tied to people.
pub(super) struct Group {
    pub(super) municipality: MunicipalityNumber,
    pub(super) number: CertificateNumber,
    pub(super) scheme: Scheme,
    pub(super) rows: Vec<Recipient>,
}

/// What is known of the rows that share municipality, kana name and birth date.
struct Namesakes {
    first: usize,
    id: Option<Symbol>,
    ids_differ: bool,
    some_without_id: bool,
}

/// Ties certificates to people: by equal 利用者ID over the whole input, and rows without one by
/// municipality, kana name and birth date. Returns a person per group, their number, and I116.
pub(super) fn tie<'g>(
    groups: &'g [Group],
    sources: &Sources,
    symbols: &SymbolWriter,
) -> (Vec<PersonId>, usize, Vec<Finding>) {
    let (clashing, findings) = clashing_ids(groups, sources, symbols);
    let rows =
        || groups.iter().enumerate().flat_map(|(n, group)| group.rows.iter().map(move |r| (n, r)));
    let name = |row: &'g Recipient| {
        let kana: &'g str = row.child_kana.as_deref().unwrap_or(&row.kana);
        (row.municipality, kana, row.birth)
    };
    let mut tied = Ties::new(groups.len());
    let mut by_id: FxHashMap<Symbol, usize> = FxHashMap::default();
    let mut by_name: FxHashMap<_, Namesakes> = FxHashMap::default();
    for (index, row) in rows() {
        let blank = Namesakes { first: index, id: None, ids_differ: false, some_without_id: false };
        let namesakes = by_name.entry(name(row)).or_insert(blank);
        match (row.person, namesakes.id) {
            (None, _) => namesakes.some_without_id = true,
            (id, None) => namesakes.id = id,
            (Some(id), Some(other)) => namesakes.ids_differ |= id != other,
        }
        if let Some(id) = row.person.filter(|id| !clashing.contains(id)) {
            tied.join(*by_id.entry(id).or_insert(index), index);
        }
    }
    for (index, row) in rows() {
        if let Some(namesakes) = by_name.get(&name(row))
            && namesakes.some_without_id
            && !namesakes.ids_differ
        {
            tied.join(namesakes.first, index);
        }
    }
    let (persons, count) = tied.numbers();
    (persons.into_iter().map(PersonId::at).collect(), count, findings)
}

/// 利用者ID that stand with different birth dates, and I116 for each.
fn clashing_ids(
    groups: &[Group],
    sources: &Sources,
    symbols: &SymbolWriter,
) -> (FxHashSet<Symbol>, Vec<Finding>) {
    let mut rows_of: FxHashMap<Symbol, Vec<&Recipient>> = FxHashMap::default();
    for row in groups.iter().flat_map(|group| &group.rows) {
        if let Some(id) = row.person {
            rows_of.entry(id).or_default().push(row);
        }
    }
    rows_of.retain(|_, rows| rows.iter().any(|row| row.birth != rows[0].birth));
    let mut clashes: Vec<(Symbol, Vec<&Recipient>)> = rows_of.into_iter().collect();
    clashes.sort_by_key(|a| symbols.text(a.0));
    let findings = clashes.iter().map(|(_, rows)| clash(rows, sources)).collect();
    (clashes.into_iter().map(|(id, _)| id).collect(), findings)
}

fn clash(rows: &[&Recipient], sources: &Sources) -> Finding {
    let mut rows = rows.to_vec();
    rows.sort_by_key(|row| (row.municipality, row.certificate, row.scheme, row.origin));
    let last = rows[rows.len() - 1];
    let mut cells = vec![last.cell(sources, column::recipient::PERSON)];
    cells.extend(rows.iter().rev().map(|row| row.cell(sources, column::recipient::BIRTH)));
    Finding {
        rule: &rules::I116,
        level: rules::I116.levels[0],
        subject: Subject {
            scheme: Some(last.scheme),
            municipality: Some(last.municipality),
            certificate: Some(last.certificate),
            kana: Some(Arc::clone(&last.kana)),
            ..Subject::bare(Target::Table(column::recipient::SPEC.name))
        }
        .into(),
        origin: Some(last.origin),
        cells: cells.into(),
        note: None,
    }
}
