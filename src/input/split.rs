//! Bytes to rows of raw cells, without decoding: CP932 trail bytes never equal comma, quote, CR
//! or LF.
//!
//! Quoting follows RFC 4180, cells may hold line breaks. A quote that is never closed, or closed
//! by something that is no cell's end, costs the one line where it opened: reading resumes on the
//! next, which a general CSV reader does not offer (docs/decisions/0003-own-splitter.md).
//!
//! What a refused row was followed through is remembered ([`Trail`]), so that no byte is looked at
//! more than a few times, whatever the quotes.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

/// Most cells kept of a header: fields are numbered in 16 bits, counted from 1. Of a row no more are
/// kept than the header has.
const CELLS_MAX: usize = u16::MAX as usize;

/// A cell's place in the file's bytes, without the enclosing quotes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Piece {
    from: usize,
    to: usize,
    quoted: bool,
}

impl Piece {
    /// The cell's bytes with doubled quotes undone.
    pub(super) fn bytes(self, file: &[u8]) -> Cow<'_, [u8]> {
        let raw = file.get(self.from..self.to).unwrap_or_default();
        if self.quoted && memchr(b'"', raw).is_some() {
            let mut undone = Vec::with_capacity(raw.len());
            let mut rest = raw;
            while let Some(quote) = memchr(b'"', rest) {
                undone.extend_from_slice(&rest[..=quote]);
                rest = rest.get(quote + 2..).unwrap_or_default();
            }
            undone.extend_from_slice(rest);
            return Cow::Owned(undone);
        }
        Cow::Borrowed(raw)
    }
}

/// One row as it stands in the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct RawRow {
    /// Byte offset of the row.
    pub(super) at: usize,
    /// Physical line of its first byte.
    pub(super) line: u32,
    /// Number of cells, also those beyond the kept ones.
    pub(super) cells: usize,
    /// Whether every cell is empty or white space.
    blank: bool,
    /// Whether a quote was left open; then the cells say nothing.
    pub(super) unclosed: bool,
}

/// Splits a file's bytes from a line's start on.
pub(super) struct Splitter<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u32,
    /// Number of cells that a row spread over several lines must have.
    expected: Option<usize>,
    /// Cells of the row read last.
    pub(super) pieces: Vec<Piece>,
    /// The row that was last followed over line ends.
    trail: Trail,
    /// Bytes looked at, for the test that they are few.
    #[cfg(test)]
    scanned: usize,
}

/// Where a row that is spread over lines leads. At a line's start it is within quotes, and so is
/// every other row there that began on an earlier line: from there on, both go the same way.
#[derive(Default)]
struct Trail {
    /// Line of the row's first byte.
    line: u32,
    /// Cells that were complete at each line end in the row.
    complete: Vec<usize>,
    /// Number of its cells.
    cells: usize,
    /// Whether it ends in a broken quote.
    broken: bool,
}

impl Trail {
    /// Begins the trail of a row on this line.
    fn begin(&mut self, line: u32) {
        self.line = line;
        self.complete.clear();
    }

    /// Ends the trail of `row`, where it is that row's.
    fn end(&mut self, row: RawRow) {
        if self.line == row.line {
            (self.cells, self.broken) = (row.cells, row.unclosed);
        }
    }

    /// Cells that a row still gets, and whether it is broken, from the start of `line` on, where it
    /// stands within quotes; `None` where the trail does not lead there.
    fn from(&self, line: u32) -> Option<(usize, bool)> {
        let ends = line.checked_sub(self.line)?.checked_sub(1)?;
        let complete = self.complete.get(usize::try_from(ends).ok()?)?;
        Some((self.cells - complete, self.broken))
    }
}

/// How one cell ended.
enum End {
    Comma,
    Line,
    Broken,
    /// The row is known to be refused at its end.
    Refused,
}

impl<'a> Splitter<'a> {
    /// Reads `bytes` from offset `at`, which is the start of physical line `line`.
    pub(super) fn new(bytes: &'a [u8], at: usize, line: u32, expected: Option<usize>) -> Self {
        Self {
            bytes,
            at,
            line,
            expected,
            pieces: Vec::new(),
            trail: Trail::default(),
            #[cfg(test)]
            scanned: 0,
        }
    }

