//! What happened in one recipient's life: plans, monitorings and other activities.

use chrono::{Datelike, Days, NaiveDate};

use crate::days::{Month, Window};
use crate::life::{Course, Interval, Life};
use crate::random::Random;

/// 「計画」 A plan, named by the day of consent; the earlier steps are counted back from it.
pub(crate) struct Plan {
    pub(crate) stay: usize,
    pub(crate) kind: &'static str,
    pub(crate) interview: NaiveDate,
    pub(crate) draft: NaiveDate,
    pub(crate) decision: NaiveDate,
    pub(crate) meeting: NaiveDate,
    pub(crate) consent: NaiveDate,
    /// 「契機モニタリング日」
    pub(crate) trigger: Option<NaiveDate>,
}

/// 「モニタリング」 A monitoring.
pub(crate) struct Monitoring {
    pub(crate) stay: usize,
    pub(crate) day: NaiveDate,
    pub(crate) result: &'static str,
}

/// 「会議等」 Another activity.
pub(crate) struct Activity {
    pub(crate) stay: usize,
    pub(crate) day: NaiveDate,
    pub(crate) kind: &'static str,
    pub(crate) method: &'static str,
    /// 「相手先種別」; blank where no partner takes part.
    pub(crate) partner_kind: &'static str,
    pub(crate) admitted: Option<NaiveDate>,
    pub(crate) discharged: Option<NaiveDate>,
}

/// All events of one recipient, by month.
#[derive(Default)]
pub(crate) struct Events {
    pub(crate) plans: Vec<Plan>,
    pub(crate) monitorings: Vec<Monitoring>,
    pub(crate) activities: Vec<Activity>,
}

/// A monitoring that finds a plan must change, in `origin`, and the plan that follows.
#[derive(Clone, Copy)]
struct Chain {
    origin: Month,
    plan: Month,
    /// Whether the plan names its monitoring.
    named: bool,
}

impl Events {
    /// Draws the events of `life`.
    pub(crate) fn draw(life: &Life, hub: bool, window: Window, random: &mut Random) -> Self {
        let mut events = Self::default();
        if life.course == Course::SelfPlanner {
            return events;
        }
        events.draw_standing_plan(life, window, random);
        let chain = events.draw_chain(life, window, random);
        for month in window.months() {
            events.draw_month(life, chain, hub, month, random);
        }
        if let Some(chain) = chain.filter(|chain| chain.named) {
            events.name_trigger(chain);
        }
        if let Some(died) = life.died() {
            events.plans.retain(|plan| plan.consent <= died);
            events.monitorings.retain(|monitoring| monitoring.day <= died);
            events.activities.retain(|activity| activity.day <= died);
        }
        events
    }

    /// The plan that the course of life itself asks for.
    fn draw_standing_plan(&mut self, life: &Life, window: Window, random: &mut Random) {
        let (stay, kind, month) = match life.course {
            Course::Newcomer(month) => (0, "新規", month),
            Course::Renewed(last) => (0, "更新", last.plus(i32::from(random.chance(500)))),
            Course::Mover(day) => (1, "新規", month_of_first_plan(day)),
            Course::OfficeChange(day) => (1, "変更", month_of_first_plan(day)),
            _ if random.chance(400) => (0, "更新", window.month(random.below(window.count()))),
            _ => return,
        };
        // Late enough for the interview to follow a handover of the same month.
        let consent = month.day(random.between(25, 27));
        let early = month.day(random.between(16, 24));
        let handed_over = life.handover().is_some_and(|day| Month::of(day) == month);
        self.plans.push(draw_plan(stay, kind, if handed_over { consent } else { early }, random));
    }

    /// A monitoring with a change and its plan, in the same month or across a month's end.
    fn draw_chain(&mut self, life: &Life, window: Window, random: &mut Random) -> Option<Chain> {
        let origin = window.month(random.below(window.count()));
        let plan = origin.plus(i32::from(random.chance(600)));
        let taken = |month| self.plans.iter().any(|p| Month::of(p.consent) == month);
        let begun = !matches!(life.course, Course::Newcomer(month) if origin <= month);
        let simple = life.handover().is_none() && life.interval == Interval::Months(1);
        if !random.chance(90) || !simple || !begun {
            return None;
        }
        if plan > window.last || taken(origin) || taken(plan) {
            return None;
        }
        let consent = plan.day(random.between(22, 25));
        let change = draw_plan(0, "変更", consent, random);
        self.plans.push(change);
        Some(Chain { origin, plan, named: random.chance(600) })
    }

    fn draw_month(
        &mut self,
        life: &Life,
        chain: Option<Chain>,
        hub: bool,
        month: Month,
        random: &mut Random,
    ) {
        let stay = usize::from(life.handover().is_some_and(|day| month > Month::of(day)));
        let plan = self.plans.iter().find(|plan| Month::of(plan.consent) == month);
        let plan = plan.map(|plan| (plan.stay, plan.kind, plan.consent));
        if let Some((stay, kind, consent)) = plan {
            self.draw_plan_activities(stay, kind, consent, random);
        }
        if matches!(life.course, Course::Newcomer(arrival) if month <= arrival) {
            return;
        }
        let last_visit = life.handover().is_some_and(|handover| Month::of(handover) == month);
        if !is_designated(life, stay, month) {
            if plan.is_none() && !last_visit {
                self.draw_intensive_support(stay, month, random);
            }
            return;
        }
        let origin = chain.is_some_and(|chain| chain.origin == month);
        if random.chance(20) && !origin {
            return;
        }
        let consent = plan.map(|(_, _, consent)| consent);
        let chained = chain.is_some_and(|chain| chain.plan == month);
        let Some((low, high)) = days_of_visit(life, month, consent, origin, chained, random) else {
            return;
        };
        let day = month.day(random.between(low, high));
        let result = match random.below(50) {
            _ if origin => "計画変更",
            _ if last_visit => "終了",
            0 => "計画変更取りやめ",
            _ => "変更なし",
        };
        self.monitorings.push(Monitoring { stay, day, result });
        self.draw_visit_activities(life, stay, day, hub, plan.is_none() && !origin, random);
    }

