//! 集中支援加算: A660 to A663.

use super::{
    base_month::refuse_with_base,
    institution_limit::{limit_of, within_limit},
    prelude::*,
};

declare_rule! {
    /// **要件** 基本報酬のない月に、緊急の支援を集中して行ったこと
    ///
    /// **判定** 2021年4月から。訪問は、二回以上でうち一回以上が訪問によるとき月に一度、会議開催は利用者の参加があるとき月に一度、会議参加は月に一度。2024年4月から、通院同行は月に三回まで(同じ相手先は一回)、情報提供は相手先種別(病院等・それ以外)ごとに月に一度
    A660 {
        name: "intensive-support",
        title: Text("集中して支援した", "intensive support"),
        levels: &[Level::Grant],
        since: Some(REVISION_2021),
        confidence: Confidence::Official,
        sources: &[cite(Source::Notice, "集中支援加算")],
        wording: Wording {
            message: Text("基本報酬のない月の集中支援です", "intensive support in a month without a base fee"),
            remedy: Text("請求してください", "claim it"),
        },
        needs: &[Need::table("会議等")],
    }
}

declare_rule! {
    /// **要件** その月に、その事業所の基本報酬がないこと
    ///
    /// **判定** 利用支援費か継続利用支援費を算定する月と、計画に含まれたモニタリングや保留のモニタリングのある月は却下します。保留の計画のある月と、指定月なのにモニタリングの記録がない月は保留します
    A661 {
        name: "intensive-with-base",
        title: Text("基本報酬のある月の集中支援", "intensive support with a base fee"),
        levels: &[Level::Reject, Level::Hold],
        confidence: Confidence::Official,
        sources: &[cite(Source::QaR030408, "問30")],
        wording: Wording {
            message: Text("基本報酬のある月なので、集中支援加算は算定できません", "the month has a base fee"),
            remedy: Text("請求しないでください", "do not claim it"),
        },
        held: Some(Wording {
            message: Text("基本報酬を算定するかもしれない月です(指定月でモニタリングの記録がない、または計画が保留)", "the month may have a base fee: designated without a monitoring, or a held plan"),
            remedy: Text("モニタリングを行っていれば記録してください(集中支援加算は算定できません)。行っていなければ、指定月の扱いを市町村に確かめてください", "record the monitoring if it was done; otherwise ask the municipality about the designated month"),
        }),
        needs: &[Need::table("会議等")],
        partly_needs: &[Need::table("モニタリング期間")],
        unsettled: Some(Text("保留の計画のある月の扱いは資料で確定していないので、保留します", "a month with a held plan is settled by no source: held")),
    }
}

declare_rule! {
    /// **要件** 訪問は二回以上でうち一回以上が訪問によること、会議開催は利用者が参加したこと
    ///
    /// **判定** 算定できる訪問の行が一回だけか、どれも訪問によらないとき、その月の訪問の行を却下します。会議開催は、利用者参加が有でない行を却下します
    A662 {
        name: "intensive-conditions",
        title: Text("集中支援の条件を満たさない", "intensive conditions not met"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::QaR030408, "問36")],
        wording: Wording {
            message: Text("訪問は二回以上(うち一回は訪問)、会議開催は利用者の参加が要ります", "two or more interviews, one by visit; a conference with the recipient"),
            remedy: Text("行っていれば記録を加えるか、「方法」「利用者参加」を直してください", "add the missing interview, or correct 方法 or 利用者参加"),
        },
        needs: &[Need::table("会議等")],
    }
}

