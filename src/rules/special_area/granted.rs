//! S300「特別地域で支援した」

use super::{Ground, NEEDS, PARTLY_NEEDS, asked};
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 特別地域に住む利用者への支援を、特別地域で行ったこと
    ///
    /// **判定** 受給者証の特別地域が該当(空欄なら、その日の居住地区が特別地域)の人について、算定する基本報酬の行の面接地区と、書かれていれば説明地区が、すべてその日に特別地域なら、基本報酬(重複減算の後)の15%を四捨五入して加算します。計画とモニタリングに一行ずつです。面接場所が事業所で面接地区が空なら、事業所の所在地区とみます
    ///
    /// 設定 special_area = "residence" の市町村では、住む場所だけを見ます
    S300 {
        name: "special-area",
        title: Text("特別地域で支援した", "special area"),
        levels: &[Level::Grant],
        confidence: Confidence::Single,
        sources: &[cite(Source::Handbook, "報酬関係Q&A Q10"), cite(Source::Notice, "特別地域加算")],
        wording: Wording {
            message: Text("特別地域に住む利用者を、特別地域で支援しています", "work in a special area for a recipient who lives in one"),
            remedy: Text("請求してください", "claim it"),
        },
        needs: NEEDS,
        partly_needs: PARTLY_NEEDS,
        unsettled: Some(Text("15%をかける単位数(ほかの加算を含めるか)は、資料で確定していません", "what the 15 % are of is not settled")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&S300, Check::OnBase(Item::SpecialAreaAddition, rider));

fn rider(case: &EventCase<'_>) -> Option<Percentage> {
    let works = asked(case)?;
    if works.iter().any(|work| work.ground != Ground::Special) {
        return None;
    }
    let mut cells = case.special_area_cells(case.day);
    for cell in works.into_iter().flat_map(|work| work.cells) {
        if !cells.contains(&cell) {
            cells.push(cell);
        }
    }
    Some(Percentage { variant: "", cells })
}
