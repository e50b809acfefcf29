//! 「返戻等」 Which submissions of a recipient's month were returned or withdrawn, and count no more.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::submitted::{Submission, Submitted};
use crate::{account::Account, calendar::ServiceMonth, ledger::Ledger};

impl Submitted {
    /// What still counts. A row of 返戻等 takes back one submission, the earliest by month of
    /// processing that is left; a row with a day only one that was in processing by that day.
    ///
    /// `least` submissions stay whatever the rows say. In claiming none: what was returned is sent
    /// again. In an audit one: the file returned need not be at hand, and what is, is looked at.
    pub(crate) fn standing(
        &self,
        ledger: &Ledger,
        account: &Account,
        least: usize,
    ) -> Cow<'_, Self> {
        let mut days = days_of(ledger, account);
        // The rows with a day first: they can take back the fewest.
        days.sort_by_key(|day| (day.is_none(), *day));
        let files = self.files().map(|lines| (lines[0].submitted_in, lines[0].origin.file));
        let mut files: Vec<(ServiceMonth, u16)> = files.collect();
        let mut returned = Vec::new();
        for day in days {
            let dealt = |month: ServiceMonth| day.is_none_or(|day| month.first_day() <= day);
            let next = files.iter().position(|(month, _)| dealt(*month));
            let next = next.filter(|_| files.len() > least);
            returned.extend(next.map(|place| files.remove(place).1));
        }
        if returned.is_empty() {
            return Cow::Borrowed(self);
        }
        Cow::Owned(self.without(&returned))
    }
}

/// Whether something was submitted for an account that cannot be read, and was not returned: 返戻等
/// has no more rows for it than there are files that can be read.
pub(crate) fn is_held(ledger: &Ledger, submission: &Submission, account: &Account) -> bool {
    if !submission.held.contains(account) {
        return false;
    }
    let files = submission.accounts.get(account).map_or(0, |submitted| submitted.files().count());
    days_of(ledger, account).len() <= files
}

/// 日付 of the rows of 返戻等 for an account.
fn days_of(ledger: &Ledger, account: &Account) -> Vec<Option<NaiveDate>> {
    let whose = (account.municipality, account.certificate);
    let rows = ledger.returned(account.month, account.office, whose).iter();
    let rows = rows.filter(|row| row.party.scheme.is_none_or(|scheme| scheme == account.scheme));
    rows.map(|row| row.day).collect()
}
