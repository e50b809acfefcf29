//! The same event in two rows (I109), and the order of a timeline's events.

use std::cmp::Ordering;

use super::{Event, Ledger, Logged};
use crate::{
    finding::{Cell, Finding, Level, Origin},
    input::rules,
};

/// How events of one kind are ordered: person, child scheme first, recipient, day, time (missing
/// first), then 事業所番号, 従業者番号 and the cells; never by file order, except where every
/// cell is equal.
pub(super) fn order<R: Logged>(ledger: &Ledger, a: &Event<R>, b: &Event<R>) -> Ordering {
    let key = |event: &Event<R>| {
        let recipient = ledger.recipient(event.head.recipient);
        (recipient.person, std::cmp::Reverse(recipient.scheme), event.head.recipient)
    };
    let office = |event: &Event<R>| ledger.office(event.head.office).number;
    let staff = |event: &Event<R>| ledger.text(event.row.staff());
    key(a)
        .cmp(&key(b))
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

/// Takes out of `events`, which are in order, every one that repeats an earlier one.
pub(super) fn refuse<R: Logged>(ledger: &mut Ledger, events: &mut Vec<Event<R>>) {
    let mut repeats: Vec<(usize, usize)> = Vec::new();
    for index in 1..events.len() {
        let run =
            (0..index).rev().take_while(|earlier| same_moment(&events[*earlier], &events[index]));
        let original = run
            .filter(|earlier| events[*earlier].row.detail() == events[index].row.detail())
            .last();
        repeats.extend(original.map(|original| (index, original)));
    }
    if repeats.is_empty() {
        return;
    }
    for (index, original) in &repeats {
        let (event, original) = (&events[*index], &events[*original]);
        let equal = cells(ledger, event) == cells(ledger, original);
        let finding = finding(ledger, event, original, equal);
        if equal {
            ledger.repeated.push(event.row.origin());
        }
        ledger.findings.push(finding);
    }
    let mut repeats = repeats.iter().map(|(index, _)| *index).peekable();
    let mut index = 0;
    events.retain(|_| {
        let repeat = repeats.next_if_eq(&index).is_some();
        index += 1;
        !repeat
    });
}

fn same_moment<R: Logged>(a: &Event<R>, b: &Event<R>) -> bool {
    a.head.recipient == b.head.recipient
        && a.row.day() == b.row.day()
        && a.row.time() == b.row.time()
        && a.head.office == b.head.office
}

fn finding<R: Logged>(
    ledger: &Ledger,
    event: &Event<R>,
    original: &Event<R>,
    equal: bool,
) -> Finding {
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
