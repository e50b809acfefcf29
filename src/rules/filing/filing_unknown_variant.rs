//! F703「届出の区分の単位数がその月にない」

use super::{FilingCase, filed_amount, in_force};
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 届け出た項目と区分に、その月の単位数があること
    ///
    /// **判定** 基本報酬の日に有効な届出の項目と区分が、その月の報酬表にないとき、届出の行ごとに一度知らせます。機能強化型は(Ⅰ)で算定します。0単位で算定することはありません
    F703 {
        name: "filing-unknown-variant",
        title: Text("届出の区分の単位数がその月にない", "filing without an amount"),
        levels: &[Level::Warn],
        confidence: Confidence::Official,
        sources: &[cite(Source::Notice, "体制の届出")],
        wording: Wording {
            message: Text("届け出た区分の単位数が、その月の報酬表にありません", "the tariff has no amount for the filed class in the month"),
            remedy: Text("体制届の区分と適用日を確かめてください。改定の数値があれば --tariff で加えられます", "check the class and dates of the filing; an amount can be added with --tariff"),
        },
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&F703, Check::FilingOfLine(check));

fn check(case: &FilingCase<'_>, docket: &mut Docket) {
    let has_amount = filed_amount(case.filing).is_some();
    if has_amount && in_force(case.world, case.filing).is_none() {
        docket.warn(&[
            case.cell_of(case.filing, column::filing::CLASS),
            case.cell_of(case.filing, column::filing::ITEM),
        ]);
    }
}
