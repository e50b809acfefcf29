//! Files recognised as tables, and their rows read in parallel.

use std::borrow::Cow;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::{
    Column, Encoding, EncodingChoice, Error, Header, InputFile, SymbolWriter, TableSpec,
    encoding::{UTF8_BOM, decode, detect, normalize},
    files::numbers,
    header::{Recognised, recognise},
    pieces::{FilePiece, Table, cut, read_piece},
    row::Row,
    rules,
    split::{Piece, Splitter},
};
use crate::finding::{Cell, Finding, Note, Origin, Rule, Subject, Target, append};

/// Pieces that a thread reads before rows are collected.
const PIECES_PER_THREAD: usize = 6;

/// A file, and what it was recognised as.
#[derive(Debug)]
struct SourceFile {
    file: InputFile,
    /// Its place among all files.
    number: u16,
    encoding: Encoding,
    header: Option<Header>,
    /// Offset and physical line of the first row after the header.
    body: (usize, u32),
}

impl SourceFile {
    /// A cell as it was written.
    fn text(&self, piece: &Piece) -> String {
        let raw = piece.bytes(&self.file.bytes);
        encoding_of(self.encoding).decode_without_bom_handling(&raw).0.into_owned()
    }
}

/// All input files.
#[derive(Debug)]
pub struct Sources {
    files: Vec<SourceFile>,
    specs: &'static [TableSpec],
    /// Findings about files as a whole, and the number of their rows that were not read.
    pub findings: Vec<Finding>,
    /// Rows of files that could not be read as a table.
    pub unread_rows: usize,
}

impl Sources {
    /// Recognises each file by its header row.
    pub fn recognise(
        files: Vec<InputFile>,
        choice: EncodingChoice,
        specs: &'static [TableSpec],
    ) -> Result<Self, Error> {
        let mut sources = Self { files: Vec::new(), specs, findings: Vec::new(), unread_rows: 0 };
        for (number, file) in numbers(0, files.len())?.zip(files) {
            sources.add(file, number, choice);
        }
        Ok(sources)
    }

    /// Takes in files that are no input tables, so that findings can name places in them; returns
    /// their numbers. A name that is taken already gets a folder in front.
    pub fn attach(&mut self, files: Vec<InputFile>) -> Result<Vec<u16>, Error> {
        let numbers = numbers(self.files.len(), files.len())?;
        let mut taken: FxHashSet<String> =
            self.files.iter().map(|source| source.file.name.clone()).collect();
        for (number, mut file) in numbers.clone().zip(files) {
            while !taken.insert(file.name.clone()) {
                file.name = format!("提出/{}", file.name);
            }
            let encoding = Encoding::Cp932;
            self.files.push(SourceFile { file, number, encoding, header: None, body: (0, 1) });
        }
        Ok(numbers.collect())
    }

    /// A file by its number.
    pub fn file(&self, number: u16) -> Option<&InputFile> {
        self.files.get(usize::from(number)).map(|source| &source.file)
    }

    /// No files.
    pub const fn none() -> Self {
        Self { files: Vec::new(), specs: &[], findings: Vec::new(), unread_rows: 0 }
    }

    /// Number of files.
    pub fn count(&self) -> usize {
        self.files.len()
    }

    /// The name of a file.
    pub fn name(&self, origin: Origin) -> &str {
        self.files.get(usize::from(origin.file)).map_or("", |source| &source.file.name)
    }

    /// Name and content of every file, in order.
    pub fn files(&self) -> impl ExactSizeIterator<Item = &InputFile> {
        self.files.iter().map(|source| &source.file)
    }

    /// Index of the table that the row's file was recognised as.
    pub fn table_of(&self, origin: Origin) -> Option<usize> {
        let source = self.files.get(usize::from(origin.file))?;
        source.header.as_ref().map(|header| header.table)
    }

    /// `file:line`.
    pub fn place(&self, origin: Origin) -> String {
        format!("{}:{}", self.name(origin), origin.line)
    }

    /// `file:line` of each, joined by `;`.
    pub fn places(&self, rows: &[Origin]) -> String {
        use std::fmt::Write as _;
        let mut places = String::with_capacity(rows.len() * 32);
        for row in rows {
            let separator = if places.is_empty() { "" } else { ";" };
            let _ = write!(places, "{separator}{}:{}", self.name(*row), row.line);
        }
        places
    }

    /// Whether any file was recognised as `table`.
    pub fn has_table(&self, table: &str) -> bool {
        self.headers(table).next().is_some()
    }

    /// Whether any file of `table` has `column`.
    pub fn has_column(&self, table: &str, column: &str) -> bool {
        self.headers(table).any(|header| {
            let index = self.specs[header.table].column(column);
            index.is_some_and(|index| header.fields[index].is_some())
        })
    }

    fn headers(&self, table: &str) -> impl Iterator<Item = &Header> {
        let headers = self.files.iter().filter_map(|source| source.header.as_ref());
        headers.filter(move |header| self.specs[header.table].name == table)
    }

