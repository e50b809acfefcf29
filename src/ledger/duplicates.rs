//! The same event in two rows (I109), and the order of a timeline's events.

use std::cmp::Ordering;

use super::{Event, Ledger, Logged};
use crate::{
    finding::{Cell, Finding, Level, Origin},
    input::rules,
};

/// How a person's events of one kind are ordered: child scheme first, recipient, day, time (missing
/// first), then 事業所番号, 従業者番号 and the cells; never by file order, except where every
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
        .then_with(|| a.row.time().cmp(&b.row.time()))
        .then_with(|| office(a).cmp(&office(b)))
        .then_with(|| staff(a).cmp(staff(b)))
        .then_with(|| cells(ledger, a).cmp(&cells(ledger, b)))
        .then_with(|| a.row.origin().cmp(&b.row.origin()))
}

fn cells<R: Logged>(ledger: &Ledger, event: &Event<R>) -> Vec<(&'static str, String)> {
    ledger.sources.normalized_row(event.row.origin())
}

/// The events, which are one person's in order, that repeat an earlier one: their places, and
/// what is said of them.
pub(super) fn repeats<R: Logged>(ledger: &Ledger, events: &[&Event<R>]) -> Vec<(usize, Finding)> {
    let mut repeats = Vec::new();
    for (index, event) in events.iter().enumerate() {
        let earlier = events[..index].iter().rev();
        let same_moment = earlier.take_while(|earlier| same_moment(earlier, event));
        let original =
            same_moment.filter(|earlier| earlier.row.detail() == event.row.detail()).last();
        if let Some(original) = original {
            repeats.push((index, finding(ledger, event, original)));
        }
    }
    repeats
}

fn same_moment<R: Logged>(a: &Event<R>, b: &Event<R>) -> bool {
    a.head.recipient == b.head.recipient
        && a.row.day() == b.row.day()
        && a.row.time() == b.row.time()
        && a.head.office == b.head.office
}

fn finding<R: Logged>(ledger: &Ledger, event: &Event<R>, original: &Event<R>) -> Finding {
    let equal = cells(ledger, event) == cells(ledger, original);
    let cell = |origin: Origin, column: usize| -> Cell { ledger.cell(origin, column) };
    let (row, other) = (event.row.origin(), original.row.origin());
    Finding {
        rule: &rules::I109,
        level: if equal { Level::Warn } else { Level::Reject },
        subject: ledger.subject_of_row(event),
        origin: Some(row),
        cells: vec![cell(row, R::DAY), cell(other, R::DAY)],
        note: None,
    }
}
