//! What a check is asked about: an event, or a recipient's month, with what was in force.

use std::ops::Deref;

use chrono::NaiveDate;

use super::timeline::{Timeline, World, plan_precedes};
use crate::{
    calendar::ServiceMonth,
    finding::{Cell, Origin},
    item::{Item, Scheme},
    ledger::{CertificateEntry, Event, Head, Ledger, OfficeEntry, RecipientEntry, RecipientId},
    policy::Reading,
    records::{
        Activity, ActivityKind, Area, Monitoring, Place, Plan, Planner, Recipient, Schedule, Staff,
        TableRow, column,
    },
};

/// An event of whichever kind.
pub struct EventCase<'a> {
    /// The person's events.
    pub timeline: &'a Timeline<'a>,
    /// Whose event it is.
    pub head: Head,
    /// Its row.
    pub origin: Origin,
    /// The item it could be claimed as.
    pub item: Item,
    /// Its own day.
    pub day: NaiveDate,
    /// The month of that day.
    pub month: ServiceMonth,
    /// The day's cell.
    pub day_cell: Cell,
    /// The office's cell.
    pub office_cell: Cell,
    /// The author's cell.
    pub staff_cell: Cell,
    /// The certificate's row in force on the day, else the nearest.
    pub holder: &'a Recipient,
    /// The author's row in force on the day, else the nearest; `None` without a 従業者 table.
    pub author: Option<&'a Staff>,
    /// The day of the interview or visit.
    pub visit: Option<(NaiveDate, Cell)>,
    /// The plan, where the event is one.
    pub plan_row: Option<&'a Plan>,
    /// The monitoring, where the event is one.
    pub monitoring_row: Option<&'a Monitoring>,
    /// The activity, where the event is one.
    pub activity_row: Option<&'a Activity>,
}

impl<'a> EventCase<'a> {
    /// Masters and events.
    pub const fn ledger(&self) -> &'a Ledger {
        self.timeline.world.ledger
    }

    /// The plan, where the event is one.
    pub const fn plan(&self) -> Option<&'a Plan> {
        self.plan_row
    }

    /// Whether the event is a 初回面接, which comes before the certificate.
    pub fn is_first_interview(&self) -> bool {
        self.activity_row.is_some_and(|row| row.kind == ActivityKind::FirstInterview)
    }

    /// Whether the event hands the recipient over, which may come after the entitlement.
    pub fn is_handover(&self) -> bool {
        self.activity_row.is_some_and(|row| row.kind.is_handover())
    }

    /// The office.
    pub fn office(&self) -> &'a OfficeEntry {
        self.ledger().office(self.head.office)
    }

    /// The recipient.
    pub fn recipient(&self) -> &'a RecipientEntry {
        self.ledger().recipient(self.head.recipient)
    }

    /// The certificate.
    pub fn certificate(&self) -> &'a CertificateEntry {
        self.ledger().certificate(self.head.certificate)
    }

    /// サービス種類
    pub fn scheme(&self) -> Scheme {
        self.recipient().scheme
    }

    /// The readings of the recipient's municipality.
    pub fn reading(&self) -> &'a Reading {
        self.timeline.world.policy.of(self.recipient().municipality)
    }

    /// A cell of the certificate's row.
    pub fn holder_cell(&self, column: usize) -> Cell {
        self.cell_of(self.holder, column)
    }

    /// A cell of any row.
    pub fn cell_of<R: TableRow>(&self, row: &R, column: usize) -> Cell {
        row.cell(&self.ledger().sources, column)
    }

    /// Whether the recipient qualifies for the special area: by the certificate; where it is
    /// blank, because they live in one on the day (family S).
    pub fn lives_in_special_area(&self, day: NaiveDate) -> bool {
        let lives_there = || self.home(day).is_some_and(|area| area.special);
        self.holder.special_area.unwrap_or_else(lives_there)
    }

    /// 居住地区 in 地区 on `day`.
    pub fn home(&self, day: NaiveDate) -> Option<&'a Area> {
        let ledger = self.ledger();
        let municipality = self.recipient().municipality;
        ledger.areas().on(&ledger.symbols, municipality, self.holder.area, day)
    }

    /// The cells that say whether the recipient qualifies on `day`: the certificate's, and where
    /// its own is blank that of 地区.
    pub fn special_area_cells(&self, day: NaiveDate) -> Vec<Cell> {
        use column::recipient::{AREA, SPECIAL_AREA};
        let home = self.home(day).filter(|_| self.holder.special_area.is_none());
        let cells = [SPECIAL_AREA, AREA].map(|column| self.holder_cell(column));
        cells.into_iter().chain(home.map(|row| self.cell_of(row, column::area::SPECIAL))).collect()
    }

    /// The rows that every line of the event rests on: certificate, office, contract, author.
    pub fn basis(&self) -> Vec<Cell> {
        let mut cells = vec![self.day_cell, self.holder_cell(column::recipient::CERTIFICATE)];
        if let Some(office) = self.office().on(self.scheme(), self.day) {
            cells.push(self.cell_of(office, column::office::NUMBER));
        }
        if let Some(contract) = self.recipient().contract(self.head.office, self.day) {
            cells.push(self.cell_of(contract, column::contract::FROM));
        }
        if let Some(author) = self.author {
            cells.push(self.cell_of(author, column::staff::NUMBER));
        }
        cells
    }
}

