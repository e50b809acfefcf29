//! One row's cells as typed values; every bad cell leaves a finding.

use std::{borrow::Cow, sync::Arc};

use chrono::NaiveDate;

use super::{
    Choice, Demand, Symbol,
    choice::{Flag, allowed_note, choices_note, list},
    encoding::{decode, is_writable, normalize},
    reader::{Decoded, Reader},
    rules,
    split::Piece,
};
use crate::{
    calendar::{ClockTime, ServiceMonth, parse_day, parse_iso_day},
    finding::{Cell, Cells, Finding, Note, Origin, Rule},
    number::Digits,
};

/// One row. A column is named by its index in the table's spec. Methods called `maybe_…` take
/// blank cells; each returns `None` when the cell is bad, and then a finding says why.
pub struct Row<'r, 'a> {
    pub(super) reader: &'r mut Reader<'a>,
    pub(super) pieces: &'r [Piece],
    pub(super) origin: Origin,
    pub(super) findings: Vec<Finding>,
}

/// A cell before it is given a type.
enum CellText<'a> {
    Blank,
    Ascii(Cow<'a, [u8]>),
    Wide(String),
}

impl<'a> Row<'_, 'a> {
    /// Adds findings from where rows meet; one that refuses takes the row out.
    pub fn add_findings(&mut self, findings: Vec<Finding>) {
        self.findings.extend(findings);
    }

    /// Where the row stands.
    pub const fn origin(&self) -> Origin {
        self.origin
    }

    /// Whether the file has the column.
    pub fn has(&self, column: usize) -> bool {
        self.reader.header.fields[column].is_some()
    }

    /// Reports `rule` on `column`.
    pub fn report(&mut self, rule: &'static Rule, column: usize, note: Option<Note>) {
        let cell = self.cell(column);
        self.report_cells(rule, cell, note);
    }

    /// Reports I113 where `from` and `to` are in the wrong order.
    pub fn in_order<T: PartialOrd + Copy>(
        &mut self,
        from: (usize, Option<T>),
        to: (usize, Option<T>),
    ) {
        if let (Some(start), Some(end)) = (&from.1, &to.1)
            && end < start
        {
            let cells = vec![self.cell(to.0), self.cell(from.0)];
            self.report_cells(&rules::I113, cells, None);
        }
    }

    fn cell(&self, column: usize) -> Cell {
        let field = self.reader.header.fields[column].map_or(0, |field| field + 1);
        Cell { origin: self.origin, field, column: self.reader.spec.columns[column].name }
    }

    pub(super) fn report_cells(
        &mut self,
        rule: &'static Rule,
        cells: impl Into<Cells>,
        note: Option<Note>,
    ) {
        let note = note.map(|note| self.reader.share(note));
        self.findings.push(Finding {
            rule,
            level: rule.levels[0],
            subject: Arc::clone(&self.reader.bare),
            origin: Some(self.origin),
            cells: cells.into(),
            note,
        });
    }

    fn raw(&self, column: usize) -> Cow<'a, [u8]> {
        let field = self.reader.header.fields[column];
        let piece = field.and_then(|field| self.pieces.get(usize::from(field)));
        piece.map_or(Cow::Borrowed(&[]), |piece| piece.bytes(self.reader.bytes))
    }

    /// The cell's text; `None` where its bytes cannot be decoded.
    fn text(&mut self, column: usize) -> Option<CellText<'a>> {
        let raw = self.raw(column);
        if raw.is_ascii() {
            let trimmed = match raw {
                Cow::Borrowed(bytes) => Cow::Borrowed(bytes.trim_ascii()),
                Cow::Owned(bytes) => Cow::Owned(bytes.trim_ascii().to_vec()),
            };
            return Some(if trimmed.is_empty() {
                CellText::Blank
            } else {
                CellText::Ascii(trimmed)
            });
        }
        let Some(text) = decode(&raw, self.reader.encoding) else {
            self.report(&rules::I101, column, None);
            return None;
        };
        let text = normalize(&text).into_owned();
        Some(if text.is_empty() { CellText::Blank } else { CellText::Wide(text) })
    }

    /// Reads a cell: `Some(None)` where it is blank and may be.
    fn read<T>(
        &mut self,
        column: usize,
        rule: &'static Rule,
        note: Option<Note>,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<Option<T>> {
        let parsed = match self.text(column)? {
            CellText::Blank => return self.blank(column),
            CellText::Ascii(bytes) => std::str::from_utf8(&bytes).ok().and_then(parse),
            CellText::Wide(text) => parse(&text),
        };
        if parsed.is_none() {
            self.report(rule, column, note);
            return None;
        }
        Some(parsed)
    }

    fn blank<T>(&mut self, column: usize) -> Option<Option<T>> {
        if self.reader.spec.columns[column].demand == Demand::Cell {
            self.report(&rules::I108, column, None);
            return None;
        }
        Some(None)
    }

    /// A number of `N` digits.
    pub fn digits<const N: usize>(&mut self, column: usize) -> Option<Digits<N>> {
        self.maybe_digits(column).flatten()
    }

    /// A number of `N` digits, or blank.
    pub fn maybe_digits<const N: usize>(&mut self, column: usize) -> Option<Option<Digits<N>>> {
        if let Some(digits) = Digits::new(&self.raw(column)) {
            return Some(Some(digits));
        }
        let note = Note {
            ja: format!("{N}桁の数字が必要です"),
            en: format!("{N} digits are needed"),
        };
        self.read(column, &rules::I106, Some(note), |text| Digits::new(text.as_bytes()))
    }

    /// A day.
    pub fn day(&mut self, column: usize) -> Option<NaiveDate> {
        self.maybe_day(column).flatten()
    }

    /// A day, or blank.
    pub fn maybe_day(&mut self, column: usize) -> Option<Option<NaiveDate>> {
        let raw = self.raw(column);
        if let Some(day) = parse_iso_day(&raw) {
            return Some(Some(day));
        }
        if let Some(Decoded::Day(day)) = self.reader.decoded[column].get(&*raw) {
            return Some(Some(*day));
        }
        let read = self.read(column, &rules::I105, None, parse_day)?;
        if let Some(day) = read {
            self.reader.decoded[column].insert(raw.into(), Decoded::Day(day));
        }
        Some(read)
    }

    /// A month.
    pub fn month(&mut self, column: usize) -> Option<ServiceMonth> {
        self.maybe_month(column).flatten()
    }

    /// A month, or blank.
    pub fn maybe_month(&mut self, column: usize) -> Option<Option<ServiceMonth>> {
        let raw = self.raw(column);
        if let Some(Decoded::Month(month)) = self.reader.decoded[column].get(&*raw) {
            return Some(Some(*month));
        }
        let read = self.read(column, &rules::I105, None, ServiceMonth::parse)?;
        if let Some(month) = read {
            self.reader.decoded[column].insert(raw.into(), Decoded::Month(month));
        }
        Some(read)
    }

    /// Months joined by `;`, or blank.
    pub fn maybe_months(&mut self, column: usize) -> Option<Vec<ServiceMonth>> {
        let parse = |text: &str| list(text).map(ServiceMonth::parse).collect();
        self.read(column, &rules::I105, None, parse).map(Option::unwrap_or_default)
    }

    /// A clock time, or blank.
    pub fn maybe_time(&mut self, column: usize) -> Option<Option<ClockTime>> {
        self.read(column, &rules::I105, None, ClockTime::parse)
    }

    /// A cell that `parse` understands, or blank; where it does not, `rule` speaks and shows
    /// what may stand there.
    pub fn maybe<T>(
        &mut self,
        column: usize,
        rule: &'static Rule,
        allowed: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<Option<T>> {
        self.read(column, rule, Some(allowed_note(allowed)), parse)
    }

    /// A whole number from `least` to `most`.
    pub fn number(&mut self, column: usize, least: u32, most: u32) -> Option<u32> {
        self.maybe_number(column, least, most).flatten()
    }

    /// A whole number from `least` to `most`, or blank.
    pub fn maybe_number(&mut self, column: usize, least: u32, most: u32) -> Option<Option<u32>> {
        let note = Note {
            ja: format!("{least}から{most}までの整数です"),
            en: format!("{least} to {most}"),
        };
        let parse = |text: &str| {
            let number: u32 =
                text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())??;
            (least..=most).contains(&number).then_some(number)
        };
        self.read(column, &rules::I106, Some(note), parse)
    }

    /// One of the column's words.
    pub fn choice<C: Choice>(&mut self, column: usize) -> Option<C> {
        self.maybe_choice(column).flatten()
    }

    /// One of the column's words, or blank.
    pub fn maybe_choice<C: Choice>(&mut self, column: usize) -> Option<Option<C>> {
        let raw = self.raw(column);
        if let Some(Decoded::Choice(index)) = self.reader.decoded[column].get(&*raw) {
            return Some(C::CHOICES.get(*index).map(|(_, value)| *value));
        }
        let find = |text: &str| C::CHOICES.iter().position(|(word, _)| *word == text);
        let text = match self.text(column)? {
            CellText::Blank => return self.blank(column),
            CellText::Ascii(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            CellText::Wide(text) => text,
        };
        let Some(index) = find(&text) else {
            self.report(&rules::I107, column, Some(choices_note::<C>(&text)));
            return None;
        };
        self.reader.decoded[column].insert(raw.into(), Decoded::Choice(index));
        Some(C::CHOICES.get(index).map(|(_, value)| *value))
    }

    /// A flag.
    pub fn flag(&mut self, column: usize) -> Option<bool> {
        self.maybe_flag(column).flatten()
    }

    /// A flag, or blank.
    pub fn maybe_flag(&mut self, column: usize) -> Option<Option<bool>> {
        self.maybe_choice(column).map(|flag| flag.map(|flag: Flag| flag == Flag::Yes))
    }

    /// A text.
    pub fn symbol(&mut self, column: usize) -> Option<Symbol> {
        self.maybe_symbol(column).flatten()
    }

    /// A text, or blank.
    pub fn maybe_symbol(&mut self, column: usize) -> Option<Option<Symbol>> {
        self.limited_symbol(column, usize::MAX)
    }

    /// A number in free text of at most 20 characters (従業者番号 and its like).
    pub fn number_text(&mut self, column: usize) -> Option<Symbol> {
        self.maybe_number_text(column).flatten()
    }

    /// A number in free text of at most 20 characters, or blank.
    pub fn maybe_number_text(&mut self, column: usize) -> Option<Option<Symbol>> {
        self.limited_symbol(column, 20)
    }

    /// A text that hardly any other row has.
    pub fn name(&mut self, column: usize) -> Option<Arc<str>> {
        self.maybe_name(column).flatten()
    }

    /// A text that hardly any other row has, or blank.
    pub fn maybe_name(&mut self, column: usize) -> Option<Option<Arc<str>>> {
        let name = self.read(column, &rules::I107, None, |text| Some(Arc::from(text)))?;
        if name.as_ref().is_some_and(|text: &Arc<str>| !is_writable(text)) {
            self.report(&rules::I114, column, None);
        }
        Some(name)
    }

    /// A text that `parse` understands, or blank; equal texts are read once.
    pub fn maybe_parsed<T>(
        &mut self,
        column: usize,
        allowed: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<Option<T>> {
        let Some(symbol) = self.maybe_symbol(column)? else { return Some(None) };
        let parsed = parse(&self.reader.symbols.text(symbol));
        if parsed.is_none() {
            self.report(&rules::I107, column, Some(allowed_note(allowed)));
            return None;
        }
        Some(parsed)
    }

    fn limited_symbol(&mut self, column: usize, length_max: usize) -> Option<Option<Symbol>> {
        let raw = self.raw(column);
        if let Some(Decoded::Text(symbol, writable)) =
            self.reader.decoded[column].get(&*raw).copied()
        {
            if !writable {
                self.report(&rules::I114, column, None);
            }
            return Some(Some(symbol));
        }
        let text = match self.text(column)? {
            CellText::Blank => return self.blank(column),
            CellText::Ascii(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            CellText::Wide(text) => text,
        };
        if text.chars().count() > length_max {
            let (ja, en) = (format!("{length_max}文字までです"), format!("at most {length_max}"));
            self.report(&rules::I106, column, Some(Note { ja, en }));
            return None;
        }
        let writable = is_writable(&text);
        if !writable {
            self.report(&rules::I114, column, None);
        }
        let kind = self.reader.spec.columns[column].kind;
        let symbol = self.reader.symbols.intern(&kind.spell(&text));
        self.reader.decoded[column].insert(raw.into(), Decoded::Text(symbol, writable));
        Some(Some(symbol))
    }

    /// Checks the cells that no column of the table reads.
    pub(super) fn check_strangers(&mut self) {
        for index in 0..self.reader.header.strangers.len() {
            let field = self.reader.header.strangers[index];
            let Some(piece) = self.pieces.get(usize::from(field)) else { continue };
            if decode(&piece.bytes(self.reader.bytes), self.reader.encoding).is_none() {
                let cell = Cell { origin: self.origin, field: field + 1, column: "" };
                self.report_cells(&rules::I101, cell, None);
            }
        }
    }
}
