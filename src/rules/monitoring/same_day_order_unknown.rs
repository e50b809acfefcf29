//! M209「同じ日の計画との前後が分からない」

use crate::rules::prelude::*;
use crate::{ledger::Event, records::Plan};

declare_rule! {
    /// **要件** 同じ日の計画とモニタリングには時刻があること
    ///
    /// **判定** 同じ日に有効な計画とモニタリングがあり、時刻がないか同じとき知らせます。モニタリングが先とみなします
    M209 {
        name: "same-day-order-unknown",
        title: Text("同じ日の計画との前後が分からない", "order on one day unknown"),
        levels: &[Level::Warn],
        confidence: Confidence::Reading,
        sources: &[cite(Source::Reading, "同じ日の前後")],
        wording: Wording {
            message: Text("同じ日の計画とどちらが先か分からないので、モニタリングを先とみなしました", "which came first is not recorded; the monitoring is taken as first"),
            remedy: Text("実施時刻と同意時刻を書いてください。計画の後のモニタリングは算定できます", "enter the times; a monitoring after the plan is payable"),
        },
        needs: &[Need::table("計画")],
        unsettled: Some(Text("同じ日の前後の扱いは、どの資料にもありません", "no source treats the order within a day")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&M209, Check::Absorption(check));

fn check(case: &MonitoringCase<'_>, docket: &mut Docket) {
    let unknown = |plan: &&Event<Plan>| {
        plan.row.day == case.day
            && match (plan.row.time, case.monitoring.time) {
                (Some(consent), Some(visit)) => consent == visit,
                _ => true,
            }
    };
    if let Some(plan) = case.plans().find(unknown) {
        let times =
            [case.cell(column::monitoring::TIME), case.cell_of(&plan.row, column::plan::TIME)];
        docket.warn(&[case.day_cell, case.consent_cell(&plan.row), times[0], times[1]]);
    }
}
