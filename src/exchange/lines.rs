//! Physical lines: where a record of any submitted file begins.

/// Physical lines of records, counted on from one record to the next.
pub struct LineCounter<'b> {
    bytes: &'b [u8],
    /// How far was counted, and the line there.
    counted: (usize, u32),
}

impl<'b> LineCounter<'b> {
    /// Counts in `bytes` from their start.
    pub const fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, counted: (0, 1) }
    }

    /// The line of a record that begins at `at`, or after the line ends that stand there. Records
    /// are asked for in their order.
    pub fn line_of(&mut self, at: usize) -> u32 {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let to = (at + ends).min(self.bytes.len());
        let (from, line) = self.counted;
        let between = self.bytes.get(from..to).unwrap_or_default();
        // No line end is cut in two: those at `at` are all counted.
        let is_end = |at: &usize| between[*at] == b'\n' || between.get(at + 1) != Some(&b'\n');
        let ends = memchr::memchr2_iter(b'\r', b'\n', between).filter(is_end).count();
        let more = u32::try_from(ends).unwrap_or(u32::MAX);
        self.counted = (to.max(from), line.saturating_add(more));
        self.counted.1
    }
}
