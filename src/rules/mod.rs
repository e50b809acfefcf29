//! The rules of the fees, families E to F: one file per rule, each a declaration and a check.
//!
//! A check sees one timeline and the ledger's masters, never another person's events. It says
//! what it finds to a [`Docket`]; it builds no text. `catalogue.rs` lists the entries in order.

mod activity;
pub(crate) mod addition;
mod case;
pub(crate) mod caseload;
mod docket;
pub(crate) mod filing;
pub(crate) mod monitoring;
pub(crate) mod overlap;
pub(crate) mod party;
pub(crate) mod plan;
mod sheet;
pub(crate) mod special_area;
mod timeline;

pub(crate) use activity::ActivityCase;
pub(crate) use case::{EventCase, MonitoringCase, MonthCase, PlanCase};
pub(crate) use docket::{Docket, Percentage, Reason};
pub(crate) use sheet::{Falling, Granted, Sheet, SheetRow};
pub(crate) use timeline::{Fee, Standing, Timeline, World};

use caseload::OfficeCase;
use filing::{FiledCase, FiledLine, FilingCase, LineCase, TotalCase};

use crate::{
    finding::{Cell, Rule},
    item::{Item, Overlap, Tier},
    ledger::RecipientId,
};

/// What every rule file uses.
mod prelude {
    pub(super) use super::{
        Check, Docket, Entry, EventCase, MonitoringCase, MonthCase, Percentage, PlanCase,
    };
    pub(super) use crate::{
        calendar::ServiceMonth,
        declare_rule,
        finding::{Cell, Confidence, Level, Need, Note, Source, Text, Wording, cite},
        item::{Item, Scheme},
        records::column,
    };
}

/// What a rule looks at, and when it is asked.
#[derive(Clone, Copy)]
pub enum Check {
    /// Spoken where the fact is met: in `input`, `ledger` or `claim`.
    Elsewhere,
    /// May this event stand? Asked of plans, drafts, monitorings and activities.
    Event(fn(&EventCase<'_>, &mut Docket)),
    /// May this plan, draft or monitoring stand?
    BaseEvent(fn(&EventCase<'_>, &mut Docket)),
    /// May this draft (a plan row without consent) stand?
    Draft(fn(&PlanCase<'_>, &mut Docket)),
    /// May this plan stand?
    Plan(fn(&PlanCase<'_>, &mut Docket)),
    /// May this monitoring stand?
    Monitoring(fn(&MonitoringCase<'_>, &mut Docket)),
    /// Of a valid plan: is another paid before it?
    PlanAmongValid(fn(&PlanCase<'_>, &mut Docket)),
    /// Of a valid monitoring: does a plan take it in, or is it pending?
    Absorption(fn(&MonitoringCase<'_>, &mut Docket)),
    /// Of a monitoring that survived absorption: is another paid before it?
    MonitoringAmongSurviving(fn(&MonitoringCase<'_>, &mut Docket)),
    /// Notices about a plan that is valid.
    PlanRemark(fn(&PlanCase<'_>, &mut Docket)),
    /// Notices about a monitoring that survived absorption.
    MonitoringRemark(fn(&MonitoringCase<'_>, &mut Docket)),
    /// The line of a plan that nothing refuses; returns the cells it rests on.
    PlanGrant(fn(&PlanCase<'_>) -> Vec<Cell>),
    /// The line of a monitoring that nothing refuses.
    MonitoringGrant(fn(&MonitoringCase<'_>) -> Vec<Cell>),
    /// May the line of an event that is granted go into the claim now?
    Granted(fn(&EventCase<'_>, &mut Docket)),
    /// Whether a base fee is reduced for overlap; the first that knows decides.
    Overlap(fn(&EventCase<'_>) -> Option<Overlap>),
    /// What is missing in the month, per recipient, and the item it is about.
    Month(Item, fn(&MonthCase<'_>, &mut Docket)),
    /// Does the month have the activity's addition? Where it has not, nothing else is asked.
    Existence(fn(&ActivityCase<'_>, &mut Docket)),
    /// May this activity stand, by itself?
    Activity(fn(&ActivityCase<'_>, &mut Docket)),
    /// The additions for handing a recipient over, of every month.
    Handover(fn(&mut Sheet<'_>)),
    /// The initial additions, once handovers are known.
    Initial(fn(&mut Sheet<'_>)),
    /// An addition of the month, once initial additions are known.
    Addition(fn(&mut Sheet<'_>)),
    /// Which rows fall for others that are paid, of those that all else lets stand. The additions
    /// are then judged once more without them.
    AmongPaid(fn(&Sheet<'_>) -> Vec<Falling>),
    /// What depends on the additions of the month.
    OnAddition(fn(&mut Sheet<'_>)),
    /// A limit that counts over persons: everybody's rows.
    Cap(fn(&World<'_>, &mut [Sheet<'_>])),
    /// A percentage of a base line that is granted, by the item.
    OnBase(Item, fn(&EventCase<'_>) -> Option<Percentage>),
    /// What is said against such a percentage.
    OnBaseRefusal(Item, fn(&EventCase<'_>, &mut Docket)),
    /// What filings bring, once a month, on a recipient's base lines.
    Filed(fn(&FiledCase<'_>) -> Vec<FiledLine>),
    /// A percentage of a certificate's total, by the item.
    OnTotal(Item, fn(&TotalCase<'_>) -> Option<Percentage>),
    /// Notices about a filing in force in the month.
    Filing(fn(&FilingCase<'_>, &mut Docket)),
    /// Notices about a filing in force on the day of a line, or of a fee held for its amount.
    FilingOfLine(fn(&FilingCase<'_>, &mut Docket)),
    /// Notices about an office's caseload.
    Office(fn(&OfficeCase<'_>, &mut Docket)),
    /// Who takes tier two.
    TierTwo(fn(&OfficeCase<'_>) -> Vec<RecipientId>),
    /// The tier of a base line that is not in tier two; the first that knows decides.
    Tier(fn(&LineCase<'_>) -> Option<Tier>),
}

/// A rule and its check.
#[derive(Clone, Copy)]
pub struct Entry {
    /// What people read.
    pub rule: &'static Rule,
    /// What the program does.
    pub check: Check,
}

impl Entry {
    /// A rule whose check stands here.
    pub const fn new(rule: &'static Rule, check: Check) -> Self {
        Self { rule, check }
    }

    /// A rule that is spoken elsewhere.
    pub const fn elsewhere(rule: &'static Rule) -> Self {
        Self { rule, check: Check::Elsewhere }
    }

    /// Whether a stage of the judgement asks it; else it is spoken where the fact is met.
    pub const fn is_asked(&self) -> bool {
        !matches!(self.check, Check::Elsewhere)
    }
}
