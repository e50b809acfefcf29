//! 初回加算: A600 to A605.

use chrono::Months;

use super::prelude::*;
use crate::{
    records::{Contract, PlanKind},
    rules::sheet::{Granted, InitialRow},
};

declare_rule! {
    /// **要件** 新規の利用者、または6か月の間サービスを使わずに再開した利用者に計画を作ったこと
    ///
    /// **判定** 算定する利用支援費の計画区分が新規のとき、または再開で前6月利用が無のときに加算します
    A600 {
        name: "initial",
        title: Text("新規・再開の計画", "initial plan"),
        levels: &[Level::Grant],
        confidence: Confidence::Official,
        sources: &[cite(Source::Notice, "初回加算")],
        wording: Wording {
            message: Text("新規の、または再開した利用者の計画です", "the plan of a new or returning recipient"),
            remedy: Text("請求してください", "claim it"),
        },
        needs: &[Need::table("計画")],
    }
}

declare_rule! {
    /// **要件** 新規の計画より前に、計画相談支援を受けていないこと
    ///
    /// **判定** 計画区分は新規だが、同じサービスの前の有効な計画が記録にあるか、ほかの事業所との契約が終わっているとき却下します(事業所の変更だけでは新規ではありません)
    A601 {
        name: "initial-not-new",
        title: Text("新規ではない計画", "not new"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::QaH290331, "初回加算")],
        wording: Wording {
            message: Text("前の計画かほかの事業所との契約があるので、新規の計画ではありません", "an earlier plan or another office's contract shows that it is not new"),
            remedy: Text("初回加算は請求しないでください。計画区分を更新か変更に直してください", "do not claim the addition; correct 計画区分"),
        },
        partly_needs: &[Need::table("契約")],
    }
}

declare_rule! {
    /// **要件** 再開の計画では、前の6か月にサービスの利用がないこと
    ///
    /// **判定** 計画区分が再開で、前6月利用が有なら却下、空なら保留します
    A602 {
        name: "initial-used-within-six-months",
        title: Text("6か月以内に利用がある再開", "used within six months"),
        levels: &[Level::Reject, Level::Hold],
        confidence: Confidence::Official,
        sources: &[cite(Source::Notice, "初回加算")],
        wording: Wording {
            message: Text("前の6か月に利用があるので、初回加算は算定できません", "services were used in the six months before"),
            remedy: Text("初回加算は請求しないでください", "do not claim the addition"),
        },
        held: Some(Wording {
            message: Text("再開の計画ですが、前の6か月に利用があったかが書かれていません", "whether services were used in the six months before is not recorded"),
            remedy: Text("計画の表に前6月利用(有・無)を書いてください。無なら影響額が算定できます", "enter 前6月利用: where it is 無, the yen in 影響額 can be claimed"),
        }),
        needs: &[Need::table("計画")],
    }
}

declare_rule! {
    /// **要件** 前の6か月に、その事業所が居宅介護支援事業所等連携加算や保育・教育等移行支援加算を算定していないこと
    ///
    /// **判定** 計画の月の前の6か月(m−6からm−1)に、その事業所の算定した行があれば却下します
    A603 {
        name: "initial-after-liaison",
        title: Text("連携・移行支援の後の初回加算", "initial after a handover"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::QaR030408, "問34")],
        wording: Wording {
            message: Text("前の6か月に連携・移行支援の加算があるので、初回加算は算定できません", "a handover addition in the six months before"),
            remedy: Text("初回加算は請求しないでください", "do not claim the addition"),
        },
        needs: &[Need::table("会議等")],
    }
}

