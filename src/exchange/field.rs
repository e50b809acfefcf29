//! 「属性」 What a field of a record may hold, and how it is written.

use encoding_rs::SHIFT_JIS;
use serde::{Deserialize, Deserializer};

use super::{content::Content, kana::is_half_width};
use crate::item::Scheme;

/// 「属性」 of a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
pub enum Attribute {
    /// 英数: half-width capital letters, digits and half-width kana, one byte each
    #[serde(rename = "英数")]
    Alphanumeric,
    /// 数値: digits, negative with a leading `-`
    #[serde(rename = "数値")]
    Number,
    /// コード値: digits
    #[serde(rename = "コード値")]
    Code,
    /// 漢字: characters of two bytes
    #[serde(rename = "漢字")]
    Kanji,
}

impl Attribute {
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

/// 「項目」 A field of a record type: a row of the data.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Field {
    /// 項目名, of 計画相談支援
    pub name: String,
    /// 項目名 of 障害児相談支援, where it is another; else empty
    pub name_of_child: String,
    /// What stands in it; `None`: it is left empty.
    pub content: Option<Content>,
    /// 属性
    pub attribute: Attribute,
    /// 最大バイト数, after CP932, without quotes
    pub bytes: usize,
    /// Whether it must be filled in (◎; not ○, on a condition, nor △, as one likes).
    #[serde(deserialize_with = "is_required")]
    pub required: bool,
    /// What confirms it; empty: nothing does.
    pub confirmed_by: String,
}

fn is_required<'de, D: Deserializer<'de>>(mark: D) -> Result<bool, D::Error> {
    String::deserialize(mark).map(|mark| mark == "◎")
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
    /// 項目名 in the exchange of a service.
    pub fn name_in(&self, scheme: Scheme) -> &str {
        match scheme {
            Scheme::Child if !self.name_of_child.is_empty() => &self.name_of_child,
            _ => &self.name,
        }
    }

    /// Whether `value` may stand in the field.
    pub fn check(&self, value: &str) -> Result<(), FieldFault> {
        if value.is_empty() {
            return if self.required { Err(FieldFault::Empty) } else { Ok(()) };
        }
        if !self.attribute.admits(value) {
            return Err(FieldFault::Attribute(self.attribute));
        }
        let bytes = SHIFT_JIS.encode(value).0.len();
        if bytes > self.bytes {
            return Err(FieldFault::TooLong { bytes, most: self.bytes });
        }
        if self.is_unset(value) { Err(FieldFault::Zeros) } else { Ok(()) }
    }

    /// Whether a required code has zeros only. The control record's places of sender that a
    /// provider does not have are set to a single `0`, as their own notes demand.
    fn is_unset(&self, value: &str) -> bool {
        let of_sender = [Content::SenderMunicipality, Content::SenderPrefecture];
        let is_sender = self.content.is_some_and(|content| of_sender.contains(&content));
        let code = self.required && self.attribute == Attribute::Code;
        code && !(is_sender && value == "0") && value.bytes().all(|byte| byte == b'0')
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
        let (name, name_of_child, confirmed_by) =
            ("項目".to_owned(), "児童の項目".to_owned(), String::new());
        Field { name, name_of_child, content: None, attribute, bytes, required, confirmed_by }
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
        let content = Some(Content::SenderMunicipality);
        let sender = Field { content, ..field(Attribute::Code, 6, true) };
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
