//! E113「計画のいらないサービスだけの利用」

use crate::input::list;
use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 計画が必要なサービスを利用していること
    ///
    /// **判定** 利用サービスが書かれ、そのすべてが市町村の地域生活支援事業(移動支援、日中一時支援など)のとき知らせます
    E113 {
        name: "plan-not-required",
        title: Text("計画のいらないサービスだけの利用", "plan not required"),
        levels: &[Level::Warn],
        confidence: Confidence::Official,
        sources: &[cite(Source::Flyer, "表紙")],
        wording: Wording {
            message: Text("利用サービスは市町村の事業だけで、計画は必要ありません", "all services are the municipality's own: no plan is needed"),
            remedy: Text("利用サービスを確かめてください。計画が必要かは市町村に確かめてください", "check the services; ask the municipality whether a plan is needed"),
        },
        needs: &[Need::column("受給者", "利用サービス")],
        unsettled: Some(Text("チラシが名を挙げるのは移動支援と日中一時支援で、ほかは同じ地域生活支援事業として扱います", "the flyer names 移動支援 and 日中一時支援; other services of the same kind are treated alike")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&E113, Check::BaseEvent(check));

/// 地域生活支援事業: the municipality's own services. The flyer names the first two; the others
/// are the same kind of service.
const OWN_SERVICES: [&str; 8] = [
    "移動支援",
    "日中一時支援",
    "訪問入浴サービス",
    "地域活動支援センター",
    "意思疎通支援",
    "日常生活用具",
    "日常生活用具給付",
    "生活サポート",
];

fn check(case: &EventCase<'_>, docket: &mut Docket) {
    let Some(services) = case.holder.services else { return };
    let mut each = list(case.ledger().text(services));
    if each.all(|service| OWN_SERVICES.contains(&service)) {
        docket.warn(&[case.holder_cell(column::recipient::SERVICES)]);
    }
}
