//! F711「業務継続計画を作っていない」

use super::filed_percentage;
use crate::records::FilingItem;
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 業務継続計画を作ること
    ///
    /// **判定** 2025年4月から。その日に業務継続計画未策定減算の届出があれば、基本報酬ごとに、その単位数(重複減算の後)の1%を四捨五入して引きます
    F711 {
        name: "continuity-plan-cut",
        title: Text("業務継続計画を作っていない", "continuity plan cut"),
        levels: &[Level::Reduce],
        since: Some(ServiceMonth::literal(2025, 4)),
        confidence: Confidence::Reading,
        sources: &[cite(Source::Notice, "業務継続計画未策定減算")],
        wording: Wording {
            message: Text("業務継続計画未策定減算の届出があるので、基本報酬から引きます", "it is taken off the base fee, as filed"),
            remedy: Text("このまま請求してください。改善したら、体制届の適用終了日を書いてください", "claim it so; when it is mended, enter the end of the filing"),
        },
        needs: &[Need::table("体制届")],
        unsettled: Some(Text("この減算の始まる月は、このサービスについての資料で確定していません", "it is not settled for this service")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry =
    Entry::new(&F711, Check::OnBase(Item::ContinuityPlanReduction, rider));

fn rider(case: &EventCase<'_>) -> Option<Percentage> {
    let office = case.office();
    let filing = office.filing(case.scheme(), FilingItem::ContinuityPlan, case.day)?;
    filed_percentage(case.timeline.world, filing)
}
