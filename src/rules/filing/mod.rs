//! Family F: what an office has filed.

pub(crate) mod abuse_prevention_cut;
pub(crate) mod continuity_plan_cut;
pub(crate) mod disclosure_cut;
pub(crate) mod filed_structure;
pub(crate) mod filing_tier;
pub(crate) mod filing_unknown_variant;
pub(crate) mod filing_without_training;
pub(crate) mod hub_function;
pub(crate) mod treatment_improvement;

use chrono::NaiveDate;

use super::{Percentage, World};
use crate::{
    finding::Cell,
    item::{Item, Scheme, Tier},
    ledger::{Ledger, OfficeId},
    records::{Filing, FilingClass, FilingItem, Office, TableRow, column},
    tariff::Found,
};

/// The tariff's item and variant that a filing is for; `None` for one that has no amount of its
/// own (地域生活支援拠点等).
pub(crate) fn filed_amount(filing: &Filing) -> Option<(Item, &'static str)> {
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

/// A base line of a recipient's month at an office, its tier known.
#[derive(Clone, Copy, Debug)]
pub struct BaseLine {
    /// The event's day.
    pub day: NaiveDate,
    /// 利用支援費 or 継続利用支援費
    pub item: Item,
    /// Its tier.
    pub tier: Tier,
}

/// A recipient's base lines of the month at an office.
pub struct FiledCase<'a> {
    /// Masters, tariff and month.
    pub world: &'a World<'a>,
    /// The office.
    pub office: OfficeId,
    /// The service.
    pub scheme: Scheme,
    /// The lines, by day.
    pub lines: &'a [BaseLine],
}

/// A line that a filing brings, once a month, on a base line.
pub struct FiledLine {
    /// The base line that it stands on, by its place.
    pub line: usize,
    /// 項目
    pub item: Item,
    /// 区分
    pub variant: &'static str,
    /// The filing.
    pub cells: Vec<Cell>,
}

impl<'a> FiledCase<'a> {
    /// What was filed for `item` on `day`.
    pub fn filing(&self, item: FilingItem, day: NaiveDate) -> Option<&'a Filing> {
        self.world.ledger.office(self.office).filing(self.scheme, item, day)
    }

    /// The cells of a filing.
    pub fn cells(&self, filing: &Filing) -> Vec<Cell> {
        cells_of(self.world, filing)
    }
}

/// The total of a certificate's month at an office.
pub struct TotalCase<'a> {
    /// Masters and month.
    pub world: &'a World<'a>,
    /// The office.
    pub office: OfficeId,
    /// The service.
    pub scheme: Scheme,
    /// The first base line's day, else the first activity's.
    pub day: NaiveDate,
}

/// A filing in force on some day of the month.
pub struct FilingCase<'a> {
    /// Masters and month.
    pub world: &'a World<'a>,
    /// The office's row for the service.
    pub office: &'a Office,
    /// The filing.
    pub filing: &'a Filing,
}

impl FilingCase<'_> {
    /// A cell of any row.
    pub fn cell_of<R: TableRow>(&self, row: &R, column: usize) -> Cell {
        row.cell(&self.world.ledger.sources, column)
    }
}

/// The item and variant of a filing, where the month has an amount for it; where it has none, the
/// filing brings nothing (F703).
fn in_force(world: &World<'_>, filing: &Filing) -> Option<(Item, &'static str)> {
    let (item, variant) = filed_amount(filing)?;
    let found = world.tariff.find(filing.scheme, item, variant, world.month);
    (!matches!(found, Found::NotInForce)).then_some((item, variant))
}

/// What a filing adds to a fee or a total, or takes off it.
fn filed_percentage(world: &World<'_>, filing: &Filing) -> Option<Percentage> {
    let (_, variant) = in_force(world, filing)?;
    Some(Percentage { variant, cells: cells_of(world, filing) })
}

fn cells_of(world: &World<'_>, filing: &Filing) -> Vec<Cell> {
    use column::filing::{CLASS, FROM, ITEM};
    [ITEM, CLASS, FROM].map(|column| filing.cell(&world.ledger.sources, column)).to_vec()
}
