//! P106「2021年7月より前の電磁的な同意」

use crate::records::ConsentMethod;
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 2021年6月までは、同意が文書であること
    ///
    /// **判定** 同意方法が電磁的で、同意の月が2021年7月より前のとき知らせます。算定は妨げません
    P106 {
        name: "electronic-consent-early",
        title: Text("2021年7月より前の電磁的な同意", "early electronic consent"),
        levels: &[Level::Warn],
        // Electronic consent was written into the standards from the month after.
        until: Some(ServiceMonth::literal(2021, 6)),
        confidence: Confidence::Reading,
        sources: &[cite(Source::Reading, "電磁的な同意")],
        wording: Wording {
            message: Text("電磁的な同意が、認められる時期(2021年7月から)より前です", "an electronic consent before 2021-07"),
            remedy: Text("文書の同意もあれば控えておいてください。扱いは市町村に確かめてください", "keep a written consent if there is one; ask the municipality"),
        },
        needs: &[Need::column("計画", "同意方法")],
        unsettled: Some(Text("電磁的な同意がいつから計画にも使えるかを定めた資料は見つかっていません", "no source was found that says from when plans may be consented to electronically")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&P106, Check::Plan(check));

fn check(case: &PlanCase<'_>, docket: &mut Docket) {
    if case.plan.method == Some(ConsentMethod::Electronic) {
        docket.warn(&[case.cell(column::plan::METHOD), case.day_cell]);
    }
}
