//! What was submitted for one account: its lines and sums, what they come to, and at which price.

use super::{SubmittedLine, SubmittedTotal};
use crate::{
    account::Account,
    ledger::Ledger,
    money::{UnitPrice, Units, Yen},
    tariff::Tariff,
};

/// What was submitted for one account.
#[derive(Clone, Default, Debug)]
pub struct Submitted {
    /// Lines in the order of submission: by month of processing, file and line.
    pub lines: Vec<SubmittedLine>,
    /// Sums, file by file; of files of the federation alone.
    pub totals: Vec<SubmittedTotal>,
}

impl Submitted {
    /// Nothing at all.
    pub const NONE: &Self = &Self { lines: Vec::new(), totals: Vec::new() };

    /// The lines of each file, in the order of submission.
    pub fn files(&self) -> impl Iterator<Item = &[SubmittedLine]> {
        self.lines.chunk_by(|a, b| a.origin.file == b.origin.file)
    }

    /// Units in one file: what the file's yen are the floor of.
    pub fn units_in(&self, file: u16) -> Units {
        let lines = self.lines.iter().filter(|line| line.origin.file == file);
        lines.map(SubmittedLine::service_units).sum()
    }

    /// What it costs, file by file: a file's own yen; of `claim_lines.csv` units × `price`. `None`
    /// where that is not known.
    pub fn yen(&self, price: Option<UnitPrice>) -> Option<Yen> {
        let of_file = |file: u16| {
            let given = self.totals.iter().find(|total| total.origin.file == file);
            given.map(|total| total.yen).or_else(|| Some(self.units_in(file).floor_yen(price?)))
        };
        let files = self.files().map(|lines| lines[0].origin.file);
        files.map(of_file).try_fold(Yen(0), |sum, yen| Some(sum + yen?))
    }

    /// The price: the last file's, else the `judged` one, else that of the office's grade on the
    /// month's first day.
    pub fn price(
        &self,
        account: &Account,
        judged: Option<UnitPrice>,
        (ledger, tariff): (&Ledger, &Tariff),
    ) -> Option<UnitPrice> {
        let Account { month, scheme, .. } = *account;
        let by_grade = || {
            let office = ledger.office_numbered(account.office)?;
            let grade = office.on(scheme, month.first_day())?.grade;
            Some(tariff.unit_price(scheme, grade, month)?.0)
        };
        self.totals.last().map(|total| total.price).or(judged).or_else(by_grade)
    }
}
