//! 入院時情報連携加算: A630 to A632.

use super::prelude::*;

declare_rule! {
    /// **要件** 入院した病院に、利用者の情報を伝えたこと
    ///
    /// **判定** 訪問して伝えれば(Ⅰ)、ほかの方法なら(Ⅱ)。月に一度、よいほうを算定します。基本報酬のない月でも算定できます
    A630 {
        name: "admission-information",
        title: Text("入院先に情報を伝えた", "information on admission"),
        levels: &[Level::Grant],
        confidence: Confidence::Official,
        sources: &[cite(Source::Notice, "入院時情報連携加算")],
        wording: Wording {
            message: Text("入院先の病院に情報を伝えています", "information was given to the hospital"),
            remedy: Text("請求してください", "claim it"),
        },
        needs: &[Need::table("会議等")],
    }
}

declare_rule! {
    /// **要件** 月に一度であること
    ///
    /// **判定** (Ⅰ)を先に、次に早いものから、一つだけを算定し、ほかを却下します
    A631 {
        name: "admission-once",
        title: Text("同じ月の二度目の情報連携", "admission once a month"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::Notice, "入院時情報連携加算")],
        wording: Wording {
            message: Text("入院時情報連携加算は月に一度です", "the addition is paid once a month"),
            remedy: Text("請求しないでください", "do not claim it"),
        },
        needs: &[Need::table("会議等")],
    }
}

declare_rule! {
    /// **要件** 入院から日を置かずに伝えたこと
    ///
    /// **判定** 活動日が入院日から市町村の設定の日数(admission_information_days、初めは7日)を過ぎていれば却下、入院日が空なら保留します
    A632 {
        name: "admission-late",
        title: Text("入院から日がたっている", "admission information late"),
        levels: &[Level::Reject, Level::Hold],
        confidence: Confidence::Reading,
        sources: &[cite(Source::Reading, "入院時情報連携加算の日数")],
        wording: Wording {
            message: Text("入院から、定めた日数を過ぎています", "too many days after the admission"),
            remedy: Text("入院日を確かめてください。日数の扱いは市町村に確かめ、違えば設定で変えてください", "check the day of admission; ask the municipality for its limit and set it in the policy"),
        },
        held: Some(Wording {
            message: Text("入院日が書かれていません", "the day of admission is not recorded"),
            remedy: Text("会議等の表に入院日を書いてください。影響額が算定できます", "enter 入院日: the yen in 影響額 can then be claimed"),
        }),
        needs: &[Need::table("会議等")],
        unsettled: Some(Text("情報を伝える日数の限度は、資料で確定していません", "the limit in days is not settled by any source")),
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&A630, Check::Addition(judge));
/// That of A632.
pub(crate) const LATE: Entry = Entry::new(&A632, Check::Activity(late));

fn late(case: &ActivityCase<'_>, docket: &mut Docket) {
    if case.item != Item::AdmissionInformationAddition {
        return;
    }
    let cells = [case.cell(cell::ADMITTED), case.cell(cell::DAY)];
    let limit = case.reading().admission_information_days;
    match case.activity.admitted {
        None => docket.hold(&cells),
        Some(admitted) if (case.day - admitted).num_days() > limit => docket.reject(&cells),
        Some(_) => {}
    }
}

fn judge(sheet: &mut Sheet<'_>) {
    let rows = sheet.of_month(Item::AdmissionInformationAddition);
    for mut rows in sheet.by_recipient(&sheet.standing(&rows)) {
        let visited = |index: &usize| sheet.rows[*index].case.activity.method == Method::Visit;
        rows.sort_by_key(|index| !visited(index));
        let best = &sheet.rows[rows[0]].case;
        let variant = sheet.rows[rows[0]].variant.unwrap_or_default();
        let cells = [best.cell(cell::DAY), best.cell(cell::METHOD)];
        let admitted = best.cell(cell::ADMITTED);
        sheet.grant(&A630, variant, (&rows[..1], 1), &[admitted]);
        for &index in &rows[1..] {
            sheet.reject(index, &A631, &[cell::DAY, cell::METHOD], &cells);
        }
    }
}
