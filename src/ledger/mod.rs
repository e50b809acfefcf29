//! The ledger: masters and events linked to each other, and what was in force on a day.
//!
//! It takes the records as they were read, refuses rows whose numbers lead nowhere, ties
//! certificates to people, and answers every lookup by the event's own day.

mod areas;
mod build;
mod designation;
mod duplicates;
mod events;
mod ids;
mod link;
mod log;
mod masters;
mod offices;
mod order;
mod people;
mod read;
mod ties;

pub(crate) use areas::Areas;
pub(crate) use designation::Designation;
use events::Holder;
pub(crate) use events::{Event, Head, Logged};
pub(crate) use ids::{CertificateId, OfficeId, PersonId, RecipientId, StaffId};
pub(crate) use log::Log;
pub(crate) use offices::{OfficeEntry, StaffEntry};
pub(crate) use order::order_by_time;
pub(crate) use people::{CertificateEntry, RecipientEntry};
pub(crate) use ties::Ties;

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    calendar::{ServiceMonth, Span},
    finding::{Cell, Finding, Origin},
    input::{Sources, Symbol, Symbols},
    item::Scheme,
    number::{CertificateNumber, MunicipalityNumber, OfficeNumber},
    records::{Activity, Monitoring, Plan, Recipient, Returned},
};

/// How many rows of one table were read, and how many of them the ledger holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TableCount {
    /// The table's name.
    pub table: &'static str,
    /// Rows read.
    pub read: usize,
    /// Rows held; the others were refused or repeat another.
    pub kept: usize,
}

/// Everything that is known, linked.
pub struct Ledger {
    /// The input files.
    pub sources: Sources,
    /// The texts of their cells.
    pub symbols: Symbols,
    /// Findings of family I, in no particular order.
    pub findings: Vec<Finding>,
    /// Rows read per table, in the order of the contract; rows of unrecognised files last.
    pub tables: Vec<TableCount>,
    /// Rows of an event that repeat another in every cell: not judged, and no harm.
    pub repeated: Vec<Origin>,
    pub(crate) offices: Vec<OfficeEntry>,
    pub(crate) office_ids: FxHashMap<OfficeNumber, OfficeId>,
    pub(crate) staff: Vec<StaffEntry>,
    pub(crate) areas: Areas,
    pub(crate) certificates: Vec<CertificateEntry>,
    pub(crate) certificate_ids:
        FxHashMap<(MunicipalityNumber, CertificateNumber), [Option<Holder>; 2]>,
    pub(crate) recipients: Vec<RecipientEntry>,
    pub(crate) plans: Log<Plan>,
    pub(crate) monitorings: Log<Monitoring>,
    pub(crate) activities: Log<Activity>,
    /// Recipients by person.
    pub(crate) person_recipients: Vec<Vec<RecipientId>>,
    /// 返戻等, by whose month it is.
    pub(crate) returned: FxHashMap<ReturnedKey, Vec<Returned>>,
}

/// Month, office, municipality and certificate of a returned claim.
pub(crate) type ReturnedKey = (ServiceMonth, OfficeNumber, MunicipalityNumber, CertificateNumber);

impl Ledger {
    /// Whether a table was among the input.
    pub fn has(&self, table: &str) -> bool {
        self.sources.has_table(table)
    }

    /// The input files alone, when nothing is judged any more; the rest of the ledger comes as
    /// the second value, so that it can be given back to the system beside other work.
    pub fn into_sources(mut self) -> (Sources, Self) {
        let sources = std::mem::replace(&mut self.sources, Sources::none());
        (sources, self)
    }

    /// The text of a symbol.
    pub fn text(&self, symbol: Symbol) -> &str {
        self.symbols.text(symbol)
    }

    /// The office of an id.
    pub fn office(&self, id: OfficeId) -> &OfficeEntry {
        &self.offices[id.index()]
    }

    /// Every office, in the order of their numbers.
    pub fn offices(&self) -> impl Iterator<Item = (OfficeId, &OfficeEntry)> {
        self.offices.iter().enumerate().map(|(index, office)| (OfficeId::at(index), office))
    }

    /// The office of a number.
    pub fn office_numbered(&self, number: OfficeNumber) -> Option<&OfficeEntry> {
        self.office_id(number).map(|id| self.office(id))
    }

    /// The rows of 返戻等 for a month of a certificate at an office, whatever their scheme.
    pub fn returned(
        &self,
        month: ServiceMonth,
        office: OfficeNumber,
        (municipality, certificate): (MunicipalityNumber, CertificateNumber),
    ) -> &[Returned] {
        let rows = self.returned.get(&(month, office, municipality, certificate));
        rows.map_or(&[], Vec::as_slice)
    }

