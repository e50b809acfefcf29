//! P109「同じ月に別の計画がある」

use crate::rules::prelude::*;
use crate::{ledger::Event, records::Plan};

declare_rule! {
    /// **要件** 利用支援費は一人につき月に一つであること
    ///
    /// **判定** 同じ受給者の同じ月の有効な計画(どの事業所でも)のうち、最も早いものだけを算定します。同じ日は、どちらにも時刻があれば時刻、なければ事業所番号・従業者番号の順です
    P109 {
        name: "plan-once-a-month",
        title: Text("同じ月に別の計画がある", "plan once a month"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::Handbook, "報酬関係Q&A Q3")],
        wording: Wording {
            message: Text("同じ月に、より早い計画があります。利用支援費は月に一つです", "an earlier plan of the month is paid; the fee is monthly"),
            remedy: Text("請求しないでください。月額なので一つ分だけです", "do not claim it: the fee is monthly"),
        },
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&P109, Check::PlanAmongValid(check));

fn check(case: &PlanCase<'_>, docket: &mut Docket) {
    let in_month = |plan: &&Event<Plan>| ServiceMonth::of(plan.row.day) == case.month;
    if let Some(first) = case.earlier_valid().find(in_month) {
        docket.reject(&[case.day_cell, case.cell_of(&first.row, column::plan::CONSENT)]);
    }
}
