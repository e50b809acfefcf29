//! santei (算定): from a consultation office's monthly logs to its claim.
//!
//! The way of the data, one noun per stage:
//! `bytes → table → records → ledger → timeline → verdicts → claim lines + rejected → files`.

pub mod calendar;
pub mod finding;
pub mod item;
pub mod money;
pub mod number;
