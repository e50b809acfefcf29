//! Family E: office, recipient, contract, staff.

pub mod after_death;
pub mod assistant_author;
pub mod care_plan_first;
pub mod category_not_served;
pub mod child_scheme_first;
pub mod dual_role_specialist;
pub mod no_contract;
pub mod not_the_certified_office;
pub mod office_not_in_force;
pub mod outside_entitlement;
pub mod outside_office_hours;
pub mod plan_not_required;
pub mod recipient_not_in_force;
pub mod self_plan;
pub mod staff_not_in_force;
pub mod two_contracts;
