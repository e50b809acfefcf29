//! santei (算定): from a consultation office's monthly logs to its claim.
//!
//! The way of the data, one noun per stage:
//! `bytes → table → records → ledger → timeline → verdicts → claim lines + rejected → files`.

pub mod account;
pub mod audit;
pub mod calendar;
pub mod catalogue;
pub mod claim;
pub mod cli;
pub mod exchange;
pub mod facade;
pub mod finding;
pub mod input;
pub mod item;
pub mod judge;
pub mod ledger;
pub mod money;
pub mod number;
pub mod policy;
pub mod reconcile;
pub mod records;
pub mod report;
pub mod rules;
pub mod submission;
pub mod tariff;
