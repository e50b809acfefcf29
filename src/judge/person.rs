//! Phase 1: one person's events, all months, all offices.

use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::{
    DueVisits, Stages,
    verdict::{Ended, PersonVerdicts, close, month_finding},
};
use crate::{
    calendar::ServiceMonth,
    ledger::{Head, PersonId},
    rules::{
        Docket, EventCase, Fee, MonitoringCase, MonthCase, PlanCase, Timeline, World,
        caseload::MONTHS_BACK,
    },
};

/// Persons judged by one task.
const PERSONS_PER_TASK: usize = 1024;

/// Judges every person, in parallel; the result is in the order of persons.
pub(super) fn judge_persons<'a>(world: &'a World<'a>, stages: &Stages) -> PersonVerdicts<'a> {
    let count = world.ledger.person_count();
    let tasks: Vec<PersonVerdicts<'a>> = (0..count.div_ceil(PERSONS_PER_TASK))
        .into_par_iter()
        .map(|task| {
            let mut verdicts = PersonVerdicts::default();
            let from = task * PERSONS_PER_TASK;
            for person in from..(from + PERSONS_PER_TASK).min(count) {
                let timeline = Timeline::new(world, PersonId::at(person));
                let has_additions = timeline.may_have_additions();
                let mut judge = Judge { stages, timeline, has_additions, verdicts: &mut verdicts };
                judge.person(PersonId::at(person));
                if has_additions {
                    let timeline = judge.timeline;
                    verdicts.timelines.push(timeline);
                }
            }
            verdicts
        })
        .collect();
    let mut whole = PersonVerdicts {
        judged: Vec::with_capacity(tasks.iter().map(|task| task.judged.len()).sum()),
        findings: Vec::with_capacity(tasks.iter().map(|task| task.findings.len()).sum()),
        payable: Vec::with_capacity(tasks.iter().map(|task| task.payable.len()).sum()),
        timelines: Vec::new(),
        visits: DueVisits::default(),
    };
    for task in tasks {
        whole.append(task);
    }
    whole
}

struct Judge<'a, 's, 'v> {
    stages: &'s Stages,
    timeline: Timeline<'a>,
    /// Whether the person may have additions, which look at any month.
    has_additions: bool,
    verdicts: &'v mut PersonVerdicts<'a>,
}

