//! 医療・保育・教育機関等連携加算: A650 to A653.

use super::prelude::*;
use crate::records::Counterpart;

declare_rule! {
    /// **要件** 病院・保育所・学校などと連携して、計画やモニタリングを行ったこと
    ///
    /// **判定** 2024年3月までは、利用支援費の月の連携(種類を問わない)に月に一度。2024年4月からは、面談は利用支援費の月か、なければ継続利用支援費の月に一度、通院同行は月に三回まで(同じ相手先は一回)、情報提供は相手先種別(病院等・それ以外)ごとに一度、加算します
    A650 {
        name: "institution-liaison",
        title: Text("医療・保育・教育機関等と連携した", "liaison with an institution"),
        levels: &[Level::Grant],
        confidence: Confidence::Single,
        sources: &[cite(Source::Notice, "医療・保育・教育機関等連携加算")],
        wording: Wording {
            message: Text("医療・保育・教育機関等と連携しています", "liaison with a hospital, nursery, school or the like"),
            remedy: Text("請求してください", "claim it"),
        },
        needs: &[Need::table("会議等")],
    }
}

declare_rule! {
    /// **要件** その月に基本報酬を算定すること
    ///
    /// **判定** その事業所がその月に利用支援費も継続利用支援費も算定しないとき却下します。2024年3月までは利用支援費が要ります
    A651 {
        name: "liaison-without-base",
        title: Text("基本報酬のない月の連携", "liaison without a base fee"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::Notice, "医療・保育・教育機関等連携加算")],
        wording: Wording {
            message: Text("要る基本報酬をその月に算定しないので、加算は算定できません", "the base fee that it needs is not claimed in the month"),
            remedy: Text("基本報酬の記録に漏れがあれば加えてください。基本報酬が保留なら、それが解けてから一緒に請求します", "add the plan or monitoring if it is missing; if it is held, claim both once it is settled"),
        },
        needs: &[Need::table("会議等")],
    }
}

declare_rule! {
    /// **要件** 初回加算と同時でないこと
    ///
    /// **判定** その月に、その事業所がその人の初回加算を算定するとき却下します
    A652 {
        name: "liaison-with-initial",
        title: Text("初回加算の月の連携", "liaison with an initial addition"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::QaH300330, "問79")],
        wording: Wording {
            message: Text("初回加算を算定する月なので、連携加算は算定できません", "not together with the initial addition"),
            remedy: Text("請求しないでください", "do not claim it"),
        },
        needs: &[Need::table("会議等")],
    }
}

declare_rule! {
    /// **要件** A650の回数までであること
    ///
    /// **判定** 限度を超えた行を、遅いものから却下します。同じ日は、どちらにも時刻があれば時刻、なければ事業所番号・従業者番号の順です。相手先番号も相手先名も空の行は、同じ一つの相手先とみなします
    A653 {
        name: "liaison-over-limit",
        title: Text("連携の回数を超えた", "liaison over the limit"),
        levels: &[Level::Reject],
        confidence: Confidence::Single,
        sources: &[cite(Source::Notice, "医療・保育・教育機関等連携加算")],
        wording: Wording {
            message: Text("その月の限度の回数を超えています", "beyond the limit of the month"),
            remedy: Text("請求しないでください。別の相手先なら相手先番号を書いてください", "do not claim it; enter 相手先番号 if it was another institution"),
        },
        needs: &[Need::table("会議等")],
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&A650, Check::Addition(judge));

/// Escorts of a month.
const ESCORTS: usize = 3;

fn judge(sheet: &mut Sheet<'_>) {
    let rows = sheet.of_month(Item::InstitutionLiaisonAddition);
    for &index in &rows {
        ask_for_base(sheet, index);
    }
    let limits = |row: &SheetRow<'_>| (row.case.head.recipient, limited_with(row));
    for (_, rows) in sheet.together(&sheet.standing(&rows), limits) {
        let paid = within_limit(sheet, &rows);
        for (_, paid) in sheet.by_office(&paid) {
            let first = &sheet.rows[paid[0]];
            let variant = sheet.line_variant(paid[0]).unwrap_or_default();
            let whose = first.case.whose();
            let plan = sheet.claimed_plan(whose, first.case.month);
            let plan = plan.map(|plan| first.case.cell_of(&plan.row, column::plan::CONSENT));
            let monitoring = sheet.claimed_monitoring(whose, first.case.month);
            let monitoring =
                monitoring.map(|event| first.case.cell_of(&event.row, column::monitoring::DAY));
            sheet.grant(&A650, variant, (&paid, paid.len()), plan.or(monitoring).as_slice());
        }
    }
}

fn ask_for_base(sheet: &mut Sheet<'_>, index: usize) {
    let row = &sheet.rows[index];
    let (whose, month) = (row.case.whose(), row.case.month);
    let with_plan_only = row.variant == Some("");
    let plan = sheet.claimed_plan(whose, month).is_some();
    let monitoring = !with_plan_only && sheet.claimed_monitoring(whose, month).is_some();
    if !plan && !monitoring {
        sheet.reject(index, &A651, &[cell::DAY, cell::KIND], &[]);
    }
    let initial = sheet.granted_in(whose, Item::InitialAddition, month);
    let initial = initial.and_then(|granted| granted.cells.first().copied());
    if let Some(initial) = initial {
        sheet.reject(index, &A652, &[cell::DAY, cell::KIND], &[initial]);
    }
}

/// What a row shares a limit of the month with: until 2024-03 every other; then those of its
/// kind, information with what is given to the same kind of partner.
fn limited_with(row: &SheetRow<'_>) -> Option<(ActivityKind, Option<Counterpart>)> {
    let activity = row.case.activity;
    let information = activity.kind == ActivityKind::InstitutionInformation;
    let partner = information.then(|| activity.counterpart.unwrap_or(Counterpart::Other));
    (row.variant != Some("")).then_some((activity.kind, partner))
}

/// What may be paid of rows that share a limit; the rest is refused.
fn within_limit(sheet: &mut Sheet<'_>, rows: &[usize]) -> Vec<usize> {
    let mut paid: Vec<usize> = Vec::new();
    for &index in rows {
        let row = &sheet.rows[index];
        let escort =
            row.variant != Some("") && row.case.activity.kind == ActivityKind::InstitutionEscort;
        let partner = |index: usize| sheet.rows[index].case.partner();
        let same = paid.iter().copied().find(|other| escort && partner(*other) == partner(index));
        if same.is_none() && paid.len() < if escort { ESCORTS } else { 1 } {
            paid.push(index);
            continue;
        }
        let before = same.or(paid.last().copied());
        let before = before.map(|other| sheet.rows[other].case.cell(cell::DAY));
        sheet.reject(index, &A653, &[cell::DAY, cell::KIND, cell::PARTNER], before.as_slice());
    }
    paid
}
