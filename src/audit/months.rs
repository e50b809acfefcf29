//! The months of an audit, judged.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::{
    calendar::ServiceMonth,
    claim::{Claim, Error, Options, judge_month},
    rules::World,
};

/// Every month judged, by month.
pub(super) type JudgedMonths = BTreeMap<ServiceMonth, Claim>;

/// Judges the first of the months, and those that the logs or what was `submitted` are of: in any
/// other nothing is claimed and nothing refused.
pub(super) fn judge_months(
    world: &World<'_>,
    (from, to): (ServiceMonth, ServiceMonth),
    submitted: impl IntoIterator<Item = ServiceMonth>,
    options: &Options<'_>,
) -> Result<JudgedMonths, Error> {
    let mut months: BTreeSet<ServiceMonth> = world.ledger.offices_at_work().into_keys().collect();
    months.extend(submitted);
    months.insert(from);
    let months: Vec<ServiceMonth> = months.range(from..=to).copied().collect();
    months
        .into_par_iter()
        .map(|month| {
            judge_month(&World { month, ..*world }, options, Vec::new()).map(|claim| (month, claim))
        })
        .collect()
}
