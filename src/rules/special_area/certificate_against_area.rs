//! S305「受給者証と地区の表が違う」

use super::NEEDS;
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 受給者証の特別地域と、居住地区の特別地域が同じであること
    ///
    /// **判定** 算定する基本報酬の日に、受給者証の特別地域が書かれ、地区の表の居住地区と違うとき警告します。受給者証のとおりに扱います
    S305 {
        name: "certificate-against-area",
        title: Text("受給者証と地区の表が違う", "certificate against area"),
        levels: &[Level::Warn],
        confidence: Confidence::Single,
        sources: &[cite(Source::Handbook, "p.19")],
        wording: Wording {
            message: Text("特別地域かどうかが、受給者証と地区の表で違います。受給者証によります", "certificate and 地区 disagree about the special area; the certificate wins"),
            remedy: Text("受給者証と居住地区を確かめ、違うほうを直してください", "check certificate and 居住地区, and correct what is wrong"),
        },
        needs: NEEDS,
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry =
    Entry::new(&S305, Check::OnBaseRefusal(Item::SpecialAreaAddition, check));

fn check(case: &EventCase<'_>, docket: &mut Docket) {
    let (Some(printed), Some(area)) = (case.holder.special_area, case.home(case.day)) else {
        return;
    };
    if printed != area.special {
        let mut cells = case.special_area_cells(case.day);
        cells.push(case.cell_of(area, column::area::SPECIAL));
        docket.warn(&cells);
    }
}
