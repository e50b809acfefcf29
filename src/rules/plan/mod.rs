//! Family P: the plan fee (サービス利用支援費・障害児支援利用援助費).

pub mod consent_after_start;
pub mod consent_before_decision;
pub mod consent_not_written;
pub mod decision_reused;
pub mod draft_only;
pub mod electronic_consent_early;
pub mod interview_not_at_home;
pub mod no_conference_before_consent;
pub mod no_decision;
pub mod no_interview;
pub mod no_new_plan;
pub mod plan_consented;
pub mod plan_missing;
pub mod plan_once_a_month;
pub mod step_not_recorded;
pub mod trigger_not_found;
