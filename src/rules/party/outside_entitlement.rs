//! E102「計画相談支援の支給期間の外」

use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 月が、受給者証の計画相談支援の支給期間(支給開始年月から支給終了年月まで)にあること
    ///
    /// **判定** 支給期間は計画を作る月から始まります(初回面接はその前にあるので問いません。引き継ぎの連携はA672が見ます)。支給期間の外は却下。ただし、支給期間の前の月に、支給決定の後で同意された計画は保留します(受給者証の開始月を確かめるため)
    E102 {
        name: "outside-entitlement",
        title: Text("計画相談支援の支給期間の外", "outside the entitlement period"),
        levels: &[Level::Reject, Level::Hold],
        confidence: Confidence::Official,
        sources: &[cite(Source::QaR030408, "問33")],
        wording: Wording {
            message: Text("計画相談支援の支給期間の外の月です", "the month lies outside the entitlement to 計画相談支援"),
            remedy: Text("受給者証の支給期間を確かめてください。更新された受給者証があれば受給者の表に加えてください", "check the period on the certificate; add the renewed certificate if there is one"),
        },
        held: Some(Wording {
            message: Text("支給期間の前の月に同意された計画です。受給者証の開始月を確かめる必要があります", "the plan was consented in the month before the entitlement starts"),
            remedy: Text("支給期間は計画を作る月から始まるのが原則です。受給者証の支給開始年月を市町村に確かめてください", "the period normally starts with the month the plan is made: ask the municipality to check the certificate"),
        }),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&E102, Check::Event(check));

fn check(case: &EventCase<'_>, docket: &mut Docket) {
    use column::recipient::{FIRST_MONTH, LAST_MONTH};
    if case.holder.entitles(case.month) || case.is_first_interview() || case.is_handover() {
        return;
    }
    let next = case.certificate().rows.iter().find(|row| row.first_month == case.month.plus(1));
    match (next, decided_plan(case)) {
        (Some(next), true) => {
            docket.hold(&[case.day_cell, case.cell_of(next, FIRST_MONTH)]);
        }
        _ => docket.reject(&[
            case.day_cell,
            case.holder_cell(FIRST_MONTH),
            case.holder_cell(LAST_MONTH),
        ]),
    }
}

/// Whether the event is a plan consented on or after its decision.
fn decided_plan(case: &EventCase<'_>) -> bool {
    let plan = case.plan();
    plan.is_some_and(|plan| matches!((plan.decision, plan.consent), (Some(d), Some(c)) if d <= c))
}
