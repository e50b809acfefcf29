//! Which encoding a file is in, and its cells as normalised text.

use std::borrow::Cow;

use encoding_rs::SHIFT_JIS;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use crate::finding::Note;

/// The two encodings that offices' files come in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Encoding {
    /// CP932 (Windows-31J)
    Cp932,
    /// UTF-8, with or without BOM
    Utf8,
}

/// What the user says about the encoding (`--encoding`).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum EncodingChoice {
    /// Decide per file.
    #[default]
    Auto,
    /// Every file is CP932.
    Cp932,
    /// Every file is UTF-8.
    Utf8,
}

impl EncodingChoice {
    /// Its name, where it is not left to the program.
    pub const fn forced(self) -> Option<&'static str> {
        match self {
            Self::Auto => None,
            Self::Cp932 => Some("cp932"),
            Self::Utf8 => Some("utf8"),
        }
    }
}

/// Why a file as a whole cannot be read as text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unreadable {
    Utf16,
    Archive,
    Workbook,
    Nul,
    LoneReturns,
    Bytes,
}

impl Unreadable {
    /// What the file seems to be.
    pub(super) fn note(self) -> Note {
        let (ja, en) = match self {
            Self::Utf16 => ("UTF-16(「Unicodeテキスト」)のファイルです", "the file is UTF-16"),
            Self::Archive => (
                "ZIP(またはExcelブック .xlsx)のファイルです",
                "the file is a ZIP archive or an .xlsx workbook",
            ),
            Self::Workbook => ("Excelブック(.xls)のファイルです", "the file is an .xls workbook"),
            Self::Nul => ("見出し行にNUL文字があります", "the header holds NUL bytes"),
            Self::LoneReturns => (
                "改行がCRだけ(古いMacの形式)のファイルです",
                "the lines end in CR alone (old Mac files)",
            ),
            Self::Bytes => {
                ("見出し行に読めないバイトがあります", "the header holds undecodable bytes")
            }
        };
        Note { ja: ja.to_owned(), en: en.to_owned() }
    }
}

/// The byte-order mark of UTF-8.
pub(super) const UTF8_BOM: &[u8] = b"\xEF\xBB\xBF";

/// Decides how to read `bytes`; `Err` where it is no text at all.
pub(super) fn detect(bytes: &[u8], choice: EncodingChoice) -> Result<Encoding, Unreadable> {
    const ARCHIVE: &[u8] = b"PK\x03\x04";
    const WORKBOOK: &[u8] = b"\xD0\xCF\x11\xE0";
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err(Unreadable::Utf16);
    }
    if bytes.starts_with(ARCHIVE) {
        return Err(Unreadable::Archive);
    }
    if bytes.starts_with(WORKBOOK) {
        return Err(Unreadable::Workbook);
    }
    let text = bytes.strip_prefix(UTF8_BOM).unwrap_or(bytes);
    let mut lines = text.split(|b| *b == b'\n');
    let header = lines.find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
    if header.contains(&0) {
        return Err(Unreadable::Nul);
    }
    let line = header.strip_suffix(b"\r").unwrap_or(header);
    if line.contains(&b'\r') {
        return Err(Unreadable::LoneReturns);
    }
    let encoding = match choice {
        EncodingChoice::Utf8 => Encoding::Utf8,
        EncodingChoice::Auto if std::str::from_utf8(bytes).is_ok() => Encoding::Utf8,
        EncodingChoice::Auto if bytes.starts_with(UTF8_BOM) => Encoding::Utf8,
        EncodingChoice::Auto | EncodingChoice::Cp932 => Encoding::Cp932,
    };
    decode(header, encoding).map(|_| encoding).ok_or(Unreadable::Bytes)
}

/// The text of `bytes`; `None` where they are not valid in `encoding`.
pub(super) fn decode(bytes: &[u8], encoding: Encoding) -> Option<Cow<'_, str>> {
    if bytes.is_ascii() {
        return std::str::from_utf8(bytes).ok().map(Cow::Borrowed);
    }
    match encoding {
        Encoding::Utf8 => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
        Encoding::Cp932 => SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes),
    }
}

/// NFKC and trimming: how cells and headers are compared (docs/input.md).
pub(crate) fn normalize(text: &str) -> Cow<'_, str> {
    if is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text.trim());
    }
    let normal: String = text.nfkc().collect();
    Cow::Owned(normal.trim().to_owned())
}

/// Whether CP932 can hold every character of `text`.
pub(crate) fn is_writable(text: &str) -> bool {
    text.is_ascii() || !SHIFT_JIS.encode(text).2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_apart() {
        let cp932 = b"\x8E\x96\x8B\xC6\x8F\x8A,x\r\n";
        assert_eq!(detect(cp932, EncodingChoice::Auto), Ok(Encoding::Cp932));
        assert_eq!(detect("事業所\n".as_bytes(), EncodingChoice::Auto), Ok(Encoding::Utf8));
        assert_eq!(detect(b"\xEF\xBB\xBFa", EncodingChoice::Auto), Ok(Encoding::Utf8));
        assert_eq!(detect(b"\xFF\xFEa\0", EncodingChoice::Auto), Err(Unreadable::Utf16));
        assert_eq!(detect(b"PK\x03\x04..", EncodingChoice::Auto), Err(Unreadable::Archive));
        assert_eq!(detect(b"a\0b\n", EncodingChoice::Auto), Err(Unreadable::Nul));
        assert_eq!(detect(b"a,b\r1,2\r", EncodingChoice::Auto), Err(Unreadable::LoneReturns));
        assert_eq!(detect(b"\na,b\r1\r", EncodingChoice::Auto), Err(Unreadable::LoneReturns));
        assert_eq!(detect(b"\r\na\0b\n", EncodingChoice::Auto), Err(Unreadable::Nul));
        assert_eq!(detect(b"\xFD\xFE\n", EncodingChoice::Cp932), Err(Unreadable::Bytes));
    }

    #[test]
    fn wide_and_half_width_compare_equal() {
        assert_eq!(normalize("　２０２６－０６ "), "2026-06");
        assert_eq!(normalize("ｻﾄｳ ｱｷﾗ"), "サトウ アキラ");
        assert_eq!(normalize("ｶﾞｷﾞ"), "ガギ");
    }

    #[test]
    fn what_cp932_cannot_hold() {
        assert!(is_writable("髙﨑 ㈱"));
        assert!(!is_writable("𠮷野"));
    }
}
