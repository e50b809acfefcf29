//! M212「モニタリング期間が分からない」

use crate::rules::prelude::*;

declare_rule! {
    /// **要件** モニタリング期間の行があること
    ///
    /// **判定** モニタリング期間の表があり、その受給者の行が一つもないとき保留します
    M212 {
        name: "schedule-missing",
        title: Text("モニタリング期間が分からない", "schedule missing"),
        levels: &[Level::Hold],
        confidence: Confidence::Reading,
        sources: &[cite(Source::Reading, "モニタリング期間のない人")],
        wording: Wording {
            message: Text("モニタリング期間の表に、この受給者の行がありません", "the schedule table has no row for the recipient"),
            remedy: Text("受給者証のモニタリング期間を表に加えてください", "add the schedule printed on the certificate"),
        },
        needs: &[Need::table("モニタリング期間")],
        unsettled: Some(Text("期間の分からないモニタリングは、資料で確定していないので保留します", "a monitoring without a known schedule is held")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&M212, Check::Monitoring(check));

fn check(case: &MonitoringCase<'_>, docket: &mut Docket) {
    if case.recipient().designation().is_missing() {
        docket.hold(&[case.day_cell, case.holder_cell(column::recipient::CERTIFICATE)]);
    }
}
