//! E115「受給者証の事業所と違う」

use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 受給者証に印字された計画相談の事業所が、この事業所であること
    ///
    /// **判定** 計画相談事業所番号が書かれ、出来事の事業所と違うとき保留します。事業所を変えるときは、市町村に変更の届出が要ります
    E115 {
        name: "not-the-certified-office",
        title: Text("受給者証の事業所と違う", "not the certified office"),
        levels: &[Level::Hold],
        confidence: Confidence::Single,
        sources: &[cite(Source::Handbook, "モニタリングQ&A Q12・Q13")],
        wording: Wording {
            message: Text("受給者証に書かれた計画相談の事業所と違います", "another office is printed on the certificate"),
            remedy: Text("計画相談支援の依頼(変更)届出書を市町村に出したか確かめ、新しい受給者証の番号に直してください", "check that the change of office was filed, and enter the office of the new certificate"),
        },
        needs: &[Need::column("受給者", "計画相談事業所番号")],
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&E115, Check::Event(check));

fn check(case: &EventCase<'_>, docket: &mut Docket) {
    let printed = case.holder.office;
    if printed.is_some_and(|number| number != case.office().number) {
        docket.hold(&[case.office_cell, case.holder_cell(column::recipient::OFFICE)]);
    }
}
