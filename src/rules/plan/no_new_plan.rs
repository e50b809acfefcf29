//! P110「新しい計画を作っていない」

use crate::records::PlanKind;
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 新しい計画を作っていること
    ///
    /// **判定** 計画区分が軽微な変更(見え消しでよい)か、写し・省略(市町村が前の計画を認めた)のとき
    P110 {
        name: "no-new-plan",
        title: Text("新しい計画を作っていない", "no new plan"),
        levels: &[Level::Reject],
        confidence: Confidence::Single,
        sources: &[cite(Source::Handbook, "p.14から16"), cite(Source::Handbook, "モニタリングQ&A Q4")],
        wording: Wording {
            message: Text("軽微な変更か前の計画の写しなので、新しい計画ではありません", "a minor change or a copy of the old plan: no new plan is made"),
            remedy: Text("請求しないでください。実際に計画を作り直したのなら、計画区分を直してください", "do not claim it; if a plan was in fact made, correct 計画区分"),
        },
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&P110, Check::Plan(check));

fn check(case: &PlanCase<'_>, docket: &mut Docket) {
    if matches!(case.plan.kind, PlanKind::MinorChange | PlanKind::Copy) {
        docket.reject(&[case.cell(column::plan::KIND)]);
    }
}
