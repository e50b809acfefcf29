//! P111「手順の記録がない」

use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 計画案への同意、計画案の交付、計画の交付がされていること
    ///
    /// **判定** 計画案同意日・計画案交付日・交付日のうち、列があって空のものがあるとき保留します。列のない手順は問いません
    P111 {
        name: "step-not-recorded",
        title: Text("手順の記録がない", "step not recorded"),
        levels: &[Level::Hold],
        confidence: Confidence::Single,
        sources: &[cite(Source::Guidance, "計画作成の手順")],
        wording: Wording {
            message: Text("計画作成の手順の日付が空です。どれも利用支援費の要件です", "a step of plan making has no date; each is a condition of the fee"),
            remedy: Text("済んでいれば日付を書いてください", "enter the date if the step was done"),
        },
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&P111, Check::Plan(check));

fn check(case: &PlanCase<'_>, docket: &mut Docket) {
    use column::plan::{DELIVERED, DRAFT_CONSENT, DRAFT_DELIVERED};
    let plan = case.plan;
    let steps = [
        (DRAFT_CONSENT, plan.draft_consent),
        (DRAFT_DELIVERED, plan.draft_delivered),
        (DELIVERED, plan.delivered),
    ];
    let open = steps.iter().filter(|(column, day)| case.has(*column) && day.is_none());
    let cells: Vec<Cell> = open.map(|(column, _)| case.cell(*column)).collect();
    if !cells.is_empty() {
        docket.hold(&cells);
    }
}
