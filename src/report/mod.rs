//! Models to bytes: CSV, JSON, texts for people, the receipt, and the output folder.

mod audit_files;
mod audit_page;
mod check;
mod claim_files;
mod csv;
mod examples;
mod explain;
mod fact;
mod folder;
mod forms;
mod html;
mod not_run;
mod page;
mod receipt;
mod recorded;
mod rule_table;
mod summary;
mod tariff_table;
mod verify;
mod why;

pub use audit_files::{audit_files, audit_json, audit_text, differences_file};
pub use audit_page::audit_page;
pub use check::{Checked, check_json, check_text};
pub use claim_files::claim_files;
pub use csv::{decode_cp932, neutralize, restore};
pub use examples::examples_text;
pub use explain::{explain_json, explain_text};
pub use fact::{fact, related};
pub(crate) use folder::Inventory;
pub use folder::{Destination, Error as FolderError, Output, OutputFile};
pub use forms::{Forms, MOST_SHEETS, forms_page};
pub use page::report_page;
pub use receipt::{
    AuditRun, HashedFile, Receipt, Run, audit_receipt, digest, hash_inputs, receipt,
};
pub use recorded::Error as ReceiptError;
pub use rule_table::{rules_json, rules_markdown, rules_text};
pub use summary::{claim_json, claim_text};
pub use tariff_table::{tariff_csv, tariff_json, tariff_text};
pub use verify::verify;
pub use why::{Why, why_json, why_text};
