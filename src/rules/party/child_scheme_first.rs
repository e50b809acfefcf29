//! E110「同じ月に障害児相談支援がある」

use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 同じ人の同じ月に、障害児相談支援の計画かモニタリングがないこと
    ///
    /// **判定** 同じ人(利用者ID、または市町村番号・児童氏名カナ・生年月日が同じ)に、その月の有効な障害児相談支援の計画かモニタリングがあれば、成人の利用支援費と継続利用支援費は算定しません
    E110 {
        name: "child-scheme-first",
        title: Text("同じ月に障害児相談支援がある", "child scheme first"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::Notice, "報酬Q&A 問47"), cite(Source::QaH240306, "障害児相談支援との調整")],
        wording: Wording {
            message: Text("同じ人の障害児相談支援が同じ月にあるので、計画相談支援は算定できません", "the same person has a child-scheme plan or monitoring in the month"),
            remedy: Text("障害児相談支援として請求してください", "claim the child scheme only"),
        },
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&E110, Check::BaseEvent(check));

fn check(case: &EventCase<'_>, docket: &mut Docket) {
    if case.scheme() == Scheme::Child || !case.timeline.has_child_scheme {
        return;
    }
    let ledger = case.ledger();
    let child = |recipient| ledger.recipient(recipient).scheme == Scheme::Child;
    let plan =
        case.timeline.valid_plans().map(|(_, plan)| plan).find(|plan| {
            child(plan.head.recipient) && ServiceMonth::of(plan.row.day) == case.month
        });
    let monitoring =
        case.timeline.valid_monitorings().map(|(_, event)| event).find(|event| {
            child(event.head.recipient) && ServiceMonth::of(event.row.day) == case.month
        });
    let other = match (plan, monitoring) {
        (Some(plan), _) => case.cell_of(&plan.row, column::plan::CONSENT),
        (None, Some(event)) => case.cell_of(&event.row, column::monitoring::DAY),
        (None, None) => return,
    };
    docket.reject(&[case.day_cell, other]);
}
