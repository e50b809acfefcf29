//! A697「一つの支援に二つの加算」

use std::cmp::Reverse;

use super::prelude::*;
use crate::{
    money::Units,
    rules::Falling,
    tariff::{Amount, Found},
};

declare_rule! {
    /// **要件** 一つの支援は、一つの加算として請求すること
    ///
    /// **判定** 同じ事業所・利用者・日の次の組の二行は、どちらにも開始時刻があって違うか、どちらにも相手先(番号、なければ名前)があって違うのでなければ、一つの支援です。集中支援(会議参加)と入院時情報連携・退院・退所、居宅介護支援事業所等連携と保育・教育等移行支援の(会議参加)(情報提供)と入院時情報連携、同じ(会議参加)と退院・退所。ほかの理由のない行どうしで比べ、単位数(遠隔地訪問加算を除く)の多い方を残し、同じなら請求する月の早い方、次に規則の順で先の方を残して、他方を却下します。退院・退所は計画の月に請求するので、月をまたいでも比べます
    A697 {
        name: "one-act-one-addition",
        title: Text("一つの支援に二つの加算", "one act, one addition"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::QaR030408, "問27")],
        wording: Wording {
            message: Text("同じ支援を別の加算で算定するので、この加算は算定できません", "the same work is paid as another addition"),
            remedy: Text("請求しないでください。別の支援なら、両方の行に開始時刻か相手先を書いてください", "do not claim it; if it was other work, enter 開始時刻 or the institution in both rows"),
        },
        needs: &[Need::table("会議等")],
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&A697, Check::AmongPaid(second_of_one_act));

/// Rows that stand, the better paid first: one that is the same act as a row before it falls.
fn second_of_one_act(sheet: &Sheet<'_>) -> Vec<Falling> {
    let kinds = sheet.select(|row| is_of_a_pair(row.case.activity.kind));
    let mut acts: Vec<(Units, usize)> = sheet
        .standing(&kinds)
        .into_iter()
        .filter_map(|index| Some((units(&sheet.rows[index])?, index)))
        .collect();
    acts.sort_by_key(|&(units, index)| {
        let row = &sheet.rows[index];
        (Reverse(units), row.month, row.case.item, index)
    });
    let mut paid: Vec<&SheetRow<'_>> = Vec::new();
    let mut falling = Vec::new();
    for (_, index) in acts {
        let row = &sheet.rows[index];
        match paid.iter().find(|other| are_one_act(&other.case, &row.case)) {
            Some(other) => falling.push((index, cells(&row.case, &other.case))),
            None => paid.push(row),
        }
    }
    falling
}

fn cells(case: &ActivityCase<'_>, paid: &ActivityCase<'_>) -> Vec<Cell> {
    let of = |case: &ActivityCase<'_>| {
        let [day, kind, time] = [cell::DAY, cell::KIND, cell::TIME].map(|column| case.cell(column));
        [day, kind, time, case.partner_cell()]
    };
    [of(case), of(paid)].concat()
}

/// What the row brings in the month in which it is claimed; `None` where that is not known.
fn units(row: &SheetRow<'_>) -> Option<Units> {
    let tariff = row.case.timeline.world.tariff;
    match tariff.find(row.case.scheme(), row.case.item, row.variant?, row.month) {
        Found::Amount(_, Amount::Units(units)) => Some(units),
        _ => None,
    }
}

fn are_one_act(a: &ActivityCase<'_>, b: &ActivityCase<'_>) -> bool {
    fn differ<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
        a.zip(b).is_some_and(|(a, b)| a != b)
    }
    let kinds = (a.activity.kind, b.activity.kind);
    (are_a_pair(kinds.0, kinds.1) || are_a_pair(kinds.1, kinds.0))
        && a.whose() == b.whose()
        && a.day == b.day
        && !differ(a.activity.time, b.activity.time)
        && !differ(a.partner(), b.partner())
}

fn are_a_pair(kind: ActivityKind, other: ActivityKind) -> bool {
    use ActivityKind::{
        AdmissionInformation, CareOfficeInformation, CareOfficeMeeting, Discharge, IntensiveAttend,
        SchoolInformation, SchoolMeeting,
    };
    match kind {
        IntensiveAttend | CareOfficeMeeting | SchoolMeeting => {
            matches!(other, AdmissionInformation | Discharge)
        }
        CareOfficeInformation | SchoolInformation => other == AdmissionInformation,
        _ => false,
    }
}

fn is_of_a_pair(kind: ActivityKind) -> bool {
    let others = [ActivityKind::AdmissionInformation, ActivityKind::Discharge];
    others.contains(&kind) || others.iter().any(|other| are_a_pair(kind, *other))
}
