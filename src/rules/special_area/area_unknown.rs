//! S303「支援した地区が分からない」

use super::{Ground, NEEDS, PARTLY_NEEDS, asked};
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 面接した地区が書かれ、地区の表にあること
    ///
    /// **判定** 特別地域に住む人について、算定する行の面接地区が空か、面接地区か説明地区が地区の表にないとき、加算を保留します(基本報酬は残ります)。地区の表がなければ、どの地区も分かりません
    S303 {
        name: "area-unknown",
        title: Text("支援した地区が分からない", "area unknown"),
        levels: &[Level::Hold],
        confidence: Confidence::Reading,
        sources: &[cite(Source::Reading, "特別地域加算の地区")],
        wording: Wording {
            message: Text("支援した地区が特別地域かどうか分かりません", "whether the work was done in a special area is not known"),
            remedy: Text("面接地区を書き、地区の表に加えてください。特別地域なら影響額が算定できます", "enter 面接地区 and add it to 地区: if it is special, the yen in 影響額 can be claimed"),
        },
        needs: NEEDS,
        partly_needs: PARTLY_NEEDS,
        unsettled: Some(Text("地区が分からないときの扱いは資料にないので保留します", "no source says what to do when the area is not known: held")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry =
    Entry::new(&S303, Check::OnBaseRefusal(Item::SpecialAreaAddition, check));

fn check(case: &EventCase<'_>, docket: &mut Docket) {
    let works = asked(case).unwrap_or_default();
    let unknown = works.iter().filter(|work| work.ground == Ground::Unknown);
    let mut cells: Vec<Cell> = unknown.flat_map(|work| work.cells.clone()).collect();
    if !cells.is_empty() {
        cells.extend(case.special_area_cells(case.day));
        docket.hold(&cells);
    }
}
