//! P100「計画に同意を得た」

use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 支給決定の後に担当者会議を経て、最終の計画に利用者の同意を文書で得ること
    ///
    /// **判定** 却下も保留もされない計画は、同意日の月に利用支援費を一つ算定します。計画案を作った月ではありません
    P100 {
        name: "plan-consented",
        title: Text("計画に同意を得た", "plan consented"),
        levels: &[Level::Grant],
        confidence: Confidence::Official,
        sources: &[cite(Source::Handbook, "報酬関係Q&A Q1"), cite(Source::QaH240306, "利用支援費の算定")],
        wording: Wording {
            message: Text("最終の計画に同意を得た月の利用支援費です", "the plan fee of the month of consent"),
            remedy: Text("請求してください", "claim it"),
        },
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&P100, Check::PlanGrant(basis));

fn basis(case: &PlanCase<'_>) -> Vec<Cell> {
    case.event.basis()
}
