//! F710「虐待防止の措置をとっていない」

use super::filed_percentage;
use crate::records::FilingItem;
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 虐待を防ぐ措置をとること
    ///
    /// **判定** 2024年4月から。その日に虐待防止措置未実施減算の届出があれば、基本報酬ごとに、その単位数(重複減算の後)の1%を四捨五入して引きます
    F710 {
        name: "abuse-prevention-cut",
        title: Text("虐待防止の措置をとっていない", "abuse prevention cut"),
        levels: &[Level::Reduce],
        since: Some(ServiceMonth::literal(2024, 4)),
        confidence: Confidence::Single,
        sources: &[cite(Source::Notice, "虐待防止措置未実施減算")],
        wording: Wording {
            message: Text("虐待防止措置未実施減算の届出があるので、基本報酬から引きます", "it is taken off the base fee, as filed"),
            remedy: Text("このまま請求してください。改善したら、体制届の適用終了日を書いてください", "claim it so; when it is mended, enter the end of the filing"),
        },
        needs: &[Need::table("体制届")],
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry =
    Entry::new(&F710, Check::OnBase(Item::AbusePreventionReduction, rider));

fn rider(case: &EventCase<'_>) -> Option<Percentage> {
    let office = case.office();
    let filing = office.filing(case.scheme(), FilingItem::AbusePrevention, case.day)?;
    filed_percentage(case.timeline.world, filing)
}
