//! Phase 1: one person's events, all months, all offices.

use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::{
    Stages,
    verdict::{Ended, close, month_finding, rows},
};
use crate::{
    calendar::ServiceMonth,
    finding::{Finding, Origin, Rule},
    item::{Item, Overlap},
    ledger::{Head, OfficeId, PersonId, RecipientId},
    rules::{
        Docket, EventCase, MonitoringCase, MonthCase, PlanCase, Timeline, World,
        caseload::MONTHS_BACK,
    },
};

/// Persons judged by one task.
const PERSONS_PER_TASK: usize = 1024;

/// An event of the month and whether it has a line.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Whose it is.
    pub head: Head,
    /// Its row.
    pub origin: Origin,
    /// What it could be claimed as.
    pub item: Item,
    /// Its day.
    pub day: NaiveDate,
    /// Whether the fee is reduced for overlap, and by which rule.
    pub overlap: Option<(Overlap, &'static Rule)>,
    /// The rule that grants the line and the rows it rests on; `None` where it is refused.
    pub granted: Option<(&'static Rule, Arc<[Origin]>)>,
}

/// The months in which an office had a payable plan or monitoring of a recipient.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Payable {
    /// The office.
    pub office: OfficeId,
    /// The recipient.
    pub recipient: RecipientId,
    /// Bit n: n months before the one that is judged (1…6).
    pub months: u8,
}

/// What phase 1 finds.
#[derive(Default)]
pub struct PersonVerdicts {
    /// Every plan, draft and monitoring of the month.
    pub judged: Vec<Judged>,
    /// Every reason about them, and about recipients' months.
    pub findings: Vec<Finding>,
    /// The months before in which a plan or monitoring was payable.
    pub payable: Vec<Payable>,
}

impl PersonVerdicts {
    fn append(&mut self, mut other: Self) {
        self.judged.append(&mut other.judged);
        self.findings.append(&mut other.findings);
        self.payable.append(&mut other.payable);
    }
}

/// Judges every person, in parallel; the result is in the order of persons.
pub fn judge_persons(world: &World<'_>, stages: &Stages) -> PersonVerdicts {
    let count = world.ledger.person_count();
    let tasks: Vec<PersonVerdicts> = (0..count.div_ceil(PERSONS_PER_TASK))
        .into_par_iter()
        .map(|task| {
            let mut verdicts = PersonVerdicts::default();
            let from = task * PERSONS_PER_TASK;
            for person in from..(from + PERSONS_PER_TASK).min(count) {
                let timeline = Timeline::new(world, PersonId::at(person));
                Judge { stages, timeline, verdicts: &mut verdicts }.person(PersonId::at(person));
            }
            verdicts
        })
        .collect();
    let mut whole = PersonVerdicts {
        judged: Vec::with_capacity(tasks.iter().map(|task| task.judged.len()).sum()),
        findings: Vec::with_capacity(tasks.iter().map(|task| task.findings.len()).sum()),
        payable: Vec::with_capacity(tasks.iter().map(|task| task.payable.len()).sum()),
    };
    for task in tasks {
        whole.append(task);
    }
    whole
}

struct Judge<'a, 'v> {
    stages: &'a Stages,
    timeline: Timeline<'a>,
    verdicts: &'v mut PersonVerdicts,
}

impl Judge<'_, '_> {
    fn person(&mut self, person: PersonId) {
        let mut plan_dockets = Vec::with_capacity(self.timeline.plans.len());
        let mut monitoring_dockets = Vec::with_capacity(self.timeline.monitorings.len());
        // Recipients of the child scheme come first: E110 asks whether their events stand.
        let (mut plan, mut monitoring) = (0, 0);
        for child in [true, false] {
            let is_next = |judge: &Self, head: Option<Head>| {
                head.is_some_and(|head| judge.is_child(head) == child)
            };
            while is_next(self, self.timeline.plans.get(plan).map(|event| event.head)) {
                plan_dockets.push(self.enter_plan(plan));
                plan += 1;
            }
            while is_next(self, self.timeline.monitorings.get(monitoring).map(|event| event.head)) {
                monitoring_dockets.push(self.enter_monitoring(monitoring));
                monitoring += 1;
            }
        }
        for (index, docket) in plan_dockets.into_iter().enumerate() {
            self.settle_plan(index, docket);
        }
        for (index, docket) in monitoring_dockets.iter_mut().enumerate() {
            if self.matters(self.timeline.monitorings[index].row.day) {
                self.absorb(index, docket);
            }
        }
        for (index, docket) in monitoring_dockets.into_iter().enumerate() {
            self.settle_monitoring(index, docket);
        }
        self.month(person);
    }

    fn is_child(&self, head: Head) -> bool {
        let recipient = self.timeline.world.ledger.recipient(head.recipient);
        recipient.scheme == crate::item::Scheme::Child
    }

    /// Whether the verdict on a day's events is asked for: in the month, or in the months that
    /// caseloads look back on. Whether an event stands is asked of all.
    fn matters(&self, day: NaiveDate) -> bool {
        (0..=MONTHS_BACK).contains(&self.timeline.world.month.since(ServiceMonth::of(day)))
    }

