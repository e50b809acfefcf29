//! A claim's files for the federation, held against what was submitted already.

use std::collections::BTreeSet;

use super::{ExchangeFile, compare, exchange_files, is_confirmed};
use crate::{
    account::Account,
    calendar::ServiceMonth,
    claim::{self, Claim, FederationFiles, Options, judge_month},
    finding::Level,
    rules::World,
    submission::{Submission, is_held},
};

/// Makes the files of `claim`, and tells what is to be said of them and of the submission. A
/// recipient's month that was submitted unchanged, has to be withdrawn first, or was submitted in
/// records that cannot be read, is left out.
/// Without a day of claiming the files are for the month after the service month.
pub(crate) fn send(
    world: &World<'_>,
    claim: Claim,
    submission: &Submission,
    options: &Options<'_>,
) -> Result<(Claim, Vec<ExchangeFile>), claim::Error> {
    let month = world.month;
    // A claim is dealt with in the month after the service at the earliest.
    let next = month.plus(1);
    let processing = options.claim_date.map_or(next, |day| ServiceMonth::of(day).max(next));
    let masters = (world.ledger, world.tariff);
    let mut notices = submission.findings.clone();
    for earlier in earlier_months(world, submission) {
        let options = Options { claim_date: None, ..*options };
        let judged = judge_month(&World { month: earlier, ..*world }, &options, Vec::new())?;
        let compared = compare(&judged, masters, submission, processing);
        // Of earlier months only what no longer stands is told.
        let changed = compared.findings.into_iter();
        notices.extend(changed.filter(|finding| finding.level == Level::Warn));
    }
    let compared = compare(&claim, masters, submission, processing);
    let skips = |account: &Account| {
        compared.not_to_send.contains(account) || is_held(world.ledger, submission, account)
    };
    let masters = (world.ledger, world.policy);
    let (written, faults) = exchange_files(&claim, masters, processing, skips);
    let sent = claim.claimed().map(|(statement, _)| statement.account);
    let wanted: BTreeSet<_> = sent
        .filter(|account| !skips(account))
        .map(|account| (account.office, account.scheme))
        .collect();
    let files = FederationFiles {
        written: written.len(),
        wanted: wanted.len(),
        is_confirmed: is_confirmed(processing),
    };
    notices.extend(compared.findings);
    notices.extend(faults);
    Ok((claim.told(notices, files, options.entries), written))
}

/// Months before the claim's that something was submitted for, that the logs have a row of and that
/// the tariff reaches. Of the others nothing is said.
fn earlier_months(world: &World<'_>, submission: &Submission) -> Vec<ServiceMonth> {
    let mut months: Vec<ServiceMonth> =
        submission.accounts.keys().map(|account| account.month).collect();
    months.dedup();
    let at_work = world.ledger.offices_at_work();
    months.retain(|month| {
        *month < world.month && at_work.contains_key(month) && world.tariff.exists(*month)
    });
    months
}
