//! P108「面接が居宅でない」

use crate::rules::prelude::*;
use crate::{
    policy::InterviewAtOffice,
    records::Place,
    rules::case::{Visit, visit},
};

declare_rule! {
    /// **要件** 利用者の居宅などを訪問して面接していること
    ///
    /// **判定** 面接場所が事業所のとき。障害児では居宅のほかのすべて。2024年4月からのオンラインは、特別地域の対象者のとき(条件: 市町村が認めた遠方、前月か前々月の訪問)。保留します。設定 interview_at_office = "warn" の市町村では、成人の事業所での面接は警告だけにします
    P108 {
        name: "interview-not-at-home",
        title: Text("面接が居宅でない", "interview not at home"),
        levels: &[Level::Hold, Level::Warn],
        confidence: Confidence::Single,
        sources: &[cite(Source::Guidance, "居宅等の訪問による面接"), cite(Source::Handbook, "報酬関係Q&A Q10")],
        wording: Wording {
            message: Text("面接が居宅の訪問ではありません。訪問は利用支援費の要件です", "the interview was not a visit to the home, a condition of the fee"),
            remedy: Text("算定できるか市町村に確かめてください", "ask the municipality whether the fee may be claimed"),
        },
        unsettled: Some(Text("手引書の報酬関係Q&A Q10は事業所での面接を前提に読めますが、留意事項通知は訪問を要件とします。国の読み方で保留します", "the handbook's 報Q10 can be read to allow an interview at the office; the guidance asks for a visit: held")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&P108, Check::Plan(check));

fn check(case: &PlanCase<'_>, docket: &mut Docket) {
    let Some(place) = case.plan.place else { return };
    let day = case.plan.interview.unwrap_or(case.day);
    let at_office = place == Place::Office;
    let child_elsewhere = case.scheme() == Scheme::Child && place != Place::Home;
    if !at_office && !child_elsewhere && visit(case, place, day) != Visit::Conditional {
        return;
    }
    let mut cells = vec![case.cell(column::plan::PLACE), case.cell(column::plan::INTERVIEW)];
    if place == Place::Online {
        cells.extend(case.special_area_cells(day));
    }
    let lenient = case.reading().interview_at_office == InterviewAtOffice::Warn;
    if at_office && lenient && case.scheme() == Scheme::Adult {
        docket.warn(&cells);
    } else {
        docket.hold(&cells);
    }
}
