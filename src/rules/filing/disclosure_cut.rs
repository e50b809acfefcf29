//! F712「情報公表の報告をしていない」

use super::filed_percentage;
use crate::records::FilingItem;
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 情報公表の報告をすること
    ///
    /// **判定** 2024年4月から。その日に情報公表未報告減算の届出があれば、基本報酬ごとに、その単位数(重複減算の後)の5%を四捨五入して引きます
    F712 {
        name: "disclosure-cut",
        title: Text("情報公表の報告をしていない", "disclosure cut"),
        levels: &[Level::Reduce],
        since: Some(ServiceMonth::literal(2024, 4)),
        confidence: Confidence::Reading,
        sources: &[cite(Source::Notice, "情報公表未報告減算")],
        wording: Wording {
            message: Text("情報公表未報告減算の届出があるので、基本報酬から引きます", "it is taken off the base fee, as filed"),
            remedy: Text("このまま請求してください。改善したら、体制届の適用終了日を書いてください", "claim it so; when it is mended, enter the end of the filing"),
        },
        needs: &[Need::table("体制届")],
        unsettled: Some(Text("この減算の率は、このサービスについての資料で確定していません", "it is not settled for this service")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&F712, Check::OnBase(Item::DisclosureReduction, rider));

fn rider(case: &EventCase<'_>) -> Option<Percentage> {
    let office = case.office();
    let filing = office.filing(case.scheme(), FilingItem::Disclosure, case.day)?;
    filed_percentage(case.timeline.world, filing)
}
