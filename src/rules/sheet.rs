//! 「加算の判定」 What a person's other activities and initial plans come to.
//!
//! A sheet holds the rows that bear on additions, what is said of each, and what is granted. Rows
//! of earlier months are on it where an addition counts back; only what belongs to the month that
//! is judged is reported.

use super::{ActivityCase, Docket, PlanCase, Timeline, timeline::MONTHS_TO_PLAN};
use crate::{
    calendar::ServiceMonth,
    finding::{Cell, Origin, Rule},
    item::Item,
    ledger::{Event, Head, OfficeId, RecipientId, order_by_time},
    records::{ActivityKind, Monitoring, Plan, PlanKind},
};

/// Office and recipient.
pub(super) type Whose = (OfficeId, RecipientId);

/// A row of the sheet that falls for another one, by its place, and the cells that say so.
pub(crate) type Falling = (usize, Vec<Cell>);

/// A row of 会議等 on the sheet.
pub struct SheetRow<'a> {
    /// The row.
    pub case: ActivityCase<'a>,
    /// What is said of it.
    pub docket: Docket,
    /// The variant of its addition; `None`: the month has no such addition.
    pub variant: Option<&'static str>,
    /// The month in which it is claimed or refused; its own but for 退院・退所 (A640).
    pub month: ServiceMonth,
}

/// A paid plan that may bring an initial addition.
pub struct InitialRow<'a> {
    /// The plan.
    pub case: PlanCase<'a>,
    /// What is said of its addition.
    pub docket: Docket,
}

/// An addition that is granted.
#[derive(Clone, Debug)]
pub struct Granted {
    /// Whose line it is.
    pub head: Head,
    /// The month it is claimed in.
    pub month: ServiceMonth,
    /// The first row's day.
    pub day: chrono::NaiveDate,
    /// 項目
    pub item: Item,
    /// 区分
    pub variant: &'static str,
    /// 回数
    pub count: u32,
    /// The rows that it claims, in order; the first is the one to name.
    pub rows: Vec<Origin>,
    /// What kind of row it was; `None` for a plan.
    pub kind: Option<ActivityKind>,
    /// The rules that make it what it is.
    pub rules: Vec<&'static Rule>,
    /// The cells it rests on.
    pub cells: Vec<Cell>,
}

/// One person's additions.
pub struct Sheet<'a> {
    /// The person's events, all judged.
    pub timeline: &'a Timeline<'a>,
    /// Rows of 会議等, by recipient and day in tie order.
    pub rows: Vec<SheetRow<'a>>,
    /// Paid plans that are 新規 or 再開, of whichever month.
    pub initials: Vec<InitialRow<'a>>,
    /// What is granted, in whichever month.
    pub granted: Vec<Granted>,
    /// Base rows of the month that are held because their amount is not known (B806), in order.
    unpriced: &'a [Origin],
}

impl<'a> Sheet<'a> {
    /// The rows of a person, nothing said yet.
    pub fn new(timeline: &'a Timeline<'a>, unpriced: &'a [Origin]) -> Self {
        let month = timeline.world.month;
        let mut rows = Vec::new();
        for (index, event) in timeline.activities.iter().enumerate() {
            let done_in = ServiceMonth::of(event.row.day);
            let kind = event.row.kind;
            let counts_back = kind.is_handover()
                || matches!(
                    kind,
                    ActivityKind::Discharge
                        | ActivityKind::FirstInterview
                        | ActivityKind::IntensiveAttend
                );
            if done_in != month && !counts_back {
                continue;
            }
            let case = ActivityCase::new(timeline, index);
            let claimed_in = match kind {
                ActivityKind::Discharge => month_of_plan(timeline, case.whose(), event.row.day),
                _ => None,
            };
            let claimed_in = claimed_in.unwrap_or(done_in);
            rows.push(SheetRow {
                variant: case.variant(),
                docket: Docket::new(claimed_in == month),
                case,
                month: claimed_in,
            });
        }
        let mut sheet =
            Self { timeline, rows, initials: Vec::new(), granted: Vec::new(), unpriced };
        sheet.initials = sheet.initial_rows();
        sheet
    }

