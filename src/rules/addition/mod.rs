//! Family A: additions. One file per addition, with its refusals.
//!
//! Each looks at a person's [`Sheet`]: the conditions of a row by itself are asked first
//! (`Check::Activity`), then those that depend on the base fee of the month or on other rows.

pub mod activity_not_payable;
pub mod admission_information;
pub mod assistant_alone;
mod base_month;
pub mod cap_management;
pub mod conference;
pub mod discharge;
pub mod handover;
pub mod hub;
pub mod initial;
pub mod institution_liaison;
pub mod intensive_support;
pub mod on_site_cap;
pub mod on_site_monitoring;
pub mod record_missing;
pub mod remote_visit;

/// What every addition uses.
mod prelude {
    pub(super) use super::super::{
        ActivityCase, Row, Sheet,
        activity::{REVISION_2021, REVISION_2024},
        prelude::*,
    };
    pub(super) use crate::records::{ActivityKind, Method, column::activity as cell};
}