/// How an interview was held, for P107, P108 and M206.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Visit {
    /// As the fee asks.
    Good,
    /// Not a visit.
    None,
    /// A visit only under conditions that the logs do not show.
    Conditional,
}

/// Whether an interview at `place` on `day` was a visit. Online interviews exist from 2024-04,
/// for recipients of the special area (R6.3.29 問77).
pub(super) fn visit(case: &EventCase<'_>, place: Place, day: NaiveDate) -> Visit {
    const ONLINE_SINCE: ServiceMonth = ServiceMonth::literal(2024, 4);
    let good_or_conditional = |conditional| {
        if conditional { Visit::Conditional } else { Visit::Good }
    };
    match place {
        Place::Home => Visit::Good,
        Place::Facility | Place::Hospital | Place::Other => {
            good_or_conditional(case.scheme() == Scheme::Child)
        }
        Place::Online
            if ServiceMonth::of(day) >= ONLINE_SINCE && case.lives_in_special_area(day) =>
        {
            Visit::Conditional
        }
        Place::Telephone | Place::Office | Place::Online => Visit::None,
    }
}

/// A plan, or a draft.
pub struct PlanCase<'a> {
    /// The event.
    pub event: EventCase<'a>,
    /// Its row.
    pub plan: &'a Plan,
    /// Its place in the timeline.
    pub index: usize,
}

/// A monitoring.
pub struct MonitoringCase<'a> {
    /// The event.
    pub event: EventCase<'a>,
    /// Its row.
    pub monitoring: &'a Monitoring,
    /// Its place in the timeline.
    pub index: usize,
}

impl<'a> Deref for PlanCase<'a> {
    type Target = EventCase<'a>;
    fn deref(&self) -> &EventCase<'a> {
        &self.event
    }
}

impl<'a> Deref for MonitoringCase<'a> {
    type Target = EventCase<'a>;
    fn deref(&self) -> &EventCase<'a> {
        &self.event
    }
}

impl<'a> PlanCase<'a> {
    /// The case of the timeline's plan at `index`.
    pub fn new(timeline: &'a Timeline<'a>, index: usize) -> Self {
        use column::plan::{INTERVIEW, OFFICE, STAFF};
        let event = timeline.plans[index];
        let plan = &event.row;
        let sources = &timeline.world.ledger.sources;
        let cells = [plan.day_column(), OFFICE, STAFF].map(|column| plan.cell(sources, column));
        let visit = plan.interview.map(|day| (day, plan.cell(sources, INTERVIEW)));
        let about = (Item::PlanFee, plan.day);
        let case = event_case(timeline, event.head, plan, about, cells, visit);
        Self { event: EventCase { plan_row: Some(plan), ..case }, plan, index }
    }

    /// A cell of the row.
    pub fn cell(&self, column: usize) -> Cell {
        self.cell_of(self.plan, column)
    }

    /// Whether the row's file has the column.
    pub fn has(&self, column: usize) -> bool {
        self.cell(column).field > 0
    }

    /// Valid plans of the recipient that come before this one.
    pub fn earlier_valid(&self) -> impl DoubleEndedIterator<Item = &'a Event<Plan>> {
        let index = self.index;
        let plans = self.timeline.valid_plans_of(self.head.recipient);
        plans.filter(move |(place, _)| *place < index).map(|(_, plan)| plan)
    }
}

