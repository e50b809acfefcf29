//! Events of the logs, linked to office, certificate, recipient and staff.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};
use rayon::{iter::Either, prelude::*};
use rustc_hash::FxHashMap;

use super::{CertificateId, Ledger, OfficeId, PersonId, RecipientId, StaffId, build::Refused};
use crate::{
    calendar::ServiceMonth,
    finding::{Cell, Finding, Origin, Rule, Subject, Target},
    input::{Symbol, rules},
    number::{CertificateNumber, MunicipalityNumber, OfficeNumber},
    records::{Activity, ActivityKind, Monitoring, Party, Plan, Record, SPECS, column},
};

/// Whose event it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Head {
    /// The office that did the work.
    pub office: OfficeId,
    /// The certificate written in the row.
    pub certificate: CertificateId,
    /// Whose certificate it is.
    pub recipient: RecipientId,
    /// The author; `None` where there is no 従業者 table.
    pub staff: Option<StaffId>,
}

/// A row of a log, linked.
#[derive(Clone, Debug)]
pub struct Event<R> {
    /// Whose it is.
    pub head: Head,
    /// What it says.
    pub row: R,
}

/// The events of one table, person by person.
#[derive(Clone, Debug)]
pub struct Log<R> {
    events: Vec<Event<R>>,
    /// Where each person's events begin, and at last where the last one's end.
    starts: Vec<u32>,
}

impl<R> Default for Log<R> {
    fn default() -> Self {
        Self { events: Vec::new(), starts: vec![0] }
    }
}

