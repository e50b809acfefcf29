//! A615「相談支援員が行った」

use super::prelude::*;

declare_rule! {
    /// **要件** サービス担当者会議と集中支援の会議は、相談支援専門員が開くこと
    ///
    /// **判定** サービス担当者会議か集中支援(会議開催)の行の担当者が相談支援員なら却下します。集中支援のほかの行は相談支援員でも算定でき、訪問は二回の訪問に数えます(A662)。初回加算は計画とともに落ちます(E109)
    A615 {
        name: "assistant-alone",
        title: Text("相談支援員が行った", "assistant alone"),
        levels: &[Level::Reject],
        confidence: Confidence::Single,
        sources: &[cite(Source::QaR060329, "問79")],
        wording: Wording {
            message: Text("会議を開いたのが相談支援専門員でなく相談支援員なので、算定できません", "a 相談支援員 held the conference, not a 相談支援専門員"),
            remedy: Text("相談支援専門員が開いたのなら従業者番号を直してください。相談支援員だけなら請求しないでください", "if a 相談支援専門員 held it, correct the staff number; otherwise do not claim it"),
        },
        needs: &[Need::table("従業者"), Need::table("会議等")],
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&A615, Check::Activity(check));

fn check(case: &ActivityCase<'_>, docket: &mut Docket) {
    let conference =
        matches!(case.activity.kind, ActivityKind::Conference | ActivityKind::IntensiveHold);
    let Some(author) = case.author.filter(|_| conference && case.is_by_assistant()) else { return };
    docket.reject(&[case.staff_cell, case.cell_of(author, column::staff::JOB)]);
}
