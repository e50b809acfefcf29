//! Submitted files, or rows of them, that could not be read.

use super::{
    shown::{ROWS_PER_CODE, more},
    table::{Heading, table},
    words,
    writer::Page,
};
use crate::{
    audit::{Audit, AuditFinding},
    finding::Lang,
    input::Sources,
    submission::rules::X909,
};

const COLUMNS: [Heading; 3] = [("ファイル", "place"), ("行", "num"), ("項目と理由", "wide")];

/// Writes the chapter.
pub(super) fn write(page: &mut Page, audit: &Audit, sources: &Sources) {
    let faults = audit.findings.iter().filter(|finding| finding.rule == &X909);
    let faults: Vec<&AuditFinding> = faults.collect();
    let Some(first) = faults.first() else {
        page.text_in("p", &[], "ありません。渡された請求のファイルは、すべて読めました。");
        return;
    };
    let wording = first.rule.wording_at(first.level);
    page.element("div", &[("class", "about")], |page| {
        let told = format!(
            "{}件。形の合わないところです。読めなかった行は点検していません。ほかの行とファイルの点検は続けました。",
            words::count(faults.len())
        );
        page.text_in("p", &[], &told);
        page.element("p", &[("class", "remedy")], |page| {
            page.prose(wording.remedy.get(Lang::Ja));
        });
    });
    table(page, &COLUMNS, faults.iter().take(ROWS_PER_CODE), |finding, cells| {
        cells.text(finding.origin.map_or("", |origin| sources.name(origin)));
        cells.text(&finding.origin.map_or_else(String::new, |origin| origin.line.to_string()));
        cells.with(|page| {
            page.text(finding.note.as_ref().map_or("", |note| note.get(Lang::Ja)));
            let about = format!("{} {}", finding.rule.code, finding.rule.title.get(Lang::Ja));
            page.text_in("small", &[], &about);
        });
    });
    more(page, faults.len());
}