    fn docket(&self, day: NaiveDate) -> Docket {
        Docket::new(ServiceMonth::of(day) == self.timeline.world.month)
    }

    fn enter_plan(&mut self, index: usize) -> Docket {
        let case = PlanCase::new(&self.timeline, index);
        let mut docket = self.docket(case.day);
        self.ask_event(&case, &mut docket);
        let is_draft = case.plan.consent.is_none();
        let rules = if is_draft { &self.stages.draft } else { &self.stages.plan };
        ask(rules, case.month, &mut docket, |check, docket| check(&case, docket));
        let valid = !is_draft && !docket.refuses();
        self.timeline.plan_standings[index].valid = valid;
        docket
    }

    fn enter_monitoring(&mut self, index: usize) -> Docket {
        let case = MonitoringCase::new(&self.timeline, index);
        let mut docket = self.docket(case.day);
        self.ask_event(&case, &mut docket);
        ask(&self.stages.monitoring, case.month, &mut docket, |check, docket| check(&case, docket));
        self.timeline.monitoring_standings[index].valid = !docket.refuses();
        docket
    }

    fn ask_event(&self, case: &EventCase<'_>, docket: &mut Docket) {
        ask(&self.stages.event, case.month, docket, |check, docket| check(case, docket));
    }

    /// Whether the line of a granted event may go into the claim now.
    fn ask_granted(&self, case: &EventCase<'_>, docket: &mut Docket) {
        ask(&self.stages.granted, case.month, docket, |check, docket| check(case, docket));
    }

    fn settle_plan(&mut self, index: usize, mut docket: Docket) {
        if !self.matters(self.timeline.plans[index].row.day) {
            return;
        }
        let case = PlanCase::new(&self.timeline, index);
        let mut granted = None;
        if self.timeline.plan_standings[index].valid {
            ask(&self.stages.plan_among_valid, case.month, &mut docket, |check, docket| {
                check(&case, docket);
            });
            ask(&self.stages.plan_remark, case.month, &mut docket, |check, docket| {
                check(&case, docket);
            });
        }
        let paid = self.timeline.plan_standings[index].valid && !docket.refuses();
        if paid && docket.keeps_reasons() {
            self.ask_granted(&case, &mut docket);
            let grant = self.stages.plan_grant.first().filter(|_| !docket.refuses());
            granted = grant.map(|(rule, basis)| (*rule, rows(&basis(&case))));
        }
        close(self.verdicts, self.stages, &case, Ended { paid, granted, docket });
    }

    fn absorb(&mut self, index: usize, docket: &mut Docket) {
        if !self.timeline.monitoring_standings[index].valid {
            return;
        }
        let case = MonitoringCase::new(&self.timeline, index);
        ask(&self.stages.absorption, case.month, docket, |check, docket| check(&case, docket));
        self.timeline.monitoring_standings[index].surviving = !docket.refuses();
    }

    fn settle_monitoring(&mut self, index: usize, mut docket: Docket) {
        if !self.matters(self.timeline.monitorings[index].row.day) {
            return;
        }
        let case = MonitoringCase::new(&self.timeline, index);
        let mut granted = None;
        if self.timeline.monitoring_standings[index].surviving {
            ask(
                &self.stages.monitoring_among_surviving,
                case.month,
                &mut docket,
                |check, docket| check(&case, docket),
            );
            ask(&self.stages.monitoring_remark, case.month, &mut docket, |check, docket| {
                check(&case, docket);
            });
        }
        let paid = self.timeline.monitoring_standings[index].surviving && !docket.refuses();
        if paid && docket.keeps_reasons() {
            self.ask_granted(&case, &mut docket);
            let grant = self.stages.monitoring_grant.first().filter(|_| !docket.refuses());
            granted = grant.map(|(rule, basis)| (*rule, rows(&basis(&case))));
        }
        close(self.verdicts, self.stages, &case, Ended { paid, granted, docket });
    }

    /// What is missing in the month, once per recipient who holds a certificate in it.
    fn month(&mut self, person: PersonId) {
        let ledger = self.timeline.world.ledger;
        for recipient in ledger.recipients_of(person) {
            let Some((certificate, holder)) =
                ledger.holder_in(*recipient, self.timeline.world.month)
            else {
                continue;
            };
            let case = MonthCase { timeline: &self.timeline, recipient: *recipient, holder };
            let month = self.timeline.world.month;
            let rules = self.stages.month.iter().filter(|(rule, _)| rule.in_force(month));
            for (rule, (item, check)) in rules {
                let mut docket = Docket::new(true);
                docket.hand_to(rule);
                check(&case, &mut docket);
                let found = docket.into_reasons().into_iter();
                let found = found.map(|reason| month_finding(&case, *item, certificate, reason));
                self.verdicts.findings.extend(found);
            }
        }
    }
}

/// Asks the rules of a stage that are in force in `month`, in order of precedence.
fn ask<F>(
    rules: &[(&'static Rule, F)],
    month: ServiceMonth,
    docket: &mut Docket,
    check: impl Fn(&F, &mut Docket),
) {
    for (rule, f) in rules.iter().filter(|(rule, _)| rule.in_force(month)) {
        docket.hand_to(rule);
        check(f, docket);
    }
}