impl<R> Log<R> {
    /// `events` are in order of persons; `person` tells whose each is.
    pub(super) fn new(
        events: Vec<Event<R>>,
        persons: usize,
        person: impl Fn(&Event<R>) -> PersonId,
    ) -> Self {
        let mut starts = vec![0_u32; persons + 1];
        for event in &events {
            starts[person(event).index() + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        Self { events, starts }
    }

    /// A person's events.
    pub fn of(&self, person: PersonId) -> &[Event<R>] {
        let from = self.starts[person.index()] as usize;
        let to = self.starts[person.index() + 1] as usize;
        &self.events[from..to]
    }

    /// Every event.
    pub fn all(&self) -> &[Event<R>] {
        &self.events
    }
}

/// A row of 計画, モニタリング or 会議等.
pub trait Logged: Record + Sync {
    /// 事業所番号, 市町村番号, 受給者証番号, 従業者番号, サービス種類, and the day's column.
    const OFFICE: usize;
    /// 市町村番号
    const MUNICIPALITY: usize;
    /// 受給者証番号
    const CERTIFICATE: usize;
    /// 従業者番号
    const STAFF: usize;
    /// サービス種類
    const SCHEME: usize;
    /// The day's column.
    const DAY: usize;
    /// Office, municipality, certificate, scheme.
    fn party(&self) -> Party;
    /// 従業者番号
    fn staff(&self) -> Symbol;
    /// The event's own day.
    fn day(&self) -> NaiveDate;
    /// Its time, where written.
    fn time(&self) -> Option<NaiveTime>;
    /// What else tells two events of one moment apart.
    fn detail(&self) -> Option<(ActivityKind, Option<Symbol>)> {
        None
    }
}

macro_rules! logged {
    ($record:ty, $columns:ident, $day:ident $(, $detail:item)?) => {
        impl Logged for $record {
            const OFFICE: usize = column::$columns::OFFICE;
            const MUNICIPALITY: usize = column::$columns::MUNICIPALITY;
            const CERTIFICATE: usize = column::$columns::CERTIFICATE;
            const STAFF: usize = column::$columns::STAFF;
            const SCHEME: usize = column::$columns::SCHEME;
            const DAY: usize = column::$columns::$day;
            fn party(&self) -> Party {
                self.party
            }
            fn staff(&self) -> Symbol {
                self.staff
            }
            fn day(&self) -> NaiveDate {
                self.day
            }
            fn time(&self) -> Option<NaiveTime> {
                self.time
            }
            $($detail)?
        }
    };
}

logged!(Plan, plan, CONSENT);
logged!(Monitoring, monitoring, DAY);
logged!(
    Activity,
    activity,
    DAY,
    fn detail(&self) -> Option<(ActivityKind, Option<Symbol>)> {
        Some((self.kind, self.partner))
    }
);

impl Ledger {
    /// Links rows; those whose numbers lead nowhere (I110) or to two schemes (I117) are reported
    /// and left out.
    pub(super) fn link<R: Logged>(&mut self, rows: Vec<R>, linker: &Linker<'_>) -> Vec<Event<R>> {
        let (events, refused): (Vec<Event<R>>, Vec<Vec<Finding>>) =
            rows.into_par_iter().partition_map(|row| match linker.link(self, &row) {
                Ok(head) => Either::Left(Event { head, row }),
                Err(findings) => Either::Right(findings),
            });
        self.findings.extend(refused.into_iter().flatten());
        events
    }

    /// The subject of a finding about an event's row as such.
    pub(super) fn subject_of_row<R: Logged>(&self, event: &Event<R>) -> Subject {
        let certificate = self.certificate(event.head.certificate);
        let recipient = self.recipient(event.head.recipient);
        Subject {
            target: Target::Table(SPECS[R::TABLE].name),
            month: Some(ServiceMonth::of(event.row.day())),
            scheme: Some(recipient.scheme),
            municipality: Some(recipient.municipality),
            office: Some(self.office(event.head.office).number),
            certificate: Some(certificate.number),
            kana: Some(Arc::clone(&certificate.kana)),
        }
    }
}

/// What linking looks numbers up in.
pub(super) struct Linker<'a> {
    pub(super) staff_ids: &'a FxHashMap<(OfficeId, Symbol), StaffId>,
    pub(super) has_staff: bool,
    pub(super) refused: &'a Refused,
}

impl Linker<'_> {
    fn link<R: Logged>(&self, ledger: &Ledger, row: &R) -> Result<Head, Vec<Finding>> {
        let party = row.party();
        let office = ledger.office_ids.get(&party.office).copied();
        let certificate = ledger.certificate_of(&party, row.day());
        let staff = office.map(|office| self.staff_ids.get(&(office, row.staff())).copied());
        let mut findings = Vec::new();
        let mut unknown = |rule, column, related: Vec<Origin>| {
            findings.push(unlinked(ledger, row, rule, column, &related));
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
            (Some(office), Certificate::One(certificate)) if findings.is_empty() => Ok(Head {
                office,
                certificate,
                recipient: ledger.certificate(certificate).recipient,
                staff: staff.flatten(),
            }),
            _ => Err(findings),
        }
    }
}

fn unlinked<R: Logged>(
    ledger: &Ledger,
    row: &R,
    rule: &'static Rule,
    column: usize,
    related: &[Origin],
) -> Finding {
    let party = row.party();
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
        },
        origin: Some(origin),
        cells,
        note: None,
    }
}

/// What a certificate number means on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Certificate {
    One(CertificateId),
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
            let id = if scheme == crate::item::Scheme::Adult { adult } else { child };
            return id.map_or(Certificate::Unknown, Certificate::One);
        }
        match (adult, child) {
            (Some(adult), Some(child)) => {
                let near = |id: &CertificateId| self.certificate(*id).distance(day);
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

    /// The certificates that a row of 契約, モニタリング期間 or 返戻等 speaks of: where the
    /// number is in both schemes and the row names none, both.
    pub(super) fn certificates_of(
        &self,
        municipality: MunicipalityNumber,
        number: CertificateNumber,
        scheme: Option<crate::item::Scheme>,
    ) -> Vec<CertificateId> {
        let ids = self.certificate_ids.get(&(municipality, number)).copied().unwrap_or_default();
        let wanted = |id: &CertificateId| {
            let recipient = self.recipient(self.certificate(*id).recipient);
            scheme.is_none_or(|scheme| recipient.scheme == scheme)
        };
        ids.into_iter().flatten().filter(wanted).collect()
    }

    pub(super) fn office_id(&self, number: OfficeNumber) -> Option<OfficeId> {
        self.office_ids.get(&number).copied()
    }
}
