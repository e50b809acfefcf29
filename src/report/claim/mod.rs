//! What `claim` gives: the tables, the page, the printed forms, the receipt, and the summary on the
//! screen.

mod files;
mod forms;
mod page;
mod receipt;
mod summary;

pub use files::claim_files;
pub use forms::{Forms, MOST_SHEETS, forms_page};
pub use page::report_page;
pub use receipt::receipt;
pub use summary::{claim_json, claim_text};
