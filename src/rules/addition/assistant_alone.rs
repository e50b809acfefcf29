//! A615「相談支援員が行った」

use super::prelude::*;

declare_rule! {
    /// **要件** サービス担当者会議と集中支援は相談支援専門員が行うこと
    ///
    /// **判定** サービス担当者会議か集中支援の行の担当者が相談支援員なら保留します。初回加算は計画とともに落ちます(E109)
    A615 {
        name: "assistant-alone",
        title: Text("相談支援員が行った", "assistant alone"),
        levels: &[Level::Hold],
        confidence: Confidence::Single,
        sources: &[cite(Source::QaR060329, "問79")],
        wording: Wording {
            message: Text("相談支援専門員でなく相談支援員が行っています", "a 相談支援員 did it, not a 相談支援専門員"),
            remedy: Text("相談支援専門員も行っていれば従業者番号を直してください。相談支援員だけなら、算定できるか市町村に確かめてください", "if a 相談支援専門員 took part, correct the staff number; otherwise ask the municipality"),
        },
        needs: &[Need::table("従業者"), Need::table("会議等")],
        unsettled: Some(Text("相談支援員だけで行った会議や集中支援の扱いは、資料で確定していないので保留します", "no source settles what an assistant did alone: held")),
    }
}

/// The entry of the catalogue.
pub const ENTRY: Entry = Entry::new(&A615, Check::Activity(check));

fn check(case: &ActivityCase<'_>, docket: &mut Docket) {
    let concerns = matches!(case.item, Item::ConferenceAddition | Item::IntensiveSupportAddition);
    let Some(author) = case.author.filter(|_| concerns && case.is_by_assistant()) else { return };
    docket.hold(&[case.staff_cell, case.cell_of(author, column::staff::JOB)]);
}
