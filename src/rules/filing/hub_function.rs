//! F702「地域生活支援拠点等機能強化加算の届出がある」

use super::{FiledCase, FiledLine, in_force};
use crate::item::Tier;
use crate::records::{FilingClass, FilingItem};
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 機能強化型(Ⅰ)か(Ⅱ)の基本報酬に、地域生活支援拠点等機能強化加算の届出があること
    ///
    /// **判定** 2024年4月から。届出が有効な日の、機能強化型(Ⅰ)か(Ⅱ)で算定する最も早い基本報酬に、月に一度加算します。(Ⅱ)の区分(取扱件数40件以上)や機能強化型(Ⅲ)(Ⅳ)には付きません
    ///
    /// **対象外** 拠点コーディネーター一人につき月に100回までの限度は、事業所をまたぐので見ません
    F702 {
        name: "hub-function",
        title: Text("拠点等機能強化の届出がある", "hub function filed"),
        levels: &[Level::Grant],
        since: Some(ServiceMonth::literal(2024, 4)),
        confidence: Confidence::Official,
        sources: &[cite(Source::Notice, "地域生活支援拠点等機能強化加算")],
        wording: Wording {
            message: Text("地域生活支援拠点等機能強化加算です", "the addition for a hub's functions"),
            remedy: Text("請求してください", "claim it"),
        },
        needs: &[Need::table("体制届")],
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&F702, Check::Filed(lines));

fn lines(case: &FiledCase<'_>) -> Vec<FiledLine> {
    let enhanced = case
        .lines
        .iter()
        .enumerate()
        .filter(|(_, line)| matches!(line.tier, Tier::Enhanced1 | Tier::Enhanced2));
    let mut filed = enhanced.filter_map(|(index, line)| {
        let filing = case.filing(FilingItem::HubFunction, line.day)?;
        let (item, filed) = in_force(case.world, filing)?;
        let monitored = line.item == Item::MonitoringFee && filing.class == FilingClass::Yes;
        let variant = if monitored { "monitoring" } else { filed };
        Some(FiledLine { line: index, item, variant, cells: case.cells(filing) })
    });
    filed.next().into_iter().collect()
}
