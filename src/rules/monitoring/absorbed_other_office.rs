//! M204「別の事業所の計画に含まれる」

use super::absorption::{absorption_cells, plan_of_later_month, plan_of_month};
use crate::rules::prelude::*;
use crate::{ledger::Event, records::Plan};

declare_rule! {
    /// **要件** 事業所を変えた後の計画に引き継がれていないこと
    ///
    /// **判定** M202・M203と同じ条件で、計画が別の事業所のとき(同じ市町村)。別の市町村の計画には含まれません
    M204 {
        name: "absorbed-other-office",
        title: Text("別の事業所の計画に含まれる", "absorbed by another office's plan"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::Handbook, "報酬関係Q&A Q9"), cite(Source::QaH240306, "事業所の変更"), cite(Source::QaH290331, "事業所の変更")],
        wording: Wording {
            message: Text("事業所を変えた後の計画に引き継がれたので、前の事業所は算定できません", "the new office's plan takes it over: the former office is not paid"),
            remedy: Text("前の事業所は請求しないでください。新しい事業所が利用支援費を請求します", "the former office does not claim it; the new one claims the plan fee"),
        },
        needs: &[Need::table("計画")],
        of_another_office: true,
        unsettled: Some(Text("月をまたぐ事業所の変更は、つながりがあるときだけ含めます", "across months the change of office follows the link")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&M204, Check::Absorption(check));

fn check(case: &MonitoringCase<'_>, docket: &mut Docket) {
    let elsewhere = |plan: &Event<Plan>| plan.head.office != case.head.office;
    if let Some(plan) = plan_of_month(case, elsewhere) {
        let office = case.cell_of(&plan.row, column::plan::OFFICE);
        docket.reject(&[case.day_cell, case.consent_cell(&plan.row), office]);
    } else if let Some(plan) = plan_of_later_month(case, elsewhere) {
        let mut cells = absorption_cells(case, &plan.row);
        cells.push(case.cell_of(&plan.row, column::plan::OFFICE));
        docket.reject(&cells);
    }
}
