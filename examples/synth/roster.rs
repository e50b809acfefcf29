//! The tables with rows for each recipient: 受給者, モニタリング期間 and 契約.

use std::path::Path;

use anyhow::Result;
use chrono::Days;

use crate::days::{Month, Spelling, write_month};
use crate::life::{Course, Entitlement, Interval, Life};
use crate::random::Random;
use crate::sheet::{Sheet, Table};
use crate::words::{ADULT_SERVICES, CARE_LEVELS, CHILD_SERVICES, DISABILITIES};
use crate::world::World;

const RECIPIENT: [&str; 19] = [
    "市町村番号",
    "受給者証番号",
    "サービス種類",
    "氏名カナ",
    "生年月日",
    "居住地区",
    "支給開始年月",
    "支給終了年月",
    "計画作成",
    "児童氏名カナ",
    "利用者ID",
    "要介護度",
    "介護支援専門員番号",
    "特別地域",
    "死亡日",
    "障害種別",
    "利用サービス",
    "適用開始日",
    "適用終了日",
];

const SCHEDULE: [&str; 7] =
    ["市町村番号", "受給者証番号", "間隔月数", "開始年月", "終了年月", "指定月", "通知日"];

const CONTRACT: [&str; 5] = ["事業所番号", "市町村番号", "受給者証番号", "契約日", "終了日"];

/// A table and the rows that wait to be written.
struct Pending {
    table: Table,
    sheet: Sheet,
}

impl Pending {
    fn create<const N: usize>(dir: &Path, name: &str, header: [&'static str; N]) -> Result<Self> {
        Ok(Self { table: Table::create(dir, name, header)?, sheet: Sheet::default() })
    }

    fn flush(&mut self) -> Result<()> {
        self.table.append(&mut self.sheet)
    }

    fn finish(mut self) -> Result<()> {
        self.flush()?;
        self.table.finish()
    }
}

/// What a recipient's certificate says besides the periods.
struct Profile {
    /// 「要介護度」 and 「介護支援専門員番号」
    care: (&'static str, String),
    disability: &'static str,
    services: &'static str,
    has_id: bool,
    /// Whether the certificate itself prints 「特別地域」.
    prints_area: bool,
    spelling: Spelling,
}

/// The three tables.
pub(crate) struct Roster {
    recipients: Pending,
    schedules: Pending,
    contracts: Pending,
}

impl Roster {
    /// Creates the three files.
    pub(crate) fn create(dir: &Path) -> Result<Self> {
        Ok(Self {
            recipients: Pending::create(dir, "受給者", RECIPIENT)?,
            schedules: Pending::create(dir, "モニタリング期間", SCHEDULE)?,
            contracts: Pending::create(dir, "契約", CONTRACT)?,
        })
    }

    /// Adds the rows of one recipient.
    pub(crate) fn add(&mut self, world: &World, life: &Life) {
        let mut random = Random::stream(world.seed, 3, life.serial);
        let profile = draw_profile(world, life, &mut random);
        for entitlement in &life.entitlements {
            // A change of office leaves the certificate as it is.
            if entitlement.stay == 0 || matches!(life.course, Course::Mover(_)) {
                self.add_recipient(world, life, entitlement, &profile);
                if life.course != Course::SelfPlanner {
                    self.add_schedule(world, life, entitlement, profile.spelling);
                }
            }
        }
        if life.course == Course::SelfPlanner {
            return;
        }
        let sheet = &mut self.contracts.sheet;
        for stay in &life.stays {
            let spelling = random.pick(&[Spelling::Iso, Spelling::Lettered, Spelling::Kanji]);
            sheet.text(&world.offices[stay.office].number);
            sheet.text(&world.municipalities[stay.municipality].number);
            sheet.text(&stay.certificate);
            sheet.day(Some(stay.from), spelling);
            sheet.day(stay.to, spelling);
            sheet.end_row();
        }
    }

