//! M210「支給期間の最後の月が指定月でない」

use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 支給期間の最後の月は、モニタリングの月であること
    ///
    /// **判定** 月が支給期間の最後の月で、指定月でないとき知らせます(生存し、セルフプランでない人)
    M210 {
        name: "final-month-not-designated",
        title: Text("支給期間の最後の月が指定月でない", "final month not designated"),
        levels: &[Level::Warn],
        confidence: Confidence::Official,
        sources: &[cite(Source::QaH240306, "モニタリング期間の終期")],
        wording: Wording {
            message: Text("支給期間の最後の月が、モニタリングの指定月になっていません", "the last month of the entitlement is not designated"),
            remedy: Text("モニタリング期間を市町村に確かめてください", "ask the municipality about the schedule"),
        },
        needs: &[Need::table("モニタリング期間")],
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&M210, Check::Month(Item::MonitoringFee, check));

fn check(case: &MonthCase<'_>, docket: &mut Docket) {
    let month = case.world().month;
    let designation = case.entry().designation();
    let ends = case.holder.last_month == month && case.expects_visits();
    if ends && !designation.is_missing() && designation.known_on(month.last_day(), month).is_none()
    {
        let mut cells = vec![case.cell_of(case.holder, column::recipient::LAST_MONTH)];
        let rows = designation.rows().iter();
        cells.extend(rows.map(|row| case.cell_of(row, column::schedule::LAST_MONTH)));
        docket.warn(&cells);
    }
}
