//! Events of the logs, linked to office, certificate, recipient and staff.

use std::sync::Arc;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::{CertificateId, Ledger, OfficeId, PersonId, RecipientId, StaffId, link::Refused};
use crate::{
    calendar::{ClockTime, ServiceMonth},
    finding::{Cell, Finding, Origin, Rule, Subject, Target},
    input::{Symbol, SymbolWriter, Table, rules},
    item::Scheme,
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
    /// Who that is.
    pub person: PersonId,
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

/// A row of 計画, モニタリング or 会議等.
pub trait Logged: Record + Sync {
    /// 事業所番号
    const OFFICE: usize;
    /// 市町村番号
    const MUNICIPALITY: usize;
    /// 受給者証番号
    const CERTIFICATE: usize;
    /// 従業者番号
    const STAFF: usize;
    /// サービス種類
    const SCHEME: usize;
    /// Whether the rows of a recipient's day are ordered with each other by time. Which rows of
    /// 会議等 are, each addition says (`rules::Sheet`).
    const ORDERED_BY_TIME: bool;
    /// 従業者番号
    fn staff(&self) -> Symbol;
    /// The column of the event's own day.
    fn day_column(&self) -> usize;
    /// The event's own day.
    fn day(&self) -> NaiveDate;
    /// Its time, where written.
    fn time(&self) -> Option<ClockTime>;
    /// What else tells two events of one moment apart.
    fn detail(&self) -> Detail;
}

/// What tells two events of one office, recipient and moment apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Detail {
    /// A plan, or a draft: consent to the one is not the other.
    Plan {
        /// Whether there is consent.
        consented: bool,
    },
    /// A visit.
    Monitoring,
    /// 活動種別 and 相手先番号.
    Activity(ActivityKind, Option<Symbol>),
}

macro_rules! logged {
    ($record:ty, $columns:ident, $by_time:literal, $day_column:expr, $detail:expr) => {
        impl Logged for $record {
            const OFFICE: usize = column::$columns::OFFICE;
            const MUNICIPALITY: usize = column::$columns::MUNICIPALITY;
            const CERTIFICATE: usize = column::$columns::CERTIFICATE;
            const STAFF: usize = column::$columns::STAFF;
            const SCHEME: usize = column::$columns::SCHEME;
            const ORDERED_BY_TIME: bool = $by_time;
            fn staff(&self) -> Symbol {
                self.staff
            }
            fn day_column(&self) -> usize {
                $day_column(self)
            }
            fn day(&self) -> NaiveDate {
                self.day
            }
            fn time(&self) -> Option<ClockTime> {
                self.time
            }
            fn detail(&self) -> Detail {
                $detail(self)
            }
        }
    };
}

logged!(Plan, plan, true, Plan::day_column, |plan: &Plan| Detail::Plan {
    consented: plan.consent.is_some()
});
logged!(Monitoring, monitoring, true, |_| column::monitoring::DAY, |_| Detail::Monitoring);
logged!(Activity, activity, false, |_| column::activity::DAY, |activity: &Activity| {
    Detail::Activity(activity.kind, activity.partner)
});

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

/// A certificate and whose it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Holder {
    pub(super) certificate: CertificateId,
    pub(super) recipient: RecipientId,
    pub(super) person: PersonId,
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
        let wanted = schemes.filter(move |(_, own)| scheme.is_none_or(|scheme| scheme == *own));
        wanted.filter_map(|(holder, _)| holder)
    }

    /// The id of an office's number.
    pub fn office_id(&self, number: OfficeNumber) -> Option<OfficeId> {
        self.office_ids.get(&number).copied()
    }
}
