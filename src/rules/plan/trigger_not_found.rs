//! P113「契機のモニタリングが見つからない」

use crate::rules::prelude::*;
use crate::{ledger::RecipientId, records::Plan, rules::Timeline};

declare_rule! {
    /// **要件** 契機モニタリング日の日に、その受給者のモニタリングの行があること
    ///
    /// **判定** 行がないとき知らせます。計画の算定は妨げませんが、どのモニタリングを吸収するか決められません(M207)
    P113 {
        name: "trigger-not-found",
        title: Text("契機のモニタリングが見つからない", "trigger not found"),
        levels: &[Level::Warn],
        confidence: Confidence::Reading,
        sources: &[cite(Source::Reading, "契機モニタリング日")],
        wording: Wording {
            message: Text("契機モニタリング日の日に、モニタリングの行がありません", "no monitoring row on the day named in 契機モニタリング日"),
            remedy: Text("契機モニタリング日か、モニタリングの実施日を直してください", "correct 契機モニタリング日 or the monitoring's 実施日"),
        },
        needs: &[Need::column("計画", "契機モニタリング日")],
        unsettled: Some(Text("契機モニタリング日は santei の列で、定めた資料はありません", "契機モニタリング日 is this program's own column")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&P113, Check::Plan(check));

fn check(case: &PlanCase<'_>, docket: &mut Docket) {
    if case.plan.trigger.is_some() && trigger_missing(case.timeline, case.head.recipient, case.plan)
    {
        docket.warn(&[case.cell(column::plan::TRIGGER)]);
    }
}

/// Whether `plan` names a monitoring day on which the recipient has no monitoring row.
pub(in crate::rules) fn trigger_missing(
    timeline: &Timeline<'_>,
    recipient: RecipientId,
    plan: &Plan,
) -> bool {
    let Some(trigger) = plan.trigger else { return false };
    !timeline.monitorings_of(recipient).any(|event| event.row.day == trigger)
}