    /// The certificate of an id.
    pub fn certificate(&self, id: CertificateId) -> &CertificateEntry {
        &self.certificates[id.index()]
    }

    /// Every certificate.
    pub fn certificates(&self) -> impl Iterator<Item = &CertificateEntry> {
        self.certificates.iter()
    }

    /// The recipient of an id.
    pub fn recipient(&self, id: RecipientId) -> &RecipientEntry {
        &self.recipients[id.index()]
    }

    /// The months in which there is any row of the logs, with the numbers of the offices that have
    /// one.
    pub fn offices_at_work(&self) -> BTreeMap<ServiceMonth, FxHashSet<OfficeNumber>> {
        let plans = self.plans.all().map(|event| (event.head.office, event.row.day));
        let visits = self.monitorings.all().map(|event| (event.head.office, event.row.day));
        let others = self.activities.all().map(|event| (event.head.office, event.row.day));
        let mut at_work: BTreeMap<ServiceMonth, FxHashSet<OfficeNumber>> = BTreeMap::new();
        for (office, day) in plans.chain(visits).chain(others) {
            let offices = at_work.entry(ServiceMonth::of(day)).or_default();
            offices.insert(self.office(office).number);
        }
        at_work
    }

    /// Whose a certificate number is in a scheme.
    pub fn holder_of(
        &self,
        municipality: MunicipalityNumber,
        number: CertificateNumber,
        scheme: Scheme,
    ) -> Option<(RecipientId, CertificateId)> {
        let holder = self.certificates_of(municipality, number, Some(scheme)).next()?;
        Some((holder.recipient, holder.certificate))
    }

    /// The member of staff of an id.
    pub fn staff(&self, id: StaffId) -> &StaffEntry {
        &self.staff[id.index()]
    }

    /// The recipients that a person is.
    pub fn recipients_of(&self, person: PersonId) -> &[RecipientId] {
        &self.person_recipients[person.index()]
    }

    /// A person's plans and drafts: child scheme first, each recipient's by day.
    pub fn plans_of(&self, person: PersonId) -> Vec<&Event<Plan>> {
        self.plans.of(person)
    }

    /// A person's monitorings, in the same order.
    pub fn monitorings_of(&self, person: PersonId) -> Vec<&Event<Monitoring>> {
        self.monitorings.of(person)
    }

    /// A person's other activities, in the same order; which of them times put in order is each
    /// addition's to say.
    pub fn activities_of(&self, person: PersonId) -> Vec<&Event<Activity>> {
        self.activities.of(person)
    }

    /// Areas of municipalities.
    pub const fn areas(&self) -> &Areas {
        &self.areas
    }

    /// Number of people.
    pub fn person_count(&self) -> usize {
        self.person_recipients.len()
    }

    /// The certificate that a recipient holds in `month`, and its row: the one in force on the
    /// month's last day, else the last of those in force on any of its days.
    pub fn holder_in(
        &self,
        recipient: RecipientId,
        month: ServiceMonth,
    ) -> Option<(&CertificateEntry, &Recipient)> {
        let days = Span { from: Some(month.first_day()), to: Some(month.last_day()) };
        let certificates = self.recipient(recipient).certificates.iter();
        certificates
            .map(|id| self.certificate(*id))
            .flat_map(|entry| entry.rows.iter().map(move |row| (entry, row)))
            .filter(|(_, row)| row.validity().overlaps(days))
            .max_by_key(|(entry, row)| {
                let validity = row.validity();
                (validity.covers(month.last_day()), validity.from, entry.number)
            })
    }

    /// The certificates that a row of 契約, モニタリング期間 or 返戻等 may speak of: where the
    /// number is in both schemes and the row names none, both.
    pub(super) fn certificates_of(
        &self,
        municipality: MunicipalityNumber,
        number: CertificateNumber,
        scheme: Option<Scheme>,
    ) -> impl Iterator<Item = Holder> + Clone + use<> {
        let ids = self.certificate_ids.get(&(municipality, number)).copied().unwrap_or_default();
        let schemes = ids.into_iter().zip(Scheme::ALL);
        let wanted = schemes.filter(move |held| scheme.is_none_or(|scheme| scheme == held.1));
        wanted.filter_map(|(holder, _)| holder)
    }

    /// The id of an office's number.
    pub fn office_id(&self, number: OfficeNumber) -> Option<OfficeId> {
        self.office_ids.get(&number).copied()
    }

    /// A cell of a row.
    pub fn cell(&self, origin: Origin, column: usize) -> Cell {
        self.sources.cell(origin, column)
    }
}
