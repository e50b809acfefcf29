//! E107「事業所がその日に有効でない」

use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 出来事の日に、そのサービスの指定を受けた事業所の行が有効であること
    ///
    /// **判定** 事業所番号とサービス種類の行の適用期間がその日を含まないとき。市外の事業所でもかまいません
    E107 {
        name: "office-not-in-force",
        title: Text("事業所がその日に有効でない", "office not in force"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::Flyer, "事業所一覧")],
        wording: Wording {
            message: Text("その日に、このサービスで有効な事業所の行がありません", "no office row for this service is in force on the day"),
            remedy: Text("事業所の適用開始日・適用終了日とサービス種類を確かめてください", "check the office's validity dates and service"),
        },
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&E107, Check::Event(check));

fn check(case: &EventCase<'_>, docket: &mut Docket) {
    use column::office::{FROM, SCHEME, TO};
    if case.office().on(case.scheme(), case.day).is_some() {
        return;
    }
    let mut cells = vec![case.day_cell, case.holder_cell(column::recipient::SCHEME)];
    for row in &case.office().rows {
        cells.extend([SCHEME, FROM, TO].map(|column| case.cell_of(row, column)));
    }
    docket.reject(&cells);
}
