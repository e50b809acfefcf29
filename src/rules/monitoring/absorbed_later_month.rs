//! M203「後の月の計画に含まれる」

use super::absorption::{absorption_cells, plan_of_later_month};
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 後の月の計画につながる一連の流れでないこと
    ///
    /// **判定** 同じ事業所の後の月の計画に「つながる」とき。つながるとは、計画の契機モニタリング日がこの実施日であるか、契機モニタリング日が空で、結果が計画変更で、その後の最初の有効な計画であり、間に別の有効なモニタリングがないこと。設定 cross_month = "adjacent" の市町村では、つながりがなくても、翌月に計画があり、その前の最後のモニタリングなら含めます
    M203 {
        name: "absorbed-later-month",
        title: Text("後の月の計画に含まれる", "absorbed by a later plan"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::Handbook, "報酬関係Q&A Q6"), cite(Source::QaH240306, "一連の流れで行う場合")],
        wording: Wording {
            message: Text("後の月の計画に至る一連の流れなので、利用支援費だけを算定します", "it led to a plan of a later month: only the plan fee is paid"),
            remedy: Text("請求しないでください。計画の月に利用支援費を請求します。請求済みなら取り下げ(過誤)が必要です", "do not claim it; the plan fee is claimed in the plan's month. If already claimed, withdraw it"),
        },
        needs: &[Need::table("計画")],
        unsettled: Some(Text("つながりのない翌月の計画も含めるとする市町村があり、設定で選びます", "some municipalities absorb an unconnected plan of the next month too: a setting")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&M203, Check::Absorption(check));

fn check(case: &MonitoringCase<'_>, docket: &mut Docket) {
    if let Some(plan) = plan_of_later_month(case, |plan| plan.head.office == case.head.office) {
        docket.reject(&absorption_cells(case, &plan.row));
    }
}
