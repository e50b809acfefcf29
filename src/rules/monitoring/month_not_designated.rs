//! M205「モニタリングの指定月でない」

use crate::rules::prelude::*;
use chrono::NaiveDate;

use crate::ledger::Designation;

declare_rule! {
    /// **要件** 市町村が指定したモニタリングの月であること
    ///
    /// **判定** モニタリング期間の行の終了年月と、そこから間隔月数ずつ戻った月(開始年月まで)が指定月です。実施日までに通知された行で決めます。通知日のある行は、その開始年月から、より前に通知された行と通知日のない行に代わります。開始年月と終了年月が同じ行は、その月を加えるだけです。どの行も指定しない月は却下。実施日の後に通知された行だけが指定するときは保留します
    M205 {
        name: "month-not-designated",
        title: Text("モニタリングの指定月でない", "month not designated"),
        levels: &[Level::Reject, Level::Hold],
        confidence: Confidence::Official,
        sources: &[cite(Source::Handbook, "p.18"), cite(Source::QaH290331, "モニタリング期間")],
        wording: Wording {
            message: Text("モニタリングの指定月ではありません", "the municipality has not designated the month"),
            remedy: Text("請求しないでください。必要なモニタリングだったのなら、期間の変更を市町村に相談してください", "do not claim it; if the visit was needed, ask the municipality to change the schedule"),
        },
        held: Some(Wording {
            message: Text("指定月とする通知が、実施日より後です", "the month was designated only after the visit"),
            remedy: Text("期間変更の通知の日を確かめ、算定できるか市町村に確かめてください", "check the day of the notice and ask the municipality"),
        }),
        needs: &[Need::table("モニタリング期間")],
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&M205, Check::Monitoring(check));

fn check(case: &MonitoringCase<'_>, docket: &mut Docket) {
    let designation = case.recipient().designation();
    if designation.is_missing() || designation.known_on(case.day, case.month).is_some() {
        return;
    }
    if let Some(later) = designation.ever(case.month) {
        docket.hold(&[case.day_cell, case.cell_of(later, column::schedule::NOTICE)]);
        return;
    }
    let mut cells = vec![case.day_cell];
    for row in designation.rows() {
        cells.push(case.cell_of(row, column::schedule::INTERVAL));
        cells.push(case.cell_of(row, column::schedule::LAST_MONTH));
    }
    let near = || months_near(designation, case.day, case.month);
    docket.say(Level::Reject, &cells, Some(&near));
}

/// The designated months of half a year before and after.
fn months_near(designation: Designation<'_>, day: NaiveDate, month: ServiceMonth) -> Note {
    let months: Vec<String> = (-6..=6)
        .map(|step| month.plus(step))
        .filter(|month| designation.known_on(day, *month).is_some())
        .map(|month| month.to_string())
        .collect();
    let list = months.join("、");
    Note {
        ja: format!("前後6か月の指定月: {list}"), en: format!("designated nearby: {list}")
    }
}
