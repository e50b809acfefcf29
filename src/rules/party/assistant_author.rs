//! E109「相談支援員が担当した」

use crate::records::{FilingItem, Job};
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 計画は相談支援専門員が作ること。モニタリングも、2024年3月までは相談支援専門員が行うこと
    ///
    /// **判定** 計画は却下します。モニタリングは、2024年3月までは却下、2024年4月からは、その日に機能強化型の届出があれば算定し、なければ保留します
    E109 {
        name: "assistant-author",
        title: Text("相談支援員が担当した", "assistant as author"),
        levels: &[Level::Reject, Level::Hold],
        confidence: Confidence::Single,
        sources: &[cite(Source::QaH240306, "担当者"), cite(Source::QaR060329, "問79")],
        wording: Wording {
            message: Text("相談支援専門員でなく相談支援員が担当しています", "the author is a 相談支援員, not a 相談支援専門員"),
            remedy: Text("担当した相談支援専門員がいれば、従業者番号を直してください", "if a 相談支援専門員 did the work, correct the staff number"),
        },
        held: Some(Wording {
            message: Text("相談支援員のモニタリングですが、その日に機能強化型の届出がありません", "a 相談支援員 did the monitoring, and no 機能強化型 is filed on the day"),
            remedy: Text("機能強化型の届出があれば体制届の表に加えてください。なければ、算定できるか市町村に確かめてください", "add the filing to 体制届 if there is one; otherwise ask the municipality"),
        }),
        needs: &[Need::table("従業者")],
        unsettled: Some(Text("機能強化型の届出がない事業所の相談支援員のモニタリングは、資料で確定していないので保留します", "without a 機能強化型 filing no source settles it: held")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&E109, Check::BaseEvent(check));

/// From this month a 相談支援員 may do a monitoring (R6.3.29 問79).
const ALLOWED_SINCE: ServiceMonth = ServiceMonth::literal(2024, 4);

fn check(case: &EventCase<'_>, docket: &mut Docket) {
    let Some(author) = case.author.filter(|author| author.job == Job::Assistant) else { return };
    let cells = [case.staff_cell, case.cell_of(author, column::staff::JOB), case.day_cell];
    let filed = case.office().filing(case.scheme(), FilingItem::Enhanced, case.day).is_some();
    if case.item == Item::PlanFee || case.month < ALLOWED_SINCE {
        docket.reject(&cells);
    } else if !filed {
        docket.hold(&cells);
    }
}
