//! M207「計画変更がまだ済んでいない」

use crate::rules::prelude::*;
use crate::{
    records::Outcome,
    rules::{plan::trigger_not_found::trigger_missing, timeline::plan_precedes},
};

declare_rule! {
    /// **要件** 計画変更とした後の計画があるか、取りやめていること
    ///
    /// **判定** 結果が計画変更で、その後に同じ人の有効な計画がないとき保留します。後の最初の計画の契機モニタリング日に当たるモニタリングがないとき(P113)も同じです。今請求すると、計画ができたときに取り下げることになります
    M207 {
        name: "change-pending",
        title: Text("計画変更がまだ済んでいない", "change pending"),
        levels: &[Level::Hold],
        confidence: Confidence::Reading,
        sources: &[cite(Source::Handbook, "報酬関係Q&A Q6")],
        wording: Wording {
            message: Text("計画変更としたモニタリングにつながる計画がまだありません", "the monitoring called for a new plan, which is not in the logs yet"),
            remedy: Text("計画ができたら、利用支援費だけを請求します。取りやめたときは、結果を「計画変更取りやめ」にしてください。計画があるときは、その契機モニタリング日を確かめてください", "once the plan is made only its fee is claimed; if it was given up, write 計画変更取りやめ"),
        },
        unsettled: Some(Text("計画がまだないときの扱いを定めた資料はないので、Q6から保留とします", "no source treats a plan that is still to come: held, following 報Q6")),
    }
}

/// The entry of the catalogue.
pub const ENTRY: Entry = Entry::new(&M207, Check::Absorption(check));

fn check(case: &MonitoringCase<'_>, docket: &mut Docket) {
    if case.monitoring.outcome != Outcome::Change {
        return;
    }
    let outcome = case.cell(column::monitoring::OUTCOME);
    match case.plans_after().next() {
        Some(plan) if trigger_missing(case.timeline, plan.head.recipient, &plan.row) => {
            let trigger = case.cell_of(&plan.row, column::plan::TRIGGER);
            let note = || {
                Note {
                ja: "次の計画の契機モニタリング日に当たるモニタリングがないので、このモニタリングの計画か決められません".to_owned(),
                en: "the next plan names a monitoring day that is not in the logs".to_owned(),
            }
            };
            docket.say(Level::Hold, &[outcome, case.day_cell, trigger], Some(&note));
        }
        Some(_) => {}
        None => {
            let mut plans = case.timeline.valid_plans();
            if !plans.any(|(_, plan)| !plan_precedes(&plan.row, case.monitoring)) {
                docket.hold(&[outcome, case.day_cell]);
            }
        }
    }
}