    fn initial_rows(&self) -> Vec<InitialRow<'a>> {
        let timeline = self.timeline;
        let plans = timeline.plans.iter().enumerate().filter(|(index, plan)| {
            timeline.plan_standings[*index].is_paid()
                && matches!(plan.row.kind, PlanKind::New | PlanKind::Resumed)
                && !self.is_unpriced(plan.row.origin)
        });
        plans
            .map(|(index, plan)| InitialRow {
                case: PlanCase::new(timeline, index),
                docket: Docket::new(ServiceMonth::of(plan.row.day) == timeline.world.month),
            })
            .collect()
    }

    /// What is said of the rows so far.
    pub fn dockets(&self) -> Vec<Docket> {
        self.rows.iter().map(|row| row.docket.clone()).collect()
    }

    /// Takes everything back but what `dockets` say of the rows.
    pub fn start_again(&mut self, dockets: &[Docket]) {
        for (row, docket) in self.rows.iter_mut().zip(dockets) {
            row.docket = docket.clone();
        }
        self.initials = self.initial_rows();
        self.granted.clear();
    }

    /// The month that is judged.
    pub const fn month(&self) -> ServiceMonth {
        self.timeline.world.month
    }

    /// Rows of `item` that exist in their month and are reported in the month that is judged.
    pub fn of_month(&self, item: Item) -> Vec<usize> {
        let month = self.month();
        self.select(|row| row.case.item == item && row.month == month)
    }

    /// Rows that exist in their month, whichever that is.
    pub fn select(&self, wanted: impl Fn(&SheetRow<'a>) -> bool) -> Vec<usize> {
        let rows = self.rows.iter().enumerate();
        let found = rows.filter(|(_, row)| row.variant.is_some() && wanted(row));
        found.map(|(index, _)| index).collect()
    }

    /// Whether nothing refuses the row.
    pub fn stands(&self, index: usize) -> bool {
        !self.rows[index].docket.refuses()
    }

    /// Those of `rows` that nothing refuses.
    pub fn standing(&self, rows: &[usize]) -> Vec<usize> {
        rows.iter().copied().filter(|index| self.stands(*index)).collect()
    }

    /// `rule` rejects the row; the cells of the row that it looks at, then others.
    pub fn reject(&mut self, index: usize, rule: &'static Rule, columns: &[usize], more: &[Cell]) {
        let row = &mut self.rows[index];
        let mut cells: Vec<Cell> = columns.iter().map(|column| row.case.cell(*column)).collect();
        cells.extend_from_slice(more);
        row.docket.by(rule).reject(&cells);
    }

    /// `rule` holds the row.
    pub fn hold(&mut self, index: usize, rule: &'static Rule, columns: &[usize], more: &[Cell]) {
        let row = &mut self.rows[index];
        let mut cells: Vec<Cell> = columns.iter().map(|column| row.case.cell(*column)).collect();
        cells.extend_from_slice(more);
        row.docket.by(rule).hold(&cells);
    }

    /// Grants one line for `rows`, which are one office's and recipient's, on the first one's
    /// certificate; `None` where there is no row.
    pub fn grant(
        &mut self,
        rule: &'static Rule,
        variant: &'static str,
        (rows, count): (&[usize], usize),
        more: &[Cell],
    ) -> Option<&mut Granted> {
        let first = &self.rows[*rows.first()?];
        let mut cells: Vec<Cell> =
            rows.iter().flat_map(|index| self.rows[*index].case.line_cells()).collect();
        cells.extend_from_slice(more);
        self.granted.push(Granted {
            head: first.case.head,
            month: first.month,
            day: first.case.day,
            item: first.case.item,
            variant,
            count: u32::try_from(count).unwrap_or(u32::MAX),
            rows: rows.iter().map(|index| self.rows[*index].case.origin).collect(),
            kind: Some(first.case.activity.kind),
            rules: vec![rule],
            cells,
        });
        self.granted.last_mut()
    }

    /// Grants a line for each office's and recipient's share of `rows`, as many times as it has.
    pub fn grant_per_time(&mut self, rule: &'static Rule, variant: &'static str, rows: &[usize]) {
        for (_, rows) in self.by_office(rows) {
            self.grant(rule, variant, (&rows, rows.len()), &[]);
        }
    }

    /// Rows by office and recipient, each in order.
    pub fn by_office(&self, rows: &[usize]) -> Vec<(Whose, Vec<usize>)> {
        self.together(rows, |row| row.case.whose())
    }

    /// Rows by recipient, each in order.
    pub fn by_recipient(&self, rows: &[usize]) -> Vec<Vec<usize>> {
        let groups = self.together(rows, |row| row.case.head.recipient);
        groups.into_iter().map(|(_, rows)| rows).collect()
    }

    /// Rows that a rule orders together: those with one key, which are one recipient's, in order.
    /// By day, and within a day by time, unless some of these rows make that a circle (decision
    /// 0015).
    pub fn together<K: PartialEq>(
        &self,
        rows: &[usize],
        key: impl Fn(&SheetRow<'a>) -> K,
    ) -> Vec<(K, Vec<usize>)> {
        let mut groups: Vec<(K, Vec<usize>)> = Vec::new();
        for &index in rows {
            let key = key(&self.rows[index]);
            match groups.iter_mut().find(|(known, _)| *known == key) {
                Some((_, rows)) => rows.push(index),
                None => groups.push((key, vec![index])),
            }
        }
        for (_, rows) in &mut groups {
            // The sheet's rows stand in tie order.
            rows.sort_unstable();
            let case = |index: &usize| &self.rows[*index].case;
            for day in rows.chunk_by_mut(|a, b| case(a).day == case(b).day) {
                order_by_time(day, |index| case(index).activity.time);
            }
        }
        groups
    }

    /// The variant that a row is claimed as; an interview's is that of the base fee it stands on,
    /// and is not known without one.
    pub fn line_variant(&self, index: usize) -> Option<&'static str> {
        let row = &self.rows[index];
        let whose = row.case.whose();
        match row.variant? {
            "interview_plan" if self.claimed_plan(whose, row.month).is_some() => row.variant,
            "interview_plan" => {
                self.claimed_monitoring(whose, row.month)?;
                row.case.variant_of(&["interview_monitoring"])
            }
            variant => Some(variant),
        }
    }

    /// What is granted of `item` to an office and recipient in `month`.
    pub fn granted_in(&self, whose: Whose, item: Item, month: ServiceMonth) -> Option<&Granted> {
        self.granted.iter().find(|granted| {
            granted.item == item
                && granted.month == month
                && (granted.head.office, granted.head.recipient) == whose
        })
    }

    fn is_unpriced(&self, row: Origin) -> bool {
        self.unpriced.binary_search(&row).is_ok()
    }

    /// The plan that the office claims for the recipient in the month.
    pub fn claimed_plan(&self, whose: Whose, month: ServiceMonth) -> Option<&'a Event<Plan>> {
        let plan = self.timeline.paid_plan(whose, month);
        plan.filter(|plan| !self.is_unpriced(plan.row.origin))
    }

    /// The monitoring that the office claims for the recipient in the month.
    pub fn claimed_monitoring(
        &self,
        whose: Whose,
        month: ServiceMonth,
    ) -> Option<&'a Event<Monitoring>> {
        let monitoring = self.timeline.paid_monitoring(whose, month);
        monitoring.filter(|event| !self.is_unpriced(event.row.origin))
    }
}

/// The month of the plan that a discharge row led to: the office's first paid plan on or after
/// its day, at most two calendar months later.
fn month_of_plan(
    timeline: &Timeline<'_>,
    whose: Whose,
    day: chrono::NaiveDate,
) -> Option<ServiceMonth> {
    let month = first_paid_plan(timeline, whose, day).map(|plan| ServiceMonth::of(plan.row.day))?;
    (month.since(ServiceMonth::of(day)) <= MONTHS_TO_PLAN).then_some(month)
}

/// The office's first paid plan of the recipient on or after `day`.
pub(super) fn first_paid_plan<'a>(
    timeline: &Timeline<'a>,
    (office, recipient): Whose,
    day: chrono::NaiveDate,
) -> Option<&'a Event<Plan>> {
    let plans = timeline.plans.iter().copied().zip(&timeline.plan_standings);
    let paid = plans.filter(|(plan, standing)| {
        standing.is_paid()
            && (plan.head.office, plan.head.recipient) == (office, recipient)
            && day <= plan.row.day
    });
    paid.map(|(plan, _)| plan).next()
}
