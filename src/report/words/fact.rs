//! What a finding rests on, as text: cells as they were written, sources, related rows.

use crate::{
    finding::{Cell, Finding, Lang},
    input::{Sources, visible},
};

/// Longest stretch of a cell that is shown.
const SHOWN_MAX: usize = 40;

/// 「事実」 the cells with their places and the computed fact.
pub(crate) fn fact(finding: &Finding, sources: &Sources, lang: Lang) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut file_line = None;
    for cell in finding.cells.iter().filter(|cell| !cell.column.is_empty()) {
        let place = (cell.origin != finding.origin.unwrap_or(cell.origin)
            && file_line != Some(cell.origin))
        .then(|| format!("{} ", sources.place(cell.origin)));
        file_line = Some(cell.origin);
        let value = shown(*cell, sources, lang);
        parts.push(format!("{}{} {value}", place.unwrap_or_default(), cell.column));
    }
    parts.extend(finding.note.as_ref().map(|note| visible(note.get(lang)).into_owned()));
    parts.join(" / ")
}

/// A cell as it was written, cut where it is long.
pub(crate) fn shown(cell: Cell, sources: &Sources, lang: Lang) -> String {
    let (no_column, blank) = match lang {
        Lang::Ja => ("(列なし)", "(空)"),
        Lang::En => ("(no such column)", "(blank)"),
    };
    match sources.written(cell) {
        None => no_column.to_owned(),
        Some(text) if text.is_empty() => blank.to_owned(),
        Some(text) => {
            let start: String = text.chars().take(SHOWN_MAX).collect();
            let rest = if text.chars().count() > SHOWN_MAX { "…" } else { "" };
            format!("{}{rest}", visible(&start))
        }
    }
}

/// 「関連」 `file:line` of the other rows.
pub(crate) fn related(finding: &Finding, sources: &Sources) -> String {
    sources.places(&finding.related())
}

/// 「根拠」 the sources, with the rule's standing where none settles it.
pub(crate) fn sources_of(finding: &Finding) -> String {
    let mut cites: Vec<String> = finding.rule.sources.iter().map(ToString::to_string).collect();
    cites.extend(finding.rule.unsettled.map(|_| "資料で確定していない扱い".to_owned()));
    cites.join("; ")
}
