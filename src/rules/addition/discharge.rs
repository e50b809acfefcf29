//! 退院・退所加算: A640 to A643.

use super::prelude::*;
use crate::rules::{sheet::first_paid_plan, timeline::MONTHS_TO_PLAN};

declare_rule! {
    /// **要件** 退院・退所にあたって病院や施設と連携し、計画を作ったこと
    ///
    /// **判定** 一度の入院(同じ退院日)につき三回まで、その活動につながった計画の月にまとめて算定します。活動日より後で最も早い利用支援費(同じ事業所、二か月後の月まで)の月です
    A640 {
        name: "discharge",
        title: Text("退院・退所の連携から計画を作った", "plan after a discharge"),
        levels: &[Level::Grant],
        confidence: Confidence::Official,
        sources: &[cite(Source::Notice, "退院・退所加算")],
        wording: Wording {
            message: Text("退院・退所の連携から計画を作っています", "work on a discharge led to the plan"),
            remedy: Text("計画の月に請求してください", "claim it in the month of the plan"),
        },
        needs: &[Need::table("会議等")],
    }
}

declare_rule! {
    /// **要件** 初回加算と同時でないこと
    ///
    /// **判定** その活動につながった計画(A640)の月に、その事業所がその人の初回加算を算定するとき却下します。つながる計画のない行は、活動の月に初回加算があってもA643だけで判断します
    A641 {
        name: "discharge-with-initial",
        title: Text("初回加算の月の退院・退所加算", "discharge with an initial addition"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::QaH300330, "問79")],
        wording: Wording {
            message: Text("初回加算を算定する月なので、退院・退所加算は算定できません", "not together with the initial addition"),
            remedy: Text("請求しないでください", "do not claim it"),
        },
        needs: &[Need::table("会議等")],
    }
}

declare_rule! {
    /// **要件** 一度の入院につき三回までであること
    ///
    /// **判定** 同じ退院日の、算定できる行のうち早い三つを算定し、四つ目からを却下します
    A642 {
        name: "discharge-over-three",
        title: Text("一度の入院で四回目から", "more than three of a stay"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::Notice, "退院・退所加算")],
        wording: Wording {
            message: Text("一度の入院・入所につき三回までです", "at most three of a stay"),
            remedy: Text("請求しないでください。別の入院なら退院日を直してください", "do not claim it; correct 退院日 if it was another stay"),
        },
        needs: &[Need::table("会議等")],
    }
}

declare_rule! {
    /// **要件** 活動が計画につながり、退院日が書かれていること
    ///
    /// **判定** 活動日より後に、その事業所の利用支援費が記録にないときと、退院日が空のとき保留します。最も早い計画が二か月後の月より後なら却下します
    A643 {
        name: "discharge-without-plan",
        title: Text("計画につながっていない退院・退所", "discharge without a plan"),
        levels: &[Level::Hold, Level::Reject],
        confidence: Confidence::Single,
        sources: &[cite(Source::Notice, "退院・退所加算")],
        wording: Wording {
            message: Text("活動から計画まで、二か月後の月を過ぎています", "the plan came more than two calendar months later"),
            remedy: Text("請求しないでください。活動日に誤りがないか確かめてください", "do not claim it; check 活動日"),
        },
        held: Some(Wording {
            message: Text("退院日が空か、活動につながる計画がまだ記録にないか、その計画が保留です", "退院日 is blank, or the plan that followed is not in the logs, or is held"),
            remedy: Text("退院日と計画を記録に加え、計画が保留ならその保留を解いてください。影響額が算定できます", "enter 退院日 and the plan, and settle what holds the plan: the yen in 影響額 can then be claimed"),
        }),
        needs: &[Need::table("会議等")],
        unsettled: Some(Text("計画までの月数の限度は資料が一つで、どの資料も文では書いていません", "the limit in months rests on one source")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&A640, Check::Addition(judge));

/// Times of one stay.
const TIMES_OF_A_STAY: usize = 3;

fn judge(sheet: &mut Sheet<'_>) {
    let rows = sheet.select(|row| row.case.item == Item::DischargeAddition);
    for &index in &rows {
        ask_for_plan(sheet, index);
    }
    let stay = |row: &SheetRow<'_>| (row.case.whose(), row.case.activity.discharged);
    for (_, of_stay) in sheet.together(&sheet.standing(&rows), stay) {
        let third = of_stay.get(TIMES_OF_A_STAY - 1);
        let third = third.map(|index| sheet.rows[*index].case.cell(cell::DAY));
        for &index in of_stay.iter().skip(TIMES_OF_A_STAY) {
            let columns = [cell::DAY, cell::DISCHARGED];
            sheet.reject(index, &A642, &columns, third.as_slice());
        }
    }
    let month = sheet.month();
    let mut paid = sheet.standing(&rows);
    paid.retain(|index| sheet.rows[*index].month == month);
    for (whose, rows) in sheet.by_office(&paid) {
        let plan = sheet.claimed_plan(whose, month);
        let case = &sheet.rows[rows[0]].case;
        let consent = plan.map(|plan| case.cell_of(&plan.row, column::plan::CONSENT));
        let line = sheet.grant(&A640, "", (&rows, rows.len()), consent.as_slice());
        // Claimed with the plan: on its certificate, whatever number the rows have.
        if let (Some(line), Some(plan)) = (line, plan) {
            line.head.certificate = plan.head.certificate;
        }
    }
}

fn ask_for_plan(sheet: &mut Sheet<'_>, index: usize) {
    let row = &sheet.rows[index];
    let (whose, month) = (row.case.whose(), row.month);
    let columns = [cell::DAY, cell::DISCHARGED];
    let plan = first_paid_plan(sheet.timeline, whose, row.case.day);
    let consent = plan.map(|plan| row.case.cell_of(&plan.row, column::plan::CONSENT));
    let done_in = ServiceMonth::of(row.case.day);
    let too_late =
        plan.is_some_and(|plan| ServiceMonth::of(plan.row.day).since(done_in) > MONTHS_TO_PLAN);
    let undated = row.case.activity.discharged.is_none();
    let has_plan = plan.is_some() && !too_late;
    if has_plan && sheet.granted_in(whose, Item::InitialAddition, month).is_some() {
        sheet.reject(index, &A641, &columns, consent.as_slice());
    }
    let unclaimed = sheet.claimed_plan(whose, month).is_none();
    if too_late {
        sheet.reject(index, &A643, &columns, consent.as_slice());
    } else if undated || plan.is_none() || unclaimed {
        let [day, discharged] = columns;
        let columns = if undated { [discharged, day] } else { [day, discharged] };
        sheet.hold(index, &A643, &columns, consent.as_slice());
    }
}
