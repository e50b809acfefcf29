//! Events of the logs, linked to office, certificate, recipient and staff.

use chrono::NaiveDate;

use super::{CertificateId, OfficeId, PersonId, RecipientId, StaffId};
use crate::{
    calendar::ClockTime,
    input::Symbol,
    records::{Activity, ActivityKind, Monitoring, Plan, TableRow, column},
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
pub(crate) trait Logged: TableRow + Sync {
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
pub(crate) enum Detail {
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

/// A certificate and whose it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Holder {
    pub(super) certificate: CertificateId,
    pub(super) recipient: RecipientId,
    pub(super) person: PersonId,
}
