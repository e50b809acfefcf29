//! The event tables: 計画, モニタリング and 会議等.

use std::path::Path;

use anyhow::Result;

use crate::days::{Month, Spelling, Window, write_month};
use crate::events::{Activity, Events, Monitoring, Plan};
use crate::faults::{Column, Content, Faults};
use crate::life::{Life, Stay};
use crate::random::Random;
use crate::sheet::{Sheet, Table};
use crate::words::PARTNERS;
use crate::world::World;

/// Shorthand for a column whose cells may be blank.
const fn may(name: &'static str, content: Content) -> Column {
    Column { name, content, required: false }
}

/// Shorthand for a column whose cells must be filled.
const fn must(name: &'static str, content: Content) -> Column {
    Column { name, content, required: true }
}

const PLAN: [Column; 19] = [
    must("事業所番号", Content::Office),
    must("市町村番号", Content::Number),
    must("受給者証番号", Content::Certificate),
    must("従業者番号", Content::Staff),
    must("計画区分", Content::Choice),
    may("面接日", Content::Day),
    may("面接場所", Content::Place),
    may("面接地区", Content::Text),
    may("計画案作成日", Content::Day),
    may("支給決定日", Content::Decision),
    may("担当者会議日", Content::Day),
    may("同意日", Content::Consent),
    may("サービス種類", Content::Choice),
    may("計画案同意日", Content::Day),
    may("計画案交付日", Content::Day),
    may("同意時刻", Content::Text),
    may("同意方法", Content::Choice),
    may("交付日", Content::Day),
    may("契機モニタリング日", Content::Text),
];

const MONITORING: [Column; 10] = [
    must("事業所番号", Content::Office),
    must("市町村番号", Content::Number),
    must("受給者証番号", Content::Certificate),
    must("従業者番号", Content::Staff),
    must("実施日", Content::Day),
    may("実施時刻", Content::Text),
    may("面接場所", Content::Place),
    may("面接地区", Content::Text),
    must("結果", Content::Choice),
    may("サービス種類", Content::Choice),
];

const ACTIVITY: [Column; 15] = [
    must("事業所番号", Content::Office),
    must("市町村番号", Content::Number),
    must("受給者証番号", Content::Certificate),
    must("従業者番号", Content::Staff),
    must("活動日", Content::Day),
    must("活動種別", Content::Choice),
    must("方法", Content::Choice),
    may("開始時刻", Content::Text),
    may("サービス種類", Content::Choice),
    may("相手先番号", Content::Text),
    may("相手先名", Content::Text),
    may("相手先種別", Content::Text),
    may("入院日", Content::Text),
    may("退院日", Content::Text),
    may("記録", Content::Choice),
];

/// One event table: a file or, where split, a file for each month. Its rows wait in a sheet for
/// each month, so that a file is ordered by office and month as offices send them.
struct EventTable {
    columns: &'static [Column],
    files: Vec<Table>,
    sheets: Vec<Sheet>,
}

impl EventTable {
    fn create(
        dir: &Path,
        name: &str,
        columns: &'static [Column],
        window: Window,
        split: bool,
    ) -> Result<Self> {
        let header = || columns.iter().map(|column| column.name);
        let files = if split {
            let file =
                |month| Table::create(dir, &format!("{name}_{}", file_suffix(month)), header());
            window.months().map(file).collect::<Result<_>>()?
        } else {
            vec![Table::create(dir, name, header())?]
        };
        Ok(Self { columns, files, sheets: window.months().map(|_| Sheet::default()).collect() })
    }

    fn flush(&mut self) -> Result<()> {
        let last_file = self.files.len() - 1;
        for (index, sheet) in self.sheets.iter_mut().enumerate() {
            self.files[index.min(last_file)].append(sheet)?;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<()> {
        self.flush()?;
        self.files.into_iter().try_for_each(Table::finish)
    }
}

/// `2026-10`, as it stands in the name of a split file.
fn file_suffix(month: Month) -> String {
    let mut suffix = String::new();
    write_month(&mut suffix, month, Spelling::Iso);
    suffix
}

/// The three event tables and the faults put into them.
pub(crate) struct Logs<'a> {
    world: &'a World,
    faults: Faults<'a>,
    plans: EventTable,
    monitorings: EventTable,
    activities: EventTable,
}

impl<'a> Logs<'a> {
    /// Creates the files.
    pub(crate) fn create(
        dir: &Path,
        world: &'a World,
        faults: Faults<'a>,
        split: bool,
    ) -> Result<Self> {
        let window = world.window;
        Ok(Self {
            world,
            faults,
            plans: EventTable::create(dir, "計画", &PLAN, window, split)?,
            monitorings: EventTable::create(dir, "モニタリング", &MONITORING, window, split)?,
            activities: EventTable::create(dir, "会議等", &ACTIVITY, window, split)?,
        })
    }

