//! サービス担当者会議実施加算: A610 to A614, A616.

use super::prelude::*;

declare_rule! {
    /// **要件** モニタリングを算定する月に、サービス担当者会議を開いたこと
    ///
    /// **判定** その事業所が継続利用支援費を算定する月の会議に、月に一度だけ加算します
    A610 {
        name: "conference",
        title: Text("サービス担当者会議を開いた", "conference held"),
        levels: &[Level::Grant],
        confidence: Confidence::Official,
        sources: &[cite(Source::Notice, "サービス担当者会議実施加算")],
        wording: Wording {
            message: Text("モニタリングの月のサービス担当者会議です", "a conference in a month with a monitoring fee"),
            remedy: Text("請求してください", "claim it"),
        },
        needs: &[Need::table("会議等")],
    }
}

declare_rule! {
    /// **要件** 会議の属するモニタリングが、計画に含まれていないこと
    ///
    /// **判定** 会議は、その日までの最後の有効なモニタリング(なければ後の最初のもの)に属します。そのモニタリングが計画に含まれた(M202からM204)とき却下します
    A611 {
        name: "conference-led-to-plan",
        title: Text("計画につながったモニタリングの会議", "conference led to a plan"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::Handbook, "報酬関係Q&A Q12")],
        wording: Wording {
            message: Text("会議の属するモニタリングが計画に含まれるので、加算は算定できません", "the monitoring of the conference was absorbed by a plan"),
            remedy: Text("請求しないでください。計画の利用支援費に含まれます", "do not claim it: the plan fee covers it"),
        },
        needs: &[Need::table("会議等")],
    }
}

declare_rule! {
    /// **要件** その月に継続利用支援費を算定し、会議の属するモニタリングが保留でないこと
    ///
    /// **判定** その事業所がその月に継続利用支援費を算定しないとき(保留のときも)却下します。会議の属するモニタリング(A611)が保留のときは、同じ月の別のモニタリングを算定しても却下します。国保連の点検(EF58)でも返戻になります
    A612 {
        name: "conference-without-monitoring",
        title: Text("モニタリングのない月の会議", "conference without a monitoring fee"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::Federation, "EF58")],
        wording: Wording {
            message: Text("継続利用支援費を算定しない月か、会議の属するモニタリングが保留なので、加算は算定できません", "no monitoring fee is claimed in the month, or the monitoring of the conference is held"),
            remedy: Text("モニタリングを行っていれば記録を加えてください。モニタリングが保留なら、それが解けてから一緒に請求します", "add the monitoring if it was done; if it is held, claim both once it is settled"),
        },
        needs: &[Need::table("会議等")],
    }
}

declare_rule! {
    /// **要件** 集まって(またはオンラインで)会議を開いたこと
    ///
    /// **判定** 方法が電話・FAX・メール・文書の行を却下します。意見の照会として報告書には書けます
    A613 {
        name: "conference-not-held",
        title: Text("会議を開いていない", "conference not held"),
        levels: &[Level::Reject],
        confidence: Confidence::Single,
        sources: &[cite(Source::QaH300330, "問84"), cite(Source::Handbook, "モニタリングQ&A Q7")],
        wording: Wording {
            message: Text("電話や文書での照会は、会議を開いたことになりません", "a round by telephone or letter is no conference"),
            remedy: Text("請求しないでください。会議を開いたのなら「方法」を直してください", "do not claim it; correct 方法 if a conference was held"),
        },
        needs: &[Need::table("会議等")],
    }
}

declare_rule! {
    /// **要件** 月に一度であること
    ///
    /// **判定** 算定できる会議のうち、最も早いもの以外を却下します
    A614 {
        name: "conference-once",
        title: Text("同じ月の二度目の会議", "conference once a month"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::Notice, "サービス担当者会議実施加算")],
        wording: Wording {
            message: Text("会議の加算は月に一度です", "the addition is paid once a month"),
            remedy: Text("請求しないでください", "do not claim it"),
        },
        needs: &[Need::table("会議等")],
    }
}