impl<'a> MonitoringCase<'a> {
    /// The case of the timeline's monitoring at `index`.
    pub fn new(timeline: &'a Timeline<'a>, index: usize) -> Self {
        use column::monitoring::{DAY, OFFICE, STAFF};
        let event = timeline.monitorings[index];
        let row = &event.row;
        let sources = &timeline.world.ledger.sources;
        let cells = [DAY, OFFICE, STAFF].map(|column| row.cell(sources, column));
        let visit = Some((row.day, cells[0]));
        let about = (Item::MonitoringFee, row.day);
        let case = event_case(timeline, event.head, row, about, cells, visit);
        Self { event: EventCase { monitoring_row: Some(row), ..case }, monitoring: row, index }
    }

    /// A cell of the row.
    pub fn cell(&self, column: usize) -> Cell {
        self.cell_of(self.monitoring, column)
    }

    /// Valid plans of the recipient, of whichever office.
    pub fn plans(&self) -> impl DoubleEndedIterator<Item = &'a Event<Plan>> {
        self.timeline.valid_plans_of(self.head.recipient).map(|(_, plan)| plan)
    }

    /// Those after this monitoring, in order.
    pub fn plans_after(&self) -> impl DoubleEndedIterator<Item = &'a Event<Plan>> {
        let monitoring = self.monitoring;
        self.plans().filter(move |plan| !plan_precedes(&plan.row, monitoring))
    }

    /// Whether no other valid monitoring of the recipient lies between this one and `plan`.
    pub fn is_last_before(&self, plan: &Plan) -> bool {
        let mut others = self.timeline.valid_monitorings_of(self.head.recipient);
        !others.any(|(place, other)| place > self.index && !plan_precedes(plan, &other.row))
    }

    /// The cell of a plan's consent.
    pub fn consent_cell(&self, plan: &Plan) -> Cell {
        self.cell_of(plan, column::plan::CONSENT)
    }
}

pub(super) fn event_case<'a, R: TableRow>(
    timeline: &'a Timeline<'a>,
    head: Head,
    row: &R,
    (item, day): (Item, NaiveDate),
    [day_cell, office_cell, staff_cell]: [Cell; 3],
    visit: Option<(NaiveDate, Cell)>,
) -> EventCase<'a> {
    let ledger = timeline.world.ledger;
    EventCase {
        timeline,
        head,
        origin: row.origin(),
        item,
        day,
        month: ServiceMonth::of(day),
        day_cell,
        office_cell,
        staff_cell,
        holder: ledger.certificate(head.certificate).near(day),
        author: head.staff.and_then(|staff| ledger.staff(staff).near(day)),
        visit,
        plan_row: None,
        monitoring_row: None,
        activity_row: None,
    }
}

/// A recipient in the month that is judged.
pub struct MonthCase<'a> {
    /// The person's events, all judged.
    pub timeline: &'a Timeline<'a>,
    /// Who.
    pub recipient: RecipientId,
    /// The certificate's row that the check looks at.
    pub holder: &'a Recipient,
}

impl<'a> MonthCase<'a> {
    /// What it is judged against.
    pub const fn world(&self) -> &'a World<'a> {
        self.timeline.world
    }

    /// The recipient.
    pub fn entry(&self) -> &'a RecipientEntry {
        self.world().ledger.recipient(self.recipient)
    }

    /// A cell of any row.
    pub fn cell_of<R: TableRow>(&self, row: &R, column: usize) -> Cell {
        row.cell(&self.world().ledger.sources, column)
    }

    /// The schedule row that designates the month for a recipient with a contract who lives past
    /// it, whose plan an office makes.
    pub fn due_visit(&self) -> Option<&'a Schedule> {
        let month = self.world().month;
        let due = self.holder.entitles(month)
            && self.expects_visits()
            && self.entry().contract_in(month).is_some();
        let designation = self.entry().designation();
        designation.known_on(month.last_day(), month).filter(|_| due)
    }

    /// Whether a monitoring of the recipient is recorded in the month, claimed or not.
    pub fn is_visited(&self) -> bool {
        let mut rows = self.timeline.monitorings_of(self.recipient);
        rows.any(|event| ServiceMonth::of(event.row.day) == self.world().month)
    }

    /// Whether the recipient lives past the month and an office makes their plan.
    pub fn expects_visits(&self) -> bool {
        let last_day = self.world().month.last_day();
        let alive = self.holder.death.is_none_or(|death| death > last_day);
        alive && self.holder.planner == Planner::Office
    }
}
