//! The same event in two rows (I109), and the order of a timeline's events.

use std::cmp::Ordering;

use super::{Event, Ledger, Logged};
use crate::{
    finding::{Cell, Finding, Level, Origin},
    input::rules,
};

/// How a person's events of one kind are ordered before times are looked at: child scheme first,
/// recipient, day, 事業所番号, 従業者番号 and the cells; never by file order, except where every
/// cell is equal.
pub(super) fn order<R: Logged>(ledger: &Ledger, a: &Event<R>, b: &Event<R>) -> Ordering {
    let recipient = |event: &Event<R>| {
        let recipient = event.head.recipient;
        (std::cmp::Reverse(ledger.recipient(recipient).scheme), recipient)
    };
    let by_recipient = if a.head.recipient == b.head.recipient {
        Ordering::Equal
    } else {
        recipient(a).cmp(&recipient(b))
    };
    let office = |event: &Event<R>| ledger.office(event.head.office).number;
    let staff = |event: &Event<R>| ledger.text(event.row.staff());
    by_recipient
        .then_with(|| a.row.day().cmp(&b.row.day()))
        .then_with(|| office(a).cmp(&office(b)))
        .then_with(|| staff(a).cmp(staff(b)))
        .then_with(|| cells(ledger, a).cmp(&cells(ledger, b)))
        .then_with(|| a.row.origin().cmp(&b.row.origin()))
}

/// Orders the events of one recipient's day by time, where each of them has one; where a time is
/// missing the order of [`order`] stands.
pub(super) fn order_by_time<R: Logged>(places: &mut [u32], log: &[Event<R>]) {
    let event = |place: &u32| &log[*place as usize];
    let same_day = |a: &u32, b: &u32| {
        event(a).head.recipient == event(b).head.recipient
            && event(a).row.day() == event(b).row.day()
    };
    for day in places.chunk_by_mut(same_day) {
        if day.iter().all(|place| event(place).row.time().is_some()) {
            day.sort_by_key(|place| event(place).row.time());
        }
    }
}

fn cells<R: Logged>(ledger: &Ledger, event: &Event<R>) -> Vec<(&'static str, String)> {
    ledger.sources.normalized_row(event.row.origin())
}

/// The events, which are one person's in order, that repeat an earlier one: their places, and
/// what is said of them.
pub(super) fn repeats<R: Logged>(ledger: &Ledger, events: &[&Event<R>]) -> Vec<(usize, Finding)> {
    let mut repeats = Vec::new();
    let mut day_starts = 0;
    for (index, event) in events.iter().enumerate() {
        if !same_day(events[day_starts], event) {
            day_starts = index;
        }
        let mut earlier = events[day_starts..index].iter();
        if let Some(original) = earlier.find(|earlier| same_event(earlier, event)) {
            repeats.push((index, finding(ledger, event, original)));
        }
    }
    repeats
}

fn same_day<R: Logged>(a: &Event<R>, b: &Event<R>) -> bool {
    a.head.recipient == b.head.recipient && a.row.day() == b.row.day()
}

fn same_event<R: Logged>(a: &Event<R>, b: &Event<R>) -> bool {
    a.head.office == b.head.office
        && a.row.time() == b.row.time()
        && a.row.detail() == b.row.detail()
}

fn finding<R: Logged>(ledger: &Ledger, event: &Event<R>, original: &Event<R>) -> Finding {
    let equal = cells(ledger, event) == cells(ledger, original);
    let cell = |origin: Origin, column: usize| -> Cell { ledger.cell(origin, column) };
    let (row, other) = (event.row.origin(), original.row.origin());
    Finding {
        rule: &rules::I109,
        level: if equal { Level::Warn } else { Level::Reject },
        subject: ledger.subject_of_row(event).into(),
        origin: Some(row),
        cells: vec![cell(row, event.row.day_column()), cell(other, original.row.day_column())]
            .into(),
        note: None,
    }
}
