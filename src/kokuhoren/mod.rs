//! 国保連: the file for the claims federation, J312 (計画相談支援) and K311 (障害児相談支援).
//!
//! The layout is data (`data/`), chosen by the month of processing: record types, fields with
//! attribute, length and required mark, each with what confirms it. Much of it rests on one source
//! and is not confirmed by the official table (docs/output.md).

mod bill;
mod federate;
mod field;
mod files;
mod kana;
mod layout;
mod reader;
mod returned;
pub mod rules;
mod submitted;
mod validate;
mod withdraw;
mod writer;

pub use bill::{Bill, CodeLine, Exchange, NotMade, UserBill, exchanges, monitoring_day};
pub use federate::federate;
pub use field::{Attribute, FieldFault};
pub use files::{ExchangeFile, exchange_files, is_confirmed};
pub use kana::half_width;
pub use layout::{Field, Layout, RecordKind};
pub use reader::{Read, ReadFault, looks_like_exchange, read_exchange};
pub use returned::returned_files;
pub use submitted::{Submission, SubmittedLine, SubmittedTotal, looks_submitted, read_submitted};
pub use validate::{may_be_without_code, validate};
pub use withdraw::{Compared, compare};
pub use writer::{WriteFault, write_exchange};
