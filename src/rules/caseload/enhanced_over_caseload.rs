//! L503「機能強化型の届出があるが取扱件数が40件以上」

use super::OfficeCase;
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 機能強化型の事業所は、相談支援専門員一人当たりの取扱件数が40件に満たないこと
    ///
    /// **判定** 機能強化型の届出があり、A÷Bが40以上のとき知らせます。(Ⅱ)にならない人は(Ⅰ)で算定します
    L503 {
        name: "enhanced-over-caseload",
        title: Text("機能強化型の届出があるが取扱件数が40件以上", "enhanced filing over the caseload"),
        levels: &[Level::Warn],
        confidence: Confidence::Official,
        sources: &[cite(Source::Revision2021, "機能強化型の要件")],
        wording: Wording {
            message: Text("取扱件数が40件以上なので、機能強化型では算定できません", "the caseload is 40 or more: the enhanced tiers may not be claimed"),
            remedy: Text("機能強化型の届出を取り下げてください", "withdraw the filing"),
        },
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&L503, Check::Office(check));

fn check(case: &OfficeCase<'_>, docket: &mut Docket) {
    if case.caseload.is_over() && !case.enhanced.is_empty() {
        docket.say(Level::Warn, &case.enhanced, Some(&|| case.caseload.note()));
    }
}
