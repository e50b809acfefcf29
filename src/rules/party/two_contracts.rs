//! E104「二つの事業所の契約が重なる」

use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 一人の利用者に、計画相談の事業所は一つであること
    ///
    /// **判定** 同じサービスについて、二つ以上の事業所の契約がその日を含むとき、どの事業所の出来事も保留します。事業所の表にそのサービスの行がない事業所の契約は数えません。事業所を変えたときは、前の事業所の最後の日が終了日、次の事業所はその翌日からです
    E104 {
        name: "two-contracts",
        title: Text("二つの事業所の契約が重なる", "contracts of two offices"),
        levels: &[Level::Hold],
        confidence: Confidence::Official,
        sources: &[cite(Source::Handbook, "Q&A Q1")],
        wording: Wording {
            message: Text("同じ日に二つの事業所との契約があります。計画相談の事業所は一人に一つです", "contracts of two offices cover the day; a user has one planning office"),
            remedy: Text("前の事業所の契約に終了日を入れてください(次の契約日の前日まで)", "give the former office's contract its 終了日"),
        },
        needs: &[Need::table("契約")],
        unsettled: Some(Text("同じ月に二つの事業所が計画を作ったときどちらに支払うかは、契約で決めます", "which of two offices is paid is decided by the contracts")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&E104, Check::Event(check));

fn check(case: &EventCase<'_>, docket: &mut Docket) {
    let serves = |office| case.ledger().office(office).serves(case.scheme());
    let contracts = case.recipient().contracts.iter();
    let covering = contracts.filter(|(office, row)| row.span.covers(case.day) && serves(*office));
    let first = covering.clone().next();
    if covering.clone().all(|(office, _)| first.is_some_and(|(other, _)| office == other)) {
        return;
    }
    let mut cells = vec![case.day_cell];
    cells.extend(covering.map(|(_, row)| case.cell_of(row, column::contract::FROM)));
    docket.hold(&cells);
}
