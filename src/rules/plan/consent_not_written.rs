//! P105「同意が文書でない」

use crate::records::ConsentMethod;
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 同意が文書(署名)または電磁的方法であること
    ///
    /// **判定** 同意方法が口頭のとき
    P105 {
        name: "consent-not-written",
        title: Text("同意が文書でない", "consent not in writing"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::Handbook, "報酬関係Q&A Q1")],
        wording: Wording {
            message: Text("同意が口頭だけです", "the consent is only oral"),
            remedy: Text("文書で同意を得て、その日を同意日としてください", "obtain written consent and enter its day"),
        },
        needs: &[Need::column("計画", "同意方法")],
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&P105, Check::Plan(check));

fn check(case: &PlanCase<'_>, docket: &mut Docket) {
    if case.plan.method == Some(ConsentMethod::Oral) {
        docket.reject(&[case.cell(column::plan::METHOD), case.day_cell]);
    }
}
