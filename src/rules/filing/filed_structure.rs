//! F700「体制の届出による加算」

use super::{FiledCase, FiledLine, in_force};
use crate::records::FilingItem;
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 基本報酬の日に、体制の届出があること
    ///
    /// **判定** 主任相談支援専門員配置・行動障害・要医療児者・精神障害者・高次脳機能障害・ピアサポート・(2021年3月まで)特定事業所の届出ごとに、その届出が有効な日の最も早い基本報酬に、利用者一人につき月に一度加算します。基本報酬のない月の加算だけには付きません。月の途中で体制を失えば、後の日の基本報酬には付きません
    F700 {
        name: "filed-structure",
        title: Text("体制の届出がある", "structure filed"),
        levels: &[Level::Grant],
        confidence: Confidence::Official,
        sources: &[cite(Source::QaH300330, "問80"), cite(Source::QaH300523, "問14")],
        wording: Wording {
            message: Text("体制の届出による加算です", "an addition for a filed structure"),
            remedy: Text("請求してください", "claim it"),
        },
        needs: &[Need::table("体制届")],
        unsettled: Some(Text("体制の加算が月に一度であることは、資料で確定していません", "that it is paid once a month is not settled")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&F700, Check::Filed(lines));

const ITEMS: [FilingItem; 7] = [
    FilingItem::SpecificOffice,
    FilingItem::ChiefSpecialist,
    FilingItem::Behavioral,
    FilingItem::MedicalNeeds,
    FilingItem::Psychiatric,
    FilingItem::BrainInjury,
    FilingItem::PeerSupport,
];

fn lines(case: &FiledCase<'_>) -> Vec<FiledLine> {
    ITEMS.iter().filter_map(|item| first_line(case, *item)).collect()
}

fn first_line(case: &FiledCase<'_>, item: FilingItem) -> Option<FiledLine> {
    let mut filed = case.lines.iter().enumerate().filter_map(|(index, line)| {
        let filing = case.filing(item, line.day)?;
        let (item, variant) = in_force(case.world, filing)?;
        Some(FiledLine { line: index, item, variant, cells: case.cells(filing) })
    });
    filed.next()
}
