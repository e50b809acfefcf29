//! 「請求済み」 What was submitted before, by account: files of the federation, or our own
//! `claim_lines.csv`; which of it was returned; and what a file says wrong by itself.

mod read;
mod returned;
pub(crate) mod rules;
mod submitted;
mod validate;

pub(crate) use read::{looks_submitted, read_submitted};
pub(crate) use returned::is_held;
pub(crate) use submitted::{Submission, Submitted, SubmittedLine, SubmittedTotal};
pub(crate) use validate::{may_be_without_code, validate};
