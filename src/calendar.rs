//! Days, service months and clock times as offices write them.
//!
//! The one place that knows era names. Everything here takes text that is already normalised
//! (NFKC, trimmed) and never asks for today's date.

use std::fmt;

use chrono::{Datelike, Days, NaiveDate};
use serde::Serialize;

/// 「サービス提供年月」 A calendar month, the unit of claiming; written `2026-06`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ServiceMonth {
    /// Months since January of year 0.
    ordinal: i32,
}

impl ServiceMonth {
    /// The month `month` (1…12) of `year`; `None` where there is no such month.
    pub fn new(year: i32, month: u32) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        Some(Self::of(first))
    }

    /// A month known when the program is built.
    ///
    /// # Panics
    /// While building, where `month` is outside 1…12.
    pub const fn literal(year: i32, month: i32) -> Self {
        assert!(month >= 1 && month <= 12, "a month is 1 to 12");
        Self { ordinal: year * 12 + month - 1 }
    }

    /// The month in which `day` falls.
    pub fn of(day: NaiveDate) -> Self {
        let month = i32::try_from(day.month0()).unwrap_or_default();
        Self { ordinal: day.year() * 12 + month }
    }

    /// This month moved by `months`, backwards where negative.
    #[must_use]
    pub const fn plus(self, months: i32) -> Self {
        Self { ordinal: self.ordinal + months }
    }

    /// Number of months from `earlier` to this one.
    pub const fn since(self, earlier: Self) -> i32 {
        self.ordinal - earlier.ordinal
    }

    /// Calendar year.
    pub const fn year(self) -> i32 {
        self.ordinal.div_euclid(12)
    }

    /// Calendar month, 1…12.
    pub const fn month(self) -> u32 {
        self.ordinal.rem_euclid(12).unsigned_abs() + 1
    }

    /// First day of the month.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year(), self.month(), 1).unwrap_or(NaiveDate::MIN)
    }

    /// Last day of the month.
    pub fn last_day(self) -> NaiveDate {
        self.plus(1).first_day().checked_sub_days(Days::new(1)).unwrap_or(NaiveDate::MAX)
    }

    /// The era of the month's last day and the year in it, counted from 1; none before 昭和.
    pub fn in_era(self) -> Option<(&'static str, i32)> {
        let eras = [("令和", Era::Reiwa), ("平成", Era::Heisei), ("昭和", Era::Showa)];
        let era = eras.into_iter().find(|(_, era)| era.start() <= self.last_day());
        era.map(|(name, era)| (name, self.year() - era.start().year() + 1))
    }

    /// `2026年10月(令和8年10月)`, for people.
    pub fn in_words(self) -> String {
        let (year, month) = (self.year(), self.month());
        let in_era = self.in_era().map(|(name, of_era)| match of_era {
            1 => format!("({name}元年{month}月)"),
            year => format!("({name}{year}年{month}月)"),
        });
        format!("{year}年{month}月{}", in_era.unwrap_or_default())
    }

    /// Reads `2026-06`, `2026/6`, `202606`, `R8.6` or `令和8年6月`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, rest) = year_part(text)?;
        let month = match rest.as_slice() {
            [month] => *month,
            _ => return None,
        };
        match year {
            Year::Western(year) => Self::new(year, month),
            Year::Era(era, year) => {
                Self::new(era.western(year)?, month).filter(|m| m.last_day() >= era.start())
            }
        }
    }
}

impl fmt::Display for ServiceMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

impl Serialize for ServiceMonth {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// 「年号」 The eras that can stand on a certificate in force since 2018.
#[derive(Clone, Copy)]
enum Era {
    Showa,
    Heisei,
    Reiwa,
}

impl Era {
    fn of(text: &str) -> Option<(Self, &str)> {
        const NAMES: [(&str, Era); 9] = [
            ("令和", Era::Reiwa),
            ("平成", Era::Heisei),
            ("昭和", Era::Showa),
            ("R", Era::Reiwa),
            ("H", Era::Heisei),
            ("S", Era::Showa),
            ("r", Era::Reiwa),
            ("h", Era::Heisei),
            ("s", Era::Showa),
        ];
        NAMES.iter().find_map(|(name, era)| Some((*era, text.strip_prefix(name)?)))
    }

    /// First day of the era. A day before it cannot be written in the era; a day after the
    /// era's end can (certificates carry 平成32年).
    fn start(self) -> NaiveDate {
        let (year, month, day) = match self {
            Self::Showa => (1926, 12, 25),
            Self::Heisei => (1989, 1, 8),
            Self::Reiwa => (2019, 5, 1),
        };
        NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MIN)
    }

