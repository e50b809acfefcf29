//! 居宅介護支援事業所等連携加算・保育・教育等移行支援加算: A670 to A672.

use super::{base_month::refuse_with_base, prelude::*};

declare_rule! {
    /// **要件** 介護保険の居宅介護支援事業所など、または保育所・学校・職場などへ、利用者を引き継ぐ連携をしたこと
    ///
    /// **判定** 成人は居宅介護支援事業所等連携、障害児は保育・教育等移行支援。訪問と会議参加は基本報酬のない月に、情報提供はどの月にも算定します。2021年3月までは種類がなく、月に一度です
    A670 {
        name: "liaison-handover",
        title: Text("引き継ぎの連携をした", "handover"),
        levels: &[Level::Grant],
        confidence: Confidence::Official,
        sources: &[cite(Source::QaR030408, "問30"), cite(Source::Notice, "居宅介護支援事業所等連携加算")],
        wording: Wording {
            message: Text("引き継ぎ先と連携しています", "liaison with the place the recipient is handed over to"),
            remedy: Text("請求してください", "claim it"),
        },
        needs: &[Need::table("会議等")],
    }
}

declare_rule! {
    /// **要件** 訪問と会議参加は、その月に、その事業所の基本報酬がないこと
    ///
    /// **判定** 2021年4月から。却下と保留の分け方はA661と同じです。情報提供は問いません
    A671 {
        name: "handover-with-base",
        title: Text("基本報酬のある月の引き継ぎ", "handover with a base fee"),
        levels: &[Level::Reject, Level::Hold],
        confidence: Confidence::Official,
        sources: &[cite(Source::QaR030408, "問30")],
        wording: Wording {
            message: Text("基本報酬のある月なので、訪問・会議参加の加算は算定できません", "the month has a base fee"),
            remedy: Text("請求しないでください", "do not claim it"),
        },
        held: Some(Wording {
            message: Text("基本報酬を算定するかもしれない月です(指定月でモニタリングの記録がない、または計画が保留)", "the month may have a base fee: designated without a monitoring, or a held plan"),
            remedy: Text("モニタリングを行っていれば記録してください(この加算は算定できません)。行っていなければ、指定月の扱いを市町村に確かめてください", "record the monitoring if it was done; otherwise ask the municipality about the designated month"),
        }),
        needs: &[Need::table("会議等")],
        partly_needs: &[Need::table("モニタリング期間")],
        unsettled: Some(Text("保留の計画のある月の扱いは資料で確定していないので、保留します", "a month with a held plan is settled by no source: held")),
    }
}

declare_rule! {
    /// **要件** 回数と期間の限度の中であること
    ///
    /// **判定** 2024年3月までは、訪問・会議参加・情報提供のそれぞれ月に一度。2024年4月からは、支給期間の中でそれぞれ二回まで、支給期間の後は6か月の間、それぞれ月に一度。どの改定でも、支給期間の前と、後の6か月を過ぎた活動は却下します
    A672 {
        name: "handover-over-limit",
        title: Text("引き継ぎの回数・期間を超えた", "handover over the limit"),
        levels: &[Level::Reject],
        confidence: Confidence::Single,
        sources: &[cite(Source::QaR060329, "問66")],
        wording: Wording {
            message: Text("引き継ぎの加算の回数か期間の限度を超えています", "beyond the limits of times or months"),
            remedy: Text("請求しないでください。受給者証の支給期間を確かめてください", "do not claim it; check the entitlement period"),
        },
        needs: &[Need::table("会議等")],
        unsettled: Some(Text("2024年3月までの算定を支給期間の二回に数えることと、2024年3月までの期間の限度は、資料で確定していません", "whether times before 2024-04 count, and the months before it, is not settled")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&A670, Check::Handover(judge));

/// Times of each kind in an entitlement period.
const TIMES_IN_PERIOD: usize = 2;
/// Months after the period in which a handover is paid.
const MONTHS_AFTER: i32 = 6;

/// Where a month lies in the entitlement.
enum Period {
    /// In it, from its first month to its last.
    Within(ServiceMonth, ServiceMonth),
    /// In the six months after it.
    After,
    /// Before it, or later.
    Outside,
}

fn judge(sheet: &mut Sheet<'_>) {
    let rows = sheet.select(|row| row.case.activity.kind.is_handover());
    for &index in &rows {
        let row = &sheet.rows[index];
        let information = matches!(
            row.case.activity.kind,
            ActivityKind::CareOfficeInformation | ActivityKind::SchoolInformation
        );
        let one_kind = row.variant == Some("");
        if !information && !one_kind {
            refuse_with_base(sheet, index, &A671);
        }
        ask_for_period(sheet, index);
    }
    // Until 2021-03 the kinds are one.
    let limits = |row: &SheetRow<'_>| {
        (row.case.head.recipient, (row.variant != Some("")).then_some(row.case.activity.kind))
    };
    for (_, rows) in sheet.together(&sheet.standing(&rows), limits) {
        for index in rows {
            if let Some(paid) = paid_up(sheet, index) {
                sheet.reject(index, &A672, &[cell::DAY, cell::KIND], &[paid]);
                continue;
            }
            let variant = sheet.rows[index].variant.unwrap_or_default();
            sheet.grant(&A670, variant, (&[index], 1), &[]);
        }
    }
}

/// Refuses a row outside the entitlement and the months after it.
fn ask_for_period(sheet: &mut Sheet<'_>, index: usize) {
    use column::recipient::{FIRST_MONTH, LAST_MONTH};
    let case = &sheet.rows[index].case;
    if matches!(period(case), Period::Outside) {
        let cells = [case.holder_cell(FIRST_MONTH), case.holder_cell(LAST_MONTH)];
        sheet.reject(index, &A672, &[cell::DAY], &cells);
    }
}

fn period(case: &ActivityCase<'_>) -> Period {
    let ledger = case.ledger();
    let certificates = case.recipient().certificates.iter();
    let rows = certificates.flat_map(|id| &ledger.certificate(*id).rows);
    if case.holder.entitles(case.month) {
        return Period::Within(case.holder.first_month, case.holder.last_month);
    }
    if let Some(row) = rows.clone().find(|row| row.entitles(case.month)) {
        return Period::Within(row.first_month, row.last_month);
    }
    let ended = rows.map(|row| row.last_month).filter(|last| *last < case.month).max();
    match ended {
        Some(last) if case.month.since(last) <= MONTHS_AFTER => Period::After,
        _ => Period::Outside,
    }
}

/// The row that used up the limit of `index`'s kind.
fn paid_up(sheet: &Sheet<'_>, index: usize) -> Option<Cell> {
    let row = &sheet.rows[index];
    let case = &row.case;
    let one_kind = row.variant == Some("");
    let same_kind = sheet.granted.iter().filter(|granted| {
        granted.item == case.item && (one_kind || granted.kind == Some(case.activity.kind))
    });
    let of_recipient = same_kind.filter(|granted| granted.head.recipient == case.head.recipient);
    let first_cell = |granted: &crate::rules::Granted| granted.cells.first().copied();
    match period(case) {
        Period::Within(first, last) if case.month >= REVISION_2024 => {
            let in_period = of_recipient.filter(|granted| {
                granted.head.office == case.head.office && (first..=last).contains(&granted.month)
            });
            in_period.skip(TIMES_IN_PERIOD - 1).last().and_then(first_cell)
        }
        _ => {
            let mut in_month = of_recipient.filter(|granted| granted.month == case.month);
            in_month.next().and_then(first_cell)
        }
    }
}
