//! Every rule of every layer, in the order of precedence: what `explain`, the documents and the
//! tests read. The order is that of the rule list in `docs/rules.md`.

use crate::{
    claim::rules as procedure,
    finding::Rule,
    input::rules as input,
    rules::{self, Entry},
};

/// The catalogue. Adding a rule adds one line here.
pub static CATALOGUE: &[Entry] = &[
    Entry::elsewhere(&input::I101),
    Entry::elsewhere(&input::I102),
    Entry::elsewhere(&input::I103),
    Entry::elsewhere(&input::I104),
    Entry::elsewhere(&input::I105),
    Entry::elsewhere(&input::I106),
    Entry::elsewhere(&input::I107),
    Entry::elsewhere(&input::I108),
    Entry::elsewhere(&input::I109),
    Entry::elsewhere(&input::I110),
    Entry::elsewhere(&input::I111),
    Entry::elsewhere(&input::I112),
    Entry::elsewhere(&input::I113),
    Entry::elsewhere(&input::I117),
    Entry::elsewhere(&input::I116),
    Entry::elsewhere(&input::I115),
    Entry::elsewhere(&input::I114),
    rules::party::recipient_not_in_force::ENTRY,
    rules::party::outside_entitlement::ENTRY,
    rules::party::no_contract::ENTRY,
    rules::party::two_contracts::ENTRY,
    rules::party::self_plan::ENTRY,
    rules::party::after_death::ENTRY,
    rules::party::office_not_in_force::ENTRY,
    rules::party::staff_not_in_force::ENTRY,
    rules::party::assistant_author::ENTRY,
    rules::party::child_scheme_first::ENTRY,
    rules::party::category_not_served::ENTRY,
    rules::party::outside_office_hours::ENTRY,
    rules::party::plan_not_required::ENTRY,
    rules::party::care_plan_first::ENTRY,
    rules::party::not_the_certified_office::ENTRY,
    rules::party::dual_role_specialist::ENTRY,
    rules::plan::plan_consented::ENTRY,
    rules::plan::draft_only::ENTRY,
    rules::plan::consent_before_decision::ENTRY,
    rules::plan::no_decision::ENTRY,
    rules::plan::no_conference_before_consent::ENTRY,
    rules::plan::consent_not_written::ENTRY,
    rules::plan::electronic_consent_early::ENTRY,
    rules::plan::no_interview::ENTRY,
    rules::plan::interview_not_at_home::ENTRY,
    rules::plan::plan_once_a_month::ENTRY,
    rules::plan::no_new_plan::ENTRY,
    rules::plan::step_not_recorded::ENTRY,
    rules::plan::consent_after_start::ENTRY,
    rules::plan::trigger_not_found::ENTRY,
    rules::plan::decision_reused::ENTRY,
    rules::plan::plan_missing::ENTRY,
    rules::monitoring::monitoring_performed::ENTRY,
    rules::monitoring::monitoring_once_a_month::ENTRY,
    rules::monitoring::absorbed_same_month::ENTRY,
    rules::monitoring::absorbed_later_month::ENTRY,
    rules::monitoring::absorbed_other_office::ENTRY,
    rules::monitoring::month_not_designated::ENTRY,
    rules::monitoring::no_visit::ENTRY,
    rules::monitoring::change_pending::ENTRY,
    rules::monitoring::adjacent_plan::ENTRY,
    rules::monitoring::same_day_order_unknown::ENTRY,
    rules::monitoring::final_month_not_designated::ENTRY,
    rules::monitoring::schedule_missing::ENTRY,
    rules::monitoring::designated_month_empty::ENTRY,
    rules::caseload::tier_two::ENTRY,
    rules::caseload::enhanced_over_caseload::ENTRY,
    rules::caseload::caseload_history_short::ENTRY,
    rules::filing::filing_tier::ENTRY,
    rules::filing::filing_unknown_variant::ENTRY,
    Entry::elsewhere(&procedure::B801),
    Entry::elsewhere(&procedure::B802),
    Entry::elsewhere(&procedure::B804),
    Entry::elsewhere(&procedure::B805),
    Entry::elsewhere(&procedure::B806),
];

/// The rule with a code (`P101`, any case) or name (`draft-only`).
pub fn find(code: &str) -> Option<&'static Rule> {
    let wanted = code.trim();
    let entries = CATALOGUE.iter().map(|entry| entry.rule);
    let mut found =
        entries.filter(|rule| rule.code.eq_ignore_ascii_case(wanted) || rule.name == wanted);
    found.next()
}

/// The rules, in order.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    CATALOGUE.iter().map(|entry| entry.rule)
}
