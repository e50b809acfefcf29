//! サービス提供時モニタリング加算: A620, A622 and A624; its limits are those of `on_site_cap.rs`.

use super::prelude::*;
use crate::input::Symbol;

declare_rule! {
    /// **要件** サービスを提供する場を訪ねて、利用の様子を確かめたこと
    ///
    /// **判定** 訪問によるサービス提供時モニタリングに、利用者一人につき月に一度加算します。基本報酬のない月でも算定できます。訪ねる事業所が同じ法人でも妨げません
    A620 {
        name: "on-site-monitoring",
        title: Text("サービスの場を訪ねた", "on-site monitoring"),
        levels: &[Level::Grant],
        confidence: Confidence::Official,
        sources: &[cite(Source::Handbook, "報酬関係Q&A Q13"), cite(Source::QaH300330, "問80")],
        wording: Wording {
            message: Text("サービスの場を訪ねたモニタリングです", "a visit to the place where the service is given"),
            remedy: Text("請求してください", "claim it"),
        },
        needs: &[Need::table("会議等")],
    }
}

declare_rule! {
    /// **要件** 訪ねる場が、担当者の兼務先でないこと
    ///
    /// **判定** 相手先番号が担当者の兼務先事業所番号と同じで、その月に訪問したほかの場(番号のあるもの)がないとき却下します
    A622 {
        name: "on-site-own-workplace",
        title: Text("担当者の兼務先を訪ねた", "own workplace"),
        levels: &[Level::Reject],
        confidence: Confidence::Single,
        sources: &[cite(Source::QaH300330, "サービス提供時モニタリング加算")],
        wording: Wording {
            message: Text("担当者が兼務する事業所なので、加算は算定できません", "the place is the author's own workplace"),
            remedy: Text("ほかの事業所も訪ねていれば記録を加えてください。別の専門員が訪ねたのなら、従業者番号を直してください", "add the visit to another place, or correct the staff number"),
        },
        needs: &[Need::column("従業者", "兼務先事業所番号"), Need::column("会議等", "相手先番号")],
    }
}

declare_rule! {
    /// **要件** 訪問によること
    ///
    /// **判定** 方法が訪問でない行を却下します。2024年4月から、片道60分以上の場へのオンラインは、条件(市町村が認めること)を確かめるよう警告したうえで算定します
    A624 {
        name: "on-site-not-visited",
        title: Text("訪問していない", "not visited"),
        levels: &[Level::Reject, Level::Warn],
        confidence: Confidence::Single,
        sources: &[cite(Source::QaR060329, "問77"), cite(Source::Notice, "サービス提供時モニタリング加算")],
        wording: Wording {
            message: Text("訪問によるものかが問われます", "the addition asks for a visit"),
            remedy: Text("訪問していれば「方法」を直してください。オンラインは、遠隔地で市町村が認めるときだけです(片道分を書いてください)", "correct 方法 if it was a visit; online only far away, as the municipality recognises (enter 片道分)"),
        },
        needs: &[Need::table("会議等")],
        unsettled: Some(Text("オンラインを認める距離の条件は資料が一つなので、片道60分以上を目安にします", "the distance for online rests on one source: 60 minutes one way is taken")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&A620, Check::Addition(grant));
/// That of A622.
pub(crate) const OWN_WORKPLACE: Entry = Entry::new(&A622, Check::Activity(own_workplace));
/// That of A624.
pub(crate) const NOT_VISITED: Entry = Entry::new(&A624, Check::Activity(not_visited));

/// Minutes one way from which an online visit counts (A624) and a remote visit is paid (A680).
pub(super) const FAR_MINUTES: u32 = 60;

fn not_visited(case: &ActivityCase<'_>, docket: &mut Docket) {
    if case.item != Item::OnSiteMonitoringAddition || case.activity.method == Method::Visit {
        return;
    }
    let far = case.activity.one_way_minutes.is_some_and(|minutes| minutes >= FAR_MINUTES);
    let online = case.activity.method == Method::Online && case.month >= REVISION_2024;
    let cells = [case.cell(cell::METHOD), case.cell(cell::ONE_WAY_MINUTES), case.cell(cell::DAY)];
    if online && far {
        docket.warn(&cells);
    } else {
        docket.reject(&cells);
    }
}

fn own_workplace(case: &ActivityCase<'_>, docket: &mut Docket) {
    if case.item != Item::OnSiteMonitoringAddition {
        return;
    }
    let Some(author) = case.author else { return };
    let ledger = case.ledger();
    let is_workplace = |site: &Symbol| {
        author.other_office.is_some_and(|office| office.as_str() == ledger.text(*site))
    };
    let Some(site) = case.activity.partner.filter(is_workplace) else { return };
    let elsewhere = case.timeline.activities.iter().any(|other| {
        other.head.recipient == case.head.recipient
            && other.row.kind == ActivityKind::OnSiteMonitoring
            && other.row.method == Method::Visit
            && ServiceMonth::of(other.row.day) == case.month
            && other.row.partner.is_some_and(|partner| partner != site)
    });
    if !elsewhere {
        let other_office = case.cell_of(author, column::staff::OTHER_OFFICE);
        docket.reject(&[case.cell(cell::PARTNER), other_office, case.cell(cell::DAY)]);
    }
}

fn grant(sheet: &mut Sheet<'_>) {
    for index in sheet.standing(&sheet.of_month(Item::OnSiteMonitoringAddition)) {
        sheet.grant(&A620, "", (&[index], 1), &[]);
    }
}