    /// The cell of `column` in the row at `origin`.
    pub fn cell(&self, origin: Origin, column: usize) -> Cell {
        let header = self.files.get(usize::from(origin.file)).and_then(|s| s.header.as_ref());
        let field = header.and_then(|header| header.fields[column]).map_or(0, |field| field + 1);
        let name = header.map_or("", |header| self.specs[header.table].columns[column].name);
        Cell { origin, field, column: name }
    }

    /// A cell as it was written; `None` where the file has no such column.
    pub fn written(&self, cell: Cell) -> Option<String> {
        let source = self.files.get(usize::from(cell.origin.file))?;
        let field = usize::from(cell.field.checked_sub(1)?);
        let bytes = &source.file.bytes;
        let width = source.header.as_ref().map(|header| header.width);
        let mut splitter = Splitter::new(bytes, cell.origin.at as usize, cell.origin.line, width);
        splitter.next_row()?;
        Some(source.text(splitter.pieces.get(field)?).trim().to_owned())
    }

    /// What the row's cells say, each spelt in one way, in the order of the table's column names:
    /// how rows of one table are compared and, never by file order, put in order.
    pub fn values(&self, origin: Origin) -> Vec<String> {
        let source = self.files.get(usize::from(origin.file));
        let Some((source, header)) = source.and_then(|s| Some((s, s.header.as_ref()?))) else {
            return Vec::new();
        };
        let bytes = &source.file.bytes;
        let mut splitter =
            Splitter::new(bytes, origin.at as usize, origin.line, Some(header.width));
        splitter.next_row();
        let columns = self.specs[header.table].columns;
        let mut in_order: Vec<(&Column, Option<u16>)> =
            columns.iter().zip(header.fields.iter().copied()).collect();
        in_order.sort_unstable_by_key(|(column, _)| column.name);
        let value = |(column, field): (&Column, Option<u16>)| {
            let piece = field.and_then(|field| splitter.pieces.get(usize::from(field)));
            let written = piece.map(|piece| source.text(piece)).unwrap_or_default();
            column.kind.spell(&normalize(&written)).into_owned()
        };
        in_order.into_iter().map(value).collect()
    }

    fn add(&mut self, file: InputFile, number: u16, choice: EncodingChoice) {
        let origin = Origin { file: number, line: 1, at: 0 };
        let encoding = Encoding::Utf8;
        let mut source = SourceFile { file, number, encoding, header: None, body: (0, 1) };
        match detect(&source.file.bytes, choice) {
            Err(why) => self.push(&rules::I101, "", origin, why.note()),
            Ok(encoding) => {
                source.encoding = encoding;
                self.read_header(&mut source, origin);
            }
        }
        self.files.push(source);
    }

    fn read_header(&mut self, source: &mut SourceFile, origin: Origin) {
        let bytes = &source.file.bytes;
        let start = if bytes.starts_with(UTF8_BOM) { UTF8_BOM.len() } else { 0 };
        let mut splitter = Splitter::new(bytes, start, 1, None);
        let first_row = splitter.next_row();
        let cells: Vec<String> = splitter
            .pieces
            .iter()
            .map(|piece| {
                let raw = piece.bytes(bytes);
                decode(&raw, source.encoding).map_or_else(String::new, Cow::into_owned)
            })
            .collect();
        let origin = Origin { line: first_row.map_or(1, |row| row.line), ..origin };
        let recognised = match first_row {
            Some(row) if !row.unclosed && row.cells == cells.len() => recognise(&cells, self.specs),
            _ => Recognised::Unknown,
        };
        source.body = splitter.place();
        let mut rows = splitter;
        let mut count_rows = || std::iter::from_fn(|| rows.next_row()).count();
        match recognised {
            Recognised::Table(header, unknown) => {
                self.note_unknown(&unknown, self.specs[header.table].name, origin);
                source.header = Some(header);
            }
            Recognised::Missing(table, absent) => {
                let unread = count_rows();
                let list = absent.join("、");
                let note = Note {
                    ja: format!("足りない列: {list}(読まなかった行 {unread})"),
                    en: format!("missing columns: {list} ({unread} rows not read)"),
                };
                self.unread_rows += unread;
                self.push(&rules::I103, self.specs[table].name, origin, note);
            }
            Recognised::Unknown | Recognised::OwnOutput => {
                let unread = count_rows();
                self.unread_rows += unread;
                let why = match first_row {
                    None => Unrecognised::Empty,
                    Some(row) if row.unclosed => Unrecognised::OpenQuote,
                    Some(row) if row.cells > cells.len() => Unrecognised::Wide(row.cells),
                    Some(_) if matches!(recognised, Recognised::OwnOutput) => Unrecognised::Own,
                    Some(_) => Unrecognised::Header(&cells),
                };
                self.push(&rules::I102, "", origin, why.note(unread));
            }
        }
    }

    fn note_unknown(&mut self, unknown: &[String], table: &'static str, origin: Origin) {
        if unknown.is_empty() {
            return;
        }
        let list = shorten(&unknown.join("、"));
        let note =
            Note { ja: format!("読まなかった列: {list}"), en: format!("ignored: {list}") };
        self.push(&rules::I115, table, origin, note);
    }

