//! One recipient's years: who it is, where it lived, which offices served it, and when.

use chrono::{Days, NaiveDate};

use crate::days::{Month, Window};
use crate::numbers;
use crate::random::Random;
use crate::words::{CHILD_GIVENS, FAMILIES, GIVENS, push_serial};
use crate::world::World;

/// What happens to a recipient within the window.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Course {
    /// Nothing but a renewal perhaps.
    Settled,
    /// Makes the own plan; no office is involved.
    SelfPlanner,
    /// Gets the first plan in this month.
    Newcomer(Month),
    /// The entitlement ends with this month and goes on with the next.
    Renewed(Month),
    /// Lives in another municipality from this day on.
    Mover(NaiveDate),
    /// Is served by another office from this day on.
    OfficeChange(NaiveDate),
    /// Dies on this day.
    Death(NaiveDate),
}

/// A stretch of days under one contract: one office, one specialist, one certificate.
pub(crate) struct Stay {
    pub(crate) municipality: usize,
    pub(crate) area: usize,
    pub(crate) office: usize,
    pub(crate) specialist: usize,
    pub(crate) certificate: String,
    /// 「契約日」
    pub(crate) from: NaiveDate,
    /// 「終了日」
    pub(crate) to: Option<NaiveDate>,
}

/// 「支給期間」 An entitlement period printed on the certificate of a stay.
pub(crate) struct Entitlement {
    pub(crate) stay: usize,
    pub(crate) first: Month,
    pub(crate) last: Month,
}

/// 「モニタリング期間」 Which months are designated.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Interval {
    /// Every so many months, counted back from the last one.
    Months(i32),
    /// Every second month of the window, named one by one.
    Named,
}

/// One recipient.
pub(crate) struct Life {
    pub(crate) serial: usize,
    pub(crate) child: bool,
    /// 「氏名カナ」 of the recipient or, of a child, the guardian.
    pub(crate) kana: String,
    /// 「児童氏名カナ」
    pub(crate) child_kana: String,
    pub(crate) born: NaiveDate,
    pub(crate) course: Course,
    pub(crate) interval: Interval,
    pub(crate) stays: Vec<Stay>,
    pub(crate) entitlements: Vec<Entitlement>,
}

impl Life {
    /// Draws the life of recipient `serial`, who is at home with `office`.
    pub(crate) fn draw(world: &World, serial: usize, office: usize, random: &mut Random) -> Self {
        let child = world.offices[office].serves_children && random.chance(180);
        let course = match draw_course(world.window, random) {
            Course::OfficeChange(_) if world.next_office(office, child) == office => {
                Course::Settled
            }
            course => course,
        };
        let interval = match random.below(100) {
            0..94 => Interval::Months(1),
            94..96 => Interval::Months(3),
            96..98 => Interval::Months(6),
            _ => Interval::Named,
        };
        let (kana, child_kana) = draw_names(serial, child, random);
        let age = if child { random.between(4, 16) } else { random.between(19, 78) };
        let born = world.window.first.plus(-12 * i32::try_from(age).unwrap_or(0));
        let born = born.plus(i32::try_from(random.below(12)).unwrap_or(0) - 11);
        let mut life = Self {
            serial,
            child,
            kana,
            child_kana,
            born: born.day(random.between(1, 28)),
            course,
            interval,
            stays: Vec::new(),
            entitlements: Vec::new(),
        };
        life.draw_stays(world, office, random);
        life.draw_entitlements(world.window, random);
        life
    }

