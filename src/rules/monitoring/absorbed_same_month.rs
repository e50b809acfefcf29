//! M202「同じ月の計画に含まれる」

use super::absorption::plan_of_month;
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 同じ月に、そのモニタリングの後の計画がないこと
    ///
    /// **判定** 同じ事業所の有効な計画がその月にあり、その月のモニタリングより前には計画がないとき。二つがつながっているかは問いません。計画の後のモニタリングは算定できます(Q8)。同じ日は時刻で決め、時刻がなければモニタリングが先とみなします
    M202 {
        name: "absorbed-same-month",
        title: Text("同じ月の計画に含まれる", "absorbed by a plan of the month"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::Handbook, "報酬関係Q&A Q5・Q8"), cite(Source::QaH290331, "請求のタイミング")],
        wording: Wording {
            message: Text("同じ月にモニタリングの後の計画があるので、利用支援費だけを算定します", "a plan after it in the same month: only the plan fee is paid"),
            remedy: Text("請求しないでください。計画の利用支援費に含まれます", "do not claim it: the plan fee covers it"),
        },
        needs: &[Need::table("計画")],
        unsettled: Some(Text("同じ日の前後が書かれていないときにモニタリングを先とみなす点は、どの資料にもありません", "which came first on one day without times is not settled by any source")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&M202, Check::Absorption(check));

fn check(case: &MonitoringCase<'_>, docket: &mut Docket) {
    if let Some(plan) = plan_of_month(case, |plan| plan.head.office == case.head.office) {
        docket.reject(&[case.day_cell, case.consent_cell(&plan.row)]);
    }
}