impl Judge<'_, '_, '_> {
    fn person(&mut self, person: PersonId) {
        let mut plan_dockets = Vec::with_capacity(self.timeline.plans.len());
        let mut monitoring_dockets = Vec::with_capacity(self.timeline.monitorings.len());
        // Recipients of the child scheme come first: rules of the adult scheme ask whether their
        // events stand.
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

    /// Whether the verdict on a day's events is asked for: in the month, in the months that
    /// caseloads look back on, or in any that an addition looks at. Whether an event stands is
    /// asked of all.
    fn matters(&self, day: NaiveDate) -> bool {
        self.has_additions
            || (0..=MONTHS_BACK).contains(&self.timeline.world.month.since(ServiceMonth::of(day)))
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
        rules.ask(case.month, &mut docket, |check, docket| check(&case, docket));
        let valid = !is_draft && !docket.refuses();
        self.timeline.plan_standings[index].valid = valid;
        docket
    }

    fn enter_monitoring(&mut self, index: usize) -> Docket {
        let case = MonitoringCase::new(&self.timeline, index);
        let mut docket = self.docket(case.day);
        self.ask_event(&case, &mut docket);
        self.stages.monitoring.ask(case.month, &mut docket, |check, docket| check(&case, docket));
        self.timeline.monitoring_standings[index].valid = !docket.refuses();
        docket
    }

    fn ask_event(&self, case: &EventCase<'_>, docket: &mut Docket) {
        self.stages.event.ask(case.month, docket, |check, docket| check(case, docket));
        self.stages.base_event.ask(case.month, docket, |check, docket| check(case, docket));
    }

    /// Whether the line of a granted event may go into the claim now.
    fn ask_granted(&self, case: &EventCase<'_>, docket: &mut Docket) {
        self.stages.granted.ask(case.month, docket, |check, docket| check(case, docket));
    }

    fn settle_plan(&mut self, index: usize, mut docket: Docket) {
        if !self.matters(self.timeline.plans[index].row.day) {
            return;
        }
        let case = PlanCase::new(&self.timeline, index);
        let mut granted = None;
        if self.timeline.plan_standings[index].valid {
            self.stages.plan_among_valid.ask(case.month, &mut docket, |check, docket| {
                check(&case, docket);
            });
            self.stages.plan_remark.ask(case.month, &mut docket, |check, docket| {
                check(&case, docket);
            });
        }
        let paid = self.timeline.plan_standings[index].valid && !docket.refuses();
        if paid && (docket.keeps_reasons() || self.has_additions) {
            self.ask_granted(&case, &mut docket);
        }
        if docket.keeps_reasons() && paid && !docket.refuses() {
            let grant = self.stages.plan_grant.in_force(case.month).next();
            granted = grant.map(|(rule, basis)| (rule, Arc::from(basis(&case))));
        }
        let fee = fee(paid, &docket);
        close(self.verdicts, self.stages, &case, Ended { paid, granted, docket });
        self.timeline.plan_standings[index].fee = fee;
    }

    fn absorb(&mut self, index: usize, docket: &mut Docket) {
        if !self.timeline.monitoring_standings[index].valid {
            return;
        }
        let case = MonitoringCase::new(&self.timeline, index);
        self.stages.absorption.ask(case.month, docket, |check, docket| check(&case, docket));
        self.timeline.monitoring_standings[index].surviving = !docket.refuses();
    }

    fn settle_monitoring(&mut self, index: usize, mut docket: Docket) {
        if !self.matters(self.timeline.monitorings[index].row.day) {
            return;
        }
        let case = MonitoringCase::new(&self.timeline, index);
        let mut granted = None;
        if self.timeline.monitoring_standings[index].surviving {
            self.stages
                .monitoring_among_surviving
                .ask(case.month, &mut docket, |check, docket| check(&case, docket));
            self.stages.monitoring_remark.ask(case.month, &mut docket, |check, docket| {
                check(&case, docket);
            });
        }
        let paid = self.timeline.monitoring_standings[index].surviving && !docket.refuses();
        if paid && (docket.keeps_reasons() || self.has_additions) {
            self.ask_granted(&case, &mut docket);
        }
        if docket.keeps_reasons() && paid && !docket.refuses() {
            let grant = self.stages.monitoring_grant.in_force(case.month).next();
            granted = grant.map(|(rule, basis)| (rule, Arc::from(basis(&case))));
        }
        let fee = fee(paid, &docket);
        close(self.verdicts, self.stages, &case, Ended { paid, granted, docket });
        self.timeline.monitoring_standings[index].fee = fee;
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
            if case.due_visit().is_some() {
                self.verdicts.visits.due += 1;
                self.verdicts.visits.done += usize::from(case.is_visited());
            }
            let month = self.timeline.world.month;
            for (rule, (item, check)) in self.stages.month.in_force(month) {
                let mut docket = Docket::new(true);
                docket.hand_to(rule);
                check(&case, &mut docket);
                let found = docket.into_reasons().into_iter();
                let found = found.map(|reason| month_finding(&case, item, certificate, reason));
                self.verdicts.findings.extend(found);
            }
        }
    }
}

/// What becomes of a fee; `paid` before it was asked whether it may be claimed now.
const fn fee(paid: bool, docket: &Docket) -> Fee {
    match (paid && !docket.refuses(), docket.only_holds()) {
        (true, _) => Fee::Paid,
        (false, true) => Fee::Held,
        (false, false) => Fee::Rejected,
    }
}