    /// 「サービス種類」
    pub(crate) fn scheme(&self) -> &'static str {
        if self.child { "障害児相談" } else { "計画相談" }
    }

    /// Day from which the second stay counts.
    pub(crate) fn handover(&self) -> Option<NaiveDate> {
        match self.course {
            Course::Mover(day) | Course::OfficeChange(day) => Some(day),
            _ => None,
        }
    }

    /// 「死亡日」
    pub(crate) fn died(&self) -> Option<NaiveDate> {
        match self.course {
            Course::Death(day) => Some(day),
            _ => None,
        }
    }

    /// The entitlement of `stay` that covers `month`.
    pub(crate) fn entitlement(&self, stay: usize, month: Month) -> Option<&Entitlement> {
        let covers = |e: &&Entitlement| e.stay == stay && (e.first..=e.last).contains(&month);
        self.entitlements.iter().find(covers)
    }

    fn draw_stays(&mut self, world: &World, office: usize, random: &mut Random) {
        let first = world.window.first;
        let home = world.offices[office].municipality;
        let away = random.chance(40);
        let municipality = if away { (home + 1) % world.municipalities.len() } else { home };
        let from = match self.course {
            Course::Newcomer(month) => month.day(1) - Days::new(u64::from(random.below(20))),
            _ => first.day(1) - Days::new(u64::from(random.between(400, 2400))),
        };
        let mut stay = draw_stay(world, municipality, office, random);
        stay.certificate = numbers::certificate(if self.child { 2 } else { 1 }, self.serial);
        stay.from = from;
        stay.to = self.handover().map(|day| day - Days::new(1)).or(self.died());
        let area = stay.area;
        let certificate = stay.certificate.clone();
        self.stays.push(stay);
        let Some(day) = self.handover() else { return };
        let next_office = world.next_office(office, self.child);
        let moved = matches!(self.course, Course::Mover(_));
        let next_home =
            if moved { (municipality + 1) % world.municipalities.len() } else { municipality };
        let mut next = draw_stay(world, next_home, next_office, random);
        next.from = day;
        if moved {
            next.certificate = numbers::certificate(if self.child { 4 } else { 3 }, self.serial);
        } else {
            next.area = area;
            next.certificate = certificate;
        }
        self.stays.push(next);
    }

    fn draw_entitlements(&mut self, window: Window, random: &mut Random) {
        let beyond = window.last.plus(i32::try_from(random.below(12)).unwrap_or(0));
        let long = |stay| Entitlement {
            stay,
            first: beyond.plus(-35).min(window.first.plus(-1)),
            last: beyond,
        };
        let from = |stay, first: Month, months: i32| Entitlement {
            stay,
            first,
            last: first.plus(months - 1).max(window.last),
        };
        match self.course {
            Course::Newcomer(month) => self.entitlements.push(from(0, month, 36)),
            Course::Renewed(last) => {
                let first = last.plus(-11).min(window.first.plus(-1));
                self.entitlements.push(Entitlement { stay: 0, first, last });
                self.entitlements.push(from(0, last.plus(1), 12));
            }
            Course::Mover(day) => {
                self.entitlements.push(long(0));
                self.entitlements.push(from(1, Month::of(day), 36));
            }
            Course::OfficeChange(_) => {
                self.entitlements.push(long(0));
                let Entitlement { first, last, .. } = self.entitlements[0];
                self.entitlements.push(Entitlement { stay: 1, first, last });
            }
            _ => self.entitlements.push(long(0)),
        }
    }
}

fn draw_stay(world: &World, municipality: usize, office: usize, random: &mut Random) -> Stay {
    Stay {
        municipality,
        area: random.place(world.municipalities[municipality].areas.len()),
        office,
        specialist: random.place(world.offices[office].specialists.len()),
        certificate: String::new(),
        from: NaiveDate::default(),
        to: None,
    }
}

fn draw_course(window: Window, random: &mut Random) -> Course {
    let months = window.count();
    let roll = random.below(1000);
    let any = window.month(random.below(months));
    // Leaves a month before and a month after.
    let inner = window.month(random.between(1, months.saturating_sub(2)));
    let day = match random.below(4) {
        0 => inner.day(1),
        1 => inner.day(random.between(8, 10)),
        _ => inner.day(random.between(15, 25)),
    };
    match roll {
        0..15 => Course::SelfPlanner,
        15..75 => Course::Newcomer(any),
        75..81 => Course::Death(any.day(random.between(1, 28))),
        _ if months < 3 => Course::Settled,
        81..101 => Course::Mover(day),
        101..126 => Course::OfficeChange(day),
        126..290 => Course::Renewed(inner),
        _ => Course::Settled,
    }
}

/// The kana names of a recipient or guardian, and of a child.
fn draw_names(serial: usize, child: bool, random: &mut Random) -> (String, String) {
    let family = random.pick(&FAMILIES).1;
    let mut kana = format!("{family} {}", random.pick(&GIVENS).1);
    push_serial(&mut kana, serial);
    let mut child_kana = String::new();
    if child {
        child_kana = format!("{family} {}", random.pick(&CHILD_GIVENS));
        push_serial(&mut child_kana, serial);
    }
    (kana, child_kana)
}
