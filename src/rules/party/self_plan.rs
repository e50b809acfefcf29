//! E105「セルフプランの利用者」

use crate::records::Planner;
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 計画を事業所が作ること
    ///
    /// **判定** 出来事の日の受給者の行で、計画作成がセルフプランのとき。作成した人に報酬はありません
    E105 {
        name: "self-plan",
        title: Text("セルフプランの利用者", "self-plan"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::Flyer, "費用")],
        wording: Wording {
            message: Text("セルフプランの利用者なので、報酬はありません", "the recipient makes their own plan: nobody is paid"),
            remedy: Text("事業所の計画に変わったのなら、受給者の行を変わった日で分けてください", "if an office plans now, split the recipient row at the day of the change"),
        },
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&E105, Check::Event(check));

fn check(case: &EventCase<'_>, docket: &mut Docket) {
    if case.holder.planner == Planner::OwnPlan {
        docket.reject(&[case.day_cell, case.holder_cell(column::recipient::PLANNER)]);
    }
}
