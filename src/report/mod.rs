//! Models to bytes: CSV, JSON, texts for people, the receipt, and the output folder.
//!
//! A room for each product, what a command gives (`claim`, `audit`, `why`, `check`, `catalogue`,
//! `verify`), over the media (`csv`, `html`, `receipt`, `folder`), which know no product, and over
//! the words that all say alike (`words`).

mod audit;
mod catalogue;
mod check;
mod claim;
mod csv;
mod folder;
mod html;
mod output;
mod receipt;
mod verify;
mod why;
mod words;

pub(crate) use audit::{
    AuditRun, audit_files, audit_json, audit_page, audit_receipt, audit_text, differences_file,
};
pub use catalogue::tariff_csv;
pub(crate) use catalogue::{
    examples_text, explain_json, explain_text, rules_markdown, rules_text, tariff_json, tariff_text,
};
pub(crate) use check::{Checked, check_json, check_text};
pub(crate) use claim::{
    Forms, claim_files, claim_json, claim_text, forms_page, receipt, report_page,
};
pub use csv::decode_cp932;
pub(crate) use folder::Destination;
pub(crate) use folder::Error as FolderError;
pub(crate) use folder::Inventory;
pub use output::{Output, OutputFile};
pub(crate) use receipt::Error as ReceiptError;
pub(crate) use receipt::{Run, hash_inputs};
pub(crate) use verify::verify;
pub(crate) use why::{Why, why_json, why_text};
pub(crate) use words::rule::rules_json;
