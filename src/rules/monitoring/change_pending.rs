//! M207「計画変更がまだ済んでいない」

use crate::rules::prelude::*;
use crate::{
    records::Outcome,
    rules::{plan::trigger_not_found::trigger_missing, timeline::plan_precedes},
};

declare_rule! {
    /// **要件** 計画変更としたモニタリングの後に計画があり、その計画がどのモニタリングによるものか分かること。または取りやめていること
    ///
    /// **判定** 結果が計画変更で、その後に同じ人の有効な計画がないとき(どのサービス・市町村でも)と、その受給者の後の最初の有効な計画の契機モニタリング日に当たるモニタリングがないとき(P113)、保留します。今請求すると、計画ができたときや日を直したときに取り下げることになります。結果が計画変更でないモニタリングは保留しません
    M207 {
        name: "change-pending",
        title: Text("計画変更がまだ済んでいない", "change pending"),
        levels: &[Level::Hold],
        confidence: Confidence::Reading,
        sources: &[cite(Source::Handbook, "報酬関係Q&A Q6")],
        wording: Wording {
            message: Text("計画変更の後の計画がまだないか、次の計画の契機のモニタリングが見つかりません", "the plan is not in the logs yet, or names a monitoring day that is not"),
            remedy: Text("計画ができたら、利用支援費だけを請求します。取りやめたときは、結果を「計画変更取りやめ」にしてください。計画があるときは、その契機モニタリング日を確かめてください", "once the plan is made only its fee is claimed; if it was given up, write 計画変更取りやめ"),
        },
        unsettled: Some(Text("計画がまだないときの扱いを定めた資料はないので、Q6から保留とします", "no source treats a plan that is still to come: held, following 報Q6")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&M207, Check::Absorption(check));

fn check(case: &MonitoringCase<'_>, docket: &mut Docket) {
    if case.monitoring.outcome != Outcome::Change {
        return;
    }
    let outcome = case.cell(column::monitoring::OUTCOME);
    if let Some(plan) = case.plans_after().next() {
        if trigger_missing(case.timeline, plan.head.recipient, &plan.row) {
            let trigger = case.cell_of(&plan.row, column::plan::TRIGGER);
            docket.say(Level::Hold, &[outcome, case.day_cell, trigger], Some(&whose_plan));
        }
        return;
    }
    let mut plans = case.timeline.valid_plans();
    if !plans.any(|(_, plan)| !plan_precedes(&plan.row, case.monitoring)) {
        docket.hold(&[outcome, case.day_cell]);
    }
}

fn whose_plan() -> Note {
    let ja = "次の計画の契機モニタリング日に当たるモニタリングがないので、\
              どのモニタリングの計画か決められません";
    let en = "the next plan names a monitoring day that is not in the logs";
    Note { ja: ja.to_owned(), en: en.to_owned() }
}