    fn western(self, year: u32) -> Option<i32> {
        let first = self.start().year();
        (1..=99).contains(&year).then(|| first + i32::try_from(year).unwrap_or(0) - 1)
    }
}

enum Year {
    Western(i32),
    Era(Era, u32),
}

/// The year of a date or month text and the numbers that follow it.
fn year_part(text: &str) -> Option<(Year, Vec<u32>)> {
    if let Some((era, rest)) = Era::of(text) {
        let mut numbers = split_numbers(rest.trim_start())?;
        if numbers.is_empty() {
            return None;
        }
        let year = numbers.remove(0);
        return Some((Year::Era(era, year), numbers));
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return compact(text);
    }
    let mut numbers = split_numbers(text)?;
    if numbers.is_empty() || text.bytes().take_while(u8::is_ascii_digit).count() != 4 {
        return None;
    }
    let year = i32::try_from(numbers.remove(0)).ok()?;
    Some((Year::Western(year), numbers))
}

/// `20260605` or `202606`.
fn compact(text: &str) -> Option<(Year, Vec<u32>)> {
    let year = text.get(..4)?.parse().ok()?;
    let rest = match text.len() {
        6 => vec![text.get(4..6)?.parse().ok()?],
        8 => vec![text.get(4..6)?.parse().ok()?, text.get(6..8)?.parse().ok()?],
        _ => return None,
    };
    Some((Year::Western(year), rest))
}

/// The numbers of `8.6.5`, `2026/6/5`, `2026-06-05` or `8年6月5日`; 元 is 1. Any other
/// character, a doubled separator, or a mixture of separators is refused.
fn split_numbers(text: &str) -> Option<Vec<u32>> {
    let parts: Vec<&str> = if text.contains('年') {
        kanji_parts(text)?
    } else {
        let separator = text.chars().find(|c| !c.is_ascii_digit() && *c != '元')?;
        if !matches!(separator, '.' | '/' | '-') {
            return None;
        }
        text.split(separator).collect()
    };
    parts.into_iter().map(|part| number(part.trim())).collect()
}

fn kanji_parts(text: &str) -> Option<Vec<&str>> {
    let (year, rest) = text.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    match rest.trim() {
        "" => Some(vec![year, month]),
        rest => Some(vec![year, month, rest.strip_suffix('日')?]),
    }
}

fn number(text: &str) -> Option<u32> {
    if text == "元" {
        return Some(1);
    }
    let digits = !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// Reads a day: `2026-06-05`, `2026/6/5`, `20260605`, `R8.6.5`, `令和8年6月5日` (also H/平成,
/// S/昭和). `None` where it does not parse or does not exist.
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    let (year, rest) = year_part(text)?;
    let [month, day] = *rest.as_slice() else { return None };
    match year {
        Year::Western(year) => NaiveDate::from_ymd_opt(year, month, day),
        Year::Era(era, year) => NaiveDate::from_ymd_opt(era.western(year)?, month, day)
            .filter(|date| *date >= era.start()),
    }
}

/// `parse_day` for the spelling that most files use, `2026-06-05`, without decoding.
pub(crate) fn parse_iso_day(bytes: &[u8]) -> Option<NaiveDate> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *bytes else { return None };
    let digit = |b: u8| b.is_ascii_digit().then(|| u32::from(b - b'0'));
    let year = digit(y1)? * 1000 + digit(y2)? * 100 + digit(y3)? * 10 + digit(y4)?;
    let month = digit(m1)? * 10 + digit(m2)?;
    let day = digit(d1)? * 10 + digit(d2)?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// 「時刻」 A clock time, in minutes after midnight.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ClockTime(u16);

