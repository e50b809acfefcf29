//! M201「同じ月に別のモニタリングがある」

use crate::rules::prelude::*;

declare_rule! {
    /// **要件** 継続利用支援費は一人につき月に一つであること
    ///
    /// **判定** 計画に吸収されなかったモニタリングが同じ月に二つ以上あるとき、最も早いものだけを算定します。同じ日は、どちらにも時刻があれば時刻、なければ事業所番号・従業者番号の順です
    M201 {
        name: "monitoring-once-a-month",
        title: Text("同じ月に別のモニタリングがある", "monitoring once a month"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::Handbook, "報酬関係Q&A Q7")],
        wording: Wording {
            message: Text("同じ月に、より早いモニタリングがあります。継続利用支援費は月に一つです", "an earlier monitoring of the month is paid; the fee is monthly"),
            remedy: Text("請求しないでください。月額なので一回分だけです", "do not claim it: the fee is monthly"),
        },
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&M201, Check::MonitoringAmongSurviving(check));

fn check(case: &MonitoringCase<'_>, docket: &mut Docket) {
    let mut others = case.timeline.valid_monitorings_of(case.head.recipient);
    let first = others.find(|(place, other)| {
        *place < case.index
            && case.timeline.monitoring_standings[*place].surviving
            && ServiceMonth::of(other.row.day) == case.month
    });
    if let Some((_, first)) = first {
        docket.reject(&[case.day_cell, case.cell_of(&first.row, column::monitoring::DAY)]);
    }
}
