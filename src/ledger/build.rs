//! Records to ledger.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{
    Areas, CertificateEntry, CertificateId, Event, Ledger, Log, OfficeEntry, OfficeId,
    RecipientEntry, RecipientId, StaffEntry, StaffId, TableCount,
    duplicates::repeats,
    events::{Holder, Logged},
    link::Refused,
    masters::{CheckDigits, add_kana, refuse_overlaps},
    order::sort,
    people::{Group, tie},
    read::Linker,
};
use crate::{
    finding::{Finding, append},
    input::{Sources, Symbol, SymbolWriter, Symbols, Table},
    item::Scheme,
    number::OfficeNumber,
    records::{
        Area, CaseloadCount, Filing, Office, Recipient, Records, SPECS, Staff, TableRow, column,
    },
};

impl Ledger {
    /// Links `records`; what cannot be used is left out and reported.
    pub fn build(sources: Sources, mut records: Records) -> Self {
        let mut findings = sources.findings.clone();
        take_findings(&mut records, &mut findings);
        check_digits(&records, &sources, &mut findings);
        refuse_masters(&mut records, &sources, &mut findings);
        add_kana(&mut findings, &records.recipients.rows);
        let tables = count(&records, &sources);
        let refused = Refused::new(&records);
        let symbols = std::mem::take(&mut records.symbols);
        let mut ledger = Self::empty(sources, findings, tables);
        ledger.keep::<Area>(records.areas.rows.len());
        ledger.areas = Areas::new(std::mem::take(&mut records.areas.rows));
        ledger.add_offices(&mut records, &refused);
        let staff_ids = ledger.add_staff(std::mem::take(&mut records.staff.rows), &refused);
        ledger.add_recipients(std::mem::take(&mut records.recipients.rows), &symbols);
        ledger.add_contracts(std::mem::take(&mut records.contracts.rows), &refused);
        ledger.add_schedules(std::mem::take(&mut records.schedules.rows), &refused);
        ledger.add_returned(std::mem::take(&mut records.returned.rows), &refused);
        let has_staff = ledger.has(column::staff::SPEC.name);
        let linker = Linker { staff_ids: &staff_ids, has_staff, refused: &refused };
        let plans = ledger.read_events(&symbols, &linker);
        let plans = ledger.log(plans);
        let monitorings = ledger.read_events(&symbols, &linker);
        let monitorings = ledger.log(monitorings);
        let activities = ledger.read_events(&symbols, &linker);
        let activities = ledger.log(activities);
        ledger.symbols = symbols.finish();
        ledger.plans = ledger.settle(plans);
        ledger.monitorings = ledger.settle(monitorings);
        ledger.activities = ledger.settle(activities);
        ledger
    }

    /// Takes over what was read of a log: its findings and counts; the events wait for
    /// [`Self::settle`].
    fn log<R: Logged>(&mut self, table: Table<Event<R>>) -> Log<R> {
        append(&mut self.findings, table.findings);
        self.tables[R::TABLE].read += table.read;
        Log::new(table.rows, self.person_count())
    }

    /// Puts the events of a log in order; repeats are reported and taken out (I109).
    fn settle<R: Logged>(&mut self, mut log: Log<R>) -> Log<R> {
        let sort = |places: &mut [u32], events: &[Event<R>]| sort(self, places, events);
        let findings = log.settle(sort, |events| repeats(self, events));
        let harmless = findings.iter().filter(|finding| !finding.level.refuses());
        self.repeated.extend(harmless.filter_map(|finding| finding.origin));
        self.findings.extend(findings);
        self.keep::<R>(log.len());
        log
    }

    /// Counts rows that the ledger holds, for the proof that none is lost.
    pub(super) fn keep<R: TableRow>(&mut self, rows: usize) {
        self.tables[R::TABLE].kept += rows;
    }

    fn empty(sources: Sources, findings: Vec<Finding>, tables: Vec<TableCount>) -> Self {
        Self {
            sources,
            symbols: Symbols::default(),
            findings,
            tables,
            repeated: Vec::new(),
            offices: Vec::new(),
            office_ids: FxHashMap::default(),
            staff: Vec::new(),
            areas: Areas::default(),
            certificates: Vec::new(),
            certificate_ids: FxHashMap::default(),
            recipients: Vec::new(),
            person_recipients: Vec::new(),
            plans: Log::default(),
            monitorings: Log::default(),
            activities: Log::default(),
            returned: FxHashMap::default(),
        }
    }

