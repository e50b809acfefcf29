//! A file cut at line ends into pieces, and each piece's rows read.

use std::{mem, sync::Arc};

use memchr::memchr_iter;

use super::{
    Encoding, Header, Symbol, SymbolWriter, TableSpec,
    encoding::{decode, normalize},
    reader::Reader,
    row::Row,
    rules,
    split::Splitter,
};
use crate::{
    finding::{Finding, Note, Origin, Rule, Subject},
    item::Scheme,
    number::{CertificateNumber, Digits, MunicipalityNumber, OfficeNumber},
};

/// Files are read in pieces of about this many bytes.
const PIECE_BYTES: usize = 1 << 20;

/// A row that cannot be used, by what could be read of its key.
#[derive(Clone, Debug)]
pub struct Rejected {
    /// Where it stands.
    pub origin: Origin,
    /// 事業所番号
    pub office: Option<OfficeNumber>,
    /// 市町村番号
    pub municipality: Option<MunicipalityNumber>,
    /// 受給者証番号
    pub certificate: Option<CertificateNumber>,
    /// 従業者番号
    pub staff: Option<Symbol>,
}

/// The rows of one table over all files.
pub struct Table<R> {
    /// Rows without a bad cell, in the order of files and lines.
    pub rows: Vec<R>,
    /// What was found in reading.
    pub findings: Vec<Finding>,
    /// Rows with a bad cell.
    pub rejected: Vec<Rejected>,
    /// Rows read, good and bad.
    pub read: usize,
}

impl<R> Default for Table<R> {
    fn default() -> Self {
        Self { rows: Vec::new(), findings: Vec::new(), rejected: Vec::new(), read: 0 }
    }
}

/// A stretch of whole rows of one file.
pub(super) struct FilePiece<'a> {
    bytes: &'a [u8],
    encoding: Encoding,
    header: &'a Header,
    file: u16,
    from: usize,
    to: usize,
    line: u32,
    /// Line ends in the piece: at most as many rows.
    pub(super) lines: usize,
}

/// Cuts a file at line ends; a file with quotes stays whole, since a line end may lie in a cell.
pub(super) fn cut<'a>(
    file: u16,
    (bytes, encoding, header): (&'a [u8], Encoding, &'a Header),
    (mut from, mut line): (usize, u32),
) -> Vec<FilePiece<'a>> {
    let whole = memchr::memchr(b'"', &bytes[from..]).is_some();
    let mut pieces = Vec::new();
    while from < bytes.len() {
        let near = if whole { bytes.len() } else { (from + PIECE_BYTES).min(bytes.len()) };
        let to = memchr::memchr(b'\n', &bytes[near..]).map_or(bytes.len(), |at| near + at + 1);
        let lines = memchr_iter(b'\n', &bytes[from..to]).count();
        pieces.push(FilePiece { bytes, encoding, header, file, from, to, line, lines });
        line += u32::try_from(lines).unwrap_or(u32::MAX);
        from = to;
    }
    pieces
}

pub(super) fn read_piece<R>(
    piece: &FilePiece<'_>,
    spec: &TableSpec,
    symbols: &SymbolWriter,
    read: &impl Fn(&mut Row<'_, '_>) -> Option<R>,
) -> Table<R> {
    let bytes = &piece.bytes[..piece.to];
    let header = piece.header;
    let has_nul = memchr::memchr(0, &bytes[piece.from..]).is_some();
    let mut reader = Reader::new(bytes, piece.encoding, spec, header, symbols);
    let mut splitter = Splitter::new(bytes, piece.from, piece.line, Some(header.width));
    let mut table = Table { rows: Vec::with_capacity(piece.lines), ..Table::default() };
    while let Some(raw) = splitter.next_row() {
        table.read += 1;
        let at = u32::try_from(raw.at).unwrap_or(u32::MAX);
        let origin = Origin { file: piece.file, line: raw.line, at };
        let mut row =
            Row { reader: &mut reader, pieces: &splitter.pieces, origin, findings: Vec::new() };
        let misfit = raw.unclosed || raw.cells != header.width;
        let record = if misfit {
            row.report_row(&rules::I104, misfit_note(raw.unclosed, raw.cells, header.width));
            None
        } else if has_nul && row.holds_nul() {
            row.report_row(&rules::I101, nul_note());
            None
        } else {
            row.check_strangers();
            read(&mut row)
        };
        let refused = row.findings.iter().any(|finding| finding.level.refuses());
        if !row.findings.is_empty() {
            let rejected = row.key(misfit);
            let findings = mem::take(&mut row.findings);
            table.findings.extend(row.describe(findings, &rejected, misfit));
            if refused {
                table.rejected.push(rejected);
            }
        }
        if let (Some(record), false) = (record, refused) {
            table.rows.push(record);
        }
    }
    table
}

