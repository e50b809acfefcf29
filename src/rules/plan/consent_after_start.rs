//! P112「同意がサービス開始より後」

use crate::rules::prelude::*;
use chrono::Days;

declare_rule! {
    /// **要件** サービスの利用開始までに計画に同意を得ること
    ///
    /// **判定** 計画案受理日が書かれ、同意日がその7日後より後のとき知らせます(利用開始は原則として受理の7日後)
    P112 {
        name: "consent-after-start",
        title: Text("同意がサービス開始より後", "consent after start"),
        levels: &[Level::Warn],
        confidence: Confidence::Single,
        sources: &[cite(Source::Handbook, "Q&A Q23")],
        wording: Wording {
            message: Text("同意が、サービスの利用開始日(計画案受理の7日後)より後です", "consent came after the day services normally start"),
            remedy: Text("利用開始日を確かめてください", "check when the services started"),
        },
        needs: &[Need::column("計画", "計画案受理日")],
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&P112, Check::Plan(check));

/// Services normally start this many days after the draft is accepted (S1 Q23).
const DAYS_TO_START: Days = Days::new(7);

fn check(case: &PlanCase<'_>, docket: &mut Docket) {
    let start = case.plan.accepted.and_then(|accepted| accepted.checked_add_days(DAYS_TO_START));
    if let (Some(consent), Some(start)) = (case.plan.consent, start)
        && consent > start
    {
        docket.warn(&[case.day_cell, case.cell(column::plan::ACCEPTED)]);
    }
}
