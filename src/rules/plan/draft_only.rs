//! P101「計画案だけで同意がない」

use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 最終の計画に利用者の同意があること
    ///
    /// **判定** 同意日が空のとき。計画案作成日の月(なければ面接日の月)の行として示します。計画案だけには報酬がありません
    P101 {
        name: "draft-only",
        title: Text("計画案だけで同意がない", "draft only"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::Handbook, "報酬関係Q&A Q4")],
        wording: Wording {
            message: Text("計画案だけで、最終の計画への同意がありません", "only a draft: no consent to a final plan"),
            remedy: Text("同意を得たら同意日を書き、その月に請求してください。利用者が断ったときは請求できません", "enter 同意日 once consent is given and claim in that month; if the user declined, nothing is claimed"),
        },
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&P101, Check::Draft(check));

fn check(case: &PlanCase<'_>, docket: &mut Docket) {
    docket.reject(&[case.cell(column::plan::CONSENT), case.day_cell]);
}
