//! 医療・保育・教育機関等連携加算: A650 to A656.

use super::{
    institution_limit::{limit_of, within_limit},
    prelude::*,
};
use crate::input::Symbol;

declare_rule! {
    /// **要件** 病院・保育所・学校などと連携して、計画やモニタリングを行ったこと
    ///
    /// **判定** 2024年3月までは、利用支援費の月の連携(種類を問わない)に月に一度。2024年4月からは、面談と機関の会議への参加は合わせて、利用支援費の月か、なければ継続利用支援費の月に一度、通院同行は月に三回まで(同じ相手先は一回)、情報提供は相手先種別(病院等・それ以外)ごとに一度、加算します
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

declare_rule! {
    /// **要件** 退院・退所加算の月は、退院した病院や施設とは別の機関との連携であること
    ///
    /// **判定** その事業所がその月にその人の退院・退所加算を算定し、ほかの理由のない面談・会議参加の相手先(番号、なければ名前)がどれも退院・退所の行の相手先のとき却下します。別の相手先が一つでもあれば言いません。どちらかに相手先の空の行があって決まらなければ保留します。通院同行と情報提供は調べません
    A654 {
        name: "liaison-with-discharge",
        title: Text("退院・退所と同じ機関の連携", "liaison with the institution that was left"),
        levels: &[Level::Reject, Level::Hold],
        confidence: Confidence::Official,
        sources: &[cite(Source::QaH300330, "問79")],
        wording: Wording {
            message: Text("退院・退所加算を算定する月で、面談の相手先が退院した機関だけなので、加算は算定できません", "the discharge addition is claimed in the month, and only that institution was met"),
            remedy: Text("請求しないでください。別の機関との面談なら、相手先番号を直してください", "do not claim it; correct 相手先番号 if another institution was met"),
        },
        held: Some(Wording {
            message: Text("退院・退所加算を算定する月で、面談の相手先が退院した機関と同じかどうか分かりません", "the discharge addition is claimed in the month; whether another institution was met is not recorded"),
            remedy: Text("面談と退院・退所の両方の行に、相手先番号か相手先名を書いてください。別の機関なら影響額が算定できます", "enter 相手先番号 or 相手先名 in the rows of both: with another institution the yen in 影響額 can be claimed"),
        }),
        needs: &[Need::table("会議等")],
    }
}

declare_rule! {
    /// **要件** 面談や会議は、機関の職員と会って(またはオンラインで)行うこと
    ///
    /// **判定** 2024年4月から。面談と会議参加で、方法が文書・FAX・メール・電話の行を却下します
    A656 {
        name: "liaison-not-met",
        title: Text("会っていない面談・会議参加", "liaison without a meeting"),
        levels: &[Level::Reject],
        since: Some(REVISION_2024),
        confidence: Confidence::Official,
        sources: &[cite(Source::QaR060329, "問68")],
        wording: Wording {
            message: Text("文書や電話での連携は、面談・会議参加になりません", "a letter or a call is no interview"),
            remedy: Text("請求しないでください。情報を伝えたのなら活動種別を(情報提供)に、会ったのなら「方法」を直してください", "do not claim it; if information was given, correct 活動種別; if somebody was met, correct 方法"),
        },
        needs: &[Need::table("会議等")],
    }
}

declare_rule! {
    /// **要件** 連携した機関が、利用者の使う障害福祉サービスの事業所でないこと
    ///
    /// **判定** 2024年4月から。相手先番号が、活動日の受給者証の利用事業所番号にあるとき却下します
    A655 {
        name: "liaison-with-own-provider",
        title: Text("利用している事業所との連携", "liaison with the recipient's own provider"),
        levels: &[Level::Reject],
        since: Some(REVISION_2024),
        confidence: Confidence::Official,
        sources: &[cite(Source::QaR060329, "問67")],
        wording: Wording {
            message: Text("利用者の使う障害福祉サービスの事業所との連携なので、加算は算定できません", "the institution is a disability service that the recipient uses"),
            remedy: Text("請求しないでください。相手先番号に誤りがあれば直してください", "do not claim it; correct 相手先番号 if it is wrong"),
        },
        needs: &[Need::table("会議等"), Need::column("会議等", "相手先番号"), Need::column("受給者", "利用事業所番号")],
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&A650, Check::Addition(judge));
/// That of A656.
pub(crate) const NOT_MET: Entry = Entry::new(&A656, Check::Activity(not_met));
/// That of A655.
pub(crate) const WITH_PROVIDER: Entry = Entry::new(&A655, Check::Activity(with_provider));

fn not_met(case: &ActivityCase<'_>, docket: &mut Docket) {
    use Method::{Fax, Letter, Mail, Telephone};
    let apart = matches!(case.activity.method, Telephone | Fax | Mail | Letter);
    if case.activity.kind.is_institution_interview() && apart {
        docket.reject(&[case.cell(cell::METHOD), case.cell(cell::DAY)]);
    }
}

fn with_provider(case: &ActivityCase<'_>, docket: &mut Docket) {
    let Some(partner) = case.activity.partner else { return };
    let partner = case.ledger().text(partner);
    let is_provider = case.holder.providers.iter().any(|provider| provider.as_str() == partner);
    if case.item == Item::InstitutionLiaisonAddition && is_provider {
        let providers = case.holder_cell(column::recipient::PROVIDERS);
        docket.reject(&[case.cell(cell::PARTNER), providers, case.cell(cell::DAY)]);
    }
}

fn judge(sheet: &mut Sheet<'_>) {
    let rows = sheet.of_month(Item::InstitutionLiaisonAddition);
    for &index in &rows {
        ask_for_base(sheet, index);
    }
    refuse_with_discharge(sheet, &rows);
    for (_, rows) in sheet.together(&sheet.standing(&rows), limit_of) {
        let paid = within_limit(sheet, &rows, &A653);
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

/// Refuses the interviews of an office that claims the discharge addition too, unless another
/// institution than the one that was left is among them.
fn refuse_with_discharge(sheet: &mut Sheet<'_>, rows: &[usize]) {
    let mut interviews = sheet.standing(rows);
    interviews.retain(|index| sheet.rows[*index].case.activity.kind.is_institution_interview());
    for (whose, interviews) in sheet.by_office(&interviews) {
        let discharge = sheet.granted_in(whose, Item::DischargeAddition, sheet.month());
        let Some(discharge) = discharge else { continue };
        let discharges = sheet.select(|row| discharge.rows.contains(&row.case.origin));
        let is_left_alone = is_left_alone(sheet, &interviews, &discharges);
        let cells = |index: usize| {
            let case = &sheet.rows[index].case;
            [case.partner_cell(), case.cell(cell::DAY)]
        };
        let of_discharges: Vec<Cell> = discharges.iter().copied().flat_map(cells).collect();
        let cells: Vec<_> = interviews.iter().map(|index| (*index, cells(*index))).collect();
        for (index, cells) in cells {
            let cells = [cells.as_slice(), &of_discharges].concat();
            let docket = sheet.rows[index].docket.by(&A654);
            match is_left_alone {
                Some(true) => docket.reject(&cells),
                None => docket.hold(&cells),
                Some(false) => {}
            }
        }
    }
}

/// Whether nobody but the institution that was left was met; `None` where a blank leaves it open.
fn is_left_alone(sheet: &Sheet<'_>, interviews: &[usize], discharges: &[usize]) -> Option<bool> {
    let partners = |rows: &[usize]| -> Vec<Option<Symbol>> {
        rows.iter().map(|index| sheet.rows[*index].case.partner()).collect()
    };
    let (met, left) = (partners(interviews), partners(discharges));
    let is_left = |partner: &Option<Symbol>| partner.is_some() && left.contains(partner);
    let is_another = |partner: &Option<Symbol>| partner.is_some() && !left.contains(partner);
    if met.iter().all(is_left) {
        Some(true)
    } else if met.iter().any(is_another) && !left.contains(&None) {
        Some(false)
    } else {
        None
    }
}
