//! M211「指定月にモニタリングがない」

use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 指定月にはモニタリングを行うこと
    ///
    /// **判定** 契約のある受給者の指定月に、モニタリングの行が一つもないとき知らせます(生存し、セルフプランでなく、支給期間の中の人)
    M211 {
        name: "designated-month-empty",
        title: Text("指定月にモニタリングがない", "designated month empty"),
        levels: &[Level::Warn],
        confidence: Confidence::Official,
        sources: &[cite(Source::Handbook, "p.18")],
        wording: Wording {
            message: Text("指定月ですが、読めるモニタリングの記録がありません", "the month is designated, and no monitoring is recorded"),
            remedy: Text("行っていれば、モニタリングの表に加えてください。行っていなければ、市町村に連絡してください", "if it was done, add it to モニタリング; if not, tell the municipality"),
        },
        needs: &[Need::table("モニタリング期間"), Need::table("契約")],
        misses_row: true,
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&M211, Check::Month(Item::MonitoringFee, check));

fn check(case: &MonthCase<'_>, docket: &mut Docket) {
    let Some(row) = case.due_visit() else { return };
    let Some((_, contract)) = case.entry().contract_in(case.world().month) else { return };
    if !case.is_visited() {
        let given = !row.months.is_empty();
        let cells = [
            case.cell_of(row, column::schedule::LAST_MONTH),
            case.cell_of(
                row,
                if given { column::schedule::MONTHS } else { column::schedule::INTERVAL },
            ),
            case.cell_of(contract, column::contract::FROM),
        ];
        docket.warn(&cells);
    }
}
