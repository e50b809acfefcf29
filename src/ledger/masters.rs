//! Master rows that cannot both be true (I112) and numbers that fail their check digit (I111).

use std::{hash::Hash, sync::Arc};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    calendar::Span,
    finding::{Cell, Finding, Subject, Target},
    input::{Rejected, Sources, Symbol, Table, rules},
    item::Scheme,
    number::{CertificateNumber, Digits, MunicipalityNumber, OfficeNumber},
    records::{
        Area, CaseloadCount, Filing, FilingItem, Office, Recipient, Staff, TableRow, column,
    },
};

/// A row that is looked up by key and day.
pub(super) trait Master: TableRow {
    type Key: Eq + Hash;
    /// The column to look at when two rows overlap.
    const KEY_COLUMN: usize;
    fn key(&self) -> Self::Key;
    fn span(&self) -> Span;
    fn subject(&self) -> Subject;
    /// 従業者番号, where the row has one.
    fn staff_number(&self) -> Option<Symbol> {
        None
    }
}

fn about(table: &'static str, office: Option<OfficeNumber>, scheme: Option<Scheme>) -> Subject {
    Subject { scheme, office, ..Subject::bare(Target::Table(table)) }
}

impl Master for Office {
    type Key = (OfficeNumber, Scheme);
    const KEY_COLUMN: usize = column::office::NUMBER;
    fn key(&self) -> Self::Key {
        (self.number, self.scheme)
    }
    fn span(&self) -> Span {
        self.span
    }
    fn subject(&self) -> Subject {
        about(column::office::SPEC.name, Some(self.number), Some(self.scheme))
    }
}

impl Master for Recipient {
    type Key = (MunicipalityNumber, CertificateNumber, Scheme);
    const KEY_COLUMN: usize = column::recipient::CERTIFICATE;
    fn key(&self) -> Self::Key {
        (self.municipality, self.certificate, self.scheme)
    }
    fn span(&self) -> Span {
        self.validity()
    }
    fn subject(&self) -> Subject {
        Subject {
            municipality: Some(self.municipality),
            certificate: Some(self.certificate),
            ..about(column::recipient::SPEC.name, None, Some(self.scheme))
        }
    }
}

impl Master for Staff {
    type Key = (OfficeNumber, Symbol);
    const KEY_COLUMN: usize = column::staff::NUMBER;
    fn key(&self) -> Self::Key {
        (self.office, self.number)
    }
    fn span(&self) -> Span {
        self.span
    }
    fn subject(&self) -> Subject {
        about(column::staff::SPEC.name, Some(self.office), None)
    }
    fn staff_number(&self) -> Option<Symbol> {
        Some(self.number)
    }
}

impl Master for Area {
    type Key = (MunicipalityNumber, Symbol);
    const KEY_COLUMN: usize = column::area::NAME;
    fn key(&self) -> Self::Key {
        (self.municipality, self.name)
    }
    fn span(&self) -> Span {
        self.span
    }
    fn subject(&self) -> Subject {
        Subject {
            municipality: Some(self.municipality),
            ..about(column::area::SPEC.name, None, None)
        }
    }
}

impl Master for Filing {
    type Key = (OfficeNumber, Scheme, FilingItem);
    const KEY_COLUMN: usize = column::filing::ITEM;
    fn key(&self) -> Self::Key {
        (self.office, self.scheme, self.item)
    }
    fn span(&self) -> Span {
        self.span
    }
    fn subject(&self) -> Subject {
        about(column::filing::SPEC.name, Some(self.office), Some(self.scheme))
    }
}

impl Master for CaseloadCount {
    type Key = (OfficeNumber, Scheme, crate::calendar::ServiceMonth);
    const KEY_COLUMN: usize = column::caseload_count::MONTH;
    fn key(&self) -> Self::Key {
        (self.office, self.scheme, self.month)
    }
    fn span(&self) -> Span {
        Span::default()
    }
    fn subject(&self) -> Subject {
        about(column::caseload_count::SPEC.name, Some(self.office), Some(self.scheme))
    }
}

