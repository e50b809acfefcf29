//! M200「モニタリングを行った」

use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 指定された月に訪問してモニタリングを行うこと
    ///
    /// **判定** 却下も保留もされず、計画に吸収されないモニタリングは、実施日の月に継続利用支援費を一つ算定します。変更がなくても、サービスの利用がなくても算定できます
    M200 {
        name: "monitoring-performed",
        title: Text("モニタリングを行った", "monitoring performed"),
        levels: &[Level::Grant],
        confidence: Confidence::Official,
        sources: &[cite(Source::QaH240306, "継続利用支援費の算定")],
        wording: Wording {
            message: Text("モニタリングを行った月の継続利用支援費です", "the monitoring fee of the month"),
            remedy: Text("請求してください", "claim it"),
        },
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&M200, Check::MonitoringGrant(basis));

fn basis(case: &MonitoringCase<'_>) -> Vec<Cell> {
    let mut cells = case.event.basis();
    let designation = case.recipient().designation();
    if let Some(row) = designation.known_on(case.day, case.month) {
        cells.push(case.cell_of(row, column::schedule::LAST_MONTH));
    }
    cells
}
