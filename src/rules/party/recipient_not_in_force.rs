//! E101「受給者の行が有効でない日」

use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 出来事の日に、受給者証の行が有効であること
    ///
    /// **判定** 受給者証のすべての行に適用開始日・適用終了日があり、どの行もその日を含まないとき。適用日のない行は支給期間の間有効とみなし、期間の外はE102が示します
    E101 {
        name: "recipient-not-in-force",
        title: Text("受給者の行が有効でない日", "recipient not in force"),
        levels: &[Level::Reject],
        confidence: Confidence::Reading,
        sources: &[cite(Source::Reading, "受給者の適用期間")],
        wording: Wording {
            message: Text("その日に有効な受給者の行がありません", "no recipient row is in force on the day"),
            remedy: Text("受給者証の適用日を確かめ、行を直してください", "check the validity dates of the certificate"),
        },
        unsettled: Some(Text("適用日の外の出来事をどう扱うかは、どの資料にもありません", "no source says how a day outside every row is treated")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&E101, Check::Event(check));

fn check(case: &EventCase<'_>, docket: &mut Docket) {
    use column::recipient::{FROM, TO};
    if case.is_first_interview() {
        return;
    }
    let rows = &case.certificate().rows;
    if rows.iter().all(|row| row.span.is_some_and(|span| !span.covers(case.day))) {
        docket.reject(&[case.day_cell, case.holder_cell(FROM), case.holder_cell(TO)]);
    }
}