    fn add_recipient(
        &mut self,
        world: &World,
        life: &Life,
        period: &Entitlement,
        profile: &Profile,
    ) {
        let stay = &life.stays[period.stay];
        let municipality = &world.municipalities[stay.municipality];
        let area = &municipality.areas[stay.area];
        let sheet = &mut self.recipients.sheet;
        sheet.texts(&[&municipality.number, &stay.certificate, life.scheme(), &life.kana]);
        sheet.day(Some(life.born), Spelling::Iso);
        sheet.text(&area.name);
        sheet.month(period.first, profile.spelling);
        sheet.month(period.last, profile.spelling);
        let self_plan = life.course == Course::SelfPlanner;
        sheet.text(if self_plan { "セルフプラン" } else { "事業所" });
        sheet.text(&life.child_kana);
        let id = if profile.has_id { format!("P{:07}", life.serial) } else { String::new() };
        sheet.texts(&[&id, profile.care.0, &profile.care.1]);
        sheet.text(if profile.prints_area && area.special { "該当" } else { "" });
        sheet.day(life.died(), profile.spelling);
        sheet.texts(&[profile.disability, profile.services]);
        let moved = life.handover().filter(|_| matches!(life.course, Course::Mover(_)));
        let (from, to) = if period.stay == 0 {
            (None, moved.map(|day| day - Days::new(1)))
        } else {
            (moved, None)
        };
        sheet.day(from, Spelling::Iso);
        sheet.day(to, Spelling::Iso);
        sheet.end_row();
    }

    fn add_schedule(
        &mut self,
        world: &World,
        life: &Life,
        period: &Entitlement,
        spelling: Spelling,
    ) {
        let stay = &life.stays[period.stay];
        let first = match life.handover() {
            // Of a new certificate the month of the move itself is not designated.
            Some(day) if period.stay == 1 => Month::of(day).plus(1),
            _ => period.first,
        };
        let sheet = &mut self.schedules.sheet;
        sheet.text(&world.municipalities[stay.municipality].number);
        sheet.text(&stay.certificate);
        let mut named = String::new();
        match life.interval {
            Interval::Months(every) => sheet.text(&every.to_string()),
            Interval::Named => {
                sheet.text("");
                let months = world.window.months();
                for month in months.filter(|m| *m >= first && *m <= period.last) {
                    if month.since(period.first) % 2 == 0 {
                        write_month(&mut named, month, Spelling::Iso);
                        named.push(';');
                    }
                }
                named.pop();
            }
        }
        sheet.month(first, spelling);
        sheet.month(period.last, spelling);
        sheet.text(&named);
        // A period that follows another is notified before it begins.
        let follows = matches!(life.course, Course::Renewed(last) if period.first > last);
        sheet.day(follows.then(|| first.plus(-1).day(20)), spelling);
        sheet.end_row();
    }

    /// Writes the waiting rows.
    pub(crate) fn flush(&mut self) -> Result<()> {
        self.recipients.flush()?;
        self.schedules.flush()?;
        self.contracts.flush()
    }

    /// Writes everything out.
    pub(crate) fn finish(self) -> Result<()> {
        self.recipients.finish()?;
        self.schedules.finish()?;
        self.contracts.finish()
    }
}

fn draw_profile(world: &World, life: &Life, random: &mut Random) -> Profile {
    let stay = &life.stays[0];
    let specialist = &world.offices[stay.office].specialists[stay.specialist];
    let care = if !life.child && random.chance(40) {
        let level = random.pick(&CARE_LEVELS);
        let other = format!("469{:05}", random.below(100_000));
        let same = specialist.care_manager.clone().filter(|_| random.chance(500));
        (level, same.unwrap_or(other))
    } else {
        ("", String::new())
    };
    Profile {
        care,
        disability: if life.child { "児" } else { random.pick(&DISABILITIES) },
        services: if life.child {
            random.pick(&CHILD_SERVICES)
        } else {
            random.pick(&ADULT_SERVICES)
        },
        // A mover is known as one person by the number alone.
        has_id: life.stays.len() > 1 || random.chance(800),
        prints_area: random.chance(300),
        spelling: random.pick(&[
            Spelling::Lettered,
            Spelling::Kanji,
            Spelling::Iso,
            Spelling::Slashed,
        ]),
    }
}
