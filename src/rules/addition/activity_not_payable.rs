//! A699「その月にない加算の活動」

use super::prelude::*;

declare_rule! {
    /// **要件** 活動の加算が、その月のそのサービスにあること
    ///
    /// **判定** 活動日の月の報酬表に、その活動種別の加算がそのサービス(計画相談・障害児相談)にないとき却下します。初回面接は、初回加算を増やせる2021年4月からの活動です。この理由があれば、ほかの加算の理由は調べません
    A699 {
        name: "activity-not-payable",
        title: Text("その月にない加算の活動", "activity not payable"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::Notice, "各改定の加算")],
        wording: Wording {
            message: Text("この活動の加算は、その月のそのサービスにありません", "the month has no addition for this activity in this service"),
            remedy: Text("請求しないでください。活動種別・活動日・サービス種類に誤りがあれば直してください", "do not claim it; correct kind, day or service if they are wrong"),
        },
        needs: &[Need::table("会議等")],
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&A699, Check::Existence(check));

fn check(case: &ActivityCase<'_>, docket: &mut Docket) {
    let first_interview = case.activity.kind == ActivityKind::FirstInterview;
    if case.variant().is_none() || first_interview && case.month < REVISION_2021 {
        let scheme = case.holder_cell(column::recipient::SCHEME);
        docket.reject(&[case.cell(cell::KIND), case.cell(cell::DAY), scheme]);
    }
}
