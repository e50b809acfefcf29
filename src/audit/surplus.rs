//! Lines that the logs do not give: submitted twice (X904), or without basis (X901).

use super::{
    books::Books,
    compare::about,
    outcome::{AuditFinding, RELATED_MAX},
    rules,
};
use crate::{
    claim::Reported,
    finding::{Level, Note, Origin},
    money::Units,
    submission::SubmittedLine,
};

impl Books<'_> {
    /// What is said of the lines of an account that no judged line goes with.
    pub(super) fn surplus(&self, extra: &[&SubmittedLine]) -> Vec<AuditFinding> {
        let before: Vec<Vec<Origin>> = extra.iter().map(|line| self.first_ones(line)).collect();
        let refusals = self.refusals(extra, &before);
        let lines = extra.iter().zip(before).zip(refusals);
        lines.map(|((line, before), refusal)| self.too_many(line, before, refusal)).collect()
    }

    fn too_many(
        &self,
        line: &SubmittedLine,
        before: Vec<Origin>,
        refusal: Option<Reported<'_>>,
    ) -> AuditFinding {
        let twice = !before.is_empty();
        let rule = if twice { &rules::X904 } else { &rules::X901 };
        let cause = match refusal {
            Some(refusal) => refusal.finding.rule.code,
            None if twice => "",
            None => "no event",
        };
        // The row, and those it was refused for.
        let rows = refusal.into_iter().flat_map(|refusal| {
            refusal.finding.origin.into_iter().chain(refusal.finding.related())
        });
        // A reduction too many is too little claimed.
        let is_cut = line.item.as_ref().is_some_and(|(item, _)| item.is_reduction());
        AuditFinding {
            level: if is_cut { Level::Under } else { Level::Over },
            right: Some(Units(0)),
            yen: self.yen_of(line, line.service_units()),
            related: before.into_iter().chain(rows).take(RELATED_MAX).collect(),
            note: (cause == "no event" && !self.is_logged(&line.account)).then(not_logged),
            ..about(rule, line, cause)
        }
    }

    /// The refused row that each line of an account stands for. A row stands for one line: first
    /// for one that is equal to what it would give, then for one of its item that was not
    /// submitted before; a rejected row before a held one.
    fn refusals(
        &self,
        extra: &[&SubmittedLine],
        before: &[Vec<Origin>],
    ) -> Vec<Option<Reported<'_>>> {
        let mut left = extra.first().map_or_else(Vec::new, |line| self.refused(line.account));
        let mut found = vec![None; extra.len()];
        for wants_equal in [true, false] {
            for (place, line) in extra.iter().enumerate() {
                let item = line.item.as_ref().map(|(item, _)| *item);
                let fits = |refusal: &Reported<'_>| {
                    refusal.refused_item() == item && (!wants_equal || gives(refusal, line))
                };
                if found[place].is_none() && (wants_equal || before[place].is_empty()) {
                    found[place] = left.iter().position(fits).map(|refusal| left.remove(refusal));
                }
            }
        }
        found
    }

    /// The equal lines, of whichever office, that come before this one: those submitted earlier,
    /// and those of other offices for which their logs give a line; of very many the first.
    fn first_ones(&self, line: &SubmittedLine) -> Vec<Origin> {
        let equal = self.equal_to(line);
        let place = equal.iter().position(|other| other.origin == line.origin);
        let (earlier, later) = equal.split_at(place.unwrap_or_default());
        let stands = |other: &&&SubmittedLine| {
            other.account != line.account && self.backed.contains(&other.origin)
        };
        let first = earlier.iter().chain(later.iter().filter(stands));
        first.map(|other| other.origin).take(RELATED_MAX).collect()
    }
}

/// Whether a refused row of the line's item would give a line equal to it.
fn gives(refusal: &Reported<'_>, line: &SubmittedLine) -> bool {
    let variant = line.item.as_ref().map(|(_, variant)| variant);
    refusal.line.is_some_and(|given| {
        variant.is_some_and(|variant| *variant == given.variant)
            && (line.units, line.count) == (given.units, given.count)
    })
}

/// What X901 adds where the office may only not have handed in its logs.
fn not_logged() -> Note {
    Note {
        ja: "この事業所のこの月の記録が一行もありません".to_owned(),
        en: "no row of this office in the month's logs".to_owned(),
    }
}
