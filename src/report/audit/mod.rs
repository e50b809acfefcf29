//! What `audit` gives: the tables, the page with a page for each office, the receipt, and the summary
//! on the screen.

mod absent;
mod facts;
mod files;
mod page;
mod receipt;
mod summary;

pub(crate) use files::{audit_files, differences_file};
pub(crate) use page::audit_page;
pub(crate) use receipt::{AuditRun, audit_receipt};
pub(crate) use summary::{audit_json, audit_text};
