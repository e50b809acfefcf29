//! C402「居宅介護支援費との重複(Ⅱ)」

use super::is_joint;
use crate::rules::prelude::*;
use crate::{item::Overlap, records::CareLevel};

declare_rule! {
    /// **要件** 基本報酬を受ける人の計画やモニタリングを、介護保険のケアプランと同じ人が作るとき(担当者の介護支援専門員番号が受給者の介護支援専門員番号と同じ、または受給者の一体的作成が有)。別の人が作れば、同じ事業所でも減らしません
    ///
    /// **判定** 要介護3から5の人の基本報酬を、居宅減算Ⅱのコードにします
    C402 {
        name: "overlap-2",
        title: Text("居宅介護支援費との重複(Ⅱ)", "overlap with long-term-care planning (2)"),
        levels: &[Level::Reduce],
        confidence: Confidence::Official,
        sources: &[cite(Source::Notice, "居宅介護支援費重複減算(Ⅱ)"), cite(Source::Handbook, "報酬関係Q&A Q11")],
        wording: Wording {
            message: Text("介護保険のケアプランと同じ人が作るので、居宅減算Ⅱになります", "the same person makes the care plan: reduced"),
            remedy: Text("このまま請求してください。別の人が作ったのなら、従業者と受給者の介護支援専門員番号を直してください", "claim it so; if another person makes the care plan, correct the numbers"),
        },
        needs: &[Need::column("受給者", "要介護度")],
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&C402, Check::Overlap(overlap));

fn overlap(case: &EventCase<'_>) -> Option<Overlap> {
    let level = case.holder.care_level == Some(CareLevel::Care345);
    (level && is_joint(case)).then_some(Overlap::Two)
}
