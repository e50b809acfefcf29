//! P114「前の計画と同じ支給決定日」

use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 新しい支給決定にもとづく計画であること
    ///
    /// **判定** 同じ受給者の前の有効な計画と支給決定日が同じとき保留します。事業者や曜日の変更だけなら、新しい計画ではありません
    P114 {
        name: "decision-reused",
        title: Text("前の計画と同じ支給決定日", "decision reused"),
        levels: &[Level::Hold],
        confidence: Confidence::Single,
        sources: &[cite(Source::Handbook, "モニタリングQ&A Q1")],
        wording: Wording {
            message: Text("前の計画と同じ支給決定日です", "an earlier plan rests on the same decision"),
            remedy: Text("新しい支給決定があれば、その日を書いてください。事業者や曜日だけの変更なら請求できません", "enter the new decision's day; a change of provider or weekday alone is no new plan"),
        },
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&P114, Check::Plan(check));

fn check(case: &PlanCase<'_>, docket: &mut Docket) {
    let Some(decision) = case.plan.decision else { return };
    let earlier = case.earlier_valid().find(|plan| plan.row.decision == Some(decision));
    if let Some(earlier) = earlier {
        let other = case.cell_of(&earlier.row, column::plan::DECISION);
        docket.hold(&[case.cell(column::plan::DECISION), other]);
    }
}
