//! Whose a related row is. A page that is sent to an office must not point into the records of
//! another: only rows that are known to be its own, or the city's, are named there.

use rustc_hash::FxHashMap;

use crate::{
    audit::{Audit, AuditFinding},
    finding::Origin,
    input::{Sources, normalize},
    number::OfficeNumber,
    records::SPECS,
    report::csv::decode_cp932,
};

/// At most this many places are named beside a finding.
const PLACES_SHOWN: usize = 5;

/// The column that says whose row it is.
const OFFICE: &str = "事業所番号";

/// A finding that rests on other lines, and a cause that rests on a record, maybe of another office.
const OTHER_LINE: &str = "X904";
const OTHER_OFFICE: &str = "M204";

/// The input, and where the lines of the submitted files begin.
pub(super) struct Rows<'a> {
    pub(super) sources: &'a Sources,
    starts: FxHashMap<u16, Vec<usize>>,
}

impl<'a> Rows<'a> {
    /// Of the files that findings point into.
    pub(super) fn new(audit: &Audit, sources: &'a Sources) -> Self {
        let mut starts: FxHashMap<u16, Vec<usize>> = FxHashMap::default();
        for row in audit.findings.iter().flat_map(|finding| &finding.related) {
            let Some(file) = sources.file(row.file) else { continue };
            if sources.table_of(*row).is_none() {
                starts.entry(row.file).or_insert_with(|| {
                    let ends = memchr::memchr_iter(b'\n', &file.bytes).map(|end| end + 1);
                    std::iter::once(0).chain(ends).collect()
                });
            }
        }
        Self { sources, starts }
    }

    /// What stands beside a finding on the page of its office; nothing where nothing may.
    pub(super) fn beside(&self, finding: &AuditFinding) -> String {
        let Some(office) = finding.office else { return String::new() };
        let is_line =
            |row: &Origin| finding.rule.code == OTHER_LINE && self.sources.table_of(*row).is_none();
        let (lines, rows): (Vec<Origin>, Vec<Origin>) =
            finding.related.iter().copied().partition(is_line);
        let of_lines = match lines.iter().all(|row| self.is_of(*row, office)) {
            _ if lines.is_empty() => "",
            true => "同じ事業所の別の行",
            false => "別の事業所の請求",
        };
        let of_rows = match &*finding.cause {
            OTHER_OFFICE => "別の事業所の記録".to_owned(),
            _ => self.own_places(&rows, office),
        };
        let mut told = vec![of_lines, &of_rows];
        told.retain(|part| !part.is_empty());
        told.join("; ")
    }

    /// The office's own rows, of whichever table.
    fn own_places(&self, rows: &[Origin], office: OfficeNumber) -> String {
        // One more than is shown tells that there are more, without a look at all of them.
        let own = rows.iter().filter(|row| self.is_of(**row, office)).copied();
        let own: Vec<Origin> = own.take(PLACES_SHOWN + 1).collect();
        let shown = own.get(..PLACES_SHOWN).unwrap_or(&own);
        let places = self.sources.places(shown).replace(';', "; ");
        if own.len() > shown.len() { format!("{places} ほか") } else { places }
    }

    /// Whether the row is the office's own, or in a table that no office keeps.
    fn is_of(&self, row: Origin, office: OfficeNumber) -> bool {
        match self.sources.table_of(row).and_then(|table| SPECS.get(table)) {
            Some(table) => table.column(OFFICE).is_none_or(|column| {
                let written = self.sources.written(self.sources.cell(row, column));
                written.is_some_and(|written| normalize(&written) == office.as_str())
            }),
            None => self.line(row).is_some_and(|line| {
                let text = decode_cp932(line);
                normalize(&text).contains(office.as_str())
            }),
        }
    }

    /// The bytes of a submitted line.
    fn line(&self, row: Origin) -> Option<&[u8]> {
        let starts = self.starts.get(&row.file)?;
        let place = usize::try_from(row.line).ok()?.checked_sub(1)?;
        let from = *starts.get(place)?;
        let bytes = &self.sources.file(row.file)?.bytes;
        bytes.get(from..starts.get(place + 1).copied().unwrap_or(bytes.len()))
    }
}
