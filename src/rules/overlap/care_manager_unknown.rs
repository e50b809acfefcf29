//! C404「ケアプランを作る人が分からない」

use crate::records::CareLevel;
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 介護保険のケアプランをだれが作るかが分かること
    ///
    /// **判定** 要支援か要介護があり、担当者が介護支援専門員でもあり、受給者の介護支援専門員番号と一体的作成がどちらも空のとき保留します。要支援の人の利用支援費(計画)は、どちらでも減らないので保留しません
    C404 {
        name: "care-manager-unknown",
        title: Text("ケアプランを作る人が分からない", "care manager unknown"),
        levels: &[Level::Hold],
        confidence: Confidence::Reading,
        sources: &[cite(Source::Reading, "介護支援専門員の番号")],
        wording: Wording {
            message: Text("担当者は介護支援専門員でもありますが、ケアプランを作る人が書かれていません", "the author is a care manager too, and nothing says who makes the care plan"),
            remedy: Text("受給者の表に、介護支援専門員番号か一体的作成(有・無)を書いてください", "enter the 介護支援専門員番号 or 一体的作成 of the recipient"),
        },
        needs: &[Need::column("受給者", "要介護度"), Need::column("従業者", "介護支援専門員番号")],
        unsettled: Some(Text("だれが作るか書かれていないときの扱いは、どの資料にもないので保留します", "what to do when nobody is named is in no source: held")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&C404, Check::Granted(check));

fn check(case: &EventCase<'_>, docket: &mut Docket) {
    use column::recipient::{CARE_LEVEL, CARE_MANAGER, JOINT};
    let matters = match case.holder.care_level {
        None | Some(CareLevel::None) => false,
        Some(CareLevel::Support) => case.item == Item::MonitoringFee,
        Some(CareLevel::Care12 | CareLevel::Care345) => true,
    };
    let unknown = case.holder.care_manager.is_none() && case.holder.joint.is_none();
    let Some(author) = case.author.filter(|author| author.care_manager.is_some()) else { return };
    if case.scheme() == Scheme::Adult && matters && unknown {
        let manager_cell = case.cell_of(author, column::staff::CARE_MANAGER);
        let cells = [CARE_MANAGER, JOINT, CARE_LEVEL].map(|column| case.holder_cell(column));
        docket.hold(&[case.staff_cell, manager_cell, cells[0], cells[1], cells[2]]);
    }
}
