//! Family F: what an office has filed.

pub mod filing_tier;
pub mod filing_unknown_variant;

use crate::{
    item::{Item, Scheme, Tier},
    ledger::{Ledger, OfficeId},
    records::{Filing, FilingClass, FilingItem},
};
use chrono::NaiveDate;

/// The tariff's item and variant that a filing is for; `None` for one that has no amount of its
/// own (地域生活支援拠点等).
pub fn filed_amount(filing: &Filing) -> Option<(Item, &'static str)> {
    let class = match filing.class {
        FilingClass::One => "I",
        FilingClass::Two => "II",
        FilingClass::Three => "III",
        FilingClass::Four => "IV",
        FilingClass::Yes => "",
    };
    let item = match filing.item {
        FilingItem::Enhanced => return Some((Item::PlanFee, enhanced_variant(filing.class))),
        FilingItem::HubFunction if filing.class == FilingClass::Yes => {
            return Some((Item::HubFunctionAddition, "plan"));
        }
        FilingItem::HubFunction => Item::HubFunctionAddition,
        FilingItem::Hub => return None,
        FilingItem::SpecificOffice => Item::SpecificOfficeAddition,
        FilingItem::ChiefSpecialist => Item::ChiefSpecialistAddition,
        FilingItem::Behavioral => Item::BehavioralAddition,
        FilingItem::MedicalNeeds => Item::MedicalNeedsAddition,
        FilingItem::Psychiatric => Item::PsychiatricAddition,
        FilingItem::BrainInjury => Item::BrainInjuryAddition,
        FilingItem::PeerSupport => Item::PeerSupportAddition,
        FilingItem::AbusePrevention => Item::AbusePreventionReduction,
        FilingItem::ContinuityPlan => Item::ContinuityPlanReduction,
        FilingItem::Disclosure => Item::DisclosureReduction,
        FilingItem::TreatmentImprovement => Item::TreatmentImprovementAddition,
    };
    Some((item, class))
}

/// The tier that a class of 機能強化型 stands for; 有 names none.
const fn enhanced_tier(class: FilingClass) -> Option<Tier> {
    match class {
        FilingClass::One => Some(Tier::Enhanced1),
        FilingClass::Two => Some(Tier::Enhanced2),
        FilingClass::Three => Some(Tier::Enhanced3),
        FilingClass::Four => Some(Tier::Enhanced4),
        FilingClass::Yes => None,
    }
}

fn enhanced_variant(class: FilingClass) -> &'static str {
    enhanced_tier(class).map_or("", Tier::key)
}

/// A base line that is about to get its tier.
pub struct LineCase<'a> {
    /// Masters.
    pub ledger: &'a Ledger,
    /// The office.
    pub office: OfficeId,
    /// The service.
    pub scheme: Scheme,
    /// The event's day.
    pub day: NaiveDate,
    /// Whether the office's caseload is 40 or more.
    pub over_caseload: bool,
}

impl<'a> LineCase<'a> {
    /// The 機能強化型 filing in force on the day.
    pub fn enhanced_filing(&self) -> Option<&'a Filing> {
        self.ledger.office(self.office).filing(self.scheme, FilingItem::Enhanced, self.day)
    }
}
