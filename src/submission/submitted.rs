//! What was submitted, by account: lines and sums, what they come to, and at which price.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    account::Account,
    calendar::ServiceMonth,
    finding::{Finding, Origin},
    item::Item,
    ledger::Ledger,
    money::{UnitPrice, Units, Yen},
    tariff::{Grade, Tariff},
};

/// One submitted line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct SubmittedLine {
    /// Where it stands.
    pub origin: Origin,
    /// Whose it is.
    pub account: Account,
    /// The file's month of processing; of `claim_lines.csv` the month after the service.
    pub submitted_in: ServiceMonth,
    /// 項目 and 区分; `None` where the code is none of the month's
    pub item: Option<(Item, String)>,
    /// サービスコード; `None` where none was written
    pub code: Option<String>,
    /// 単位数
    pub units: Units,
    /// 回数
    pub count: u32,
}

impl SubmittedLine {
    /// サービス単位数
    pub(crate) fn service_units(&self) -> Units {
        self.units.times(self.count)
    }

    /// What tells two lines of an account apart: item and variant, else the code.
    pub(crate) fn key(&self) -> (String, String) {
        match &self.item {
            Some((item, variant)) => (item.key().to_owned(), variant.clone()),
            None => (String::new(), self.code.clone().unwrap_or_default()),
        }
    }
}

/// A recipient's sum in a file of the federation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct SubmittedTotal {
    /// Where it stands.
    pub origin: Origin,
    /// Whose it is.
    pub account: Account,
    /// 単位数
    pub units: Units,
    /// 請求額
    pub yen: Yen,
    /// 単位数単価
    pub price: UnitPrice,
    /// By the file's 地域区分コード.
    pub grade: Option<Grade>,
}

/// Everything that was submitted.
#[derive(Clone, Default, Debug)]
pub(crate) struct Submission {
    /// By whose month it is.
    pub accounts: BTreeMap<Account, Submitted>,
    /// Whom a file names, and who cannot be read whole there: what was submitted for them is not
    /// known, and they count as submitted.
    pub held: BTreeSet<Account>,
    /// X909
    pub findings: Vec<Finding>,
}

impl Submission {
    /// What the files say, file by file, laid out by account.
    pub(crate) fn new(
        lines: Vec<SubmittedLine>,
        totals: Vec<SubmittedTotal>,
        held: BTreeSet<Account>,
        findings: Vec<Finding>,
    ) -> Self {
        let mut accounts: BTreeMap<Account, Submitted> = BTreeMap::new();
        for line in lines {
            accounts.entry(line.account).or_default().lines.push(line);
        }
        for total in totals {
            accounts.entry(total.account).or_default().totals.push(total);
        }
        for submitted in accounts.values_mut() {
            submitted.lines.sort_by_key(|line| (line.submitted_in, line.origin));
            submitted.add_up();
        }
        Self { accounts, held, findings }
    }

    /// Every line, by account.
    pub(crate) fn lines(&self) -> impl Iterator<Item = &SubmittedLine> {
        self.accounts.values().flat_map(|submitted| &submitted.lines)
    }

    /// Every sum, by account.
    pub(crate) fn totals(&self) -> impl Iterator<Item = &SubmittedTotal> {
        self.accounts.values().flat_map(|submitted| &submitted.totals)
    }
}

/// What was submitted for one account.
#[derive(Clone, Default, Debug)]
pub(crate) struct Submitted {
    /// Lines in the order of submission: by month of processing, file and line.
    pub lines: Vec<SubmittedLine>,
    /// Sums, file by file; of files of the federation alone.
    pub totals: Vec<SubmittedTotal>,
    /// Units of the lines, by file.
    units: BTreeMap<u16, Units>,
}

impl Submitted {
    /// Nothing at all.
    pub(crate) const NONE: &Self =
        &Self { lines: Vec::new(), totals: Vec::new(), units: BTreeMap::new() };

    /// The lines of each file, in the order of submission.
    pub(crate) fn files(&self) -> impl Iterator<Item = &[SubmittedLine]> {
        self.lines.chunk_by(|a, b| a.origin.file == b.origin.file)
    }

    /// Adds the units up anew.
    fn add_up(&mut self) {
        self.units.clear();
        for line in &self.lines {
            let units = self.units.entry(line.origin.file).or_default();
            *units = *units + line.service_units();
        }
    }

    /// Without what stands in `files`.
    pub(super) fn without(&self, files: &[u16]) -> Self {
        let mut rest = self.clone();
        rest.lines.retain(|line| !files.contains(&line.origin.file));
        rest.totals.retain(|total| !files.contains(&total.origin.file));
        rest.add_up();
        rest
    }

    /// Units in one file: what the file's yen are the floor of.
    pub(crate) fn units_in(&self, file: u16) -> Units {
        self.units.get(&file).copied().unwrap_or_default()
    }

    /// What it costs, file by file: a file's own yen; of `claim_lines.csv` units × `price`. `None`
    /// where that is not known.
    pub(crate) fn yen(&self, price: Option<UnitPrice>) -> Option<Yen> {
        let of_file = |file: u16| {
            let given = self.totals.iter().find(|total| total.origin.file == file);
            given.map(|total| total.yen).or_else(|| Some(self.units_in(file).floor_yen(price?)))
        };
        let files = self.files().map(|lines| lines[0].origin.file);
        files.map(of_file).try_fold(Yen(0), |sum, yen| Some(sum + yen?))
    }

    /// The price: the last file's, else the `judged` one, else that of the office's grade on the
    /// month's first day.
    pub(crate) fn price(
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
