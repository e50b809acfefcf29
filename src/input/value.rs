//! 「値」 What a cell says, spelt in one way: how rows are told to be equal, and put in order.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::{
    Choice,
    choice::{Flag, list},
};
use crate::calendar::{ClockTime, ServiceMonth, parse_day};

/// What a column's cells hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ValueKind {
    /// A text, a word or a number of identity: nothing is spelt in two ways.
    Text,
    /// A count.
    Number,
    /// A day.
    Day,
    /// A month.
    Month,
    /// A clock time.
    Time,
    /// A flag.
    Flag,
    /// Texts joined by `;`, in any order.
    List,
    /// Months joined by `;`, in any order.
    Months,
}

impl ValueKind {
    /// The one spelling of what `text`, which is normalised, says; a text that is no such value
    /// stays as it is.
    pub(super) fn spell(self, text: &str) -> Cow<'_, str> {
        let spelt = match self {
            Self::Text => None,
            Self::Number => text.parse().ok().map(|n: Decimal| n.normalize().to_string()),
            Self::Day => parse_day(text).map(|day| day.to_string()),
            Self::Month => ServiceMonth::parse(text).map(|month| month.to_string()),
            // A time that parses lacks nothing but a leading zero.
            Self::Time => ClockTime::parse(text).map(|_| format!("{text:0>5}")),
            Self::Flag => Flag::of(text).map(|flag| flag.word().to_owned()),
            Self::List => Some(joined(text, Self::Text)),
            Self::Months => Some(joined(text, Self::Month)),
        };
        spelt.map_or(Cow::Borrowed(text), Cow::Owned)
    }
}

fn joined(text: &str, of: ValueKind) -> String {
    let mut parts: Vec<Cow<'_, str>> = list(text).map(|part| of.spell(part)).collect();
    parts.sort_unstable();
    parts.dedup();
    parts.join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_has_one_spelling() {
        let table: [(ValueKind, &[&str], &str); 8] = [
            (ValueKind::Text, &["0012"], "0012"),
            (ValueKind::Number, &["60", "060", "60.0"], "60"),
            (ValueKind::Day, &["2026-06-05", "2026/6/5", "R8.6.5", "令和8年6月5日"], "2026-06-05"),
            (ValueKind::Month, &["2026-06", "2026/6", "202606", "令和8年6月"], "2026-06"),
            (ValueKind::Time, &["9:30", "09:30"], "09:30"),
            (ValueKind::Flag, &["有", "該当", "○", "〇", "1"], "有"),
            (ValueKind::List, &["乙;甲", "甲;乙", " 甲 ; 乙;", "甲;乙;甲"], "乙;甲"),
            (ValueKind::Months, &["2026-07;2026-06", "R8.6;2026/7"], "2026-06;2026-07"),
        ];
        for (kind, spellings, value) in table {
            for text in spellings {
                assert_eq!(kind.spell(text), value, "{kind:?} {text}");
            }
        }
    }

    #[test]
    fn what_is_no_such_value_stays_as_it_is() {
        use ValueKind::{Day, Flag, Month, Months, Number, Text, Time};
        for kind in [Text, Number, Day, Month, Time, Flag, Months] {
            for text in ["", "不明"] {
                assert_eq!(kind.spell(text), text, "{kind:?}");
            }
        }
    }
}