declare_rule! {
    /// **要件** 契約から計画案まで3か月を超え、その後の月にも面接を重ねたこと
    ///
    /// **判定** 2021年4月から。計画案作成日が契約日の3か月後の日より後のとき、その日から計画案作成日の前日までの初回面接が二回以上あり、一回は訪問である月ごとに、初回加算を一回増やします(三回まで)
    A605 {
        name: "initial-long-preparation",
        title: Text("契約から計画案まで3か月を超えた", "long preparation"),
        levels: &[Level::Grant],
        since: Some(REVISION_2021),
        confidence: Confidence::Official,
        sources: &[cite(Source::Notice, "初回加算(令和3年度改定)")],
        wording: Wording {
            message: Text("3か月を超えた準備の月の面接で、初回加算が増えます", "interviews of the months beyond three add to the initial addition"),
            remedy: Text("請求してください", "claim it"),
        },
        needs: &[Need::table("会議等"), Need::table("契約")],
        unsettled: Some(Text("月の数え方(契約日の3か月後の日が属する月から)は、資料で確定していません", "from which day the months are counted is not settled")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&A600, Check::Initial(judge));

/// Months from 契約日 after which further months count.
const PREPARATION: Months = Months::new(3);
/// Months that can be added.
const MONTHS_MAX: usize = 3;
/// Interviews that a month needs.
const INTERVIEWS: usize = 2;

fn judge(sheet: &mut Sheet<'_>) {
    for place in 0..sheet.initials.len() {
        refuse(sheet, place);
        let row = &sheet.initials[place];
        if row.docket.refuses() {
            continue;
        }
        let months = long_preparation(sheet, row);
        let case = &row.case;
        let mut cells = case.basis();
        cells.push(case.cell(column::plan::KIND));
        if case.plan.kind == PlanKind::Resumed {
            cells.push(case.cell(column::plan::USED_BEFORE));
        }
        let mut rules = vec![&A600];
        if !months.is_empty() {
            rules.push(&A605);
            cells.push(case.cell(column::plan::DRAFT));
            let days = months.iter().flatten();
            cells.extend(days.map(|index| sheet.rows[*index].case.cell(cell::DAY)));
        }
        let granted = Granted {
            head: case.head,
            month: case.month,
            day: case.day,
            item: Item::InitialAddition,
            variant: "",
            count: u32::try_from(1 + months.len()).unwrap_or(u32::MAX),
            rows: vec![case.origin],
            kind: None,
            rules,
            cells,
        };
        sheet.granted.push(granted);
    }
}

fn refuse(sheet: &mut Sheet<'_>, place: usize) {
    let row = &sheet.initials[place];
    let case = &row.case;
    let handed_over = handed_over_before(sheet, case);
    let earlier = case
        .earlier_valid()
        .next()
        .map(|plan| case.cell_of(&plan.row, column::plan::CONSENT))
        .or_else(|| {
            ended_elsewhere(case).map(|contract| case.cell_of(contract, column::contract::TO))
        });
    let kind = case.cell(column::plan::KIND);
    let (plan_kind, used) = (case.plan.kind, case.plan.used_before);
    let used_cell = case.cell(column::plan::USED_BEFORE);
    let docket = &mut sheet.initials[place].docket;
    if let (PlanKind::New, Some(earlier)) = (plan_kind, earlier) {
        docket.by(&A601).reject(&[kind, earlier]);
    }
    match (plan_kind, used) {
        (PlanKind::Resumed, Some(true)) => docket.by(&A602).reject(&[used_cell, kind]),
        (PlanKind::Resumed, None) => docket.by(&A602).hold(&[used_cell, kind]),
        _ => {}
    }
    if let Some(day) = handed_over {
        docket.by(&A603).reject(&[kind, day]);
    }
}

/// The contract with another office that had ended before the plan.
fn ended_elsewhere<'a>(case: &PlanCase<'a>) -> Option<&'a Contract> {
    let contracts = case.recipient().contracts.iter();
    let mut ended = contracts.filter(|(office, contract)| {
        *office != case.head.office && contract.span.to.is_some_and(|to| to < case.day)
    });
    ended.next().map(|(_, contract)| contract)
}

/// A handover that the office was granted in the six months before the plan's.
fn handed_over_before(sheet: &Sheet<'_>, case: &PlanCase<'_>) -> Option<Cell> {
    let handovers = sheet.granted.iter().filter(|granted| {
        matches!(granted.item, Item::CareOfficeLiaisonAddition | Item::SchoolTransitionAddition)
            && granted.head.office == case.head.office
            && granted.head.recipient == case.head.recipient
            && (1..=6).contains(&case.month.since(granted.month))
    });
    let first = handovers.min_by_key(|granted| granted.day);
    first.and_then(|granted| granted.cells.first().copied())
}

/// The months that add to the addition: the interviews of each, at most three months.
fn long_preparation(sheet: &Sheet<'_>, row: &InitialRow<'_>) -> Vec<Vec<usize>> {
    let case = &row.case;
    let contract = case.recipient().contract(case.head.office, case.day);
    let signed = contract.and_then(|contract| contract.span.from);
    let from = signed.and_then(|day| day.checked_add_months(PREPARATION));
    let (Some(from), Some(draft)) = (from, case.plan.draft) else { return Vec::new() };
    if !A605.in_force(case.month) || draft <= from {
        return Vec::new();
    }
    let whose = (case.head.office, case.head.recipient);
    let rows = sheet.select(|row| {
        row.case.activity.kind == ActivityKind::FirstInterview
            && row.case.whose() == whose
            && (from..draft).contains(&row.case.day)
            && !row.docket.refuses()
    });
    let month_of = |index: &usize| sheet.rows[*index].case.month;
    let months = rows.chunk_by(|a, b| month_of(a) == month_of(b));
    let enough = months.filter(|month| {
        let visited = |index: &usize| sheet.rows[*index].case.activity.method == Method::Visit;
        month.len() >= INTERVIEWS && month.iter().any(visited)
    });
    enough.take(MONTHS_MAX).map(<[usize]>::to_vec).collect()
}

/// The interviews that count for the initial addition of the month, month by month (A680).
pub(super) fn extra_months(sheet: &Sheet<'_>) -> Vec<Vec<usize>> {
    let month = sheet.month();
    let of_month =
        sheet.initials.iter().filter(|row| row.case.month == month && !row.docket.refuses());
    of_month.flat_map(|row| long_preparation(sheet, row)).collect()
}
