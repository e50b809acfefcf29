//! Reproducible pseudo-random numbers: splitmix64 in integers, one stream per person and purpose.

/// A stream of numbers that depends on nothing but the values it was opened with.
pub(crate) struct Random {
    state: u64,
}

impl Random {
    /// Opens the stream `index` of `purpose` under `seed`. Streams do not influence each other,
    /// so a person keeps the same life whatever is drawn for others or for faults.
    pub(crate) fn stream(seed: u64, purpose: u64, index: usize) -> Self {
        let mut random = Self { state: seed };
        for value in [purpose, u64::try_from(index).unwrap_or(u64::MAX)] {
            random.state = random.next() ^ value.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        }
        random
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `bound` − 1; 0 where `bound` is 0.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        let drawn = self.next() >> 32;
        u32::try_from((drawn * u64::from(bound)) >> 32).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True in `per_mille` of a thousand draws.
    pub(crate) fn chance(&mut self, per_mille: u32) -> bool {
        self.below(1000) < per_mille
    }

    /// A place in a list of `length` entries.
    pub(crate) fn place(&mut self, length: usize) -> usize {
        let bound = u32::try_from(length).unwrap_or(u32::MAX);
        usize::try_from(self.below(bound)).unwrap_or(0)
    }

    /// One entry of a fixed list.
    pub(crate) fn pick<T: Copy, const N: usize>(&mut self, list: &[T; N]) -> T {
        list[self.place(N)]
    }
}
