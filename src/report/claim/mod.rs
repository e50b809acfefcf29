//! What `claim` gives: the tables, the page, the printed forms, the receipt, and the summary on the
//! screen.

mod files;
mod forms;
mod page;
mod receipt;
mod summary;

pub(crate) use files::claim_files;
pub(crate) use forms::{Forms, forms_page};
pub(crate) use page::report_page;
pub(crate) use receipt::receipt;
pub(crate) use summary::{claim_json, claim_text};
