//! The program as other programs use it: an [`Input`] is opened as [`Logs`], and these are claimed,
//! audited and explained under [`Settings`]. The commands go this way too.

mod audit;
mod check;
mod claim;
mod error;
mod input;
mod logs;
mod settings;
mod why;

pub use audit::AuditFolder;
pub use check::{InputCheck, check};
pub use claim::ClaimFolder;
pub use error::Error;
pub use input::Input;
pub use logs::Logs;
pub use settings::Settings;
pub use why::Proofs;
