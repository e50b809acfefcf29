//! What every output says alike: numbers, names of items and variants; what a finding rests on, what
//! is said of a rule, and what could not be checked.

pub(crate) mod fact;
pub(crate) mod not_run;
pub(crate) mod rule;

use std::borrow::Cow;

use crate::{
    claim::Line,
    item::Item,
    money::{Units, Yen},
};

/// `1,234,567`
pub(crate) fn grouped(yen: Yen) -> String {
    let digits = yen.0.unsigned_abs().to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if yen.0 < 0 { format!("-{text}") } else { text }
}

/// `1,234円`
pub(crate) fn yen(yen: Yen) -> String {
    format!("{}円", grouped(yen))
}

/// `+1,234円`, `-1,234円`: a difference.
pub(crate) fn signed(difference: Yen) -> String {
    let sign = if difference > Yen(0) { "+" } else { "" };
    format!("{sign}{}", yen(difference))
}

/// `1,234`
pub(crate) fn units(units: Units) -> String {
    grouped(Yen(units.0))
}

/// `1,234`
pub(crate) fn count(count: usize) -> String {
    grouped(Yen(i64::try_from(count).unwrap_or(i64::MAX)))
}

/// A line's item with its variant: `利用支援費(計画) 機能強化型(Ⅲ)`.
pub(crate) fn item(line: &Line) -> String {
    item_with(line.item, &line.variant)
}

/// An item with its variant: `利用支援費(計画) 機能強化型(Ⅲ)`.
pub(crate) fn item_with(item: Item, key: &str) -> String {
    match variant(key) {
        words if words.is_empty() => item.name().to_owned(),
        words => format!("{} {words}", item.name()),
    }
}

/// A variant key in words, its parts joined by `・`; a part that has no word stays what it is.
pub(crate) fn variant(key: &str) -> String {
    let parts = key.split('+').map(|part| {
        let known = VARIANTS.iter().find(|(key, _)| *key == part);
        known.map_or(Cow::Borrowed(part), |(_, words)| Cow::Borrowed(*words))
    });
    parts.collect::<Vec<_>>().join("・")
}

/// A computed fact with its variant keys in words: the words of a text stand between blanks.
pub(crate) fn note(text: &str) -> String {
    let is_key = |part: &str| VARIANTS.iter().any(|(key, _)| *key == part);
    let words = text
        .split(' ')
        .map(|word| if word.split('+').all(is_key) { variant(word) } else { word.to_owned() });
    words.collect::<Vec<_>>().join(" ")
}

const VARIANTS: [(&str, &str); 36] = [
    ("tier_1", "(Ⅰ)"),
    ("tier_2", "(Ⅱ)"),
    ("tier_1_transition", "(Ⅰ)経過措置"),
    ("tier_2_transition", "(Ⅱ)経過措置"),
    ("enhanced_1", "機能強化型(Ⅰ)"),
    ("enhanced_2", "機能強化型(Ⅱ)"),
    ("enhanced_3", "機能強化型(Ⅲ)"),
    ("enhanced_4", "機能強化型(Ⅳ)"),
    ("overlap_1", "居宅減算Ⅰ"),
    ("overlap_2", "居宅減算Ⅱ"),
    ("preventive", "予防減算"),
    ("I", "(Ⅰ)"),
    ("II", "(Ⅱ)"),
    ("III", "(Ⅲ)"),
    ("IV", "(Ⅳ)"),
    ("plan", "計画"),
    ("monitoring", "モニタリング"),
    ("visit", "訪問"),
    ("hold", "会議開催"),
    ("attend", "会議参加"),
    ("meeting", "会議参加"),
    ("visit_or_meeting", "訪問・会議参加"),
    ("escort", "通院同行"),
    ("information", "情報提供"),
    ("interview_plan", "面談(計画作成月)"),
    ("interview_monitoring", "面談(モニタリング月)"),
    ("initial", "初回加算"),
    ("admission_information", "入院時情報連携加算"),
    ("discharge", "退院・退所加算"),
    ("liaison_visit", "連携加算・訪問"),
    ("institution_interview_plan", "機関等連携加算・面談(計画作成月)"),
    ("institution_interview_monitoring", "機関等連携加算・面談(モニタリング月)"),
    ("institution_escort", "機関等連携加算・通院同行"),
    ("intensive_visit", "集中支援加算・訪問"),
    ("intensive_escort", "集中支援加算・通院同行"),
    ("", ""),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        calendar::ServiceMonth,
        tariff::{Tariff, TariffItem},
    };

    #[test]
    fn every_variant_of_the_tariff_has_words() {
        let tariff = Tariff::standard().unwrap();
        for month in [(2018, 4), (2021, 3), (2022, 6), (2024, 4), (2026, 10)] {
            let cells = tariff.cells_in_force(ServiceMonth::literal(month.0, month.1));
            for cell in cells.iter().filter(|cell| matches!(cell.item, TariffItem::Claim(_))) {
                let key = cell.variant_key();
                let words = variant(&key);
                assert!(words.is_ascii() == key.is_empty(), "{key} has no words: {words}");
            }
        }
    }

    #[test]
    fn words_for_people() {
        assert_eq!(variant("tier_1+overlap_2"), "(Ⅰ)・居宅減算Ⅱ");
        assert_eq!(variant("unheard_of"), "unheard_of");
        assert_eq!(
            note("請求 tier_2+preventive 541000 5×1、a+b"),
            "請求 (Ⅱ)・予防減算 541000 5×1、a+b"
        );
        assert_eq!(yen(Yen(1_234_567)), "1,234,567円");
        assert_eq!([Yen(5), Yen(0), Yen(-5)].map(signed), ["+5円", "0円", "-5円"]);
    }
}