    /// Offset and line of what comes next.
    pub(super) const fn place(&self) -> (usize, u32) {
        (self.at, self.line)
    }

    /// The next row that is not blank; its cells are in `pieces`. `None` at the end.
    pub(super) fn next_row(&mut self) -> Option<RawRow> {
        while self.at < self.bytes.len() {
            let (start, line) = (self.at, self.line);
            let row = self.row();
            let spread = self.line > line + 1;
            if row.unclosed || spread && !self.may_spread(row.cells) {
                self.resume_after(start, line);
                return Some(RawRow { unclosed: true, ..row });
            }
            if !row.blank {
                return Some(row);
            }
        }
        None
    }

    fn row(&mut self) -> RawRow {
        self.pieces.clear();
        let mut row =
            RawRow { at: self.at, line: self.line, cells: 0, blank: true, unclosed: false };
        let kept = self.expected.map_or(CELLS_MAX, |expected| expected.min(CELLS_MAX));
        loop {
            let quoted = self.bytes.get(self.at) == Some(&b'"');
            let (piece, end) = if quoted { self.quoted_cell(row) } else { self.plain_cell() };
            row.cells += 1;
            row.blank = row.blank && is_blank(&piece.bytes(self.bytes));
            if self.pieces.len() < kept {
                self.pieces.push(piece);
            }
            match end {
                End::Comma => continue,
                End::Line => {}
                End::Broken | End::Refused => row.unclosed = true,
            }
            if matches!(end, End::Line | End::Broken) {
                self.trail.end(row);
            }
            return row;
        }
    }

    fn plain_cell(&mut self) -> (Piece, End) {
        let from = self.at;
        let mut to = self.find(from, b',').unwrap_or(self.bytes.len());
        self.at = (to + 1).min(self.bytes.len());
        let end = if self.bytes.get(to) == Some(&b',') {
            End::Comma
        } else {
            self.line += 1;
            if self.bytes[from..to].ends_with(b"\r") {
                to -= 1;
            }
            End::Line
        };
        (Piece { from, to, quoted: false }, end)
    }

    fn quoted_cell(&mut self, row: RawRow) -> (Piece, End) {
        let from = self.at + 1;
        let mut scan = from;
        loop {
            let Some(found) = self.find(scan, b'"') else {
                return (Piece { from, to: from, quoted: true }, End::Broken);
            };
            scan = found + 1;
            let piece = Piece { from, to: found, quoted: true };
            if self.bytes[found] == b'\n' {
                if self.passes_line_end(row) {
                    continue;
                }
                return (piece, End::Refused);
            }
            let after = &self.bytes[scan..];
            if after.starts_with(b"\"") {
                scan += 1;
            } else if after.starts_with(b",") {
                self.at = scan + 1;
                return (piece, End::Comma);
            } else if after.is_empty() || after.starts_with(b"\n") || after.starts_with(b"\r\n") {
                let newline = if after.starts_with(b"\r") { 2 } else { 1 };
                self.at = (scan + newline).min(self.bytes.len());
                self.line += 1;
                return (piece, End::Line);
            } else {
                return (piece, End::Broken);
            }
        }
    }

    /// Goes over a line end within quotes; not where the trail of an earlier row shows that `row`
    /// would be refused at its end.
    fn passes_line_end(&mut self, row: RawRow) -> bool {
        self.line += 1;
        if self.line == row.line + 1 {
            if let Some((more, broken)) = self.trail.from(self.line)
                && (broken || !self.may_spread(row.cells + more))
            {
                return false;
            }
            self.trail.begin(row.line);
        }
        self.trail.complete.push(row.cells);
        true
    }

    /// Whether a row of so many cells may be spread over lines.
    fn may_spread(&self, cells: usize) -> bool {
        self.expected.is_none_or(|expected| cells == expected)
    }

    /// Where `byte` or a line end comes next.
    fn find(&mut self, from: usize, byte: u8) -> Option<usize> {
        let found = memchr2(byte, b'\n', &self.bytes[from..]);
        #[cfg(test)]
        {
            self.scanned += found.map_or(self.bytes.len() - from, |offset| offset + 1);
        }
        found.map(|offset| from + offset)
    }

    fn resume_after(&mut self, start: usize, line: u32) {
        self.at = self.find(start, b'\n').map_or(self.bytes.len(), |end| end + 1);
        self.line = line + 1;
    }
}

