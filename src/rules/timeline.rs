//! 「経過」 All events of one person, over months and offices, and how each stands so far.

use crate::{
    calendar::ServiceMonth,
    item::Scheme,
    ledger::{Event, Ledger, OfficeId, PersonId, RecipientId},
    policy::Policy,
    records::{Activity, Monitoring, Plan, PlanKind},
    tariff::Tariff,
};

/// Calendar months from a discharge row to the plan it led to, at most (A640).
pub(super) const MONTHS_TO_PLAN: i32 = 2;

/// What every timeline is judged against.
#[derive(Clone, Copy)]
pub struct World<'a> {
    /// Masters and events.
    pub ledger: &'a Ledger,
    /// Municipalities' readings.
    pub policy: &'a Policy,
    /// Which items there are in a month, and their amounts.
    pub tariff: &'a Tariff,
    /// The service month that is judged.
    pub month: ServiceMonth,
}

/// How an event stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    /// No I, E, P (except P109) or M205, M206, M212 reason rejects or holds it.
    pub valid: bool,
    /// Of a monitoring: valid, and neither absorbed nor pending (M202–M204, M207).
    pub surviving: bool,
    /// What becomes of its fee.
    pub fee: Fee,
}

/// What becomes of an event's fee.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Fee {
    /// Rejected, or not judged yet.
    #[default]
    Rejected,
    /// What is said against it only holds it.
    Held,
    /// Nothing refuses it.
    Paid,
}

impl Standing {
    /// Of a monitoring: whether a plan took it in (M202–M204).
    pub fn is_absorbed(self) -> bool {
        self.valid && !self.surviving && !self.is_held()
    }

    /// Whether nothing refuses the fee.
    pub fn is_paid(self) -> bool {
        self.fee == Fee::Paid
    }

    /// Whether the fee is held.
    pub fn is_held(self) -> bool {
        self.fee == Fee::Held
    }
}

/// One person's events, each kind in order, and how they stand. Standings fill up as the
/// judgement goes on: child scheme before adult, each recipient's events by day.
pub struct Timeline<'a> {
    /// What it is judged against.
    pub world: &'a World<'a>,
    /// Whether the person has a certificate of the child scheme.
    pub has_child_scheme: bool,
    /// Plans and drafts.
    pub plans: Vec<&'a Event<Plan>>,
    /// Monitorings.
    pub monitorings: Vec<&'a Event<Monitoring>>,
    /// Other activities, by day in tie order: times do not count yet (`Sheet::together`).
    pub activities: Vec<&'a Event<Activity>>,
    /// How `plans` stand.
    pub plan_standings: Vec<Standing>,
    /// How `monitorings` stand.
    pub monitoring_standings: Vec<Standing>,
}

impl<'a> Timeline<'a> {
    /// The timeline of a person, nothing judged yet.
    pub fn new(world: &'a World<'a>, person: PersonId) -> Self {
        let plans = world.ledger.plans_of(person);
        let monitorings = world.ledger.monitorings_of(person);
        let mut recipients = world.ledger.recipients_of(person).iter();
        let is_child = |id: &RecipientId| world.ledger.recipient(*id).scheme == Scheme::Child;
        Self {
            world,
            has_child_scheme: recipients.any(is_child),
            plan_standings: vec![Standing::default(); plans.len()],
            monitoring_standings: vec![Standing::default(); monitorings.len()],
            plans,
            monitorings,
            activities: world.ledger.activities_of(person),
        }
    }

    /// Whether the month may bring the person an addition that is no percentage: an activity in
    /// it or, for 退院・退所, in the two months before, or an initial plan.
    pub fn may_have_additions(&self) -> bool {
        let month = self.world.month;
        let back = |day| month.since(ServiceMonth::of(day));
        let active = |event: &&Event<Activity>| (0..=MONTHS_TO_PLAN).contains(&back(event.row.day));
        let initial = |event: &&Event<Plan>| {
            matches!(event.row.kind, PlanKind::New | PlanKind::Resumed) && back(event.row.day) == 0
        };
        self.activities.iter().any(active) || self.plans.iter().any(initial)
    }

