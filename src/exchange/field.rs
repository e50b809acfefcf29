//! 「属性」 What a field of a record may hold, and how it is written.

use encoding_rs::SHIFT_JIS;

use super::kana::is_half_width;

/// 「属性」 of a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Attribute {
    /// 英数: half-width capital letters, digits and half-width kana, one byte each
    Alphanumeric,
    /// 数値: digits, negative with a leading `-`
    Number,
    /// コード値: digits
    Code,
    /// 漢字: characters of two bytes
    Kanji,
}

impl Attribute {
    /// The attribute of a word of the data.
    pub(super) fn of(word: &str) -> Option<Self> {
        match word {
            "英数" => Some(Self::Alphanumeric),
            "数値" => Some(Self::Number),
            "コード値" => Some(Self::Code),
            "漢字" => Some(Self::Kanji),
            _ => None,
        }
    }

    /// The word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Alphanumeric => "英数",
            Self::Number => "数値",
            Self::Code => "コード値",
            Self::Kanji => "漢字",
        }
    }

    fn admits(self, value: &str) -> bool {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        match self {
            Self::Alphanumeric => value.chars().all(is_half_width),
            Self::Number => digits(value.strip_prefix('-').unwrap_or(value)),
            Self::Code => digits(value),
            Self::Kanji => value.chars().all(is_two_bytes),
        }
    }
}

fn is_two_bytes(character: char) -> bool {
    let mut buffer = [0; 4];
    let (bytes, _, unwritable) = SHIFT_JIS.encode(character.encode_utf8(&mut buffer));
    !unwritable && bytes.len() == 2
}

/// 「項目」 A field of a record type.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// 項目名
    pub name: String,
    /// 属性
    pub attribute: Attribute,
    /// 最大バイト数, after CP932, without quotes; `None`: not known
    pub bytes: Option<usize>,
    /// Whether it must be filled in.
    pub required: bool,
    /// What confirms it; empty: nothing does.
    pub confirmed_by: String,
}

/// Why a value does not fit its field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FieldFault {
    /// A required field is empty.
    Empty,
    /// A required code has zeros only, which counts as not set.
    Zeros,
    /// It has a character that the attribute does not admit.
    Attribute(Attribute),
    /// It has more bytes than the field.
    TooLong {
        /// Bytes of the value.
        bytes: usize,
        /// Bytes of the field.
        most: usize,
    },
}

impl FieldFault {
    /// In Japanese and English.
    pub fn words(&self) -> (String, String) {
        match self {
            Self::Empty => ("空です".to_owned(), "is empty".to_owned()),
            Self::Zeros => {
                ("0だけのコード値は未設定です".to_owned(), "is zeros only: not set".to_owned())
            }
            Self::Attribute(attribute) => {
                let name = attribute.name();
                (format!("属性({name})で使えない文字があります"), format!("does not fit {name}"))
            }
            Self::TooLong { bytes, most } => (
                format!("{bytes}バイトで、{most}バイトを超えています"),
                format!("has {bytes} bytes, the field {most}"),
            ),
        }
    }
}

impl Field {
    /// Whether `value` may stand in the field.
    pub fn check(&self, value: &str) -> Result<(), FieldFault> {
        if value.is_empty() {
            return if self.required { Err(FieldFault::Empty) } else { Ok(()) };
        }
        if !self.attribute.admits(value) {
            return Err(FieldFault::Attribute(self.attribute));
        }
        let bytes = SHIFT_JIS.encode(value).0.len();
        match self.bytes {
            Some(most) if bytes > most => Err(FieldFault::TooLong { bytes, most }),
            _ if self.is_unset(value) => Err(FieldFault::Zeros),
            _ => Ok(()),
        }
    }

    /// Whether a required code has zeros only. The control record's places of sender that a
    /// provider does not have are set to a single `0`, as their own notes demand.
    fn is_unset(&self, value: &str) -> bool {
        let sender = value == "0" && matches!(self.name.as_str(), "市町村番号" | "都道府県番号");
        let code = self.required && self.attribute == Attribute::Code;
        code && !sender && value.bytes().all(|byte| byte == b'0')
    }
}

/// A value as it stands in the file: in quotes only where it holds a comma, a quote, a space or a
/// character of two bytes.
pub(super) fn quoted(value: &str) -> String {
    let needs = |c: char| matches!(c, ',' | '"' | ' ') || is_two_bytes(c);
    if value.chars().any(needs) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(attribute: Attribute, bytes: usize, required: bool) -> Field {
        let bytes = Some(bytes);
        let (name, confirmed_by) = ("項目".to_owned(), String::new());
        Field { name, attribute, bytes, required, confirmed_by }
    }

    #[test]
    fn attributes_and_lengths() {
        use Attribute::{Alphanumeric, Code, Kanji, Number};
        let long = |bytes, most| Err(FieldFault::TooLong { bytes, most });
        for (attribute, bytes, value, want) in [
            (Alphanumeric, 6, "52Z051", Ok(())),
            (Alphanumeric, 25, "ｻﾄｳ ｱｷﾗ", Ok(())),
            (Alphanumeric, 25, "サトウ", Err(FieldFault::Attribute(Alphanumeric))),
            (Alphanumeric, 25, "Sato", Err(FieldFault::Attribute(Alphanumeric))),
            (Alphanumeric, 25, "O'BRIEN", Err(FieldFault::Attribute(Alphanumeric))),
            (Alphanumeric, 3, "ｶﾞｶﾞ", long(4, 3)),
            (Number, 6, "-16", Ok(())),
            (Number, 6, "1,572", Err(FieldFault::Attribute(Number))),
            (Number, 6, "-", Err(FieldFault::Attribute(Number))),
            (Number, 3, "1572", long(4, 3)),
            (Code, 6, "202206", Ok(())),
            (Code, 6, "-02206", Err(FieldFault::Attribute(Code))),
            (Kanji, 4, "摘要", Ok(())),
            (Kanji, 4, "摘要あ", long(6, 4)),
            (Kanji, 9, "摘A", Err(FieldFault::Attribute(Kanji))),
            (Number, 6, "", Err(FieldFault::Empty)),
            (Number, 6, "000000", Ok(())),
            (Code, 6, "000000", Err(FieldFault::Zeros)),
            (Code, 6, "0", Err(FieldFault::Zeros)),
        ] {
            assert_eq!(field(attribute, bytes, true).check(value), want, "{value}");
        }
        assert_eq!(field(Attribute::Kanji, 9, false).check(""), Ok(()));
        assert_eq!(field(Attribute::Code, 8, false).check("00000000"), Ok(()));
        let sender =
            Field { name: "市町村番号".to_owned(), ..field(Attribute::Code, 6, true) };
        assert_eq!((sender.check("0"), sender.check("000000")), (Ok(()), Err(FieldFault::Zeros)));
    }

    #[test]
    fn quotes_only_where_they_are_demanded() {
        for (value, want) in [
            ("1572", "1572"),
            ("ｻﾄｳ", "ｻﾄｳ"),
            ("ｻﾄｳ ｱｷﾗ", "\"ｻﾄｳ ｱｷﾗ\""),
            ("a,b", "\"a,b\""),
            ("摘要", "\"摘要\""),
            ("\"", "\"\"\"\""),
        ] {
            assert_eq!(quoted(value), want);
        }
    }
}
