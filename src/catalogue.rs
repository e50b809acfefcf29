//! Every rule of every layer, in the order of precedence: what `explain`, the documents and the
//! tests read. The order is that of the rule list in `docs/rules.md`.

use crate::{
    audit::rules as audit,
    claim::rules as procedure,
    finding::Rule,
    input::rules as input,
    reconcile::rules as sent,
    rules::{self, Entry, addition, filing},
    submission::rules as submitted,
};

/// The catalogue. Adding a rule adds one line here.
pub(crate) static CATALOGUE: &[Entry] = &[
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
    rules::special_area::granted::ENTRY,
    rules::special_area::worked_outside_area::ENTRY,
    rules::special_area::area_unknown::ENTRY,
    rules::special_area::certificate_against_area::ENTRY,
    rules::overlap::overlap_1::ENTRY,
    rules::overlap::overlap_2::ENTRY,
    rules::overlap::preventive_overlap::ENTRY,
    rules::overlap::care_manager_unknown::ENTRY,
    rules::caseload::tier_two::ENTRY,
    rules::caseload::enhanced_over_caseload::ENTRY,
    rules::caseload::caseload_history_short::ENTRY,
    addition::initial::ENTRY,
    Entry::elsewhere(&addition::initial::A601),
    Entry::elsewhere(&addition::initial::A602),
    Entry::elsewhere(&addition::initial::A603),
    Entry::elsewhere(&addition::initial::A605),
    addition::conference::ENTRY,
    Entry::elsewhere(&addition::conference::A611),
    Entry::elsewhere(&addition::conference::A612),
    addition::conference::NOT_HELD,
    Entry::elsewhere(&addition::conference::A614),
    addition::assistant_alone::ENTRY,
    Entry::elsewhere(&addition::conference::A616),
    addition::on_site_monitoring::ENTRY,
    addition::on_site_cap::ENTRY,
    addition::on_site_monitoring::OWN_WORKPLACE,
    Entry::elsewhere(&addition::on_site_cap::A623),
    addition::on_site_monitoring::NOT_VISITED,
    addition::admission_information::ENTRY,
    Entry::elsewhere(&addition::admission_information::A631),
    addition::admission_information::LATE,
    addition::discharge::ENTRY,
    Entry::elsewhere(&addition::discharge::A641),
    Entry::elsewhere(&addition::discharge::A642),
    Entry::elsewhere(&addition::discharge::A643),
    addition::institution_liaison::ENTRY,
    Entry::elsewhere(&addition::institution_liaison::A651),
    Entry::elsewhere(&addition::institution_liaison::A652),
    Entry::elsewhere(&addition::institution_liaison::A653),
    Entry::elsewhere(&addition::institution_liaison::A654),
    addition::institution_liaison::NOT_MET,
    addition::institution_liaison::WITH_PROVIDER,
    addition::intensive_support::ENTRY,
    Entry::elsewhere(&addition::intensive_support::A661),
    addition::intensive_support::CONDITIONS,
    Entry::elsewhere(&addition::intensive_support::A663),
    addition::handover::ENTRY,
    Entry::elsewhere(&addition::handover::A671),
    Entry::elsewhere(&addition::handover::A672),
    addition::remote_visit::ENTRY,
    addition::hub::CONSULTATION,
    addition::hub::JOINT,
    Entry::elsewhere(&addition::hub::A695),
    addition::hub::UNFILED,
    addition::cap_management::ENTRY,
    addition::one_act::ENTRY,
    addition::record_missing::ENTRY,
    addition::activity_not_payable::ENTRY,
    filing::filed_structure::ENTRY,
    filing::filing_tier::ENTRY,
    filing::hub_function::ENTRY,
    filing::filing_unknown_variant::ENTRY,
    filing::filing_without_training::ENTRY,
    filing::abuse_prevention_cut::ENTRY,
    filing::continuity_plan_cut::ENTRY,
    filing::disclosure_cut::ENTRY,
    filing::treatment_improvement::ENTRY,
    Entry::elsewhere(&procedure::B801),
    Entry::elsewhere(&procedure::B802),
    Entry::elsewhere(&sent::B803),
    Entry::elsewhere(&procedure::B804),
    Entry::elsewhere(&procedure::B805),
    Entry::elsewhere(&sent::B807),
    Entry::elsewhere(&sent::B808),
    Entry::elsewhere(&procedure::B806),
    Entry::elsewhere(&audit::X901),
    Entry::elsewhere(&submitted::X902),
    Entry::elsewhere(&submitted::X903),
    Entry::elsewhere(&audit::X904),
    Entry::elsewhere(&audit::X905),
    Entry::elsewhere(&submitted::X906),
    Entry::elsewhere(&audit::X907),
    Entry::elsewhere(&audit::X908),
    Entry::elsewhere(&audit::X910),
    Entry::elsewhere(&submitted::X909),
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::finding::{Confidence, Level, Source, Text};

    #[test]
    fn codes_and_names_are_unique_and_well_formed() {
        let mut seen = BTreeSet::new();
        for rule in rules() {
            assert!(seen.insert(rule.code) && seen.insert(rule.name), "{} twice", rule.code);
            let digits = rule.code.get(1..).unwrap_or_default();
            assert!(
                digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()),
                "{}",
                rule.code
            );
            let kebab = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
            assert!(rule.name.bytes().all(kebab), "{}: {}", rule.code, rule.name);
        }
    }

    #[test]
    fn families_stand_in_the_order_of_precedence() {
        let order = "IEPMSCLAFBX";
        let places: Vec<_> = rules().map(|rule| order.find(&rule.code[..1])).collect();
        assert!(places.is_sorted() && !places.contains(&None));
    }

    #[test]
    fn every_rule_says_what_it_demands_where_it_is_written_and_what_to_do() {
        for rule in rules() {
            let code = rule.code;
            assert!(rule.doc.trim_start().starts_with("**要件** "), "{code}: 要件 comes first");
            assert!(!rule.levels.is_empty(), "{code}: no level");
            assert!(!rule.sources.is_empty(), "{code}: no source");
            for cite in rule.sources {
                assert!(crate::input::is_writable(&cite.to_string()), "{code}: CP932: {cite}");
            }
            let wordings = [Some(rule.wording), rule.held].into_iter().flatten();
            for text in wordings.flat_map(|w| [w.message, w.remedy]).chain([rule.title]) {
                check_style(code, text);
            }
            let rejects_and_holds =
                rule.levels.contains(&Level::Hold) && rule.levels.contains(&Level::Reject);
            let has_words = rule.held.is_some() || !rejects_and_holds;
            assert!(has_words, "{code} rejects and holds: give the hold its own wording");
        }
    }

    fn check_style(code: &str, Text(ja, en): Text) {
        assert!(!ja.is_empty() && !en.is_empty(), "{code}: a text is missing");
        assert!(crate::input::is_writable(ja), "{code}: CP932 cannot hold {ja}");
        assert!(!ja.ends_with('。') && !en.ends_with('.'), "{code}: no full stop at the end: {ja}");
    }

    #[test]
    fn a_rule_about_what_was_submitted_has_words_for_the_office() {
        for rule in rules() {
            let is_of_audit = rule.levels.iter().any(|level| level.is_of_audit());
            assert_eq!(rule.of_audit.is_some(), is_of_audit, "{}", rule.code);
            let Some(words) = rule.of_audit else { continue };
            let texts = [words.remedy, Some(words.without_item), words.note_for_city];
            for ja in texts.into_iter().flatten().chain(words.other_lines.into_iter().flatten()) {
                check_style(rule.code, Text(ja, "-"));
            }
        }
    }

    #[test]
    fn a_reading_of_our_own_is_called_one() {
        for rule in rules() {
            let unsourced = rule.sources.iter().all(|cite| cite.source == Source::Reading);
            let named = rule.unsettled.is_some();
            let reading = rule.confidence == Confidence::Reading;
            assert!(!reading || named, "{}: ○ needs its 資料で確定していない扱い", rule.code);
            assert!(!unsourced || named, "{}: a rule without a source needs one", rule.code);
        }
    }

    #[test]
    fn what_rests_on_nothing_but_ourselves_is_not_called_sourced() {
        for rule in rules() {
            let outside = |source: Source| !matches!(source, Source::Contract | Source::Reading);
            let sourced = rule.sources.iter().any(|cite| outside(cite.source));
            let said = matches!(rule.confidence, Confidence::Official | Confidence::Single);
            assert!(sourced || !said, "{}: no outside document", rule.code);
            let rests_on_us = rule.confidence == Confidence::Own;
            assert!(!sourced || !rests_on_us, "{}: － has no outside document", rule.code);
        }
    }

    #[test]
    fn rules_are_found_by_code_and_name() {
        assert_eq!(find("m203").map(|rule| rule.name), Some("absorbed-later-month"));
        assert_eq!(find("absorbed-later-month").map(|rule| rule.code), Some("M203"));
        assert!(find("M999").is_none());
    }
}
