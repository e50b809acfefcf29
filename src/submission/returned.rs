//! 「返戻等」 Which submissions of a recipient's month were returned or withdrawn, and count no more.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Submission, SubmittedLine};
use crate::{account::Account, calendar::ServiceMonth, ledger::Ledger};

/// The files in which what was submitted for an account counts no more. A row of 返戻等 takes back one
/// submission, the earliest by month of processing that is left; a row with a day only one that was
/// in processing by that day.
pub fn returned_files(
    ledger: &Ledger,
    submission: &Submission,
    account: &Account,
    lines: &[&SubmittedLine],
) -> Vec<u16> {
    let mut days = days_of(ledger, account);
    // The rows with a day first: they can take back the fewest.
    days.sort_by_key(|day| (day.is_none(), *day));
    let mut files: Vec<(ServiceMonth, u16)> =
        lines.iter().map(|line| (submission.submitted_in(line), line.origin.file)).collect();
    files.sort_unstable();
    files.dedup();
    let mut returned = Vec::new();
    for day in days {
        let dealt = |month: ServiceMonth| day.is_none_or(|day| month.first_day() <= day);
        let next = files.iter().position(|(month, _)| dealt(*month));
        returned.extend(next.map(|place| files.remove(place).1));
    }
    returned
}

/// Whether something was submitted for an account that cannot be read, and was not returned: 返戻等
/// has no more rows for it than there are files that can be read.
pub fn is_held(ledger: &Ledger, submission: &Submission, account: &Account) -> bool {
    if !submission.held.contains(account) {
        return false;
    }
    let lines = submission.lines.iter().filter(|line| line.account == *account);
    let files: BTreeSet<u16> = lines.map(|line| line.origin.file).collect();
    days_of(ledger, account).len() <= files.len()
}

/// 日付 of the rows of 返戻等 for an account.
fn days_of(ledger: &Ledger, account: &Account) -> Vec<Option<NaiveDate>> {
    let whose = (account.municipality, account.certificate);
    let rows = ledger.returned(account.month, account.office, whose).iter();
    let own = rows.filter(|row| row.party.scheme.is_none_or(|scheme| scheme == account.scheme));
    own.map(|row| row.day).collect()
}
