//! L502「前6か月の取扱件数が分からない」

use super::OfficeCase;
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 前6か月の記録か取扱実績があること
    ///
    /// **判定** 事業所が6か月前より前から有効なのに、記録も取扱実績もさかのぼらない月があるとき、または専門員の数が0になるとき知らせます。分かる月だけで数えます
    L502 {
        name: "caseload-history-short",
        title: Text("前6か月の取扱件数が分からない", "caseload history short"),
        levels: &[Level::Warn],
        confidence: Confidence::Reading,
        sources: &[cite(Source::Reading, "取扱件数の記録")],
        wording: Wording {
            message: Text("前6か月の記録がそろわないので、取扱件数の判定が不確かです", "the logs do not cover the six months before: the caseload is uncertain"),
            remedy: Text("前6か月の記録を入力に加えるか、取扱実績の表に件数と専門員数を書いてください", "add the logs of the six months before, or a 取扱実績 table"),
        },
        unsettled: Some(Text("記録のない月の数え方を定めた資料はありません", "no source says how months without records count")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&L502, Check::Office(check));

fn check(case: &OfficeCase<'_>, docket: &mut Docket) {
    if case.history_is_short() {
        docket.say(Level::Warn, &case.offices, Some(&|| case.caseload.note()));
    }
}
