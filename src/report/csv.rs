//! Output tables: CP932, CRLF, RFC 4180 quoting, nothing that a spreadsheet would run.

use std::{
    borrow::Cow,
    io::{self, Write},
    ops::Range,
};

use encoding_rs::SHIFT_JIS;
use rayon::prelude::*;

use crate::input::push_name;

/// Rows rendered by one task.
const ROWS_PER_TASK: usize = 4096;

/// First characters that make a spreadsheet read a cell as a formula, the mark that undoes it, and
/// the full-width ones that are read as one of these. CP932 has one character for the two minus
/// signs at the end.
const RISKY: [char; 13] =
    ['=', '+', '-', '@', '\t', '\r', '\'', '＝', '＋', '＠', '＇', '\u{ff0d}', '\u{2212}'];

/// Blanks that are written as they are.
const BLANKS: [char; 5] = [' ', '\u{3000}', '\t', '\r', '\n'];

/// A text cell as it is written: an apostrophe before what would run as a formula. Numbers stay
/// numbers. Without that apostrophe it is the text again.
pub(crate) fn neutralize(text: &str) -> Cow<'_, str> {
    let number = !text.is_empty()
        && text.strip_prefix('-').unwrap_or(text).bytes().all(|b| b.is_ascii_digit());
    if is_risky(text) && (!number || text == "-") {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether a text would run, be it after the blanks that whoever reads it may take off.
fn is_risky(text: &str) -> bool {
    text.starts_with(RISKY) || text.trim_start_matches(BLANKS).starts_with(RISKY)
}

/// The text of a CP932 file of ours.
pub fn decode_cp932(bytes: &[u8]) -> Cow<'_, str> {
    SHIFT_JIS.decode_without_bom_handling(bytes).0
}

/// CP932 bytes; a character that it does not hold becomes its name, `U+20BB7`, and so does a
/// control character, but for a tab and a line break.
fn encode(text: &str) -> Cow<'_, [u8]> {
    let is_command = |character: char| character.is_control() && !"\t\r\n".contains(character);
    let (bytes, _, unwritable) = SHIFT_JIS.encode(text);
    if !unwritable && !text.contains(is_command) {
        return bytes;
    }
    let mut named = String::with_capacity(text.len());
    for character in text.chars() {
        let mut buffer = [0; 4];
        if is_command(character) || SHIFT_JIS.encode(character.encode_utf8(&mut buffer)).2 {
            push_name(&mut named, character);
        } else {
            named.push(character);
        }
    }
    Cow::Owned(SHIFT_JIS.encode(&named).0.into_owned())
}

/// The cells of one row under construction.
pub(super) struct CsvCells {
    record: csv::ByteRecord,
}

impl CsvCells {
    /// Adds a text.
    pub(super) fn text(&mut self, text: &str) {
        self.record.push_field(&encode(&neutralize(text)));
    }

    /// Adds a number, a code or a word of ours, which no spreadsheet runs.
    pub(super) fn plain(&mut self, text: &str) {
        self.record.push_field(&encode(text));
    }

    /// Adds a value that may be blank.
    pub(super) fn maybe(&mut self, value: Option<impl ToString>) {
        self.plain(&value.map(|value| value.to_string()).unwrap_or_default());
    }
}

/// A table: header and one row per element of `rows`, in their order.
pub(super) fn table<R: Sync>(
    header: &[&str],
    rows: &[R],
    write: impl Fn(&R, &mut CsvCells) + Sync,
) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to memory cannot fail.
    let _ = write_table(&mut bytes, header, rows.len(), |place, cells| write(&rows[place], cells));
    bytes
}

