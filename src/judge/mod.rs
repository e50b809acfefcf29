//! The judgement of one service month, in three phases; it knows no rule.
//!
//! 1. per person: which events stand, month by month, without units;
//! 2. per office: caseloads, and who takes tier two;
//! 3. per fee: tier and variant; per person: additions; per office: filings.
//!
//! The rules come in as a list of entries; their order is the order of precedence.

mod additions;
mod filings;
mod office;
mod person;
mod stage;
mod variant;
mod verdict;

pub use stage::Skipped;
pub(crate) use stage::Stages;
pub(crate) use verdict::{Applied, DueVisits, Judged, Known, Offices, Rider, Variant, Verdicts};

use additions::judge_additions;
use filings::judge_filings;
use office::judge_offices;
use person::judge_persons;
use rayon::prelude::*;

use crate::{
    finding::Origin,
    rules::{Entry, World},
};

/// Judges the month by `entries`, the rules in order of precedence.
pub(crate) fn judge(world: &World<'_>, entries: &[Entry]) -> Verdicts {
    let stages = Stages::new(entries, &world.ledger.sources);
    let mut persons = judge_persons(world, &stages);
    let offices = judge_offices(world, &stages, &persons);
    let mut findings = std::mem::take(&mut persons.findings);
    findings.extend(offices.findings.iter().cloned());
    let timelines = std::mem::take(&mut persons.timelines);
    let mut verdicts = Verdicts {
        stages,
        offices,
        fees: std::mem::take(&mut persons.judged),
        granted: Vec::new(),
        applied: Vec::new(),
        findings,
        visits: persons.visits,
    };
    let variant = |fee: &Judged| fee.granted.is_some().then(|| verdicts.variant(world, fee));
    let variants: Vec<Option<Variant>> = verdicts.fees.par_iter().map(variant).collect();
    for (fee, variant) in verdicts.fees.iter_mut().zip(variants) {
        fee.variant = variant;
    }
    let mut without_amount: Vec<Origin> = verdicts
        .fees
        .iter()
        .filter(|fee| fee.variant.as_ref().is_some_and(|v| v.known == Known::ItemOnly))
        .map(|fee| fee.origin)
        .collect();
    without_amount.sort_unstable();
    let additions = judge_additions(world, &verdicts.stages, &timelines, &without_amount);
    verdicts.granted = additions.granted;
    verdicts.applied = additions.applied;
    verdicts.findings.extend(additions.findings);
    verdicts.findings.extend(judge_filings(world, &verdicts.stages));
    verdicts
}
