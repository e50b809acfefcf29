//! F704「届け出た体制の研修が公表にない」

use super::FilingCase;
use crate::records::{FilingItem, Training};
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 体制の加算に要る研修を修了した人がいること
    ///
    /// **判定** 行動障害・要医療児者・精神障害者支援体制加算がその月に届けられ、事業所の研修の欄が書かれているのに、その研修(行動障害・医療的ケア・精神障害者)がないとき警告します。算定は妨げません
    F704 {
        name: "filing-without-training",
        title: Text("届け出た体制の研修がない", "filing without training"),
        levels: &[Level::Warn],
        confidence: Confidence::Single,
        sources: &[cite(Source::Flyer, "研修の欄")],
        wording: Wording {
            message: Text("届け出た体制に要る研修が、事業所の研修の欄にありません", "the office's published training lacks what the filing needs"),
            remedy: Text("研修の修了者がいるか確かめ、いれば事業所の研修の欄に加えてください。いなければ体制届を取り下げてください", "check who has the training; add it to 研修, or withdraw the filing"),
        },
        needs: &[Need::table("体制届"), Need::column("事業所", "研修")],
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&F704, Check::Filing(check));

fn check(case: &FilingCase<'_>, docket: &mut Docket) {
    let wanted = match case.filing.item {
        FilingItem::Behavioral => Training::Behavioral,
        FilingItem::MedicalNeeds => Training::MedicalCare,
        FilingItem::Psychiatric => Training::Psychiatric,
        _ => return,
    };
    let Some(training) = &case.office.training else { return };
    if !training.contains(&wanted) {
        docket.warn(&[
            case.cell_of(case.filing, column::filing::ITEM),
            case.cell_of(case.filing, column::filing::CLASS),
            case.cell_of(case.office, column::office::TRAINING),
        ]);
    }
}