impl ClockTime {
    /// Reads `9:30`, `09:30`.
    pub fn parse(text: &str) -> Option<Self> {
        let (hour, minute) = text.split_once(':')?;
        let number = |part: &str, least: usize, most: u16| {
            let shape =
                (least..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            shape.then(|| part.parse::<u16>().ok()).flatten().filter(|number| *number <= most)
        };
        Some(Self(number(hour, 1, 23)? * 60 + number(minute, 2, 59)?))
    }
}

/// An inclusive stretch of days; an open end is `None`. 「適用期間」
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Span {
    /// First day, open where `None`.
    pub from: Option<NaiveDate>,
    /// Last day, open where `None`.
    pub to: Option<NaiveDate>,
}

impl Span {
    /// Whether `day` lies within.
    pub fn covers(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether the two share a day.
    pub fn overlaps(self, other: Self) -> bool {
        let starts_by = |a: Self, b: Self| match (a.from, b.to) {
            (Some(from), Some(to)) => from <= to,
            _ => true,
        };
        starts_by(self, other) && starts_by(other, self)
    }

    /// Days between `day` and the span; 0 within.
    pub fn distance(self, day: NaiveDate) -> u64 {
        let before = self.from.filter(|from| day < *from).map(|from| (from - day).num_days());
        let after = self.to.filter(|to| *to < day).map(|to| (day - to).num_days());
        before.or(after).unwrap_or(0).unsigned_abs()
    }

    /// Whether the end lies before the start.
    pub fn is_reversed(self) -> bool {
        matches!((self.from, self.to), (Some(from), Some(to)) if to < from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(y, m, d)
    }

    #[test]
    fn days_in_every_spelling() {
        for (text, want) in [
            ("2026-06-05", day(2026, 6, 5)),
            ("2026/6/5", day(2026, 6, 5)),
            ("20260605", day(2026, 6, 5)),
            ("R8.6.5", day(2026, 6, 5)),
            ("令和8年6月5日", day(2026, 6, 5)),
            ("令和元年5月1日", day(2019, 5, 1)),
            ("R1.5.1", day(2019, 5, 1)),
            ("H30.6.25", day(2018, 6, 25)),
            ("平成32年3月31日", day(2020, 3, 31)),
            ("S54.1.2", day(1979, 1, 2)),
            ("2026-02-30", None),
            ("令和0年1月1日", None),
            ("令和元年4月30日", None),
            ("2026-06", None),
            ("26-06-05", None),
            ("2026-06/05", None),
            ("6月5日", None),
            ("", None),
            ("平成", None),
        ] {
            assert_eq!(parse_day(text), want, "{text}");
        }
    }

    #[test]
    fn months_in_every_spelling() {
        for text in ["2026-06", "2026/6", "202606", "R8.6", "令和8年6月"] {
            assert_eq!(ServiceMonth::parse(text), Some(ServiceMonth::literal(2026, 6)), "{text}");
        }
        for text in ["2026-13", "2026-6-1", "R0.6", "令和元年4月", "2026"] {
            assert_eq!(ServiceMonth::parse(text), None, "{text}");
        }
        assert_eq!(ServiceMonth::parse("令和元年5月"), Some(ServiceMonth::literal(2019, 5)));
    }

    #[test]
    fn months_in_words() {
        for (year, month, words) in [
            (2026, 10, "2026年10月(令和8年10月)"),
            (2019, 5, "2019年5月(令和元年5月)"),
            (2019, 4, "2019年4月(平成31年4月)"),
            (1900, 1, "1900年1月"),
        ] {
            assert_eq!(ServiceMonth::literal(year, month).in_words(), words);
        }
    }

    #[test]
    fn month_arithmetic_crosses_years() {
        let month = ServiceMonth::literal(2026, 1);
        assert_eq!(month.plus(-1).to_string(), "2025-12");
        assert_eq!(month.plus(14).to_string(), "2027-03");
        assert_eq!(month.since(ServiceMonth::literal(2025, 11)), 2);
        assert_eq!(ServiceMonth::literal(2024, 2).last_day(), day(2024, 2, 29).unwrap());
    }

    #[test]
    fn the_fast_spelling_agrees_with_the_general_one() {
        for text in ["2026-06-05", "2026-02-30", "2026-6-5", "x026-06-05"] {
            let fast = parse_iso_day(text.as_bytes());
            assert!(fast.is_none() || fast == parse_day(text), "{text}");
        }
        assert_eq!(parse_iso_day(b"2026-06-05"), day(2026, 6, 5));
    }

    #[test]
    fn times() {
        let morning = ClockTime::parse("9:30");
        assert!(morning.is_some() && morning == ClockTime::parse("09:30"));
        assert!(morning < ClockTime::parse("16:00"));
        for text in ["24:00", "9:5", "9:60", "930", "9:30:00", ""] {
            assert_eq!(ClockTime::parse(text), None, "{text}");
        }
    }

    #[test]
    fn spans_touch_and_part() {
        let span = |a, b| Span { from: a, to: b };
        let june = span(day(2026, 6, 1), day(2026, 6, 30));
        assert!(june.overlaps(span(day(2026, 6, 30), None)));
        assert!(!june.overlaps(span(day(2026, 7, 1), None)));
        assert!(june.overlaps(span(None, None)));
        assert_eq!(june.distance(day(2026, 7, 2).unwrap()), 2);
        assert_eq!(june.distance(day(2026, 5, 31).unwrap()), 1);
        assert!(span(day(2026, 6, 2), day(2026, 6, 1)).is_reversed());
    }
}
