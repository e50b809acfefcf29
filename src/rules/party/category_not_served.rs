//! E111「事業所の対象でない障害種別」

use crate::records::{Disability, Served};
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 利用者の障害種別のどれかを、事業所が対象としていること
    ///
    /// **判定** 障害種別と対象の両方が書かれ、利用者のすべての障害種別が「—」のとき知らせます。対象の一覧は案内であり、指定の内容が優先するので、算定は妨げません
    E111 {
        name: "category-not-served",
        title: Text("事業所の対象でない障害種別", "category not served"),
        levels: &[Level::Warn],
        confidence: Confidence::Single,
        sources: &[cite(Source::Flyer, "事業所一覧の対象")],
        wording: Wording {
            message: Text("利用者の障害種別は、どれも事業所の対象ではありません", "the office serves none of the recipient's categories"),
            remedy: Text("事業所の指定の内容(主たる対象者)を確かめてください", "check the office's designation"),
        },
        needs: &[Need::column("受給者", "障害種別"), Need::column("事業所", "対象")],
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&E111, Check::BaseEvent(check));

fn check(case: &EventCase<'_>, docket: &mut Docket) {
    let Some(office) = case.office().on(case.scheme(), case.day) else { return };
    let disabilities = case.holder.disabilities;
    let refused = |disability: Disability| {
        office.served.iter().any(|(served, how)| *served == disability && *how == Served::No)
    };
    let mut written = Disability::ALL.into_iter().filter(|each| disabilities.contain(*each));
    if !disabilities.is_empty() && written.all(refused) {
        let served = case.cell_of(office, column::office::SERVED);
        docket.warn(&[case.holder_cell(column::recipient::DISABILITIES), served]);
    }
}
