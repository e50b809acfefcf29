//! Whose a related row is. A page that is sent to an office must not point into the records of
//! another: only rows that are known to be its own, or the city's, are named there.

use crate::{
    audit::{Audit, AuditFinding},
    catalogue,
    finding::Origin,
    input::{Sources, normalize},
    number::OfficeNumber,
    records::SPECS,
};

/// At most this many places are named beside a finding.
const PLACES_SHOWN: usize = 5;

/// The column that says whose row it is.
const OFFICE: &str = "事業所番号";

/// The input, and what was submitted of it.
pub(super) struct Rows<'a> {
    audit: &'a Audit,
    pub(super) sources: &'a Sources,
}

impl<'a> Rows<'a> {
    /// Of the files that findings point into.
    pub(super) const fn new(audit: &'a Audit, sources: &'a Sources) -> Self {
        Self { audit, sources }
    }

    /// What stands beside a finding on the page of its office; nothing where nothing may.
    pub(super) fn beside(&self, finding: &AuditFinding) -> String {
        let Some(office) = finding.office else { return String::new() };
        let words = finding.rule.of_audit.and_then(|of_audit| of_audit.other_lines);
        let is_line = |row: &Origin| words.is_some() && self.sources.table_of(*row).is_none();
        let (lines, rows): (Vec<Origin>, Vec<Origin>) =
            finding.related.iter().copied().partition(is_line);
        let are_open = lines.iter().all(|row| self.may_see(office, *row));
        let words = words.filter(|_| !lines.is_empty());
        let of_lines = words.map_or("", |[same, other]| if are_open { same } else { other });
        let cause = catalogue::find(&finding.cause);
        let of_rows = if cause.is_some_and(|rule| rule.of_another_office) {
            "別の事業所の記録".to_owned()
        } else {
            self.open_places(&rows, office)
        };
        let mut told = vec![of_lines, &of_rows];
        told.retain(|part| !part.is_empty());
        told.join("; ")
    }

    /// The places of the rows that the office may see, of whichever table.
    fn open_places(&self, rows: &[Origin], office: OfficeNumber) -> String {
        // One more than is shown tells that there are more, without a look at all of them.
        let open = rows.iter().filter(|row| self.may_see(office, **row)).copied();
        let open: Vec<Origin> = open.take(PLACES_SHOWN + 1).collect();
        let shown = open.get(..PLACES_SHOWN).unwrap_or(&open);
        let places = self.sources.places(shown).replace(';', "; ");
        if open.len() > shown.len() { format!("{places} ほか") } else { places }
    }

    /// Whether the row is the office's own, or in a table that no office keeps. Whose a record is its
    /// cell says; whose a submitted line, what the audit read there.
    fn may_see(&self, office: OfficeNumber, row: Origin) -> bool {
        let Some(table) = self.sources.table_of(row).and_then(|table| SPECS.get(table)) else {
            return self.audit.submitted_by.get(&row) == Some(&office);
        };
        table.column(OFFICE).is_none_or(|column| {
            let written = self.sources.written(self.sources.cell(row, column));
            written.is_some_and(|written| normalize(&written) == office.as_str())
        })
    }
}
