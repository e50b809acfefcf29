//! Family A: additions. One file per addition, with its refusals.
//!
//! Each looks at a person's [`Sheet`]: the conditions of a row by itself are asked first
//! (`Check::Activity`), then those that depend on the base fee of the month or on other rows.

pub(crate) mod activity_not_payable;
pub(crate) mod admission_information;
pub(crate) mod assistant_alone;
mod base_month;
pub(crate) mod cap_management;
pub(crate) mod conference;
pub(crate) mod discharge;
pub(crate) mod handover;
pub(crate) mod hub;
pub(crate) mod initial;
pub(crate) mod institution_liaison;
mod institution_limit;
pub(crate) mod intensive_support;
pub(crate) mod on_site_cap;
pub(crate) mod on_site_monitoring;
pub(crate) mod one_act;
pub(crate) mod record_missing;
pub(crate) mod remote_visit;

/// What every addition uses.
mod prelude {
    pub(super) use super::super::{
        ActivityCase, Sheet, SheetRow,
        activity::{REVISION_2021, REVISION_2024},
        prelude::*,
    };
    pub(super) use crate::records::{ActivityKind, Method, column::activity as cell};
}
