//! F720「処遇改善加算の届出がある」

use super::TotalCase;
use crate::records::FilingItem;
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 福祉・介護職員等処遇改善加算の届出があること
    ///
    /// **判定** 2026年6月から。受給者証・サービス・事業所ごとに、その月のほかの明細の合計単位数(減算を引いた後)の5.1%を四捨五入して加算します。届出は、最も早い基本報酬の日(なければ最も早い活動の日)に有効なものです
    F720 {
        name: "treatment-improvement",
        title: Text("処遇改善加算の届出がある", "treatment improvement filed"),
        levels: &[Level::Grant],
        since: Some(ServiceMonth::literal(2026, 6)),
        confidence: Confidence::Single,
        sources: &[cite(Source::Notice, "福祉・介護職員等処遇改善加算(令和8年6月)")],
        wording: Wording {
            message: Text("福祉・介護職員等処遇改善加算です", "the addition for better treatment of staff"),
            remedy: Text("請求してください。率・端数・コードは資料が一つなので、お手元の告示と見比べてください", "claim it; rate, rounding and code rest on one source: compare them with the notice"),
        },
        needs: &[Need::table("体制届")],
        unsettled: Some(Text("率をかける単位数・端数・サービスコードは、資料で確定していません", "base, rounding and code are not settled")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry =
    Entry::new(&F720, Check::OnTotal(Item::TreatmentImprovementAddition, rider));

fn rider(case: &TotalCase<'_>) -> Option<Percentage> {
    let office = case.world.ledger.office(case.office);
    let filing = office.filing(case.scheme, FilingItem::TreatmentImprovement, case.day)?;
    super::filed_percentage(case.world, filing)
}
