//! The records of a file: its lines, cut into fields.

use encoding_rs::SHIFT_JIS;

use crate::exchange::LineCounter;

/// A line as its fields.
pub(super) struct Record {
    /// Physical line, from 1.
    pub(super) line: u32,
    pub(super) fields: Vec<String>,
}

impl Record {
    /// The field at a place, from 0; empty where there is none.
    pub(super) fn get(&self, place: usize) -> &str {
        self.fields.get(place).map_or("", String::as_str)
    }

    /// Whether it holds bytes that are no CP932.
    pub(super) fn is_broken(&self) -> bool {
        self.fields.iter().any(|field| field.contains(char::REPLACEMENT_CHARACTER))
    }
}

pub(super) fn records(bytes: &[u8]) -> Vec<Record> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let (mut records, mut record) = (Vec::new(), csv::ByteRecord::new());
    let mut lines = LineCounter::new(bytes);
    // Reading from memory fails in nothing but an uneven record, and they may be uneven here.
    while matches!(reader.read_byte_record(&mut record), Ok(true)) {
        let at = record.position().map_or(0, csv::Position::byte);
        let line = lines.line_of(usize::try_from(at).unwrap_or(usize::MAX));
        let text = |field| SHIFT_JIS.decode_without_bom_handling(field).0.into_owned();
        records.push(Record { line, fields: record.iter().map(text).collect() });
    }
    records
}

/// The line that ends with the first CR without LF.
pub(super) fn lone_return(bytes: &[u8]) -> Option<u32> {
    let mut returns = memchr::memchr_iter(b'\r', bytes);
    let at = returns.find(|at| bytes.get(at + 1) != Some(&b'\n'))?;
    let before = memchr::memchr_iter(b'\n', &bytes[..at]).count();
    u32::try_from(before + 1).ok()
}
