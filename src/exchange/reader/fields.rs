//! The fields of a record, held against the layout; what is wrong is told with line and field.

use std::fmt::Display;

use super::record::Record;
use crate::{
    exchange::{Content, Field, FieldFault, layout::number_of},
    item::Scheme,
    number::Digits,
};

/// What is wrong, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct ReadFault {
    /// Physical line, from 1.
    pub line: u32,
    /// Field of the line, from 1; 0: the line as a whole.
    pub field: u16,
    /// In Japanese and English.
    pub what: (String, String),
}

/// Where a field stands: line and field.
pub(super) type FieldPlace = (u32, usize);

/// Everything that is wrong with a file.
#[derive(Default)]
pub(super) struct Faults(pub(super) Vec<ReadFault>);

impl Faults {
    pub(super) fn tell(&mut self, place: FieldPlace, ja: &str, en: &str) {
        // A value that does not fit its field need not be told once more for what follows from it.
        if place.1 == 0 || !self.has(place) {
            let field = u16::try_from(place.1).unwrap_or(u16::MAX);
            let what = (ja.to_owned(), en.to_owned());
            self.0.push(ReadFault { line: place.0, field, what });
        }
    }

    /// Tells where a value is not the one that it must be.
    pub(super) fn must_be<T: PartialEq + Display>(
        &mut self,
        place: FieldPlace,
        (given, want): (T, T),
        ja: &str,
    ) {
        if given != want {
            self.tell(place, &format!("{ja}。{want} です"), &format!("must be {want}"));
        }
    }

    /// Whether something was told of a field of the last line.
    fn has(&self, (line, field): FieldPlace) -> bool {
        let mut of_line = self.0.iter().rev().take_while(|fault| fault.line == line);
        of_line.any(|fault| usize::from(fault.field) == field)
    }
}

/// The fields of a record, by their content.
pub(super) struct Fields<'a> {
    pub(super) record: &'a Record,
    layout: &'a [Field],
    /// How many fields stand in front of those of the layout.
    outer: usize,
    /// Whether none is missing and none too many holds anything.
    pub(super) are_all_there: bool,
    pub(super) faults: &'a mut Faults,
}

impl<'a> Fields<'a> {
    /// Holds every field against its attribute and length, and their number.
    pub(super) fn new(
        record: &'a Record,
        (layout, outer, scheme): (&'a [Field], usize, Scheme),
        faults: &'a mut Faults,
    ) -> Self {
        let (have, want) = (record.fields.len(), layout.len() + outer);
        if have != want {
            let ja = format!("項目が {have}個あります。{want}個です");
            faults.tell((record.line, 0), &ja, &format!("{have} fields, must be {want}"));
        }
        let more = record.fields.get(want..);
        let are_all_there = more.is_some_and(|more| more.iter().all(String::is_empty));
        let fields = Self { record, layout, outer, are_all_there, faults };
        for (place, field) in (outer..).zip(layout) {
            if let Err(why) = field.check(record.get(place)) {
                // The constants of the control record may have any number of zeros.
                if outer == 0 && why == FieldFault::Zeros {
                    continue;
                }
                let ((ja, en), name) = (why.words(), field.name_in(scheme));
                let place = (record.line, place + 1);
                fields.faults.tell(place, &format!("{name}: {ja}"), &format!("{name}: {en}"));
            }
        }
        fields
    }

    pub(super) fn text(&self, content: Content) -> &'a str {
        self.record.get(self.place(content).1 - 1)
    }

    fn place(&self, content: Content) -> FieldPlace {
        (self.record.line, self.outer + number_of(self.layout, content))
    }

    pub(super) fn tell(&mut self, content: Content, ja: &str, en: &str) {
        self.faults.tell(self.place(content), ja, en);
    }

    pub(super) fn must_be(&mut self, content: Content, want: impl ToString + Copy, ja: &str) {
        self.faults.must_be(self.place(content), (self.text(content), &want.to_string()), ja);
    }

    /// What a field says; `None` where something was told of it already, or is now.
    pub(super) fn read<T>(
        &mut self,
        content: Content,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        if self.faults.has(self.place(content)) {
            return None;
        }
        let value = parse(self.text(content));
        if value.is_none() {
            self.tell(content, "読めないか、範囲の外の値です", "cannot be read, or out of range");
        }
        value
    }

    pub(super) fn digits<const N: usize>(&mut self, content: Content) -> Option<Digits<N>> {
        self.read(content, |text| Digits::new(text.as_bytes()))
    }

    pub(super) fn amount(&mut self, content: Content) -> Option<i64> {
        self.read(content, |text| text.parse().ok())
    }
}
