//! E116「担当者が利用先の事業所と兼務」

use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 担当者が、利用者の利用する事業所の職員を兼ねていないこと
    ///
    /// **判定** 担当者の兼務先事業所番号が、受給者の利用事業所番号にあるとき知らせます。やむを得ない場合は認められるので、算定は妨げません
    E116 {
        name: "dual-role-specialist",
        title: Text("担当者が利用先の事業所と兼務", "dual-role specialist"),
        levels: &[Level::Warn],
        confidence: Confidence::Official,
        sources: &[cite(Source::QaH290331, "兼務する相談支援専門員")],
        wording: Wording {
            message: Text("担当者は、利用者が利用する事業所の職員を兼ねています", "the author also works for a provider that the recipient uses"),
            remedy: Text("やむを得ない理由を記録し、できるだけ別の相談支援専門員が担当してください", "record the reason, or let another specialist do it"),
        },
        needs: &[Need::column("従業者", "兼務先事業所番号"), Need::column("受給者", "利用事業所番号")],
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&E116, Check::BaseEvent(check));

fn check(case: &EventCase<'_>, docket: &mut Docket) {
    let Some(author) = case.author else { return };
    if author.other_office.is_some_and(|number| case.holder.providers.contains(&number)) {
        let other = case.cell_of(author, column::staff::OTHER_OFFICE);
        docket.warn(&[case.staff_cell, other, case.holder_cell(column::recipient::PROVIDERS)]);
    }
}
