//! The two sides of a recipient's month, and which of their lines belong together.

use crate::{claim::Line, money::Units, submission::SubmittedLine};

/// The two sides of an account; equal lines are taken off.
pub struct Pairing<'l> {
    /// Submitted, and not matched.
    pub extra: Vec<&'l SubmittedLine>,
    /// Judged, and not matched.
    pub missing: Vec<&'l Line>,
    /// Pairs that agree in all but the code.
    pub miscoded: Vec<(&'l SubmittedLine, &'l Line)>,
}

impl<'l> Pairing<'l> {
    /// Takes off the lines that are equal on both sides.
    pub fn new(submitted: &[&'l SubmittedLine], judged: &'l [Line]) -> Self {
        let missing = judged.iter().collect();
        let mut pairing = Self { extra: Vec::new(), missing, miscoded: Vec::new() };
        for line in submitted {
            match pairing.take(|own| is_equal(line, own)) {
                Some(own) => {
                    let both = (line.code.as_deref(), own.code.as_deref());
                    if matches!(both, (Some(was), Some(is)) if was != is) {
                        pairing.miscoded.push((line, own));
                    }
                }
                None => pairing.extra.push(line),
            }
        }
        // Where the month has no code for what is judged, the submitted one cannot be wrong.
        pairing.pairs(is_equal_without_code);
        pairing
    }

    /// Takes off the first unmatched judged line that fits.
    pub fn take(&mut self, fits: impl Fn(&Line) -> bool) -> Option<&'l Line> {
        let place = self.missing.iter().position(|own| fits(own))?;
        Some(self.missing.swap_remove(place))
    }

    /// The pairs that agree in all but the code.
    pub fn wrong_codes(&mut self) -> Vec<(&'l SubmittedLine, &'l Line)> {
        std::mem::take(&mut self.miscoded)
    }

    /// Pairs unmatched lines that `fits` says belong together.
    pub fn pairs(
        &mut self,
        fits: impl Fn(&SubmittedLine, &Line) -> bool,
    ) -> Vec<(&'l SubmittedLine, &'l Line)> {
        let mut pairs = Vec::new();
        for line in std::mem::take(&mut self.extra) {
            match self.take(|own| fits(line, own)) {
                Some(own) => pairs.push((line, own)),
                None => self.extra.push(line),
            }
        }
        pairs
    }

    /// Pairs what is left by item and variant.
    pub fn same_variant(&mut self) -> Vec<(&'l SubmittedLine, &'l Line)> {
        self.pairs(|line, own| {
            line.item.as_ref().is_some_and(|(i, v)| *i == own.item && *v == own.variant)
        })
    }

    /// Pairs what is left by item.
    pub fn same_item(&mut self) -> Vec<(&'l SubmittedLine, &'l Line)> {
        self.pairs(|line, own| line.item.as_ref().is_some_and(|(item, _)| *item == own.item))
    }

    /// Lines whose code is none of the month's, with the judged line of equal units, if any.
    /// Without one, what `fits` says can be of an item without a code stays among the rest.
    pub fn unknown_codes(
        &mut self,
        fits: impl Fn(&SubmittedLine) -> bool,
    ) -> Vec<(&'l SubmittedLine, Option<&'l Line>)> {
        let mut unknown = Vec::new();
        for line in std::mem::take(&mut self.extra) {
            let mut pair = || self.take(|own| own.units == line.units && own.count == line.count);
            match line.item.is_none().then(&mut pair).flatten() {
                None if line.item.is_some() || fits(line) => self.extra.push(line),
                own => unknown.push((line, own)),
            }
        }
        unknown
    }
}

/// What equal lines have in common: item and variant or the code, units and count.
pub type Alike = ((String, String), Units, u32);

/// What tells a line from those that are not equal to it.
pub fn alike(line: &SubmittedLine) -> Alike {
    (line.key(), line.units, line.count)
}

/// Whether a line whose code is none of the month's has the units of a judged one without a code.
fn is_equal_without_code(line: &SubmittedLine, own: &Line) -> bool {
    line.item.is_none() && own.code.is_none() && line.units == own.units && line.count == own.count
}

fn is_equal(line: &SubmittedLine, own: &Line) -> bool {
    line.item.as_ref().is_some_and(|(item, variant)| *item == own.item && *variant == own.variant)
        && line.units == own.units
        && line.count == own.count
}
