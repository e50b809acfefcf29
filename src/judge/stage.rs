//! The rules of one stage, and which of them are asked in a month.

use crate::{calendar::ServiceMonth, finding::Rule, rules::Docket};

/// What the rules of one stage do, in order of precedence. They come out by month only, so that
/// nothing asks a rule that is not in force.
pub(super) struct Stage<F>(Vec<(&'static Rule, F)>);

impl<F> Default for Stage<F> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<F: Copy> Stage<F> {
    /// Takes in a rule, after those that are there.
    pub(super) fn add(&mut self, rule: &'static Rule, f: F) {
        self.0.push((rule, f));
    }

    /// The rules in force in `month`.
    pub(super) fn in_force(&self, month: ServiceMonth) -> impl Iterator<Item = (&'static Rule, F)> {
        self.0.iter().copied().filter(move |(rule, _)| rule.in_force(month))
    }

    /// Asks the rules in force in `month`, each speaking for itself to `docket`.
    pub(super) fn ask(
        &self,
        month: ServiceMonth,
        docket: &mut Docket,
        check: impl Fn(F, &mut Docket),
    ) {
        for (rule, f) in self.in_force(month) {
            docket.hand_to(rule);
            check(f, docket);
        }
    }
}