declare_rule! {
    /// **要件** A660の回数までであること
    ///
    /// **判定** 限度を超えた行を、遅いものから却下します。同じ日は、どちらにも時刻があれば時刻、なければ事業所番号・従業者番号の順です。相手先番号も相手先名も空の行は、同じ一つの相手先とみなします
    A663 {
        name: "intensive-over-limit",
        title: Text("集中支援の回数を超えた", "intensive support over the limit"),
        levels: &[Level::Reject],
        confidence: Confidence::Single,
        sources: &[cite(Source::Notice, "集中支援加算")],
        wording: Wording {
            message: Text("その月の限度の回数を超えています", "beyond the limit of the month"),
            remedy: Text("請求しないでください。別の相手先なら相手先番号を書いてください", "do not claim it; enter 相手先番号 if it was another institution"),
        },
        needs: &[Need::table("会議等")],
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&A660, Check::Addition(judge));
/// That of A662, of a conference by itself.
pub(crate) const CONDITIONS: Entry = Entry::new(&A662, Check::Activity(without_recipient));

/// Interviews that the addition needs.
const INTERVIEWS: usize = 2;

fn without_recipient(case: &ActivityCase<'_>, docket: &mut Docket) {
    let hold = case.activity.kind == ActivityKind::IntensiveHold;
    if hold && case.activity.recipient_present != Some(true) {
        docket.reject(&[case.cell(cell::RECIPIENT_PRESENT), case.cell(cell::DAY)]);
    }
}

/// Attended meetings are on the sheet of every month: the same meeting may be paid with a later
/// plan as 退院・退所 (A697).
fn judge(sheet: &mut Sheet<'_>) {
    let rows = sheet.select(|row| row.case.item == Item::IntensiveSupportAddition);
    for &index in &rows {
        refuse_with_base(sheet, index, &A661);
    }
    let is_visit = |sheet: &Sheet<'_>, index: usize| {
        sheet.rows[index].case.activity.kind == ActivityKind::IntensiveVisit
    };
    let (visits, others): (Vec<usize>, Vec<usize>) =
        rows.into_iter().partition(|index| is_visit(sheet, *index));
    judge_visits(sheet, &visits);
    for (_, rows) in sheet.together(&sheet.standing(&others), limit_of) {
        let variant = sheet.rows[rows[0]].variant.unwrap_or_default();
        let paid = within_limit(sheet, &rows, &A663);
        sheet.grant_per_time(&A660, variant, &paid);
    }
}

/// The visits of the month: an office's to a recipient make one line together, or none; a recipient
/// has one such line, whichever office's visits began first.
fn judge_visits(sheet: &mut Sheet<'_>, rows: &[usize]) {
    let offices = sheet.by_office(rows);
    for (_, rows) in &offices {
        ask_for_interviews(sheet, rows);
    }
    for rows in sheet.by_recipient(&sheet.standing(rows)) {
        let first = &sheet.rows[rows[0]];
        let (office, before) = (first.case.head.office, first.case.cell(cell::DAY));
        let variant = first.variant.unwrap_or_default();
        let of_first = |index: &usize| sheet.rows[*index].case.head.office == office;
        let (paid, over): (Vec<usize>, Vec<usize>) = rows.into_iter().partition(of_first);
        for index in over {
            sheet.reject(index, &A663, &[cell::DAY, cell::KIND], &[before]);
        }
        sheet.grant(&A660, variant, (&paid, 1), &[]);
    }
}

fn ask_for_interviews(sheet: &mut Sheet<'_>, rows: &[usize]) {
    let counting: Vec<usize> = counting(sheet, rows);
    let visited = |index: &usize| sheet.rows[*index].case.activity.method == Method::Visit;
    let enough = counting.len() >= INTERVIEWS && counting.iter().any(visited);
    if enough {
        return;
    }
    for &index in &counting {
        let day = counting.iter().filter(|other| **other != index);
        let others: Vec<Cell> =
            day.map(|other| sheet.rows[*other].case.cell(cell::METHOD)).collect();
        sheet.reject(index, &A662, &[cell::METHOD, cell::DAY], &others);
    }
}

/// The rows that count as interviews: those that nothing refuses but the month's base fee, so
/// that a month with a base fee is told of every reason at once.
fn counting(sheet: &Sheet<'_>, rows: &[usize]) -> Vec<usize> {
    let mut counting = rows.to_vec();
    counting.retain(|index| !sheet.rows[*index].docket.refused_by_other_than(&A661));
    counting
}