    fn push(&mut self, rule: &'static Rule, table: &'static str, origin: Origin, note: Note) {
        self.findings.push(Finding {
            rule,
            level: rule.levels[0],
            subject: Subject::bare(Target::Table(table)).into(),
            origin: Some(origin),
            cells: Vec::new().into(),
            note: Some(note.into()),
        });
    }

    /// Reads every row of the table with index `table`, in the order of files and lines.
    pub fn read<R: Send>(
        &self,
        table: usize,
        symbols: &SymbolWriter,
        read: impl Fn(&mut Row<'_, '_>) -> Option<R> + Sync,
    ) -> Table<R> {
        let pieces: Vec<FilePiece<'_>> = self
            .files
            .iter()
            .filter_map(|source| {
                let header = source.header.as_ref().filter(|header| header.table == table)?;
                let text = (&*source.file.bytes, source.encoding, header);
                Some(cut(source.number, text, source.body))
            })
            .flatten()
            .collect();
        let spec = &self.specs[table];
        let mut whole = Table::default();
        whole.rows.reserve_exact(pieces.iter().map(|piece| piece.lines).sum());
        // A few pieces at a time, so that rows are hardly ever in memory twice.
        for batch in pieces.chunks(PIECES_PER_THREAD * rayon::current_num_threads()) {
            let read_pieces: Vec<Table<R>> =
                batch.par_iter().map(|piece| read_piece(piece, spec, symbols, &read)).collect();
            for piece in read_pieces {
                whole.rows.extend(piece.rows);
                append(&mut whole.findings, piece.findings);
                whole.rejected.extend(piece.rejected);
                whole.read += piece.read;
            }
        }
        whole
    }
}

fn encoding_of(encoding: Encoding) -> &'static encoding_rs::Encoding {
    match encoding {
        Encoding::Cp932 => encoding_rs::SHIFT_JIS,
        Encoding::Utf8 => encoding_rs::UTF_8,
    }
}

/// Why a file is no table.
enum Unrecognised<'a> {
    Empty,
    OpenQuote,
    Wide(usize),
    Own,
    Header(&'a [String]),
}

impl Unrecognised<'_> {
    fn note(&self, unread: usize) -> Note {
        let (ja, en) = match self {
            Self::Empty => {
                return Note {
                    ja: "ファイルが空です".to_owned(),
                    en: "the file is empty".to_owned(),
                };
            }
            Self::OpenQuote => (
                "見出し行の引用符「\"」が閉じていません".to_owned(),
                "a quote of the header is not closed".to_owned(),
            ),
            Self::Wide(cells) => (
                format!("見出し行のセルが多すぎます({cells}個)。65,535個までです"),
                format!("the header has too many cells ({cells}): at most 65,535"),
            ),
            Self::Own => (
                "santeiが書いた出力のファイルです。入力のフォルダーから外してください".to_owned(),
                "a file that santei wrote: move it out of the input folder".to_owned(),
            ),
            Self::Header(cells) => {
                let header = shorten(&cells.join(","));
                (format!("見出し行: {header}"), format!("header: {header}"))
            }
        };
        Note {
            ja: format!("{ja}(読まなかった行 {unread})"),
            en: format!("{en} ({unread} rows not read)"),
        }
    }
}

/// A text from a file, short enough for a message.
fn shorten(text: &str) -> String {
    const LENGTH_MAX: usize = 60;
    let visible: String = text.chars().filter(|c| !c.is_control()).take(LENGTH_MAX).collect();
    if text.chars().count() > LENGTH_MAX { format!("{visible}…") } else { visible }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(names: impl IntoIterator<Item = String>) -> Vec<InputFile> {
        names.into_iter().map(|name| InputFile { name, bytes: Vec::new() }).collect()
    }

    #[test]
    fn files_beside_the_input_have_names_of_their_own() {
        let names = |names: &[&str]| files(names.iter().map(|name| (*name).to_owned()));
        let mut sources =
            Sources::recognise(names(&["a", "b", "提出/a"]), EncodingChoice::Auto, &[]).unwrap();
        assert_eq!(sources.attach(names(&["b", "c", "a"])).unwrap(), [3, 4, 5]);
        let all: Vec<&str> = sources.files().map(|file| &*file.name).collect();
        assert_eq!(all, ["a", "b", "提出/a", "提出/b", "c", "提出/提出/a"]);
    }

    #[test]
    fn too_many_files_together_are_refused() {
        let many = |count: usize| files((0..count).map(|number| number.to_string()));
        assert!(Sources::recognise(many(65_001), EncodingChoice::Auto, &[]).is_err());
        let mut sources = Sources::recognise(many(40_000), EncodingChoice::Auto, &[]).unwrap();
        assert!(matches!(sources.attach(many(40_000)), Err(Error::TooMany(80_000))));
        assert_eq!(sources.count(), 40_000);
        let numbers = sources.attach(many(25_000)).unwrap();
        assert!(numbers.into_iter().eq(40_000..65_000));
    }
}
