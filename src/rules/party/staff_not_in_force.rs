//! E108「担当者が在籍していない日」

use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 出来事の日に、担当者が着任日から離任日までの間にあること
    ///
    /// **判定** 従業者の表があり、その日に在籍する行がないとき。離任日は在籍する最後の日です
    E108 {
        name: "staff-not-in-force",
        title: Text("担当者が在籍していない日", "author not on staff"),
        levels: &[Level::Reject],
        confidence: Confidence::Reading,
        sources: &[cite(Source::Reading, "従業者の在籍")],
        wording: Wording {
            message: Text("担当者はその日に在籍していません", "the author was not on staff on the day"),
            remedy: Text("担当者の番号、着任日・離任日を確かめてください", "check the author's number and dates"),
        },
        needs: &[Need::table("従業者")],
        unsettled: Some(Text("在籍しない日の記録の扱いは、どの資料にもありません", "no source treats a day on which the author was not on staff")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&E108, Check::Event(check));

fn check(case: &EventCase<'_>, docket: &mut Docket) {
    use column::staff::{FROM, TO};
    if let Some(author) = case.author.filter(|author| !author.span.covers(case.day)) {
        let [from, to] = [FROM, TO].map(|column| case.cell_of(author, column));
        docket.reject(&[case.staff_cell, case.day_cell, from, to]);
    }
}
