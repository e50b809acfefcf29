//! E103「契約がない」

use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 出来事の日に、その事業所と受給者の契約があること
    ///
    /// **判定** 契約の表があり、契約日から終了日までの間にその日を含む行がないとき。契約の表がなければ判定しません
    E103 {
        name: "no-contract",
        title: Text("契約がない", "no contract"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::Handbook, "Q&A Q1")],
        wording: Wording {
            message: Text("その日に、この事業所との契約がありません", "no contract of this office with the recipient covers the day"),
            remedy: Text("契約日・終了日を確かめ、契約の表を直してください", "check the dates in the contract table"),
        },
        needs: &[Need::table("契約")],
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&E103, Check::Event(check));

fn check(case: &EventCase<'_>, docket: &mut Docket) {
    use column::contract::{FROM, TO};
    if case.recipient().contract(case.head.office, case.day).is_some() {
        return;
    }
    let mut cells = vec![case.day_cell, case.office_cell];
    for (office, contract) in &case.recipient().contracts {
        if *office == case.head.office {
            cells.extend([FROM, TO].map(|column| case.cell_of(contract, column)));
        }
    }
    docket.reject(&cells);
}
