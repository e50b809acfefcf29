//! E114「介護保険のケアプランがある人」

use crate::records::CareLevel;
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 介護保険の対象者の計画は、原則として介護保険の側で作ること
    ///
    /// **判定** 要介護1から5で介護支援専門員番号のある人に、有効な計画があるとき知らせます。算定は妨げません
    E114 {
        name: "care-plan-first",
        title: Text("介護保険のケアプランがある人", "care plan first"),
        levels: &[Level::Info],
        confidence: Confidence::Single,
        sources: &[cite(Source::Handbook, "モニタリングQ&A Q3")],
        wording: Wording {
            message: Text("介護保険のケアプランの対象者です。計画は原則として介護保険の側で作ります", "long-term care normally makes this person's plan"),
            remedy: Text("市町村からの計画案の依頼を控えておいてください", "keep the municipality's request for the plan"),
        },
        needs: &[Need::column("受給者", "要介護度"), Need::column("受給者", "介護支援専門員番号")],
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&E114, Check::PlanRemark(check));

fn check(case: &PlanCase<'_>, docket: &mut Docket) {
    use column::recipient::{CARE_LEVEL, CARE_MANAGER};
    let in_care = matches!(case.holder.care_level, Some(CareLevel::Care12 | CareLevel::Care345));
    if in_care && case.holder.care_manager.is_some() {
        docket.info(&[case.holder_cell(CARE_LEVEL), case.holder_cell(CARE_MANAGER)]);
    }
}