    /// Adds the rows of one recipient.
    pub(crate) fn add(&mut self, life: &Life, events: &Events) {
        let mut details = Random::stream(self.world.seed, 4, life.serial);
        let mut luck = Random::stream(self.world.seed, 5, life.serial);
        let window = self.world.window;
        for plan in &events.plans {
            let stay = &life.stays[plan.stay];
            let sheet = &mut self.plans.sheets[window.index(Month::of(plan.consent))];
            write_actors(sheet, self.world, stay);
            write_plan(sheet, self.world, life, plan, &mut details);
            self.faults.maybe_spoil(sheet, self.plans.columns, stay, &mut luck);
            sheet.end_row();
        }
        for monitoring in &events.monitorings {
            let stay = &life.stays[monitoring.stay];
            let sheet = &mut self.monitorings.sheets[window.index(Month::of(monitoring.day))];
            write_actors(sheet, self.world, stay);
            write_monitoring(sheet, self.world, life, monitoring, &mut details);
            self.faults.maybe_spoil(sheet, self.monitorings.columns, stay, &mut luck);
            sheet.end_row();
        }
        for activity in &events.activities {
            let stay = &life.stays[activity.stay];
            let sheet = &mut self.activities.sheets[window.index(Month::of(activity.day))];
            write_actors(sheet, self.world, stay);
            write_activity(sheet, life, activity, &mut details);
            self.faults.maybe_spoil(sheet, self.activities.columns, stay, &mut luck);
            sheet.end_row();
        }
    }

    /// Writes the waiting rows.
    pub(crate) fn flush(&mut self) -> Result<()> {
        self.plans.flush()?;
        self.monitorings.flush()?;
        self.activities.flush()
    }

    /// Writes everything out.
    pub(crate) fn finish(self) -> Result<()> {
        self.plans.finish()?;
        self.monitorings.finish()?;
        self.activities.finish()
    }
}

/// Appends 事業所番号, 市町村番号, 受給者証番号 and 従業者番号.
fn write_actors(sheet: &mut Sheet, world: &World, stay: &Stay) {
    let office = &world.offices[stay.office];
    sheet.text(&office.number);
    sheet.text(&world.municipalities[stay.municipality].number);
    sheet.text(&stay.certificate);
    sheet.text(&office.specialists[stay.specialist].number);
}

fn area_name<'w>(world: &'w World, stay: &Stay) -> &'w str {
    &world.municipalities[stay.municipality].areas[stay.area].name
}

fn write_plan(sheet: &mut Sheet, world: &World, life: &Life, plan: &Plan, random: &mut Random) {
    let stay = &life.stays[plan.stay];
    let spelling = world.offices[stay.office].spelling;
    sheet.text(plan.kind);
    sheet.day(Some(plan.interview), spelling);
    sheet.texts(&["居宅", area_name(world, stay)]);
    for day in [plan.draft, plan.decision, plan.meeting, plan.consent] {
        sheet.day(Some(day), spelling);
    }
    sheet.text(life.scheme());
    sheet.day(Some(plan.draft), spelling);
    sheet.day(Some(plan.draft), spelling);
    write_time(sheet, random);
    sheet.text(random.pick(&["書面", "書面", "書面", "電磁的"]));
    sheet.day(Some(plan.consent), spelling);
    sheet.day(plan.trigger, spelling);
}

fn write_monitoring(
    sheet: &mut Sheet,
    world: &World,
    life: &Life,
    monitoring: &Monitoring,
    random: &mut Random,
) {
    let stay = &life.stays[monitoring.stay];
    sheet.day(Some(monitoring.day), monitoring_spelling(stay));
    write_time(sheet, random);
    sheet.texts(&["居宅", area_name(world, stay), monitoring.result, life.scheme()]);
}

/// One office in eight writes its monitorings as a spreadsheet shows dates.
fn monitoring_spelling(stay: &Stay) -> Spelling {
    if stay.office % 8 == 5 { Spelling::Slashed } else { Spelling::Iso }
}

fn write_activity(sheet: &mut Sheet, life: &Life, activity: &Activity, random: &mut Random) {
    let stay = &life.stays[activity.stay];
    let spelling = monitoring_spelling(stay);
    sheet.day(Some(activity.day), spelling);
    sheet.texts(&[activity.kind, activity.method]);
    write_time(sheet, random);
    sheet.text(life.scheme());
    if activity.partner_kind.is_empty() {
        sheet.texts(&["", "", ""]);
    } else {
        let place = random.place(PARTNERS.len());
        // A partner outside the scheme's offices: free text, no office number.
        sheet.texts(&[&format!("K{place:03}"), PARTNERS[place], activity.partner_kind]);
    }
    sheet.day(activity.admitted, spelling);
    sheet.day(activity.discharged, spelling);
    sheet.text("有");
}

/// Appends a time of day within office hours.
fn write_time(sheet: &mut Sheet, random: &mut Random) {
    let minute = random.pick(&["00", "15", "30", "45"]);
    sheet.text(&format!("{:02}:{minute}", random.between(9, 17)));
}
