//! M206「訪問していない」

use crate::rules::prelude::*;
use crate::{
    records::Place,
    rules::case::{Visit, visit},
};

declare_rule! {
    /// **要件** 居宅などを訪問して面接していること
    ///
    /// **判定** 面接場所が空、電話、事業所なら却下。オンラインは、2024年3月までと、特別地域の対象者でないときは却下、対象者なら保留。障害児の施設・病院・その他は保留します
    M206 {
        name: "no-visit",
        title: Text("訪問していない", "no visit"),
        levels: &[Level::Reject, Level::Hold],
        confidence: Confidence::Official,
        sources: &[cite(Source::Guidance, "居宅等の訪問による面接"), cite(Source::QaR060329, "問77")],
        wording: Wording {
            message: Text("訪問による面接がありません", "there was no visit"),
            remedy: Text("面接場所を確かめてください。訪問していなければ算定できません", "check 面接場所; without a visit there is no fee"),
        },
        held: Some(Wording {
            message: Text("面接が居宅の訪問ではありません。算定には条件があります", "the visit was not to the home; the fee has conditions"),
            remedy: Text("算定できるか市町村に確かめてください", "ask the municipality whether the fee may be claimed"),
        }),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&M206, Check::Monitoring(check));

fn check(case: &MonitoringCase<'_>, docket: &mut Docket) {
    let mut cells = vec![case.cell(column::monitoring::PLACE), case.day_cell];
    if case.monitoring.place == Some(Place::Online) {
        cells.extend(case.special_area_cells(case.day));
    }
    match case.monitoring.place.map_or(Visit::None, |place| visit(case, place, case.day)) {
        Visit::None => docket.reject(&cells),
        Visit::Conditional => docket.hold(&cells),
        Visit::Good => {}
    }
}
