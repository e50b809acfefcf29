//! Bytes to tables to typed cells, each cell knowing file, line and column.
//!
//! Knows no table: `records` declares them and reads rows through [`Row`]. The bytes stay in
//! memory, so that a verdict can show a cell as it was written.

mod choice;
mod encoding;
mod files;
mod header;
mod pieces;
mod reader;
mod row;
pub(crate) mod rules;
mod split;
mod symbol;
mod tables;
mod value;
mod visible;

pub(crate) use choice::{Choice, list};
pub use encoding::EncodingChoice;
#[cfg(test)]
pub(crate) use encoding::is_writable;
pub(crate) use encoding::{Encoding, normalize};
pub(crate) use files::Error;
pub use files::{InputFile, read_files};
pub(crate) use files::{find_files, read_file, shown};
#[cfg(test)]
pub(crate) use header::OWN_COLUMNS;
pub(crate) use header::{Column, Header};
pub use header::{Demand, TableSpec};
pub(crate) use pieces::{Rejected, Table};
pub(crate) use row::Row;
pub(crate) use symbol::{Symbol, SymbolWriter, Symbols};
pub use tables::Sources;
pub(crate) use value::ValueKind;
pub(crate) use visible::{is_unseen, push_name, visible, visible_lines};
