//! P104「同意の前に担当者会議がない」

use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 同意の前に、サービス担当者会議で担当者の意見を聴いていること
    ///
    /// **判定** 担当者会議日が同意日より後なら却下。空なら保留します(会議のほかの方法で意見を聴いた場合もあるため)
    P104 {
        name: "no-conference-before-consent",
        title: Text("同意の前に担当者会議がない", "no conference before consent"),
        levels: &[Level::Reject, Level::Hold],
        confidence: Confidence::Official,
        sources: &[cite(Source::Handbook, "報酬関係Q&A Q1"), cite(Source::Guidance, "担当者会議")],
        wording: Wording {
            message: Text("担当者会議が同意の後です", "the conference came after the consent"),
            remedy: Text("日付を確かめてください。会議を踏まえた計画に、あらためて同意を得てください", "check the dates; obtain consent to the plan that followed the conference"),
        },
        held: Some(Wording {
            message: Text("担当者会議日が書かれていません", "no conference is recorded"),
            remedy: Text("会議の日を書いてください。会議以外の方法で意見を聴いたときは、その記録を市町村に確かめてください", "enter the day; if the providers were heard another way, ask the municipality"),
        }),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&P104, Check::Plan(check));

fn check(case: &PlanCase<'_>, docket: &mut Docket) {
    let cells = [case.cell(column::plan::MEETING), case.day_cell];
    match (case.plan.meeting, case.plan.consent) {
        (None, _) => docket.hold(&cells),
        (Some(meeting), Some(consent)) if meeting > consent => docket.reject(&cells),
        _ => {}
    }
}
