//! E112「営業日でない曜日」

use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 面接や訪問が、事業所の営業する曜日にあること
    ///
    /// **判定** 営業時間が書かれ、面接日(モニタリングでは実施日)の曜日がどの営業日でもないとき知らせます。算定は妨げません
    ///
    /// **対象外** 祝日と時刻は見ません
    E112 {
        name: "outside-office-hours",
        title: Text("営業日でない曜日", "outside office hours"),
        levels: &[Level::Info],
        confidence: Confidence::Single,
        sources: &[cite(Source::Flyer, "事業所一覧の営業時間")],
        wording: Wording {
            message: Text("面接・訪問の曜日は、事業所の営業日ではありません", "the interview or visit falls on none of the office's days"),
            remedy: Text("日付に誤りがないか確かめてください", "check the date"),
        },
        needs: &[Need::column("事業所", "営業時間")],
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&E112, Check::Event(check));

fn check(case: &EventCase<'_>, docket: &mut Docket) {
    let Some(office) = case.office().on(case.scheme(), case.day) else { return };
    let (Some(hours), Some((visit, cell))) = (office.hours, case.visit) else { return };
    if !hours.include(visit) {
        docket.info(&[cell, case.cell_of(office, column::office::HOURS)]);
    }
}
