//! The two sides of a recipient's month, and which of their lines belong together.

use crate::{claim::Line, item::Item, money::Units, submission::SubmittedLine};

/// The two sides of an account; equal lines are taken off.
pub(crate) struct Pairing<'l> {
    /// Submitted, and not matched.
    pub extra: Vec<&'l SubmittedLine>,
    /// Judged, and not matched.
    pub missing: Vec<&'l Line>,
    /// Pairs that agree in all but the code.
    pub miscoded: Vec<(&'l SubmittedLine, &'l Line)>,
}

impl<'l> Pairing<'l> {
    /// Takes off the lines that are the same on both sides, however their 回数 is split over lines. A
    /// line whose code is none of the month's takes what the others leave.
    pub(crate) fn new(submitted: &'l [SubmittedLine], judged: &'l [Line]) -> Self {
        let (extra, missing) = (submitted.iter().collect(), judged.iter().collect());
        let mut pairing = Self { extra, missing, miscoded: Vec::new() };
        for is_same in [is_same, may_be] {
            let equal =
                pairing.pairs(|line, judged| is_same(line, judged) && line.count == judged.count);
            let miscoded = equal.into_iter().filter(|(line, judged)| has_other_code(line, judged));
            pairing.miscoded.extend(miscoded);
            pairing
                .take_split(|line, judged| is_same(line, judged) && !has_other_code(line, judged));
        }
        pairing
    }

    /// Takes off lines whose 回数 come to the same on both sides, the first of each: as many as do.
    fn take_split(&mut self, is_same: impl Fn(&SubmittedLine, &Line) -> bool) {
        for judged in self.missing.clone() {
            let lines = self.extra.iter().copied().filter(|line| is_same(line, judged));
            let lines: Vec<_> = lines.collect();
            let Some(first) = lines.first() else { continue };
            let wanted = self.missing.iter().copied().filter(|judged| is_same(first, judged));
            let wanted: Vec<_> = wanted.collect();
            let submitted_sums = sums(lines.iter().map(|line| line.count));
            let wanted_sums = sums(wanted.iter().map(|judged| judged.count));
            let sum = submitted_sums.iter().rfind(|sum| wanted_sums.contains(sum));
            let Some(most) = sum else { continue };
            let up_to = |sums: &[u64]| sums.iter().filter(|sum| *sum <= most).count();
            let lines = &lines[..up_to(&submitted_sums)];
            let wanted = &wanted[..up_to(&wanted_sums)];
            self.extra.retain(|line| !lines.iter().any(|taken| std::ptr::eq(*taken, *line)));
            self.missing.retain(|judged| !wanted.iter().any(|taken| std::ptr::eq(*taken, *judged)));
        }
    }

    /// Takes off the first unmatched judged line that fits.
    pub(crate) fn take(&mut self, fits: impl Fn(&Line) -> bool) -> Option<&'l Line> {
        let place = self.missing.iter().position(|judged| fits(judged))?;
        Some(self.missing.swap_remove(place))
    }

    /// Pairs unmatched lines that `fits` says belong together.
    pub(crate) fn pairs(
        &mut self,
        fits: impl Fn(&SubmittedLine, &Line) -> bool,
    ) -> Vec<(&'l SubmittedLine, &'l Line)> {
        let mut pairs = Vec::new();
        for line in std::mem::take(&mut self.extra) {
            match self.take(|judged| fits(line, judged)) {
                Some(judged) => pairs.push((line, judged)),
                None => self.extra.push(line),
            }
        }
        pairs
    }

    /// Pairs what is left by item and variant.
    pub(crate) fn same_variant(&mut self) -> Vec<(&'l SubmittedLine, &'l Line)> {
        self.pairs(is_of_variant)
    }

    /// Pairs what is left by item.
    pub(crate) fn same_item(&mut self) -> Vec<(&'l SubmittedLine, &'l Line)> {
        self.pairs(|line, judged| line.item.as_ref().is_some_and(|(item, _)| *item == judged.item))
    }

    /// Lines whose code is none of the month's, with the judged line of equal units, if any.
    /// Without one, what `fits` says can be of an item without a code stays among the rest.
    pub(crate) fn unknown_codes(
        &mut self,
        fits: impl Fn(&SubmittedLine) -> bool,
    ) -> Vec<(&'l SubmittedLine, Option<&'l Line>)> {
        let mut unknown = Vec::new();
        for line in std::mem::take(&mut self.extra) {
            let is_equal = |judged: &Line| (judged.units, judged.count) == (line.units, line.count);
            let mut pair = || self.take(is_equal);
            match line.item.is_none().then(&mut pair).flatten() {
                None if line.item.is_some() || fits(line) => self.extra.push(line),
                judged => unknown.push((line, judged)),
            }
        }
        unknown
    }
}

/// What equal lines have in common: item and variant or the code, units and count.
pub(crate) type Alike = ((String, String), Units, u32);

/// What tells a line from those that are not equal to it.
pub(crate) fn alike(line: &SubmittedLine) -> Alike {
    (line.key(), line.units, line.count)
}

/// What 回数 come to from the first line on, line by line.
fn sums(counts: impl Iterator<Item = u32>) -> Vec<u64> {
    let add = |sum: &mut u64, count| {
        *sum += u64::from(count);
        Some(*sum)
    };
    counts.scan(0, add).collect()
}

fn is_of_variant(line: &SubmittedLine, judged: &Line) -> bool {
    let is_of =
        |(item, variant): &(Item, String)| *item == judged.item && *variant == judged.variant;
    line.item.as_ref().is_some_and(is_of)
}

/// Whether the lines are the same but for 回数 and code.
fn is_same(line: &SubmittedLine, judged: &Line) -> bool {
    is_of_variant(line, judged) && line.units == judged.units
}

fn has_other_code(line: &SubmittedLine, judged: &Line) -> bool {
    matches!((line.code.as_deref(), judged.code.as_deref()), (Some(was), Some(is)) if was != is)
}

/// Whether a line whose code is none of the month's may be a judged one: where the month has no code
/// for it, and the units are the same, it cannot be wrong.
fn may_be(line: &SubmittedLine, judged: &Line) -> bool {
    line.item.is_none() && judged.code.is_none() && line.units == judged.units
}
