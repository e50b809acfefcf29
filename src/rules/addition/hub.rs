//! 地域生活支援拠点等の加算: A690, A692, A694, A695.

use super::prelude::*;

declare_rule! {
    /// **要件** 地域生活支援拠点等として、緊急の短期入所などを調整したこと
    ///
    /// **判定** 活動日に地域生活支援拠点等の届出があれば、月に四回まで加算します。基本報酬のない月でも算定できます
    A690 {
        name: "hub-consultation",
        title: Text("拠点等として緊急の調整をした", "hub consultation"),
        levels: &[Level::Grant],
        confidence: Confidence::Single,
        sources: &[cite(Source::Notice, "地域生活支援拠点等相談強化加算")],
        wording: Wording {
            message: Text("地域生活支援拠点等としての調整です", "work of a community life support hub"),
            remedy: Text("請求してください", "claim it"),
        },
        needs: &[Need::table("会議等"), Need::table("体制届")],
    }
}

declare_rule! {
    /// **要件** 地域生活支援拠点等として、支援の困難な人への共同の支援をしたこと
    ///
    /// **判定** 活動日に地域生活支援拠点等の届出があれば、月に一度加算します
    A692 {
        name: "joint-support",
        title: Text("拠点等として共同で支援した", "joint support"),
        levels: &[Level::Grant],
        confidence: Confidence::Single,
        sources: &[cite(Source::Notice, "地域体制強化共同支援加算")],
        wording: Wording {
            message: Text("地域生活支援拠点等としての共同支援です", "joint support of a community life support hub"),
            remedy: Text("請求してください", "claim it"),
        },
        needs: &[Need::table("会議等"), Need::table("体制届")],
    }
}

declare_rule! {
    /// **要件** 月の回数の限度までであること
    ///
    /// **判定** 地域生活支援拠点等相談強化は月に四回、地域体制強化共同支援と利用者負担上限額管理は月に一度を超えた行を却下します
    A695 {
        name: "activity-over-limit",
        title: Text("月の回数を超えた", "over the month's limit"),
        levels: &[Level::Reject],
        confidence: Confidence::Single,
        sources: &[cite(Source::Notice, "各加算の回数")],
        wording: Wording {
            message: Text("その月の限度の回数を超えています", "beyond the limit of the month"),
            remedy: Text("請求しないでください", "do not claim it"),
        },
        needs: &[Need::table("会議等")],
    }
}

declare_rule! {
    /// **要件** 地域生活支援拠点等の届出があること
    ///
    /// **判定** 地域生活支援拠点等相談強化か地域体制強化共同支援の活動日に、その届出がないとき却下します
    A694 {
        name: "hub-without-filing",
        title: Text("拠点等の届出がない", "hub without a filing"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::QaR030408, "問29")],
        wording: Wording {
            message: Text("地域生活支援拠点等の届出がその日にありません", "no filing as a hub on the day"),
            remedy: Text("届け出ていれば体制届の表に加えてください。影響額が算定できます", "add the filing to 体制届 if there is one: the yen in 影響額 can then be claimed"),
        },
        needs: &[Need::table("会議等")],
    }
}

/// The entry of the catalogue.
pub(crate) const CONSULTATION: Entry = Entry::new(&A690, Check::Addition(consultations));
/// That of A692.
pub(crate) const JOINT: Entry = Entry::new(&A692, Check::Addition(joint_supports));
/// That of A694.
pub(crate) const UNFILED: Entry = Entry::new(&A694, Check::Activity(unfiled));

fn unfiled(case: &ActivityCase<'_>, docket: &mut Docket) {
    if case.is_of_hub() && case.hub_filing().is_none() {
        docket.reject(&[case.cell(cell::KIND), case.cell(cell::DAY), case.office_cell]);
    }
}

fn consultations(sheet: &mut Sheet<'_>) {
    grant_up_to(sheet, Item::HubConsultationAddition, &A690, 4);
}

fn joint_supports(sheet: &mut Sheet<'_>) {
    grant_up_to(sheet, Item::JointSupportAddition, &A692, 1);
}

/// Grants a recipient's first `limit` rows of the month; A695 for the rest.
pub(super) fn grant_up_to(
    sheet: &mut Sheet<'_>,
    item: Item,
    rule: &'static crate::finding::Rule,
    limit: usize,
) {
    let rows = sheet.of_month(item);
    for rows in sheet.by_recipient(&sheet.standing(&rows)) {
        let (paid, over) = rows.split_at(limit.min(rows.len()));
        let last = sheet.rows[paid[paid.len() - 1]].case.cell(cell::DAY);
        for &index in over {
            sheet.reject(index, &A695, &[cell::DAY, cell::KIND], &[last]);
        }
        sheet.grant_per_time(rule, "", paid);
    }
}
