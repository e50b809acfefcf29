//! L501「取扱件数が40件以上」

use super::OfficeCase;
use crate::rules::prelude::*;
use crate::{ledger::RecipientId, policy::TierTwoOrder};

declare_rule! {
    /// **要件** 相談支援専門員一人当たりの取扱件数が40件に満たないこと
    ///
    /// **判定** A = 前6か月(m−6…m−1)に利用支援費か継続利用支援費を算定できる人の数の平均、B = 同じ月の末日に在籍する相談支援専門員の数の平均(2024年4月から相談支援員は2分の1)。A÷Bが40以上のとき、A − 39×B(小数点以下切捨て)人の基本報酬を(Ⅱ)にします。契約の新しい人から、次に成人、市町村番号・受給者証番号の順です。一体運営の事業所は合わせて数え、取扱実績の行があればその数を使います。厚生労働省の例(6か月の合計290件、専門員の合計7人)は2件です
    L501 {
        name: "tier-two",
        title: Text("取扱件数が40件以上", "tier two"),
        levels: &[Level::Reduce],
        confidence: Confidence::Official,
        sources: &[cite(Source::QaH300330, "問78")],
        wording: Wording {
            message: Text("取扱件数が多いので、この人の基本報酬は(Ⅱ)になります", "the caseload puts this recipient in tier two"),
            remedy: Text("このまま請求してください。数が違うときは取扱実績の表で直せます", "claim it so; if the count is wrong, correct it with the 取扱実績 table"),
        },
        unsettled: Some(Text("だれの基本報酬を(Ⅱ)にするか、相談支援員を2分の1と数えることは、資料で確定していません", "which recipients take tier two, and that a 相談支援員 counts a half, is not settled")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&L501, Check::TierTwo(select));

fn select(case: &OfficeCase<'_>) -> Vec<RecipientId> {
    let over = case.caseload.over_forty();
    let mut candidates = case.candidates.clone();
    candidates.sort_by(|a, b| {
        let by_contract = match case.order {
            TierTwoOrder::NewestContractFirst => b.contract_day.cmp(&a.contract_day),
            TierTwoOrder::OldestContractFirst => a.contract_day.cmp(&b.contract_day),
        };
        by_contract.then_with(|| a.rest.cmp(&b.rest))
    });
    candidates.iter().take(over).map(|candidate| candidate.recipient).collect()
}
