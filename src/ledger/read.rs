//! The logs, read: each row is linked as it is read, or refused (I110, I117).

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::{Event, Head, Ledger, Logged, OfficeId, StaffId, events::Holder, link::Refused};
use crate::{
    calendar::ServiceMonth,
    finding::{Cell, Finding, Origin, Rule, Subject, Target},
    input::{Symbol, SymbolWriter, Table, rules},
    item::Scheme,
    records::{Party, SPECS},
};

impl Ledger {
    /// Reads a log, linking each row as it is read; those whose numbers lead nowhere (I110) or
    /// to two schemes (I117) are reported and left out.
    pub(super) fn read_events<R: Logged>(
        &self,
        symbols: &SymbolWriter,
        linker: &Linker<'_>,
    ) -> Table<Event<R>> {
        let columns = [R::OFFICE, R::MUNICIPALITY, R::CERTIFICATE, R::SCHEME];
        self.sources.read(R::TABLE, symbols, |row| {
            let (party, record) = (Party::read(row, columns), R::read(row));
            let (party, record) = (party?, record?);
            match linker.link(self, &party, &record) {
                Ok(head) => Some(Event { head, row: record }),
                Err(findings) => {
                    row.add_findings(findings);
                    None
                }
            }
        })
    }
}

/// What linking looks numbers up in.
pub(super) struct Linker<'a> {
    pub(super) staff_ids: &'a FxHashMap<(OfficeId, Symbol), StaffId>,
    pub(super) has_staff: bool,
    pub(super) refused: &'a Refused,
}

impl Linker<'_> {
    fn link<R: Logged>(
        &self,
        ledger: &Ledger,
        party: &Party,
        row: &R,
    ) -> Result<Head, Vec<Finding>> {
        let office = ledger.office_ids.get(&party.office).copied();
        let certificate = ledger.certificate_of(party, row.day());
        let staff = office.map(|office| self.staff_ids.get(&(office, row.staff())).copied());
        let mut findings = Vec::new();
        let mut unknown = |rule, column, related: Vec<Origin>| {
            findings.push(unlinked(ledger, (party, row), rule, column, &related));
        };
        if office.is_none() {
            unknown(&rules::I110, R::OFFICE, self.refused.office(party.office));
        }
        if certificate == Certificate::Unknown {
            let related = self.refused.certificate(party.municipality, party.certificate);
            unknown(&rules::I110, R::CERTIFICATE, related);
        }
        if self.has_staff && staff == Some(None) {
            unknown(&rules::I110, R::STAFF, self.refused.staff(party.office, row.staff()));
        }
        if certificate == Certificate::Ambiguous {
            unknown(&rules::I117, R::SCHEME, Vec::new());
        }
        match (office, certificate) {
            (Some(office), Certificate::One(holder)) if findings.is_empty() => Ok(Head {
                office,
                certificate: holder.certificate,
                recipient: holder.recipient,
                person: holder.person,
                staff: staff.flatten(),
            }),
            _ => Err(findings),
        }
    }
}

fn unlinked<R: Logged>(
    ledger: &Ledger,
    (party, row): (&Party, &R),
    rule: &'static Rule,
    column: usize,
    related: &[Origin],
) -> Finding {
    let origin = row.origin();
    let mut cells = vec![ledger.cell(origin, column)];
    if rule == &rules::I117 {
        cells.push(ledger.cell(origin, R::CERTIFICATE));
    }
    cells.extend(related.iter().map(|origin| Cell { origin: *origin, field: 0, column: "" }));
    Finding {
        rule,
        level: rule.levels[0],
        subject: Subject {
            month: Some(ServiceMonth::of(row.day())),
            scheme: party.scheme,
            municipality: Some(party.municipality),
            office: Some(party.office),
            certificate: Some(party.certificate),
            ..Subject::bare(Target::Table(SPECS[R::TABLE].name))
        }
        .into(),
        origin: Some(origin),
        cells: cells.into(),
        note: None,
    }
}

/// What a certificate number means on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Certificate {
    One(Holder),
    Ambiguous,
    Unknown,
}

impl Ledger {
    fn certificate_of(&self, party: &Party, day: NaiveDate) -> Certificate {
        let key = (party.municipality, party.certificate);
        let Some([adult, child]) = self.certificate_ids.get(&key) else {
            return Certificate::Unknown;
        };
        if let Some(scheme) = party.scheme {
            let id = if scheme == Scheme::Adult { adult } else { child };
            return id.map_or(Certificate::Unknown, Certificate::One);
        }
        match (adult, child) {
            (Some(adult), Some(child)) => {
                let near = |holder: &Holder| self.certificate(holder.certificate).distance(day);
                match near(adult).cmp(&near(child)) {
                    std::cmp::Ordering::Less => Certificate::One(*adult),
                    std::cmp::Ordering::Greater => Certificate::One(*child),
                    std::cmp::Ordering::Equal => Certificate::Ambiguous,
                }
            }
            (Some(id), None) | (None, Some(id)) => Certificate::One(*id),
            (None, None) => Certificate::Unknown,
        }
    }
}
