//! 「請求済み」 What was submitted before, by account: files of the federation, or our own
//! `claim_lines.csv`; which of it was returned; and what a file says wrong by itself.

mod read;
mod returned;
pub mod rules;
mod submitted;
mod validate;

pub use read::{looks_submitted, read_submitted};
pub use returned::is_held;
pub use submitted::{Submission, Submitted, SubmittedLine, SubmittedTotal};
pub use validate::{may_be_without_code, validate};
