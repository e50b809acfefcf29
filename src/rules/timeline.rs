//! 「経過」 All events of one person, over months and offices, and how each stands so far.

use crate::{
    calendar::ServiceMonth,
    item::Scheme,
    ledger::{Event, Ledger, PersonId, RecipientId},
    policy::Policy,
    records::{Monitoring, Plan},
};

/// What every timeline is judged against.
pub struct World<'a> {
    /// Masters and events.
    pub ledger: &'a Ledger,
    /// Municipalities' readings.
    pub policy: &'a Policy,
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
        }
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