/// Takes rows out of `table` that are valid on the same day as another of their key; I112 for
/// each of them.
pub(super) fn refuse_overlaps<R: Master>(
    table: &mut Table<R>,
    sources: &Sources,
    findings: &mut Vec<Finding>,
) {
    let mut first: FxHashMap<R::Key, usize> = FxHashMap::default();
    let mut groups: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (index, row) in table.rows.iter().enumerate() {
        let first = *first.entry(row.key()).or_insert(index);
        if first != index {
            groups.entry(first).or_insert_with(|| vec![first]).push(index);
        }
    }
    let mut clashing: Vec<(usize, usize)> =
        groups.into_values().flat_map(|rows| overlaps(&table.rows, &rows)).collect();
    clashing.sort_unstable();
    clashing.dedup_by_key(|(row, _)| *row);
    let refused: FxHashSet<usize> = clashing.iter().map(|(row, _)| *row).collect();
    for (index, other) in clashing {
        let (row, other) = (&table.rows[index], &table.rows[other]);
        let cells = vec![row.cell(sources, R::KEY_COLUMN), other.cell(sources, R::KEY_COLUMN)];
        findings.push(finding(row, cells));
        table.rejected.push(Rejected {
            origin: row.origin(),
            office: row.subject().office,
            municipality: row.subject().municipality,
            certificate: row.subject().certificate,
            staff: row.staff_number(),
        });
    }
    let mut index = 0;
    table.rows.retain(|_| {
        index += 1;
        !refused.contains(&(index - 1))
    });
}

fn finding<R: Master>(row: &R, cells: Vec<Cell>) -> Finding {
    Finding {
        rule: &rules::I112,
        level: rules::I112.levels[0],
        subject: row.subject().into(),
        origin: Some(row.origin()),
        cells: cells.into(),
        note: None,
    }
}

/// Pairs (a row, another that overlaps it), each row at least once.
fn overlaps<R: Master>(rows: &[R], group: &[usize]) -> Vec<(usize, usize)> {
    let mut by_start = group.to_vec();
    by_start.sort_by_key(|index| (rows[*index].span().from, *index));
    let mut pairs = Vec::new();
    let mut reach = by_start[0];
    for &index in &by_start[1..] {
        if rows[reach].span().overlaps(rows[index].span()) {
            pairs.extend([(index, reach), (reach, index)]);
        }
        let ends_later = match (rows[index].span().to, rows[reach].span().to) {
            (None, Some(_)) => true,
            (Some(end), Some(reached)) => end > reached,
            (_, None) => false,
        };
        if ends_later {
            reach = index;
        }
    }
    pairs
}

/// I111 for each number that fails, once per table.
pub(super) struct CheckDigits<'a> {
    pub(super) sources: &'a Sources,
    pub(super) findings: &'a mut Vec<Finding>,
}

impl CheckDigits<'_> {
    pub(super) fn check<R: TableRow, const N: usize>(
        &mut self,
        table: &'static str,
        rows: &[R],
        column: usize,
        number: impl Fn(&R) -> Digits<N>,
    ) {
        let mut seen = FxHashSet::default();
        for row in rows {
            let number = number(row);
            if number.check_digit_holds() || !seen.insert(number) {
                continue;
            }
            self.findings.push(Finding {
                rule: &rules::I111,
                level: rules::I111.levels[0],
                subject: Subject {
                    municipality: MunicipalityNumber::new(number.as_str().as_bytes()),
                    office: OfficeNumber::new(number.as_str().as_bytes()),
                    ..Subject::bare(Target::Table(table))
                }
                .into(),
                origin: Some(row.origin()),
                cells: vec![row.cell(self.sources, column)].into(),
                note: None,
            });
        }
    }
}

/// The kana of a certificate's subject, for findings about its rows.
pub(super) fn add_kana(findings: &mut [Finding], rows: &[Recipient]) {
    if findings.iter().all(|finding| finding.subject.certificate.is_none()) {
        return;
    }
    let by_origin: FxHashMap<_, _> = rows.iter().map(|row| (row.origin, &row.kana)).collect();
    for finding in findings {
        if let Some(kana) = finding.origin.and_then(|origin| by_origin.get(&origin)) {
            Arc::make_mut(&mut finding.subject).kana = Some(Arc::clone(kana));
        }
    }
}
