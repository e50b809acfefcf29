//! M208「翌月に別の計画がある」

use super::absorption::is_linked;
use crate::policy::CrossMonth;
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** なし(知らせるだけです)
    ///
    /// **判定** 設定が linked で、つながりのない有効な計画が翌月にあるとき知らせます。翌月の計画も一連の流れとみる市町村があります
    M208 {
        name: "adjacent-plan",
        title: Text("翌月に別の計画がある", "plan in the next month"),
        levels: &[Level::Warn],
        confidence: Confidence::Reading,
        sources: &[cite(Source::Reading, "隣の月の計画")],
        wording: Wording {
            message: Text("翌月に計画があります。つながりがあるとみる市町村では算定できません", "a plan falls in the next month; some municipalities absorb it"),
            remedy: Text("つながりがあれば契機モニタリング日を書いてください。市町村の扱いは設定ファイルの cross_month で変えられます", "if they are connected enter 契機モニタリング日; the municipality's reading is the setting cross_month"),
        },
        needs: &[Need::table("計画")],
        unsettled: Some(Text("翌月の計画も含めるのは一つの区の扱いです", "absorbing the next month's plan is one ward's reading")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&M208, Check::MonitoringRemark(check));

fn check(case: &MonitoringCase<'_>, docket: &mut Docket) {
    if case.reading().cross_month != CrossMonth::Linked {
        return;
    }
    let next = case.month.plus(1);
    let plan = case.plans_after().find(|plan| ServiceMonth::of(plan.row.day) == next);
    if let Some(plan) = plan.filter(|plan| !is_linked(case, plan)) {
        docket.warn(&[case.day_cell, case.consent_cell(&plan.row)]);
    }
}
