//! Rows of cells as text, and the CP932 files they are written to.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use encoding_rs::{EncoderResult, SHIFT_JIS};

use crate::days::{Month, Spelling, write_day, write_month};

/// Stands in the text for bytes that no CP932 reader can decode.
pub(crate) const UNDECODABLE: char = '\u{E000}';

/// The bytes written for [`UNDECODABLE`]: a lead byte followed by a digit, which is no trail byte.
const UNDECODABLE_BYTES: [u8; 2] = [0x81, b'9'];

/// Finished rows and the one being written. No cell holds a comma, quote or line break.
#[derive(Default)]
pub(crate) struct Sheet {
    text: String,
    row_start: usize,
}

impl Sheet {
    /// Appends a cell.
    pub(crate) fn text(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.text.push(',');
    }

    /// Appends one cell for each text.
    pub(crate) fn texts(&mut self, cells: &[&str]) {
        for cell in cells {
            self.text(cell);
        }
    }

    /// Appends a day; blank where there is none.
    pub(crate) fn day(&mut self, day: Option<NaiveDate>, spelling: Spelling) {
        if let Some(day) = day {
            write_day(&mut self.text, day, spelling);
        }
        self.text.push(',');
    }

    /// Appends a month.
    pub(crate) fn month(&mut self, month: Month, spelling: Spelling) {
        write_month(&mut self.text, month, spelling);
        self.text.push(',');
    }

    /// The row being written, ready to be changed cell by cell.
    pub(crate) fn row(&self) -> Vec<String> {
        let row = &self.text[self.row_start..];
        let row = row.strip_suffix(',').unwrap_or(row);
        row.split(',').map(str::to_owned).collect()
    }

    /// Puts `cells` in the place of the row being written.
    pub(crate) fn replace_row(&mut self, cells: &[String]) {
        self.text.truncate(self.row_start);
        for cell in cells {
            self.text(cell);
        }
    }

    /// Ends the row.
    pub(crate) fn end_row(&mut self) {
        self.text.pop();
        self.text.push_str("\r\n");
        self.row_start = self.text.len();
    }

    fn clear(&mut self) {
        self.text.clear();
        self.row_start = 0;
    }
}

/// One CSV file in CP932 with CRLF line ends.
pub(crate) struct Table {
    file: BufWriter<File>,
    encoded: Vec<u8>,
}

impl Table {
    /// Creates `dir/name.csv` with its header row.
    pub(crate) fn create(
        dir: &Path,
        name: &str,
        header: impl IntoIterator<Item = &'static str>,
    ) -> Result<Self> {
        let path = dir.join(format!("{name}.csv"));
        let file =
            File::create(&path).with_context(|| format!("cannot create {}", path.display()))?;
        let mut table = Self { file: BufWriter::new(file), encoded: Vec::new() };
        let mut sheet = Sheet::default();
        for column in header {
            sheet.text(column);
        }
        sheet.end_row();
        table.append(&mut sheet)?;
        Ok(table)
    }

    /// Writes the finished rows of `sheet` and empties it.
    pub(crate) fn append(&mut self, sheet: &mut Sheet) -> Result<()> {
        let mut encoder = SHIFT_JIS.new_encoder();
        let mut rest = sheet.text.as_str();
        self.encoded.clear();
        loop {
            let most = encoder.max_buffer_length_from_utf8_without_replacement(rest.len());
            self.encoded.reserve(most.unwrap_or(rest.len()));
            let (result, read) =
                encoder.encode_from_utf8_to_vec_without_replacement(rest, &mut self.encoded, true);
            rest = &rest[read..];
            match result {
                EncoderResult::InputEmpty => break,
                EncoderResult::OutputFull => {}
                EncoderResult::Unmappable(UNDECODABLE) => {
                    self.encoded.extend_from_slice(&UNDECODABLE_BYTES);
                }
                EncoderResult::Unmappable(other) => bail!("CP932 has no character {other:?}"),
            }
        }
        sheet.clear();
        Ok(self.file.write_all(&self.encoded)?)
    }

    /// Writes out what is still in memory.
    pub(crate) fn finish(mut self) -> Result<()> {
        Ok(self.file.flush()?)
    }
}
