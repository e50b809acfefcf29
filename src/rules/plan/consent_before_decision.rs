//! P102「同意が支給決定より前」

use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 同意日が支給決定日以後であること
    ///
    /// **判定** 同意日が支給決定日より前のとき。利用支援費は、支給決定を受けた後の最終の計画に同意を得て発生します
    P102 {
        name: "consent-before-decision",
        title: Text("同意が支給決定より前", "consent before the decision"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::Handbook, "報酬関係Q&A Q1")],
        wording: Wording {
            message: Text("同意日が支給決定日より前です", "the consent is earlier than the decision"),
            remedy: Text("日付を確かめてください。支給決定の後に最終の計画への同意を得てください", "check the dates; consent to the final plan comes after the decision"),
        },
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&P102, Check::Plan(check));

fn check(case: &PlanCase<'_>, docket: &mut Docket) {
    if let (Some(consent), Some(decision)) = (case.plan.consent, case.plan.decision)
        && consent < decision
    {
        docket.reject(&[case.day_cell, case.cell(column::plan::DECISION)]);
    }
}