    /// Activities beside a monitoring; `paid` where no plan absorbs it.
    fn draw_visit_activities(
        &mut self,
        life: &Life,
        stay: usize,
        day: NaiveDate,
        hub: bool,
        paid: bool,
        random: &mut Random,
    ) {
        let handover = if life.child {
            "保育・教育等移行支援(情報提供)"
        } else {
            "居宅介護支援事業所等連携(情報提供)"
        };
        let (kind, method, partner_kind) = match random.below(1000) {
            0..18 if paid => ("サービス担当者会議", "会議", ""),
            18..30 => ("サービス提供時モニタリング", "訪問", "それ以外"),
            30..34 if paid => ("医療・保育・教育機関等連携(情報提供)", "文書", "病院等"),
            34..36 if paid => ("医療・保育・教育機関等連携(通院同行)", "訪問", "病院等"),
            36..38 if paid => ("医療・保育・教育機関等連携(面談)", "訪問", "それ以外"),
            38..41 => ("入院時情報連携", random.pick(&["訪問", "FAX"]), "病院等"),
            41..43 => (handover, "文書", "それ以外"),
            43..46 => ("利用者負担上限額管理", "文書", ""),
            46..54 if hub => ("地域生活支援拠点等相談強化", "訪問", ""),
            _ => return,
        };
        let admitted =
            (kind == "入院時情報連携").then(|| day - Days::new(u64::from(random.below(6))));
        self.activities.push(Activity {
            stay,
            day,
            kind,
            method,
            partner_kind,
            admitted,
            discharged: None,
        });
    }

    /// Activities that lead to a plan.
    fn draw_plan_activities(
        &mut self,
        stay: usize,
        plan_kind: &str,
        consent: NaiveDate,
        random: &mut Random,
    ) {
        let day = consent - Days::new(15);
        let (kind, partner_kind, discharged) = match plan_kind {
            "新規" if random.chance(300) => ("初回面接", "", None),
            "変更" if random.chance(200) => {
                ("退院・退所", "病院等", Some(consent - Days::new(u64::from(random.between(1, 8)))))
            }
            _ => return,
        };
        let method = "訪問";
        self.activities.push(Activity {
            stay,
            day,
            kind,
            method,
            partner_kind,
            admitted: None,
            discharged,
        });
    }

    /// Two visits in a month in which no monitoring is designated.
    fn draw_intensive_support(&mut self, stay: usize, month: Month, random: &mut Random) {
        if !random.chance(80) {
            return;
        }
        for day in [random.between(1, 14), random.between(15, 28)] {
            self.activities.push(Activity {
                stay,
                day: month.day(day),
                kind: "集中支援(訪問)",
                method: "訪問",
                partner_kind: "",
                admitted: None,
                discharged: None,
            });
        }
    }

    /// Writes the day of the chain's monitoring into its plan.
    fn name_trigger(&mut self, chain: Chain) {
        let monitoring = self.monitorings.iter().find(|m| Month::of(m.day) == chain.origin);
        let trigger = monitoring.map(|monitoring| monitoring.day);
        for plan in &mut self.plans {
            if Month::of(plan.consent) == chain.plan {
                plan.trigger = trigger;
            }
        }
    }
}

/// The month in which the new office's first plan can be made: the steps take two weeks.
fn month_of_first_plan(handover: NaiveDate) -> Month {
    Month::of(handover).plus(i32::from(handover.day() > 10))
}

/// A plan with its steps in order, two weeks from the interview to the consent.
fn draw_plan(stay: usize, kind: &'static str, consent: NaiveDate, random: &mut Random) -> Plan {
    let mut back = |low, high| consent - Days::new(u64::from(random.between(low, high)));
    Plan {
        stay,
        kind,
        interview: back(13, 14),
        draft: back(9, 11),
        decision: back(6, 7),
        meeting: back(2, 4),
        consent,
        trigger: None,
    }
}

/// Whether the schedule of the stay designates `month`.
fn is_designated(life: &Life, stay: usize, month: Month) -> bool {
    let Some(entitlement) = life.entitlement(stay, month) else { return false };
    match life.interval {
        Interval::Months(every) => entitlement.last.since(month) % every == 0,
        Interval::Named => month.since(entitlement.first) % 2 == 0,
    }
}

/// First and last day on which a monitoring of `month` can fall; `None` where none is made.
fn days_of_visit(
    life: &Life,
    month: Month,
    consent: Option<NaiveDate>,
    origin: bool,
    chained: bool,
    random: &mut Random,
) -> Option<(u32, u32)> {
    if let Some(handover) = life.handover().filter(|day| Month::of(*day) == month) {
        return (handover.day() > 1).then(|| (1, handover.day() - 1));
    }
    let Some(consent) = consent else { return Some((1, 28)) };
    match random.below(10) {
        // Before the interview of the plan it leads to, or of one that absorbs it.
        _ if origin => Some((1, consent.day() - 15)),
        0..2 if !chained && life.handover().is_none() => Some((1, consent.day() - 15)),
        0..3 => None,
        _ => Some((consent.day() + 1, 28)),
    }
}
