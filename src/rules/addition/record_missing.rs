//! A698「記録がない」

use super::prelude::*;

declare_rule! {
    /// **要件** 加算の活動を記録し、5年間保存すること
    ///
    /// **判定** 記録の列が「無」の行を却下します。空欄は問いません
    A698 {
        name: "record-missing",
        title: Text("記録がない", "record missing"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::QaH300330, "問79")],
        wording: Wording {
            message: Text("活動の記録がないので、加算は算定できません", "no record of the activity is kept"),
            remedy: Text("記録が残っていれば、会議等の「記録」を「有」に直してください。影響額が算定できます", "if there is a record, set 記録 to 有: the yen in 影響額 can then be claimed"),
        },
        needs: &[Need::column("会議等", "記録")],
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&A698, Check::Activity(check));

fn check(case: &ActivityCase<'_>, docket: &mut Docket) {
    if case.activity.recorded == Some(false) {
        docket.reject(&[case.cell(cell::RECORDED), case.cell(cell::DAY), case.cell(cell::KIND)]);
    }
}
