//! Tables of boxes, one digit in each, and what sheets have in common.

use crate::{
    calendar::ServiceMonth,
    money::UnitPrice,
    report::html::writer::{HtmlAttribute, Page},
};

/// Columns of equal width: how many, and how many of the sheet's units wide.
pub(super) type Columns = (&'static str, &'static str);

/// A table whose `groups` of columns have heavy lines between them.
pub(super) fn table(
    page: &mut Page,
    class: &str,
    groups: &[&[Columns]],
    content: impl FnOnce(&mut Page),
) {
    page.element("table", &[("class", class)], |page| {
        for group in groups {
            page.element("colgroup", &[], |page| {
                for (count, width) in *group {
                    page.void("col", &[("span", count), ("class", width)]);
                }
            });
        }
        content(page);
    });
}

/// A row of a table.
pub(super) fn row(page: &mut Page, content: impl FnOnce(&mut Page)) {
    page.element("tr", &[], content);
}

/// A printed word of the form.
pub(super) fn label(page: &mut Page, text: &str) {
    page.text_in("th", &[], text);
}

/// A printed word over several columns.
pub(super) fn wide_label(page: &mut Page, columns: &str, text: &str) {
    page.text_in("th", &[("colspan", columns)], text);
}

/// A printed word on several lines.
pub(super) fn label_lines(page: &mut Page, attributes: &[HtmlAttribute<'_>], lines: &[&str]) {
    page.element("th", attributes, |page| {
        for line in lines {
            page.text_in("p", &[], line);
        }
    });
}

/// One box for each digit of `digits`, of which there are always as many.
pub(super) fn digits(page: &mut Page, digits: &str) {
    boxes(page, digits, digits.len());
}

/// `text` in `count` boxes, at their right. A text longer than the boxes is never cut: it stands
/// whole in one marked cell.
pub(super) fn boxes(page: &mut Page, text: &str, count: usize) {
    let length = text.chars().count();
    if length > count {
        page.text_in("td", &[("class", "over"), ("colspan", &count.to_string())], text);
        return;
    }
    empty(page, count - length);
    for character in text.chars() {
        page.text_in("td", &[], character.encode_utf8(&mut [0; 4]));
    }
}

/// `count` empty boxes.
pub(super) fn empty(page: &mut Page, count: usize) {
    for _ in 0..count {
        page.markup("<td></td>");
    }
}

/// A number as it stands in boxes: one below zero with △ before it.
pub(super) fn signed(number: i64) -> String {
    let magnitude = number.unsigned_abs();
    if number < 0 { format!("△{magnitude}") } else { magnitude.to_string() }
}

/// 「単位数単価」 in two boxes for yen and two for what is below. A price that has no room in them
/// is written with its point, which makes it too long for the boxes.
pub(super) fn price(price: UnitPrice) -> String {
    let whole = price.0.normalize();
    let written = price.to_string();
    match written.strip_prefix('-').unwrap_or(&written).split_once('.') {
        Some((yen, below)) if yen.len() <= 2 && whole.scale() <= 2 => format!("{yen}{below}"),
        _ if whole.scale() > 2 => whole.to_string(),
        _ => written,
    }
}

/// Year and month of service: era, two boxes, 年, two boxes, 月分.
pub(super) fn month(page: &mut Page, month: ServiceMonth) {
    const COLUMNS: [Columns; 3] = [("1", "w5"), ("5", "w3"), ("1", "w4")];
    table(page, "month", &[&COLUMNS], |page| {
        row(page, |page| {
            let (era, year) = in_era(month);
            label(page, era);
            boxes(page, &format!("{year:02}"), 2);
            label(page, "年");
            boxes(page, &format!("{:02}", month.month()), 2);
            label(page, "月分");
        });
    });
}

/// Era and year; the western year where there is no era.
pub(super) fn in_era(month: ServiceMonth) -> (&'static str, i32) {
    month.in_era().unwrap_or(("西暦", month.year()))
}

/// 「枚中 枚目」 which sheet of how many.
pub(super) fn sheet_of(page: &mut Page, sheet: usize, sheets: usize) {
    const COLUMNS: [Columns; 3] = [("2", "w2"), ("1", "w4"), ("2", "w2")];
    table(page, "sheets", &[&COLUMNS, &[("1", "w4")]], |page| {
        row(page, |page| {
            boxes(page, &sheets.to_string(), 2);
            label(page, "枚中");
            boxes(page, &sheet.to_string(), 2);
            label(page, "枚目");
        });
    });
}

/// The class of a text that has room for `line` full-width characters on a line: it is written
/// smaller, on several lines, where it is longer.
pub(super) fn fit(text: &str, line: usize) -> &'static str {
    let halves: usize = text.chars().map(|c| if c.is_ascii() || is_half(c) { 1 } else { 2 }).sum();
    match halves.div_ceil(2) {
        width if width <= line => "t",
        width if width <= line * 3 => "t small",
        _ => "t tiny",
    }
}

/// Half-width kana.
fn is_half(character: char) -> bool {
    matches!(character, '\u{ff61}'..='\u{ff9f}')
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;

    fn written(content: impl FnOnce(&mut Page)) -> String {
        let mut page = Page::default();
        content(&mut page);
        String::from_utf8(page.into_bytes()).unwrap()
    }

    #[test]
    fn numbers_stand_at_the_right_and_are_never_cut() {
        for (number, html) in [
            (7, "<td></td><td></td><td></td><td>7</td>"),
            (1572, "<td>1</td><td>5</td><td>7</td><td>2</td>"),
            (-30, "<td></td><td>△</td><td>3</td><td>0</td>"),
            (-786, "<td>△</td><td>7</td><td>8</td><td>6</td>"),
            (-1572, "<td class=\"over\" colspan=\"4\">△1572</td>"),
            (12345, "<td class=\"over\" colspan=\"4\">12345</td>"),
            (0, "<td></td><td></td><td></td><td>0</td>"),
        ] {
            assert_eq!(written(|page| boxes(page, &signed(number), 4)), html);
        }
        assert_eq!(signed(i64::MIN), "△9223372036854775808");
        assert_eq!(written(|page| digits(page, "012")), "<td>0</td><td>1</td><td>2</td>");
    }

    #[test]
    fn prices_have_two_boxes_and_two() {
        for (mantissa, scale, text) in [
            (1120, 2, "1120"),
            (10, 0, "1000"),
            (950, 2, "950"),
            (10_000, 2, "100.00"),
            (112_055, 4, "11.2055"),
        ] {
            assert_eq!(price(UnitPrice(Decimal::new(mantissa, scale))), text);
        }
    }

    #[test]
    fn months_have_the_era_that_is_right() {
        for (year, month, era) in [
            (2019, 4, ("平成", 31)),
            (2019, 5, ("令和", 1)),
            (2026, 10, ("令和", 8)),
            (1900, 1, ("西暦", 1900)),
        ] {
            assert_eq!(in_era(ServiceMonth::literal(year, month)), era);
        }
    }

    #[test]
    fn long_texts_are_written_smaller() {
        for (text, class) in [
            ("アイウエ", "t"),
            ("ｱｲｳｴabcd", "t"),
            ("アイウエオ", "t small"),
            ("アイウエオアイウエオアイウ", "t tiny"),
        ] {
            assert_eq!(fit(text, 4), class, "{text}");
        }
    }
}
