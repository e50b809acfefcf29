//! P115「支給期間の初めの計画がない」

use crate::records::Planner;
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 支給期間の初めに計画が作られていること
    ///
    /// **判定** 月が支給期間の最初の月で(セルフプランを除く)、前の月から次の月までに有効な計画がないとき知らせます
    P115 {
        name: "plan-missing",
        title: Text("支給期間の初めの計画がない", "plan missing"),
        levels: &[Level::Warn],
        confidence: Confidence::Single,
        sources: &[cite(Source::Flyer, "計画はいつ作るか")],
        wording: Wording {
            message: Text("支給期間の最初の月の前後に、算定できる計画がありません", "no plan near the first month of the entitlement"),
            remedy: Text("計画を作ったのなら計画の表に加え、却下された計画があれば、その理由を直してください", "if a plan was made, add it to 計画"),
        },
        needs: &[Need::table("計画")],
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&P115, Check::Month(Item::PlanFee, check));

fn check(case: &MonthCase<'_>, docket: &mut Docket) {
    let month = case.world().month;
    if case.holder.first_month != month || case.holder.planner == Planner::OwnPlan {
        return;
    }
    let near = month.plus(-1)..=month.plus(1);
    let mut plans = case.timeline.valid_plans_of(case.recipient);
    if !plans.any(|(_, plan)| near.contains(&ServiceMonth::of(plan.row.day))) {
        docket.warn(&[case.cell_of(case.holder, column::recipient::FIRST_MONTH)]);
    }
}
