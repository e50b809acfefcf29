//! 「記録」 The events of one table, person by person.

use rayon::prelude::*;

use super::{Event, Logged, PersonId};

/// Persons put in order by one task.
const PERSONS_PER_TASK: usize = 1024;

/// The events as they were read, and their order by person. The events stay where they are: only
/// their places are sorted.
pub(crate) struct Log<R> {
    events: Vec<Event<R>>,
    /// Index of each event; each person's in order.
    places: Vec<u32>,
    /// Where each person's places begin, and at last where the last one's end.
    starts: Vec<u32>,
}

impl<R> Default for Log<R> {
    fn default() -> Self {
        Self { events: Vec::new(), places: Vec::new(), starts: vec![0] }
    }
}

impl<R: Logged> Log<R> {
    /// Groups events by person.
    pub(super) fn new(events: Vec<Event<R>>, persons: usize) -> Self {
        let mut starts = vec![0_u32; persons + 1];
        for event in &events {
            starts[event.head.person.index() + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut next = starts.clone();
        let mut places = vec![0; events.len()];
        for (index, event) in events.iter().enumerate() {
            let slot = &mut next[event.head.person.index()];
            places[*slot as usize] = number(index);
            *slot += 1;
        }
        Self { events, places, starts }
    }

    /// Puts each person's events in order by `sort`, which is given their places, and takes out
    /// those that `repeats` names (by their place in the person's order). Returns what `repeats`
    /// said of them.
    pub(super) fn settle<F: Send>(
        &mut self,
        sort: impl Fn(&mut [u32], &[Event<R>]) + Sync,
        repeats: impl Fn(&[&Event<R>]) -> Vec<(usize, F)> + Sync,
    ) -> Vec<F> {
        let mut tasks = Vec::new();
        let mut rest = self.places.as_mut_slice();
        let mut from = 0;
        for persons in self.starts[1..].chunks(PERSONS_PER_TASK) {
            let to = persons[persons.len() - 1];
            let (mine, others) = rest.split_at_mut((to - from) as usize);
            tasks.push((mine, from, persons));
            (rest, from) = (others, to);
        }
        let events = &self.events;
        let found: Vec<(Vec<usize>, Vec<F>)> = tasks
            .into_par_iter()
            .map(|(places, base, ends)| {
                settle_persons(events, places, (base, ends), &sort, &repeats)
            })
            .collect();
        let (gone, said): (Vec<Vec<usize>>, Vec<Vec<F>>) = found.into_iter().unzip();
        self.remove(&gone.concat());
        said.into_iter().flatten().collect()
    }

    /// Takes out the places with these indices, which ascend.
    fn remove(&mut self, gone: &[usize]) {
        if gone.is_empty() {
            return;
        }
        for start in &mut self.starts {
            let before = gone.partition_point(|index| *index < *start as usize);
            *start -= number(before);
        }
        let mut gone = gone.iter().peekable();
        let mut index = 0;
        self.places.retain(|_| {
            let out = gone.next_if(|next| **next == index).is_some();
            index += 1;
            !out
        });
    }

    /// Number of events, without those that were taken out.
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    /// A person's events, in order.
    pub(crate) fn of(&self, person: PersonId) -> Vec<&Event<R>> {
        let from = self.starts[person.index()] as usize;
        let to = self.starts[person.index() + 1] as usize;
        self.places[from..to].iter().map(|place| &self.events[*place as usize]).collect()
    }

    /// Every event, in no particular order; also those that were taken out.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Event<R>> {
        self.events.iter()
    }
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Orders a task's persons; returns the indices of repeats among all places, and what is said.
fn settle_persons<R: Logged, F>(
    log: &[Event<R>],
    places: &mut [u32],
    (base, ends): (u32, &[u32]),
    sort: &impl Fn(&mut [u32], &[Event<R>]),
    repeats: &impl Fn(&[&Event<R>]) -> Vec<(usize, F)>,
) -> (Vec<usize>, Vec<F>) {
    let (mut gone, mut said) = (Vec::new(), Vec::new());
    let mut from = 0;
    for end in ends {
        let to = (end - base) as usize;
        let mine = &mut places[from..to];
        sort(mine, log);
        let events: Vec<&Event<R>> = mine.iter().map(|place| &log[*place as usize]).collect();
        for (index, what) in repeats(&events) {
            gone.push(base as usize + from + index);
            said.push(what);
        }
        from = to;
    }
    (gone, said)
}