fn is_blank(cell: &[u8]) -> bool {
    const WIDE_SPACES: [&[u8]; 2] = [b"\x81\x40", "　".as_bytes()];
    let mut rest = cell.trim_ascii_start();
    while let Some(after) = WIDE_SPACES.iter().find_map(|space| rest.strip_prefix(*space)) {
        rest = after.trim_ascii_start();
    }
    rest.is_empty()
}

#[cfg(test)]
mod patterns;

#[cfg(test)]
mod tests {
    use super::*;

    /// A row as text: `!` for one that was left open, `+1` for a cell that is counted, not kept.
    pub(super) fn shown(cells: Option<Vec<String>>, expected: usize) -> String {
        let Some(mut cells) = cells else { return "!".to_owned() };
        let more = cells.len().saturating_sub(expected);
        cells.truncate(expected);
        if more > 0 { format!("{}+{more}", cells.join("|")) } else { cells.join("|") }
    }

    /// Rows as text, with their line numbers.
    pub(super) fn split(text: &str, expected: usize) -> Vec<(u32, String)> {
        let mut splitter = Splitter::new(text.as_bytes(), 0, 1, Some(expected));
        let mut rows = Vec::new();
        while let Some(row) = splitter.next_row() {
            let mut cells: Vec<String> = splitter
                .pieces
                .iter()
                .map(|piece| String::from_utf8(piece.bytes(text.as_bytes()).into_owned()).unwrap())
                .collect();
            assert_eq!(cells.len(), row.cells.min(expected));
            cells.resize(row.cells, String::new());
            rows.push((row.line, shown(Some(cells).filter(|_| !row.unclosed), expected)));
        }
        rows
    }

    fn expect(text: &str, cells: usize, want: &[(u32, &str)]) {
        let want: Vec<(u32, String)> = want.iter().map(|(l, s)| (*l, (*s).to_owned())).collect();
        assert_eq!(split(text, cells), want, "{text:?}");
    }

    #[test]
    fn rows_cells_and_lines() {
        expect("a,b\r\nc,d", 2, &[(1, "a|b"), (2, "c|d")]);
        expect("a,b\n\n,\n  ,　　\nc,", 2, &[(1, "a|b"), (5, "c|")]);
        expect("\"a\",\"b\"\"c\"\n", 2, &[(1, "a|b\"c")]);
        expect("\"a\nb\",c\nd,e\n", 2, &[(1, "a\nb|c"), (3, "d|e")]);
        expect("a\"b,c\n", 2, &[(1, "a\"b|c")]);
        expect("", 2, &[]);
    }

    #[test]
    fn an_open_quote_costs_its_line_only() {
        expect("\"a,b\nc,d\n", 2, &[(1, "!"), (2, "c|d")]);
        expect("a,\"b\nc,\"d\"\ne,f\n", 2, &[(1, "!"), (2, "c|d"), (3, "e|f")]);
        expect("\"a\"x,b\nc,d\n", 2, &[(1, "!"), (2, "c|d")]);
        expect("a,\"b\nc,d\ne,f\"\n", 2, &[(1, "a|b\nc,d\ne,f")]);
        expect("\"a\nb\",c,d\ne,f\n", 2, &[(1, "!"), (2, "b\"|c+1"), (3, "e|f")]);
    }

    #[test]
    fn a_header_is_kept_whole_and_of_a_row_as_many_cells() {
        for (cells, expected, kept) in [
            (5_000, None, 5_000),
            (65_535, None, 65_535),
            (3 << 20, None, 65_535),
            (5_000, Some(5_000), 5_000),
            (5_000, Some(3), 3),
        ] {
            let text = ",".repeat(cells - 1) + "a";
            let mut splitter = Splitter::new(text.as_bytes(), 0, 1, expected);
            let row = splitter.next_row().unwrap();
            assert_eq!((row.cells, splitter.pieces.len()), (cells, kept));
        }
    }

    #[test]
    fn a_row_is_blank_however_many_cells_it_has() {
        expect(&(",".repeat(5_000) + "\na,b"), 2, &[(2, "a|b")]);
        expect(",,c\na,b", 2, &[(1, "|+1"), (2, "a|b")]);
    }
}
