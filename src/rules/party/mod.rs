//! Family E: office, recipient, contract, staff.

pub(crate) mod after_death;
pub(crate) mod assistant_author;
pub(crate) mod care_plan_first;
pub(crate) mod category_not_served;
pub(crate) mod child_scheme_first;
pub(crate) mod dual_role_specialist;
pub(crate) mod no_contract;
pub(crate) mod not_the_certified_office;
pub(crate) mod office_not_in_force;
pub(crate) mod outside_entitlement;
pub(crate) mod outside_office_hours;
pub(crate) mod plan_not_required;
pub(crate) mod recipient_not_in_force;
pub(crate) mod self_plan;
pub(crate) mod staff_not_in_force;
pub(crate) mod two_contracts;