declare_rule! {
    /// **要件** その月に、機関等連携の面談・会議参加の加算がないこと
    ///
    /// **判定** 2024年4月から。その事業所がその月にその人の医療・保育・教育機関等連携加算を面談か会議参加で算定するとき却下します。通院同行と情報提供は両立します
    A616 {
        name: "conference-with-liaison",
        title: Text("機関等連携の面談がある月の会議", "conference beside a liaison interview"),
        levels: &[Level::Reject],
        since: Some(REVISION_2024),
        confidence: Confidence::Official,
        sources: &[cite(Source::Notice, "サービス担当者会議実施加算"), cite(Source::QaR060329, "問68")],
        wording: Wording {
            message: Text("機関等連携加算の面談・会議参加を算定する月なので、会議の加算は算定できません", "not together with an interview or meeting of the liaison addition"),
            remedy: Text("請求しないでください", "do not claim it"),
        },
        needs: &[Need::table("会議等")],
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&A610, Check::OnAddition(judge));
/// That of A613.
pub(crate) const NOT_HELD: Entry = Entry::new(&A613, Check::Activity(not_held));

fn not_held(case: &ActivityCase<'_>, docket: &mut Docket) {
    use Method::{Fax, Letter, Mail, Telephone};
    let asked_only = matches!(case.activity.method, Telephone | Fax | Mail | Letter);
    if case.item == Item::ConferenceAddition && asked_only {
        docket.reject(&[case.cell(cell::METHOD), case.cell(cell::DAY)]);
    }
}

fn judge(sheet: &mut Sheet<'_>) {
    let rows = sheet.of_month(Item::ConferenceAddition);
    for &index in &rows {
        ask_for_monitoring(sheet, index);
        ask_for_liaison(sheet, index);
    }
    for rows in sheet.by_recipient(&sheet.standing(&rows)) {
        let first = &rows[..1];
        let case = &sheet.rows[first[0]].case;
        let base = sheet.claimed_monitoring(case.whose(), case.month);
        let base = base.map(|event| case.cell_of(&event.row, column::monitoring::DAY));
        let paid = case.cell(cell::DAY);
        sheet.grant(&A610, "", (first, 1), base.as_slice());
        for &index in &rows[1..] {
            sheet.reject(index, &A614, &[cell::DAY], &[paid]);
        }
    }
}

fn ask_for_monitoring(sheet: &mut Sheet<'_>, index: usize) {
    let case = &sheet.rows[index].case;
    let valid: Vec<_> = sheet
        .timeline
        .monitorings_at(case.whose(), case.month)
        .filter(|(_, standing)| standing.valid)
        .collect();
    let before = valid.iter().rev().find(|(event, _)| event.row.day <= case.day);
    let monitoring = before.or(valid.first());
    let day_cell = monitoring.map(|(event, _)| case.cell_of(&event.row, column::monitoring::DAY));
    let is_held = monitoring.is_some_and(|(_, standing)| standing.is_held());
    if monitoring.is_some_and(|(_, standing)| standing.is_absorbed()) {
        sheet.reject(index, &A611, &[cell::DAY], day_cell.as_slice());
    } else if is_held || sheet.claimed_monitoring(case.whose(), case.month).is_none() {
        sheet.reject(index, &A612, &[cell::DAY], day_cell.as_slice());
    }
}

/// Interviews with an institution have variants of their own from 2024-04 on only.
fn ask_for_liaison(sheet: &mut Sheet<'_>, index: usize) {
    let case = &sheet.rows[index].case;
    let liaison = sheet.granted.iter().find(|granted| {
        matches!(granted.variant, "interview_plan" | "interview_monitoring")
            && (granted.head.office, granted.head.recipient) == case.whose()
            && granted.month == case.month
    });
    if let Some(met) = liaison.and_then(|granted| granted.cells.first().copied()) {
        sheet.reject(index, &A616, &[cell::DAY, cell::KIND], &[met]);
    }
}
