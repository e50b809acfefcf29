//! P107「訪問による面接がない」

use crate::rules::prelude::*;
use crate::{
    records::Place,
    rules::case::{Visit, visit},
};

declare_rule! {
    /// **要件** 居宅などを訪問して面接していること
    ///
    /// **判定** 面接日か面接場所が空、または電話のとき却下。オンラインは、面接日が2024年3月までなら却下、2024年4月からは特別地域の対象者でなければ却下します
    P107 {
        name: "no-interview",
        title: Text("訪問による面接がない", "no interview"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::Guidance, "居宅等の訪問による面接"), cite(Source::QaR060329, "問77")],
        wording: Wording {
            message: Text("訪問による面接がありません", "there was no interview by a visit"),
            remedy: Text("面接日と面接場所を確かめてください。訪問していなければ算定できません", "check 面接日 and 面接場所; without a visit there is no fee"),
        },
        unsettled: Some(Text("2020年3月から2023年5月の感染症の特例(電話での面接)は、このサービスについての文書が見つからないので扱いません", "emergency rules of 2020-03 to 2023-05: no text for this service was found")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&P107, Check::Plan(check));

fn check(case: &PlanCase<'_>, docket: &mut Docket) {
    use column::plan::{INTERVIEW, PLACE};
    let interview = case.plan.interview.zip(case.plan.place);
    let refused = interview.is_none_or(|(day, place)| {
        place != Place::Office && visit(case, place, day) == Visit::None
    });
    if refused {
        let mut cells = vec![case.cell(PLACE), case.cell(INTERVIEW)];
        if case.plan.interview.is_none() {
            cells.swap(0, 1);
        }
        if case.plan.place == Some(Place::Online) {
            cells.extend(case.special_area_cells(case.plan.interview.unwrap_or(case.day)));
        }
        docket.reject(&cells);
    }
}