/// Writes a table of `count` rows as it is made, so that hardly any of it is ever in memory.
pub(super) fn write_table(
    out: &mut dyn Write,
    header: &[&str],
    count: usize,
    write: impl Fn(usize, &mut CsvCells) + Sync,
) -> io::Result<()> {
    let mut head = CsvCells { record: csv::ByteRecord::new() };
    for name in header {
        head.plain(name);
    }
    let mut first_line = writer();
    first_line.write_byte_record(&head.record)?;
    out.write_all(&first_line.into_inner().unwrap_or_default())?;
    // A few tasks at a time.
    let batch = ROWS_PER_TASK * rayon::current_num_threads() * 2;
    for from in (0..count).step_by(batch) {
        let to = count.min(from + batch);
        let starts: Vec<usize> = (from..to).step_by(ROWS_PER_TASK).collect();
        let parts: Vec<Vec<u8>> = starts
            .par_iter()
            .map(|start| render(*start..to.min(start + ROWS_PER_TASK), &write))
            .collect();
        for part in parts {
            out.write_all(&part)?;
        }
    }
    Ok(())
}

fn render(rows: Range<usize>, write: &impl Fn(usize, &mut CsvCells)) -> Vec<u8> {
    let mut writer = writer();
    let mut cells = CsvCells { record: csv::ByteRecord::new() };
    for row in rows {
        cells.record.clear();
        write(row, &mut cells);
        // Writing to memory cannot fail.
        let _ = writer.write_byte_record(&cells.record);
    }
    writer.into_inner().unwrap_or_default()
}

fn writer() -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::normalize;

    /// The text that [`neutralize`] was given.
    fn restore(cell: &str) -> &str {
        match cell.strip_prefix('\'') {
            Some(rest) if is_risky(rest) => rest,
            _ => cell,
        }
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_neutralised_and_comes_back() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-", "'-"),
            ("-5", "-5"),
            ("-1+2", "'-1+2"),
            ("+81", "'+81"),
            ("'=x", "''=x"),
            ("O'Brien", "O'Brien"),
            ("サトウ", "サトウ"),
            ("−1+2", "'−1+2"),
            ("－5", "'－5"),
            ("＝Ａ１", "'＝Ａ１"),
            (" 　=x", "' 　=x"),
            (" x", " x"),
            ("", ""),
        ] {
            assert_eq!(neutralize(text), written);
            assert_eq!(restore(written), text);
        }
    }

    /// Every character that CP932 may hold, at a cell's start: what is read of the written bytes is
    /// never a formula, and comes back as the text that was written.
    #[test]
    fn no_character_is_written_as_one_that_a_spreadsheet_would_run() {
        let runs = |text: &str| normalize(text).starts_with(['=', '+', '-', '@', '\'']);
        let mut neutralized = String::new();
        for character in ('\0'..='\u{ffff}').chain(['𠮷', char::MAX]) {
            for text in [format!("{character}1+1"), format!("{character}=x"), character.to_string()]
            {
                let plain = decode_cp932(&encode(&text)).into_owned();
                let cell = neutralize(&text);
                let written = decode_cp932(&encode(&cell)).into_owned();
                assert_eq!(restore(&cell), text, "{text:?}");
                assert_eq!(restore(&written), plain, "{text:?}");
                let marked = written.strip_prefix('\'').is_some_and(|rest| rest == plain);
                assert!(marked || written == plain, "{text:?}");
                let risky = runs(&plain) || plain.starts_with(['\t', '\r']);
                assert_eq!(marked, risky, "{text:?} is written as {written:?}");
            }
            if neutralize(&character.to_string()).starts_with('\'') {
                neutralized.push(character);
            }
        }
        assert_eq!(neutralized, "\t\r'+-=@\u{2212}＇＋－＝＠");
    }

    #[test]
    fn rows_are_quoted_and_end_in_crlf() {
        let bytes = table(&["甲", "乙"], &[("a,b", "𠮷"), ("\"", "-3")], |row, cells| {
            cells.text(row.0);
            cells.text(row.1);
        });
        assert_eq!(decode_cp932(&bytes), "甲,乙\r\n\"a,b\",U+20BB7\r\n\"\"\"\",-3\r\n");
    }

    #[test]
    fn control_characters_are_written_by_name() {
        for (text, written) in [
            ("サトウ\0\u{1b}[31m", "サトウU+0000U+001B[31m"),
            ("\u{7f}\u{80}\u{9f}", "U+007FU+0080U+009F"),
            ("\u{8}𠮷", "U+0008U+20BB7"),
            ("a\tb\r\nc", "a\tb\r\nc"),
        ] {
            assert_eq!(decode_cp932(&encode(text)), written);
        }
    }
}
