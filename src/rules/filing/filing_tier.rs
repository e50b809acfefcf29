//! F701「機能強化型の届出がある」

use super::{LineCase, enhanced_tier};
use crate::item::Tier;
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** その日に機能強化型の届出があり、取扱件数(A÷B)が40件に満たないこと
    ///
    /// **判定** 届出の区分(Ⅰ〜Ⅳ)の基本報酬にします。取扱件数が40件以上なら(Ⅰ)、(Ⅱ)の対象者なら(Ⅱ)のままです。その月の報酬表に区分がなければF703が知らせ、(Ⅰ)で算定します
    F701 {
        name: "filing-tier",
        title: Text("機能強化型の届出がある", "enhanced tier filed"),
        levels: &[Level::Grant],
        confidence: Confidence::Official,
        sources: &[cite(Source::Notice, "機能強化型"), cite(Source::Revision2021, "機能強化型の要件")],
        wording: Wording {
            message: Text("機能強化型の届出による基本報酬です", "the base fee of the filed tier"),
            remedy: Text("請求してください", "claim it"),
        },
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&F701, Check::Tier(tier));

fn tier(case: &LineCase<'_>) -> Option<Tier> {
    if case.over_caseload {
        return None;
    }
    enhanced_tier(case.enhanced_filing()?.class)
}
