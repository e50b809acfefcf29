//! The same event in two rows (I109).

use std::sync::Arc;

use super::{Event, Ledger, Logged};
use crate::{
    calendar::ServiceMonth,
    finding::{Cell, Finding, Level, Origin, Subject, Target},
    input::rules,
    records::SPECS,
};

fn values<R: Logged>(ledger: &Ledger, event: &Event<R>) -> Vec<String> {
    ledger.sources.values(event.row.origin())
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
    let equal = values(ledger, event) == values(ledger, original);
    let cell = |origin: Origin, column: usize| -> Cell { ledger.cell(origin, column) };
    let (row, other) = (event.row.origin(), original.row.origin());
    Finding {
        rule: &rules::I109,
        level: if equal { Level::Warn } else { Level::Reject },
        subject: subject(ledger, event).into(),
        origin: Some(row),
        cells: vec![cell(row, event.row.day_column()), cell(other, original.row.day_column())]
            .into(),
        note: None,
    }
}

fn subject<R: Logged>(ledger: &Ledger, event: &Event<R>) -> Subject {
    let certificate = ledger.certificate(event.head.certificate);
    let recipient = ledger.recipient(event.head.recipient);
    Subject {
        target: Target::Table(SPECS[R::TABLE].name),
        month: Some(ServiceMonth::of(event.row.day())),
        scheme: Some(recipient.scheme),
        municipality: Some(recipient.municipality),
        office: Some(ledger.office(event.head.office).number),
        certificate: Some(certificate.number),
        kana: Some(Arc::clone(&certificate.kana)),
    }
}
