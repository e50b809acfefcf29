//! S302「特別地域の外で支援した」

use super::{Ground, NEEDS, PARTLY_NEEDS, asked};
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 面接と説明を特別地域で行ったこと
    ///
    /// **判定** 特別地域に住む人について、算定する行の面接地区が特別地域でないとき、加算だけを却下します(基本報酬は残ります)。説明地区だけが外なら、加算を保留します
    S302 {
        name: "worked-outside-area",
        title: Text("特別地域の外で支援した", "worked outside the area"),
        levels: &[Level::Reject, Level::Hold],
        confidence: Confidence::Official,
        sources: &[cite(Source::Handbook, "報酬関係Q&A Q10")],
        wording: Wording {
            message: Text("特別地域に住む人ですが、面接した場所が特別地域ではありません", "the interview was outside the special area"),
            remedy: Text("加算は請求しないでください。面接地区に誤りがあれば直してください。住む場所だけで認める市町村なら、設定 special_area で変えられます", "do not claim the addition; correct 面接地区 if it is wrong; ask the municipality whether residence alone suffices"),
        },
        held: Some(Wording {
            message: Text("面接は特別地域ですが、説明した場所が特別地域ではありません", "the interview was in the special area, the explanation was not"),
            remedy: Text("加算を算定できるか市町村に確かめてください", "ask the municipality whether the addition may be claimed"),
        }),
        needs: NEEDS,
        partly_needs: PARTLY_NEEDS,
        unsettled: Some(Text("説明だけを外で行ったときの扱いは、資料で確定していないので保留します", "an explanation outside alone is settled by no source: held")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry =
    Entry::new(&S302, Check::OnBaseRefusal(Item::SpecialAreaAddition, check));

fn check(case: &EventCase<'_>, docket: &mut Docket) {
    let Some(works) = asked(case) else { return };
    let outside = |explanation| {
        let outside = |work: &&super::Work| {
            work.ground == Ground::Plain && work.is_explanation == explanation
        };
        let work = works.iter().find(outside)?;
        Some([&work.cells[..], &case.special_area_cells(case.day)].concat())
    };
    if let Some(cells) = outside(false) {
        docket.reject(&cells);
    } else if let Some(cells) = outside(true) {
        docket.hold(&cells);
    }
}
