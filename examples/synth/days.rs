//! Months, days and the spellings offices give them: ISO, with slashes, and in eras.

use std::fmt::Write as _;

use chrono::{Datelike, NaiveDate};

/// A calendar month, counted from January of year 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Month(i32);

impl Month {
    /// Reads `2026-10`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let first = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, 1)?;
        Some(Self::of(first)).filter(|_| (2019..=2100).contains(&first.year()))
    }

    /// The month of `day`.
    pub(crate) fn of(day: NaiveDate) -> Self {
        Self(day.year() * 12 + i32::try_from(day.month0()).unwrap_or(0))
    }

    /// The month `months` later, earlier where negative.
    pub(crate) fn plus(self, months: i32) -> Self {
        Self(self.0 + months)
    }

    /// Months from `earlier` to this one.
    pub(crate) fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// Day `day` of the month; callers stay within 1…28.
    pub(crate) fn day(self, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year(), self.number(), day).unwrap_or_default()
    }

    fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    fn number(self) -> u32 {
        self.0.rem_euclid(12).unsigned_abs() + 1
    }
}

/// The months that the logs cover.
#[derive(Clone, Copy)]
pub(crate) struct Window {
    pub(crate) first: Month,
    pub(crate) last: Month,
}

impl Window {
    /// `months` months that end with `last`.
    pub(crate) fn ending(last: Month, months: u32) -> Self {
        let before = i32::try_from(months.saturating_sub(1)).unwrap_or(0);
        Self { first: last.plus(-before), last }
    }

    /// Number of months.
    pub(crate) fn count(self) -> u32 {
        u32::try_from(self.last.since(self.first) + 1).unwrap_or(0)
    }

    /// The month `index` places after the first.
    pub(crate) fn month(self, index: u32) -> Month {
        self.first.plus(i32::try_from(index).unwrap_or(0))
    }

    /// Every month, oldest first.
    pub(crate) fn months(self) -> impl Iterator<Item = Month> {
        (0..self.count()).map(move |index| self.month(index))
    }

    /// Place of `month` in the window.
    pub(crate) fn index(self, month: Month) -> usize {
        usize::try_from(month.since(self.first)).unwrap_or(0)
    }
}

/// How a day or month is spelled.
#[derive(Clone, Copy)]
pub(crate) enum Spelling {
    /// `2026-06-05`
    Iso,
    /// `2026/6/5`
    Slashed,
    /// `R8.6.5`
    Lettered,
    /// `令和8年6月5日`
    Kanji,
}

/// First day, letter and name of each era, newest first.
const ERAS: [((i32, u32, u32), &str, &str); 3] =
    [((2019, 5, 1), "R", "令和"), ((1989, 1, 8), "H", "平成"), ((1926, 12, 25), "S", "昭和")];

/// Appends `day` to `text`.
pub(crate) fn write_day(text: &mut String, day: NaiveDate, spelling: Spelling) {
    let (year, month, date) = (day.year(), day.month(), day.day());
    let (letter, name, era_year) = era(day);
    // Writing to a `String` cannot fail.
    let _ = match spelling {
        Spelling::Iso => write!(text, "{year:04}-{month:02}-{date:02}"),
        Spelling::Slashed => write!(text, "{year}/{month}/{date}"),
        Spelling::Lettered => write!(text, "{letter}{era_year}.{month}.{date}"),
        Spelling::Kanji => write!(text, "{name}{era_year}年{month}月{date}日"),
    };
}

/// Appends `month` to `text`.
pub(crate) fn write_month(text: &mut String, month: Month, spelling: Spelling) {
    let (year, number) = (month.year(), month.number());
    // A month is named after the era of its last days, as certificates do.
    let (letter, name, era_year) = era(month.day(28));
    let _ = match spelling {
        Spelling::Iso => write!(text, "{year:04}-{number:02}"),
        Spelling::Slashed => write!(text, "{year}/{number}"),
        Spelling::Lettered => write!(text, "{letter}{era_year}.{number}"),
        Spelling::Kanji => write!(text, "{name}{era_year}年{number}月"),
    };
}

/// Letter, name and year of the era in which `day` falls; the oldest era before all.
fn era(day: NaiveDate) -> (&'static str, &'static str, i32) {
    let parts = (day.year(), day.month(), day.day());
    let (start, letter, name) =
        ERAS.into_iter().find(|(start, ..)| parts >= *start).unwrap_or(ERAS[2]);
    (letter, name, day.year() - start.0 + 1)
}
