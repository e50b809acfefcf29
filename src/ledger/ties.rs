//! What belongs together, directly or through others.

use rustc_hash::FxHashMap;

/// Things, by their places, and which of them are tied.
pub(crate) struct Ties(Vec<usize>);

impl Ties {
    /// So many things, none of them tied.
    pub(crate) fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&mut self, mut index: usize) -> usize {
        while self.0[index] != index {
            self.0[index] = self.0[self.0[index]];
            index = self.0[index];
        }
        index
    }

    /// Ties two things.
    pub(crate) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }

    /// The number of each thing's group, in the order of their first things, and how many there
    /// are.
    pub(crate) fn numbers(mut self) -> (Vec<usize>, usize) {
        let mut numbers: FxHashMap<usize, usize> = FxHashMap::default();
        let groups = (0..self.0.len())
            .map(|index| {
                let root = self.root(index);
                let next = numbers.len();
                *numbers.entry(root).or_insert(next)
            })
            .collect();
        (groups, numbers.len())
    }
}
