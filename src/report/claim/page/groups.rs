//! Reasons in the order of precedence: what several chapters are made of.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::words;
use crate::{
    catalogue,
    claim::{ReasonGroup, Reported, reasons},
};

/// At most this many rows of one code are shown; the counts are exact all the same.
pub(super) const ROWS_PER_CODE: usize = 200;

/// The name by which other places of the page point to a reason.
pub(super) fn anchor(reason: &ReasonGroup<'_>) -> String {
    format!("{}-{}", reason.rule.code, reason.level.english())
}

/// The yen at stake in words; primary reasons whose effect is not known are told.
pub(super) fn stake(reason: &ReasonGroup<'_>) -> String {
    match (reason.priced, reason.unknown()) {
        (0, 0) => "—".to_owned(),
        (0, _) => "不明".to_owned(),
        (_, 0) => words::yen(reason.effect),
        (_, unknown) => {
            format!("{}(ほか{}件は不明)", words::yen(reason.effect), words::count(unknown))
        }
    }
}

/// The reasons of `reported`, in the order of precedence.
pub(super) fn groups<'a>(reported: impl IntoIterator<Item = Reported<'a>>) -> Vec<ReasonGroup<'a>> {
    let mut groups = reasons(reported, ROWS_PER_CODE);
    let precedence: FxHashMap<&str, usize> =
        catalogue::rules().enumerate().map(|(place, rule)| (rule.code, place)).collect();
    groups.sort_by_key(|group| (precedence.get(group.rule.code), group.level));
    for same_code in groups.chunk_by_mut(|a, b| a.rule == b.rule) {
        share_rows(same_code);
    }
    groups
}

/// The levels of one code share its rows: each an equal part, and what one does not need goes to
/// the others.
fn share_rows(same_code: &mut [ReasonGroup<'_>]) {
    let mut by_length: Vec<&mut ReasonGroup<'_>> = same_code.iter_mut().collect();
    by_length.sort_by_key(|group| Reverse(group.first.len()));
    let mut left = ROWS_PER_CODE;
    while let Some(group) = by_length.pop() {
        group.first.truncate(left / (by_length.len() + 1));
        left -= group.first.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        finding::{Finding, Level, Rule, Subject, Target},
        item::Item,
        money::Yen,
        rules::{monitoring::no_visit::M206, plan::draft_only::P101},
    };

    fn finding(rule: &'static Rule, level: Level) -> Finding {
        let subject = Subject::bare(Target::Item(Item::PlanFee)).into();
        Finding { rule, level, subject, origin: None, cells: Vec::new().into(), note: None }
    }

    fn reported(finding: &Finding, effect: Option<Yen>) -> Reported<'_> {
        Reported { finding, primary: true, effect, line: None }
    }

    fn counts(
        findings: &[(&'static Rule, Level, usize)],
    ) -> Vec<(&'static str, Level, usize, usize)> {
        let findings: Vec<(Finding, usize)> =
            findings.iter().map(|(rule, level, count)| (finding(rule, *level), *count)).collect();
        let reported = findings
            .iter()
            .flat_map(|(finding, count)| vec![reported(finding, Some(Yen(10))); *count]);
        groups(reported).iter().map(|g| (g.rule.code, g.level, g.count, g.first.len())).collect()
    }

    #[test]
    fn counts_are_exact_and_a_code_has_at_most_so_many_rows() {
        let counted = counts(&[
            (&M206, Level::Hold, 3),
            (&M206, Level::Reject, 250),
            (&P101, Level::Reject, 201),
        ]);
        let want = [
            ("P101", Level::Reject, 201, 200),
            ("M206", Level::Reject, 250, 197),
            ("M206", Level::Hold, 3, 3),
        ];
        assert_eq!(counted, want);
        let both = counts(&[(&M206, Level::Reject, 300), (&M206, Level::Hold, 300)]);
        let shown: Vec<usize> = both.iter().map(|(.., shown)| *shown).collect();
        assert_eq!(shown, [100, 100]);
    }

    #[test]
    fn what_is_at_stake() {
        let finding = finding(&M206, Level::Reject);
        let told = |effects: [Option<Yen>; 2], primary: bool| {
            let both = effects.map(|effect| Reported { primary, ..reported(&finding, effect) });
            stake(&groups(both)[0])
        };
        assert_eq!(told([Some(Yen(10)), Some(Yen(10))], true), "20円");
        assert_eq!(told([None, Some(Yen(10))], true), "10円(ほか1件は不明)");
        assert_eq!(told([None, None], true), "不明");
        assert_eq!(told([None, None], false), "—");
    }
}
