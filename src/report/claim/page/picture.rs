//! The month in bars, with the same numbers in words beside them.

use std::cmp::Reverse;

use super::{
    svg::{Look, Part, bar, sample},
    table::{Heading, table},
    words,
    writer::Page,
};
use crate::{
    claim::{Claim, ReasonGroup},
    finding::{Lang, Level},
};

/// Reasons with a bar of their own; the others share one.
const REASONS_SHOWN: usize = 10;

const REASONS: [Heading; 4] =
    [("理由(主因)", "name"), ("判定", "short"), ("件数", "num"), ("", "bars")];

/// Writes the chapter.
pub(super) fn write(page: &mut Page, claim: &Claim, rejected: &[ReasonGroup<'_>]) {
    if claim.visits.due > 0 {
        let missing = claim.visits.due.saturating_sub(claim.visits.done);
        let parts =
            [("実施した", claim.visits.done, Look::Filled), ("記録がない", missing, Look::Empty)];
        figure(page, "モニタリングの指定月にあたる人", &parts);
    }
    let parts = [
        ("請求する", claim.subjects_claimed(), Look::Filled),
        ("保留", claim.subjects(Level::Hold), Look::Striped),
        ("却下", claim.subjects(Level::Reject), Look::Empty),
    ];
    figure(page, "判定したもの(記録の行と項目ごと。使えない入力の行を含みます)", &parts);
    reasons(page, rejected);
}

/// One stacked bar, its parts named and counted above it.
fn figure(page: &mut Page, title: &str, parts: &[(&str, usize, Look)]) {
    let whole = parts.iter().map(|(_, count, _)| count).sum();
    let told: Vec<String> =
        parts.iter().map(|(name, count, _)| format!("{name} {}", words::count(*count))).collect();
    page.text_in("h3", &[], title);
    page.element("ul", &[("class", "legend")], |page| {
        for ((.., look), told) in parts.iter().zip(&told) {
            page.element("li", &[], |page| {
                sample(page, *look);
                page.text(told);
            });
        }
        page.text_in("li", &[], &format!("計 {}", words::count(whole)));
    });
    let drawn: Vec<Part> =
        parts.iter().map(|(_, count, look)| Part { count: *count, look: *look }).collect();
    bar(page, title, &told.join("、"), whole, &drawn);
}

/// The primary reasons by count.
fn reasons(page: &mut Page, rejected: &[ReasonGroup<'_>]) {
    let mut causes: Vec<&ReasonGroup<'_>> =
        rejected.iter().filter(|group| group.primary > 0).collect();
    if causes.is_empty() {
        return;
    }
    causes.sort_by_key(|group| Reverse(group.primary));
    let rest = causes.split_off(causes.len().min(REASONS_SHOWN));
    let mut bars: Vec<Bar<'_>> = causes
        .into_iter()
        .map(|group| Bar {
            name: format!("{} {}", group.rule.code, group.rule.title.get(Lang::Ja)),
            level: group.level.name(),
            groups: vec![group],
        })
        .collect();
    if !rest.is_empty() {
        bars.push(Bar {
            name: format!("その他({}の理由)", rest.len()), level: "", groups: rest
        });
    }
    let longest = bars.iter().map(Bar::count).max().unwrap_or_default();
    page.text_in("h3", &[], "却下・保留の主因");
    table(page, &REASONS, bars, |reason, cells| {
        let told = words::count(reason.count());
        cells.text(&reason.name);
        cells.text(reason.level);
        cells.text(&told);
        cells.with(|page| {
            bar(page, &reason.name, &format!("{told}件"), longest, &reason.parts());
        });
    });
}

/// A bar of the primary reasons.
struct Bar<'a> {
    name: String,
    level: &'static str,
    groups: Vec<&'a ReasonGroup<'a>>,
}

impl Bar<'_> {
    fn count(&self) -> usize {
        self.groups.iter().map(|group| group.primary).sum()
    }

    fn parts(&self) -> [Part; 2] {
        [(Level::Hold, Look::Striped), (Level::Reject, Look::Empty)].map(|(level, look)| {
            let of_level = self.groups.iter().filter(|group| group.level == level);
            Part { count: of_level.map(|group| group.primary).sum(), look }
        })
    }
}
