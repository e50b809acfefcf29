//! Rows that speak of a certificate and an office: contracts, schedules, returned claims; and what
//! is said when a number leads nowhere (I110).

use rustc_hash::FxHashMap;

use super::Ledger;
use crate::{
    finding::{Cell, Finding, Origin, Subject, Target},
    input::{Rejected, Symbol, rules},
    number::{CertificateNumber, MunicipalityNumber, OfficeNumber},
    records::{Contract, Records, Returned, SPECS, Schedule, TableRow, column},
};

/// Master rows that were refused, by what could be read of their keys: the 関連 of I110.
#[derive(Default)]
pub(super) struct Refused {
    offices: FxHashMap<OfficeNumber, Vec<Origin>>,
    certificates: FxHashMap<(MunicipalityNumber, CertificateNumber), Vec<Origin>>,
    staff: FxHashMap<(OfficeNumber, Symbol), Vec<Origin>>,
}

impl Refused {
    pub(super) fn new(records: &Records) -> Self {
        let mut refused = Self::default();
        for row in &records.offices.rejected {
            if let Some(number) = row.office {
                refused.offices.entry(number).or_default().push(row.origin);
            }
        }
        for row in &records.recipients.rejected {
            if let (Some(municipality), Some(number)) = (row.municipality, row.certificate) {
                let key = (municipality, number);
                refused.certificates.entry(key).or_default().push(row.origin);
            }
        }
        for Rejected { origin, office, staff, .. } in &records.staff.rejected {
            if let (Some(office), Some(staff)) = (*office, *staff) {
                refused.staff.entry((office, staff)).or_default().push(*origin);
            }
        }
        refused
    }

    pub(super) fn office(&self, number: OfficeNumber) -> Vec<Origin> {
        self.offices.get(&number).cloned().unwrap_or_default()
    }

    pub(super) fn certificate(
        &self,
        municipality: MunicipalityNumber,
        number: CertificateNumber,
    ) -> Vec<Origin> {
        self.certificates.get(&(municipality, number)).cloned().unwrap_or_default()
    }

    pub(super) fn staff(&self, office: OfficeNumber, number: Symbol) -> Vec<Origin> {
        self.staff.get(&(office, number)).cloned().unwrap_or_default()
    }
}

impl Ledger {
    pub(super) fn add_contracts(&mut self, rows: Vec<Contract>, refused: &Refused) {
        for row in rows {
            let office = self.office_id(row.office);
            if office.is_none() {
                self.unknown_office(&row, column::contract::OFFICE, row.office, refused);
            }
            let found = self.certificates_of(row.municipality, row.certificate, row.scheme);
            if found.clone().next().is_none() {
                let related = refused.certificate(row.municipality, row.certificate);
                let whose = (row.municipality, row.certificate);
                self.unknown(
                    &row,
                    column::contract::CERTIFICATE,
                    (Some(row.office), Some(whose)),
                    &related,
                );
            }
            let Some(office) = office else { continue };
            if found.clone().next().is_some() {
                self.keep::<Contract>(1);
            }
            // Of a number in both schemes, a row that names none is of those the office serves.
            let in_both = found.clone().nth(1).is_some();
            for holder in found {
                let scheme = self.recipient(holder.recipient).scheme;
                if !in_both || self.office(office).serves(scheme) {
                    let contracts = &mut self.recipients[holder.recipient.index()].contracts;
                    contracts.push((office, row.clone()));
                }
            }
        }
    }

    pub(super) fn add_schedules(&mut self, rows: Vec<Schedule>, refused: &Refused) {
        for row in rows {
            let found = self.certificates_of(row.municipality, row.certificate, row.scheme);
            if found.clone().next().is_none() {
                let related = refused.certificate(row.municipality, row.certificate);
                let whose = (row.municipality, row.certificate);
                self.unknown(&row, column::schedule::CERTIFICATE, (None, Some(whose)), &related);
            } else {
                self.keep::<Schedule>(1);
            }
            for holder in found {
                self.recipients[holder.recipient.index()].schedules.push(row.clone());
            }
        }
    }

    pub(super) fn add_returned(&mut self, rows: Vec<Returned>, refused: &Refused) {
        for row in rows {
            let party = row.party;
            let known_office = self.office_id(party.office).is_some();
            let found = self.certificates_of(party.municipality, party.certificate, party.scheme);
            if !known_office {
                self.unknown_office(&row, column::returned::OFFICE, party.office, refused);
            }
            if found.clone().next().is_none() {
                let related = refused.certificate(party.municipality, party.certificate);
                let whose = (party.municipality, party.certificate);
                self.unknown(
                    &row,
                    column::returned::CERTIFICATE,
                    (Some(party.office), Some(whose)),
                    &related,
                );
            }
            if known_office && found.clone().next().is_some() {
                let key = (row.month, party.office, party.municipality, party.certificate);
                self.returned.entry(key).or_default().push(row);
                self.keep::<Returned>(1);
            }
        }
    }

    pub(super) fn unknown_office<R: TableRow>(
        &mut self,
        row: &R,
        column: usize,
        number: OfficeNumber,
        refused: &Refused,
    ) {
        self.unknown(row, column, (Some(number), None), &refused.office(number));
    }

    fn unknown<R: TableRow>(
        &mut self,
        row: &R,
        column: usize,
        (office, whose): (Option<OfficeNumber>, Option<(MunicipalityNumber, CertificateNumber)>),
        related: &[Origin],
    ) {
        let mut cells = vec![row.cell(&self.sources, column)];
        cells.extend(related.iter().map(|origin| Cell { origin: *origin, field: 0, column: "" }));
        self.findings.push(Finding {
            rule: &rules::I110,
            level: rules::I110.levels[0],
            subject: Subject {
                office,
                municipality: whose.map(|(municipality, _)| municipality),
                certificate: whose.map(|(_, certificate)| certificate),
                ..Subject::bare(Target::Table(SPECS[R::TABLE].name))
            }
            .into(),
            origin: Some(row.origin()),
            cells: cells.into(),
            note: None,
        });
    }
}