fn nul_note() -> Note {
    Note {
        ja: "この行にNUL文字があります".to_owned(), en: "the row holds NUL bytes".to_owned()
    }
}

fn misfit_note(unclosed: bool, cells: usize, width: usize) -> Note {
    if unclosed {
        return Note {
            ja: "引用符「\"」が閉じていません".to_owned(),
            en: "a quote is not closed".to_owned(),
        };
    }
    Note {
        ja: format!("セルが{cells}個、見出しは{width}個です"),
        en: format!("{cells} cells, the header has {width}"),
    }
}

impl Row<'_, '_> {
    fn report_row(&mut self, rule: &'static Rule, note: Note) {
        self.report_cells(rule, Vec::new(), Some(note));
    }

    fn holds_nul(&self) -> bool {
        self.pieces.iter().any(|piece| piece.bytes(self.reader.bytes).contains(&0))
    }

    /// What can be read of the row's key, without new findings.
    fn key(&mut self, misfit: bool) -> Rejected {
        let kept = mem::take(&mut self.findings);
        let mut rejected = Rejected {
            origin: self.origin,
            office: None,
            municipality: None,
            certificate: None,
            staff: None,
        };
        if !misfit {
            rejected.office = self.key_digits("事業所番号");
            rejected.municipality = self.key_digits("市町村番号");
            rejected.certificate = self.key_digits("受給者証番号");
            let staff = self.reader.spec.column("従業者番号");
            rejected.staff = staff.and_then(|column| self.number_text(column));
        }
        self.findings = kept;
        rejected
    }

    fn key_digits<const N: usize>(&mut self, column: &str) -> Option<Digits<N>> {
        self.reader.spec.column(column).and_then(|column| self.digits(column))
    }

    /// Says of the row's findings whom it is about, as far as that can be read.
    fn describe(&self, mut findings: Vec<Finding>, key: &Rejected, misfit: bool) -> Vec<Finding> {
        let text = |column: &str| {
            // The cells of a row with too many or too few are nobody's.
            if misfit {
                return None;
            }
            let column = self.reader.spec.column(column)?;
            let field = usize::from(self.reader.header.fields[column]?);
            let raw = self.pieces.get(field)?.bytes(self.reader.bytes);
            Some(normalize(&decode(&raw, self.reader.encoding)?).into_owned())
        };
        let word = text("サービス種類");
        let scheme = word.and_then(|word| Scheme::ALL.into_iter().find(|s| s.name() == word));
        let kana: Option<Arc<str>> =
            text("氏名カナ").filter(|kana| !kana.is_empty()).map(Into::into);
        let mut last: Option<(Arc<Subject>, Arc<Subject>)> = None;
        for finding in &mut findings {
            // Those that say the same of their row share it.
            let described = match &last {
                Some((bare, described)) if Arc::ptr_eq(bare, &finding.subject) => {
                    Arc::clone(described)
                }
                _ => Arc::new(Subject {
                    scheme,
                    municipality: key.municipality,
                    office: key.office,
                    certificate: key.certificate,
                    kana: kana.clone(),
                    ..Subject::clone(&finding.subject)
                }),
            };
            let bare = mem::replace(&mut finding.subject, Arc::clone(&described));
            last = Some((bare, described));
        }
        findings
    }
}