    fn add_offices(&mut self, records: &mut Records, refused: &Refused) {
        let rows = std::mem::take(&mut records.offices.rows);
        let mut numbers: Vec<OfficeNumber> = rows.iter().map(|row| row.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        self.offices = numbers.iter().map(|number| OfficeEntry::new(*number)).collect();
        self.office_ids =
            numbers.into_iter().enumerate().map(|(n, number)| (number, OfficeId::at(n))).collect();
        for row in rows {
            if let Some(id) = self.office_id(row.number) {
                self.offices[id.index()].rows.push(row);
                self.keep::<Office>(1);
            }
        }
        for office in &mut self.offices {
            office.rows.sort_by_key(|row| (row.scheme, row.span.from));
        }
        for row in std::mem::take(&mut records.filings.rows) {
            match self.office_id(row.office) {
                Some(id) => {
                    self.offices[id.index()].filings.push(row);
                    self.keep::<Filing>(1);
                }
                None => self.unknown_office(&row, column::filing::OFFICE, row.office, refused),
            }
        }
        for row in std::mem::take(&mut records.counts.rows) {
            match self.office_id(row.office) {
                Some(id) => {
                    self.offices[id.index()].counts.push(row);
                    self.keep::<CaseloadCount>(1);
                }
                None => {
                    self.unknown_office(&row, column::caseload_count::OFFICE, row.office, refused);
                }
            }
        }
    }

    fn add_staff(
        &mut self,
        rows: Vec<Staff>,
        refused: &Refused,
    ) -> FxHashMap<(OfficeId, Symbol), StaffId> {
        let mut ids = FxHashMap::default();
        for row in rows {
            let Some(office) = self.office_id(row.office) else {
                self.unknown_office(&row, column::staff::OFFICE, row.office, refused);
                continue;
            };
            let next = StaffId::at(self.staff.len());
            let id = *ids.entry((office, row.number)).or_insert(next);
            if id == next {
                self.staff.push(StaffEntry { rows: Vec::new() });
                self.offices[office.index()].staff.push(id);
            }
            self.staff[id.index()].rows.push(row);
            self.keep::<Staff>(1);
        }
        for entry in &mut self.staff {
            entry.rows.sort_by_key(|row| row.span.from);
        }
        ids
    }

    fn add_recipients(&mut self, rows: Vec<Recipient>, symbols: &SymbolWriter) {
        self.keep::<Recipient>(rows.len());
        let groups = group(rows);
        let (persons, count, findings) = tie(&groups, &self.sources, symbols);
        self.findings.extend(findings);
        self.person_recipients = (0..count).map(|_| Vec::with_capacity(1)).collect();
        let mut recipient_ids = FxHashMap::default();
        for (group, person) in groups.into_iter().zip(persons) {
            let certificate = CertificateId::at(self.certificates.len());
            let next = RecipientId::at(self.recipients.len());
            let recipient =
                *recipient_ids.entry((person, group.municipality, group.scheme)).or_insert(next);
            if recipient == next {
                self.person_recipients[person.index()].push(recipient);
                self.recipients.push(RecipientEntry {
                    person,
                    municipality: group.municipality,
                    scheme: group.scheme,
                    certificates: Vec::with_capacity(1),
                    contracts: Vec::with_capacity(1),
                    schedules: Vec::with_capacity(1),
                });
            }
            self.recipients[recipient.index()].certificates.push(certificate);
            let key = (group.municipality, group.number);
            let schemes = self.certificate_ids.entry(key).or_default();
            schemes[usize::from(group.scheme == Scheme::Child)] =
                Some(Holder { certificate, recipient, person });
            let newest = &group.rows[group.rows.len() - 1];
            self.certificates.push(CertificateEntry {
                number: group.number,
                recipient,
                kana: Arc::clone(&newest.kana),
                rows: group.rows,
            });
        }
    }
}

fn group(rows: Vec<Recipient>) -> Vec<Group> {
    let mut places: FxHashMap<_, usize> = FxHashMap::default();
    let mut groups: Vec<Group> = Vec::new();
    for row in rows {
        let key = (row.municipality, row.certificate, row.scheme);
        let place = *places.entry(key).or_insert(groups.len());
        if place == groups.len() {
            let (municipality, number, scheme) = key;
            groups.push(Group { municipality, number, scheme, rows: Vec::with_capacity(1) });
        }
        groups[place].rows.push(row);
    }
    for group in &mut groups {
        group.rows.sort_by_key(|row| row.validity().from);
    }
    groups
}

macro_rules! for_each_table {
    ($records:ident, $table:ident => $do:expr) => {{
        {
            let $table = &mut $records.offices;
            $do
        }
        {
            let $table = &mut $records.filings;
            $do
        }
        {
            let $table = &mut $records.areas;
            $do
        }
        {
            let $table = &mut $records.recipients;
            $do
        }
        {
            let $table = &mut $records.schedules;
            $do
        }
        {
            let $table = &mut $records.contracts;
            $do
        }
        {
            let $table = &mut $records.staff;
            $do
        }
        {
            let $table = &mut $records.returned;
            $do
        }
        {
            let $table = &mut $records.counts;
            $do
        }
    }};
}

fn take_findings(records: &mut Records, findings: &mut Vec<Finding>) {
    for_each_table!(records, table => append(findings, std::mem::take(&mut table.findings)));
}

/// The rows read of each table, in the order of the contract; of the logs, which are not read
/// yet, none. What is kept is counted where it is kept.
fn count(records: &Records, sources: &Sources) -> Vec<TableCount> {
    let mut tables: Vec<TableCount> =
        SPECS.iter().map(|spec| TableCount { table: spec.name, read: 0, kept: 0 }).collect();
    count_table(&mut tables, &records.offices);
    count_table(&mut tables, &records.filings);
    count_table(&mut tables, &records.areas);
    count_table(&mut tables, &records.recipients);
    count_table(&mut tables, &records.schedules);
    count_table(&mut tables, &records.contracts);
    count_table(&mut tables, &records.staff);
    count_table(&mut tables, &records.returned);
    count_table(&mut tables, &records.counts);
    tables.push(TableCount { table: "", read: sources.unread_rows, kept: 0 });
    tables
}

fn count_table<R: TableRow>(tables: &mut [TableCount], table: &Table<R>) {
    tables[R::TABLE].read = table.read;
}

fn check_digits(records: &Records, sources: &Sources, findings: &mut Vec<Finding>) {
    let mut check = CheckDigits { sources, findings };
    let offices = &records.offices.rows;
    check.check(column::office::SPEC.name, offices, column::office::NUMBER, |row| row.number);
    check.check(column::office::SPEC.name, offices, column::office::MUNICIPALITY, |row| {
        row.municipality
    });
    check.check(column::area::SPEC.name, &records.areas.rows, column::area::MUNICIPALITY, |row| {
        row.municipality
    });
    check.check(
        column::recipient::SPEC.name,
        &records.recipients.rows,
        column::recipient::MUNICIPALITY,
        |row| row.municipality,
    );
}

fn refuse_masters(records: &mut Records, sources: &Sources, findings: &mut Vec<Finding>) {
    refuse_overlaps(&mut records.offices, sources, findings);
    refuse_overlaps(&mut records.recipients, sources, findings);
    refuse_overlaps(&mut records.staff, sources, findings);
    refuse_overlaps(&mut records.areas, sources, findings);
    refuse_overlaps(&mut records.filings, sources, findings);
    refuse_overlaps(&mut records.counts, sources, findings);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{Contract, Returned};

    #[test]
    fn every_table_stands_in_specs_at_its_place() {
        let names: Vec<&str> = SPECS.iter().map(|spec| spec.name).collect();
        assert_eq!(SPECS[Contract::TABLE].name, "契約");
        assert_eq!(SPECS[Returned::TABLE].name, "返戻等");
        assert_eq!(names.len(), 12);
    }
}
