//! E106「死亡した日より後」

use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 出来事の日が死亡日以前であること
    ///
    /// **判定** 死亡日より後の日を却下します。死亡する前に済んだ計画とモニタリングは、そのまま算定できます
    E106 {
        name: "after-death",
        title: Text("死亡した日より後", "after death"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::Handbook, "モニタリングQ&A Q14"), cite(Source::QaH240306, "死亡後の取扱い")],
        wording: Wording {
            message: Text("死亡日より後の日です", "the day is after the recipient's death"),
            remedy: Text("日付と死亡日を確かめてください", "check the day and the 死亡日"),
        },
        needs: &[Need::column("受給者", "死亡日")],
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&E106, Check::Event(check));

fn check(case: &EventCase<'_>, docket: &mut Docket) {
    let certificates = case.recipient().certificates.iter();
    let mut rows = certificates.flat_map(|id| &case.ledger().certificate(*id).rows);
    let dead = rows.rfind(|row| row.death.is_some_and(|death| death < case.day));
    if let Some(row) = dead {
        docket.reject(&[case.day_cell, case.cell_of(row, column::recipient::DEATH)]);
    }
}
