//! In what order rows stand: by day and tie key, and within a day by time (decision 0015).

use std::cmp::Ordering;

use super::{Event, Ledger, Logged, events::Detail};
use crate::calendar::ClockTime;

/// Puts a person's events of one kind in order; they stay where they are, their places are sorted.
pub(super) fn sort<R: Logged>(ledger: &Ledger, places: &mut [u32], log: &[Event<R>]) {
    places.sort_by(|a, b| order(ledger, &log[*a as usize], &log[*b as usize]));
    if R::ORDERED_BY_TIME {
        order_days(places, log);
    }
}

/// How a person's events of one kind are ordered before times are looked at: child scheme first,
/// recipient, day, plans before drafts, 事業所番号, 従業者番号 and the values of the cells; never by
/// file order, except where every value is equal.
fn order<R: Logged>(ledger: &Ledger, a: &Event<R>, b: &Event<R>) -> Ordering {
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
    let values = |event: &Event<R>| ledger.sources.values(event.row.origin());
    by_recipient
        .then_with(|| a.row.day().cmp(&b.row.day()))
        .then_with(|| is_draft(a).cmp(&is_draft(b)))
        .then_with(|| office(a).cmp(&office(b)))
        .then_with(|| staff(a).cmp(staff(b)))
        .then_with(|| values(a).cmp(&values(b)))
        .then_with(|| a.row.origin().cmp(&b.row.origin()))
}

fn is_draft<R: Logged>(event: &Event<R>) -> bool {
    event.row.detail() == Detail::Plan { consented: false }
}

/// Puts the plans, or the monitorings, of one recipient's day in order by time. They stand in the
/// order of [`order`].
fn order_days<R: Logged>(places: &mut [u32], log: &[Event<R>]) {
    let event = |place: &u32| &log[*place as usize];
    let together = |a: &u32, b: &u32| {
        let (a, b) = (event(a), event(b));
        a.head.recipient == b.head.recipient
            && a.row.day() == b.row.day()
            && is_draft(a) == is_draft(b)
    };
    for day in places.chunk_by_mut(together) {
        order_by_time(day, |place| event(place).row.time());
    }
}

/// Puts rows of one day, which stand in tie order, in order: two that both have a time by it, any
/// other two as they stand. Where that leads in a circle they stay as they are.
///
/// A row without a time parts those before it from those after it. Between two such rows times
/// decide; the circle is there where times would take a row over one without a time.
pub(crate) fn order_by_time<T: Copy>(rows: &mut [T], time: impl Fn(&T) -> Option<ClockTime>) {
    let mut by_time = rows.to_vec();
    for run in by_time.chunk_by_mut(|a, b| time(a).is_some() && time(b).is_some()) {
        run.sort_by_key(&time);
    }
    if by_time.iter().filter_map(&time).is_sorted() {
        rows.copy_from_slice(&by_time);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> Option<ClockTime> {
        ClockTime::parse(text)
    }

    /// Rows in tie order, `-` without a time; in order, by their numbers in tie order.
    fn ordered(times: &str) -> Vec<usize> {
        let times: Vec<Option<ClockTime>> = times.split(' ').map(time).collect();
        let mut rows: Vec<usize> = (0..times.len()).collect();
        order_by_time(&mut rows, |row| times[*row]);
        rows
    }

    #[test]
    fn orders_worked_by_hand() {
        for (rows, order, why) in [
            ("9:00 10:00", vec![0, 1], "times agree with the tie order"),
            ("10:00 9:00", vec![1, 0], "times go before the tie order"),
            ("10:00 9:00 -", vec![1, 0, 2], "the row without a time is after both"),
            ("- 10:00 9:00", vec![0, 2, 1], "the row without a time is before both"),
            ("9:00 - 10:00", vec![0, 1, 2], "between them, and times agree"),
            ("10:00 - 9:00", vec![0, 1, 2], "9:00 < 10:00 < none < 9:00: a circle"),
            ("9:00 - 9:00", vec![0, 1, 2], "equal times are a tie"),
            ("9:00 9:00", vec![0, 1], "equal times are a tie"),
            ("- -", vec![0, 1], "no times"),
            ("10:00 - -", vec![0, 1, 2], "one time has nothing to be compared with"),
            ("10:00 9:00 - 11:00", vec![1, 0, 2, 3], "both before, one after"),
            ("10:00 9:00 - 12:00 11:00", vec![1, 0, 2, 4, 3], "two on each side"),
            ("11:00 - 10:00 12:00 9:00", vec![0, 1, 2, 3, 4], "a circle of three stops all times"),
            ("12:00 11:00 - - 9:00", vec![0, 1, 2, 3, 4], "a circle over two rows"),
        ] {
            assert_eq!(ordered(rows), order, "{rows}: {why}");
        }
    }

    /// Every day of up to five rows, against the text of the rule: pairs, circles of three, order.
    #[test]
    fn the_order_is_that_of_the_pairs_unless_three_make_a_circle() {
        let choices = ["-", "9:00", "10:00", "11:00"];
        for length in 1..=5_u32 {
            for number in 0..choices.len().pow(length) {
                let digit = |place: u32| number / choices.len().pow(place) % choices.len();
                let texts: Vec<&str> = (0..length).map(|place| choices[digit(place)]).collect();
                let times: Vec<Option<ClockTime>> = texts.iter().map(|text| time(text)).collect();
                let before = |a: usize, b: usize| match (times[a], times[b]) {
                    (Some(x), Some(y)) if x != y => x < y,
                    _ => a < b,
                };
                let all = || 0..times.len();
                let circle = all().any(|a| {
                    all().any(|b| before(a, b) && all().any(|c| before(b, c) && before(c, a)))
                });
                let mut want: Vec<usize> = all().collect();
                if !circle {
                    // As many rows before each as its place says.
                    want.sort_by_key(|row| all().filter(|other| before(*other, *row)).count());
                }
                assert_eq!(ordered(&texts.join(" ")), want, "{texts:?}");
            }
        }
    }
}
