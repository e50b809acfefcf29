//! 「国保連のファイル」 The format of the claims federation's files, J312 (計画相談支援) and K311
//! (障害児相談支援): what a file says, its bytes, and the way back. It knows no claim.
//!
//! The layout is data (`data/`), chosen by the month of processing: record types and their fields, in
//! order, with attribute, length and required mark, each with what confirms it. What the official
//! table leaves open stands in docs/output.md.

mod content;
mod field;
mod kana;
mod layout;
mod lines;
mod model;
mod reader;
mod writer;

pub use content::Content;
pub use field::{Attribute, Field, FieldFault};
pub use kana::half_width;
pub use layout::{Layout, RecordKind};
pub use lines::LineCounter;
pub use model::{Bill, CodeLine, Exchange, UserBill};
pub use reader::{Read, ReadFault, looks_like_exchange, read_exchange};
pub use writer::{WriteFault, write_exchange};
