//! P103「支給決定日がない」

use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 支給決定があること
    ///
    /// **判定** 同意日があり、支給決定日が空のとき
    P103 {
        name: "no-decision",
        title: Text("支給決定日がない", "no decision"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::Handbook, "報酬関係Q&A Q1")],
        wording: Wording {
            message: Text("同意はありますが、支給決定日が書かれていません", "consent is given, but no decision is recorded"),
            remedy: Text("支給決定通知書の日付を書いてください", "enter the date of the decision"),
        },
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&P103, Check::Plan(check));

fn check(case: &PlanCase<'_>, docket: &mut Docket) {
    if case.plan.decision.is_none() {
        docket.reject(&[case.cell(column::plan::DECISION), case.day_cell]);
    }
}
