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
pub mod rules;
mod split;
mod symbol;
mod tables;
mod value;
mod visible;

pub use choice::{Choice, list};
pub use encoding::{Encoding, EncodingChoice, is_writable, normalize};
pub use files::{Error, InputFile, find_files, read_file, read_files, shown};
pub use header::{Column, Demand, Layout, OWN_COLUMNS, TableSpec};
pub use pieces::{Rejected, Table};
pub use row::Row;
pub use symbol::{Symbol, SymbolWriter, Symbols};
pub use tables::Sources;
pub use value::Kind;
pub use visible::{is_unseen, push_name, visible, visible_lines};