    /// Valid plans of the person, in order, with their places.
    pub fn valid_plans(&self) -> impl DoubleEndedIterator<Item = (usize, &'a Event<Plan>)> {
        let plans = self.plans.iter().copied().enumerate();
        plans.filter(|(index, _)| self.plan_standings[*index].valid)
    }

    /// Valid plans of one recipient.
    pub fn valid_plans_of(
        &self,
        recipient: RecipientId,
    ) -> impl DoubleEndedIterator<Item = (usize, &'a Event<Plan>)> {
        self.valid_plans().filter(move |(_, plan)| plan.head.recipient == recipient)
    }

    /// Valid monitorings of the person, in order, with their places.
    pub fn valid_monitorings(
        &self,
    ) -> impl DoubleEndedIterator<Item = (usize, &'a Event<Monitoring>)> {
        let monitorings = self.monitorings.iter().copied().enumerate();
        monitorings.filter(|(index, _)| self.monitoring_standings[*index].valid)
    }

    /// Valid monitorings of one recipient.
    pub fn valid_monitorings_of(
        &self,
        recipient: RecipientId,
    ) -> impl DoubleEndedIterator<Item = (usize, &'a Event<Monitoring>)> {
        self.valid_monitorings().filter(move |(_, event)| event.head.recipient == recipient)
    }

    /// The paid plan of a recipient at an office in `month`: there is at most one.
    pub fn paid_plan(
        &self,
        (office, recipient): (OfficeId, RecipientId),
        month: ServiceMonth,
    ) -> Option<&'a Event<Plan>> {
        let mut plans = self.plans.iter().copied().zip(&self.plan_standings);
        let found = plans.find(|(plan, standing)| {
            standing.is_paid()
                && (plan.head.office, plan.head.recipient) == (office, recipient)
                && ServiceMonth::of(plan.row.day) == month
        });
        found.map(|(plan, _)| plan)
    }

    /// A recipient's monitorings at an office in `month`, and how they stand.
    pub fn monitorings_at(
        &self,
        (office, recipient): (OfficeId, RecipientId),
        month: ServiceMonth,
    ) -> impl DoubleEndedIterator<Item = (&'a Event<Monitoring>, Standing)> {
        let events = self.monitorings.iter().enumerate();
        events.filter_map(move |(index, event)| {
            let whose = (event.head.office, event.head.recipient);
            let fits = whose == (office, recipient) && ServiceMonth::of(event.row.day) == month;
            fits.then(|| (*event, self.monitoring_standings[index]))
        })
    }

    /// The paid monitoring of a recipient at an office in `month`: there is at most one.
    pub fn paid_monitoring(
        &self,
        whose: (OfficeId, RecipientId),
        month: ServiceMonth,
    ) -> Option<&'a Event<Monitoring>> {
        let mut found =
            self.monitorings_at(whose, month).filter(|(_, standing)| standing.is_paid());
        found.next().map(|(event, _)| event)
    }

    /// Every monitoring row of one recipient, valid or not.
    pub fn monitorings_of(
        &self,
        recipient: RecipientId,
    ) -> impl Iterator<Item = &'a Event<Monitoring>> {
        let monitorings = self.monitorings.iter().copied();
        monitorings.filter(move |event| event.head.recipient == recipient)
    }
}

/// Whether `plan` came before `monitoring`. On one day the monitoring counts as first, unless
/// both times are written and say otherwise (M202, M209).
pub(super) fn plan_precedes(plan: &Plan, monitoring: &Monitoring) -> bool {
    match plan.day.cmp(&monitoring.day) {
        std::cmp::Ordering::Less => true,
        std::cmp::Ordering::Greater => false,
        std::cmp::Ordering::Equal => {
            matches!((plan.time, monitoring.time), (Some(p), Some(m)) if p < m)
        }
    }
}
