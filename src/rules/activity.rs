//! What a check is asked about a row of 会議等.

use std::ops::Deref;

use super::{
    case::{EventCase, event_case},
    timeline::Timeline,
};
use crate::{
    calendar::ServiceMonth,
    finding::Cell,
    input::Symbol,
    item::Item,
    ledger::{OfficeId, RecipientId},
    records::{Activity, ActivityKind, Area, Filing, FilingItem, Job, Method, column},
    tariff::Found,
};

/// A row of 会議等.
pub struct ActivityCase<'a> {
    /// The event.
    pub event: EventCase<'a>,
    /// Its row.
    pub activity: &'a Activity,
}

impl<'a> Deref for ActivityCase<'a> {
    type Target = EventCase<'a>;
    fn deref(&self) -> &EventCase<'a> {
        &self.event
    }
}

impl<'a> ActivityCase<'a> {
    /// The case of the timeline's activity at `index`.
    pub fn new(timeline: &'a Timeline<'a>, index: usize) -> Self {
        use column::activity::{DAY, OFFICE, STAFF};
        let event = timeline.activities[index];
        let row = &event.row;
        let sources = &timeline.world.ledger.sources;
        let cells = [DAY, OFFICE, STAFF].map(|column| sources.cell(row.origin, column));
        let visit = (row.method == Method::Visit).then_some((row.day, cells[0]));
        let about = (row.kind.item(), row.day);
        let case = event_case(timeline, event.head, row, about, cells, visit);
        Self { event: EventCase { activity_row: Some(row), ..case }, activity: row }
    }

    /// A cell of the row.
    pub fn cell(&self, column: usize) -> Cell {
        self.cell_of(self.activity, column)
    }

    /// Office and recipient.
    pub fn whose(&self) -> (OfficeId, RecipientId) {
        (self.head.office, self.head.recipient)
    }

    /// The cells that every line of the row rests on: what it is, and the rows in force.
    pub fn line_cells(&self) -> Vec<Cell> {
        let columns = [column::activity::DAY, column::activity::KIND, column::activity::METHOD];
        let mut cells: Vec<Cell> = columns.map(|column| self.cell(column)).to_vec();
        cells.extend(self.basis().into_iter().skip(1));
        let filing = self.hub_filing();
        cells.extend(filing.map(|filing| self.cell_of(filing, column::filing::ITEM)));
        cells
    }

    /// The filing as a hub on the day, where the row's addition rests on one (A690, A692).
    pub fn hub_filing(&self) -> Option<&'a Filing> {
        if !self.is_of_hub() {
            return None;
        }
        self.office().filing(self.scheme(), FilingItem::Hub, self.day)
    }

    /// Whether the row's addition is one of 地域生活支援拠点等.
    pub fn is_of_hub(&self) -> bool {
        matches!(self.item, Item::HubConsultationAddition | Item::JointSupportAddition)
    }

    /// Whether the author is a 相談支援員 on the day.
    pub fn is_by_assistant(&self) -> bool {
        self.author.is_some_and(|author| author.job == Job::Assistant)
    }

    /// The variant of its addition in the month: the first that the tariff has for the scheme,
    /// the newest names first. `None`: there is no such addition.
    pub fn variant(&self) -> Option<&'static str> {
        self.variant_of(variants(self.activity))
    }

    /// The first of `variants` that the tariff has.
    pub fn variant_of(&self, variants: &[&'static str]) -> Option<&'static str> {
        let tariff = self.timeline.world.tariff;
        let (scheme, item) = (self.scheme(), self.item);
        let has = |variant: &&&str| {
            !matches!(tariff.find(scheme, item, variant, self.month), Found::NotInForce)
        };
        variants.iter().find(has).copied()
    }

    /// Who or what it was done with: 相手先番号, else 相手先名; `None` where neither is written.
    pub fn partner(&self) -> Option<Symbol> {
        self.activity.partner.or(self.activity.partner_name)
    }

    /// The cell that names whom it was done with; that of the number where none does.
    pub fn partner_cell(&self) -> Cell {
        let by_name = self.activity.partner.is_none() && self.activity.partner_name.is_some();
        let column =
            if by_name { column::activity::PARTNER_NAME } else { column::activity::PARTNER };
        self.cell(column)
    }

    /// Whether the row's area is a special area on its day; an area that is blank or unknown is
    /// 地区 in the table 地区 on the day.
    pub fn place(&self) -> Option<&'a Area> {
        let ledger = self.ledger();
        let municipality = self.recipient().municipality;
        ledger.areas().on(&ledger.symbols, municipality, self.activity.area?, self.day)
    }
}

/// The names of a kind's variant, newest first (docs/output.md, 区分).
const fn variants(activity: &Activity) -> &'static [&'static str] {
    match activity.kind {
        ActivityKind::Conference
        | ActivityKind::OnSiteMonitoring
        | ActivityKind::Discharge
        | ActivityKind::HubConsultation
        | ActivityKind::JointSupport
        | ActivityKind::CapManagement
        | ActivityKind::FirstInterview => &[""],
        ActivityKind::AdmissionInformation => match activity.method {
            Method::Visit => &["I"],
            _ => &["II"],
        },
        ActivityKind::InstitutionInterview | ActivityKind::InstitutionMeeting => {
            &["interview_plan", ""]
        }
        ActivityKind::InstitutionEscort => &["escort", ""],
        ActivityKind::InstitutionInformation => &["information", ""],
        ActivityKind::IntensiveVisit => &["visit"],
        ActivityKind::IntensiveHold => &["hold"],
        ActivityKind::IntensiveAttend => &["attend"],
        ActivityKind::IntensiveEscort => &["escort"],
        ActivityKind::IntensiveInformation => &["information"],
        ActivityKind::CareOfficeVisit | ActivityKind::SchoolVisit => {
            &["visit", "visit_or_meeting", ""]
        }
        ActivityKind::CareOfficeMeeting | ActivityKind::SchoolMeeting => {
            &["meeting", "visit_or_meeting", ""]
        }
        ActivityKind::CareOfficeInformation | ActivityKind::SchoolInformation => {
            &["information", ""]
        }
    }
}

/// 「令和3年度改定」 From this month on.
pub(super) const REVISION_2021: ServiceMonth = ServiceMonth::literal(2021, 4);
/// 「令和6年度改定」 From this month on.
pub(super) const REVISION_2024: ServiceMonth = ServiceMonth::literal(2024, 4);
