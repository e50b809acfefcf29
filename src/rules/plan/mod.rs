//! Family P: the plan fee (サービス利用支援費・障害児支援利用援助費).

pub(crate) mod consent_after_start;
pub(crate) mod consent_before_decision;
pub(crate) mod consent_not_written;
pub(crate) mod decision_reused;
pub(crate) mod draft_only;
pub(crate) mod electronic_consent_early;
pub(crate) mod interview_not_at_home;
pub(crate) mod no_conference_before_consent;
pub(crate) mod no_decision;
pub(crate) mod no_interview;
pub(crate) mod no_new_plan;
pub(crate) mod plan_consented;
pub(crate) mod plan_missing;
pub(crate) mod plan_once_a_month;
pub(crate) mod step_not_recorded;
pub(crate) mod trigger_not_found;
