//! Everything that is compared, by recipient's month and office: what was submitted, what is
//! judged, and what was refused.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    AuditFinding, ByAccount, Claimants, Judged, OfficeSummary, RELATED_MAX, by_account, claimants,
};
use crate::{
    account::{Account, RecipientMonth},
    calendar::ServiceMonth,
    claim::{HypotheticalLine, Line, Statement, Total},
    finding::{Level, Origin, Rule, Target},
    item::Item,
    money::{UnitPrice, Units, Yen},
    number::OfficeNumber,
    reconcile::{Alike, alike},
    rules::World,
    submission::{Submission, SubmittedLine, SubmittedTotal, returned_files},
};

/// Why a row was refused, and what it would have given.
pub(super) struct Refusal {
    /// The primary rule.
    pub(super) rule: &'static Rule,
    level: Level,
    /// 項目
    pub(super) item: Item,
    line: Option<HypotheticalLine>,
    /// The row, and those it was refused for.
    pub(super) rows: Vec<Origin>,
}

impl Refusal {
    /// Whether the row would give a line equal to `line`.
    pub(super) fn gives(&self, line: &SubmittedLine) -> bool {
        self.line.as_ref().is_some_and(|own| {
            line.item.as_ref().is_some_and(|(i, v)| *i == self.item && *v == own.variant)
                && (line.units, line.count) == (own.units, own.count)
        })
    }
}

/// What lines have in common that are equal: whose month it is, without the office where the item is
/// known, and what tells lines apart.
type EqualKey = (RecipientMonth, Option<OfficeNumber>, Alike);

fn equal_key(line: &SubmittedLine) -> EqualKey {
    let office = line.item.is_none().then_some(line.account.office);
    (line.account.of_any_office(), office, alike(line))
}

/// Everything that is compared, by account.
pub(super) struct Books<'a> {
    pub(super) world: &'a World<'a>,
    pub(super) submission: &'a Submission,
    pub(super) submitted: ByAccount<'a>,
    /// Lines submitted for each account before a return or withdrawal: they count no more.
    pub(super) void: FxHashSet<Origin>,
    pub(super) totals: BTreeMap<Account, Vec<&'a SubmittedTotal>>,
    /// The claims, by month.
    claims: &'a Judged,
    /// What is claimed in them.
    pub(super) judged: BTreeMap<Account, &'a Statement>,
    pub(super) claimants: Claimants,
    /// Lines of an item for a recipient's month, whatever the office.
    pub(super) of_item: FxHashMap<(RecipientMonth, Item), Vec<Origin>>,
    /// Equal lines of whichever office, in the order of submission.
    equal: BTreeMap<EqualKey, Vec<&'a SubmittedLine>>,
    /// Of lines that several offices submitted: those that a judged line goes with.
    pub(super) standing: FxHashSet<Origin>,
    /// Units of an account in one file.
    units: FxHashMap<(Account, u16), Units>,
    /// Offices with a row in the logs of a month.
    at_work: BTreeMap<ServiceMonth, FxHashSet<OfficeNumber>>,
}

impl<'a> Books<'a> {
    pub(super) fn new(
        world: &'a World<'a>,
        judged: &'a Judged,
        submission: &'a Submission,
        (submitted, sums): (&[&'a SubmittedLine], &[&'a SubmittedTotal]),
    ) -> Self {
        let mut books = Self {
            world,
            submission,
            submitted: by_account(submitted),
            void: FxHashSet::default(),
            totals: BTreeMap::new(),
            claims: judged,
            judged: BTreeMap::new(),
            claimants: Claimants::default(),
            of_item: FxHashMap::default(),
            equal: BTreeMap::new(),
            standing: FxHashSet::default(),
            units: FxHashMap::default(),
            at_work: world.ledger.offices_at_work(),
        };
        for lines in books.submitted.values_mut() {
            lines.sort_by_key(|line| (submission.submitted_in(line), line.origin));
        }
        for total in sums {
            books.totals.entry(total.account).or_default().push(total);
        }
        let statements = judged.values().flat_map(|claim| &claim.statements);
        books.judged = statements.map(|statement| (statement.account, statement)).collect();
        books.drop_returned(submission);
        let counting: Vec<&SubmittedLine> =
            submitted.iter().copied().filter(|line| !books.void.contains(&line.origin)).collect();
        books.claimants = claimants(&counting);
        books.sum_up();
        books
    }

    /// What is looked up of the lines that count.
    fn sum_up(&mut self) {
        for line in self.submitted.values().flatten() {
            let units = self.units.entry((line.account, line.origin.file)).or_default();
            *units = *units + line.service_units();
            if let Some((item, _)) = &line.item {
                let key = (line.account.of_any_office(), *item);
                self.of_item.entry(key).or_default().push(line.origin);
            }
            self.equal.entry(equal_key(line)).or_default().push(line);
        }
        let order = |line: &&SubmittedLine| self.submission.submitted_in(line);
        for lines in self.equal.values_mut() {
            lines.sort_by_key(|line| (order(line), line.origin));
        }
        self.standing = self.standing();
    }

    /// Which of the lines that several offices submitted go with a judged line.
    fn standing(&self) -> FxHashSet<Origin> {
        let of_several = |lines: &&Vec<&SubmittedLine>| {
            lines.iter().any(|line| line.account != lines[0].account)
        };
        let several: Vec<&Vec<&SubmittedLine>> = self.equal.values().filter(of_several).collect();
        let accounts: BTreeSet<Account> =
            several.iter().copied().flatten().map(|line| line.account).collect();
        let accounts: Vec<Account> = accounts.into_iter().collect();
        let surplus: FxHashSet<Origin> = accounts
            .par_iter()
            .flat_map_iter(|account| self.matched(account).0.extra)
            .map(|line| line.origin)
            .collect();
        let rows = several.into_iter().flatten().map(|line| line.origin);
        rows.filter(|row| !surplus.contains(row)).collect()
    }

    /// What 返戻等 says was returned or withdrawn counts no more, as long as one submission is left.
    fn drop_returned(&mut self, submission: &Submission) {
        for (account, lines) in &self.submitted {
            let gone = returned_files(self.world.ledger, submission, account, lines);
            let files: BTreeSet<u16> = lines.iter().map(|line| line.origin.file).collect();
            let gone = &gone[..gone.len().min(files.len() - 1)];
            let void = lines.iter().filter(|line| gone.contains(&line.origin.file));
            self.void.extend(void.map(|line| line.origin));
        }
        let void = &self.void;
        for (account, lines) in &mut self.submitted {
            let gone: BTreeSet<u16> = lines
                .iter()
                .filter(|line| void.contains(&line.origin))
                .map(|line| line.origin.file)
                .collect();
            lines.retain(|line| !void.contains(&line.origin));
            if let Some(totals) = self.totals.get_mut(account) {
                totals.retain(|total| !gone.contains(&total.origin.file));
            }
        }
    }

    /// Every account that was submitted or judged, compared.
    pub(super) fn compare(&self) -> Vec<AuditFinding> {
        let accounts: BTreeSet<Account> =
            self.submitted.keys().chain(self.judged.keys()).copied().collect();
        let accounts: Vec<Account> = accounts.into_iter().collect();
        accounts.par_iter().flat_map_iter(|account| self.account(account)).collect()
    }

    /// What each office submitted, and what was found.
    pub(super) fn summaries(
        &self,
        findings: &[AuditFinding],
    ) -> BTreeMap<OfficeNumber, OfficeSummary> {
        let mut offices: BTreeMap<OfficeNumber, OfficeSummary> = BTreeMap::new();
        for (account, lines) in &self.submitted {
            let office = offices.entry(account.office).or_default();
            office.lines += lines.len();
            match self.submitted_yen(account) {
                Some(yen) => office.claimed = office.claimed + yen,
                None => office.unpriced += 1,
            }
        }
        for finding in findings {
            let Some(number) = finding.office else { continue };
            let office = offices.entry(number).or_default();
            *office.codes.entry(finding.rule.code).or_default() += 1;
            let yen = finding.yen.unwrap_or_default();
            if yen > Yen(0) {
                office.over = office.over + yen;
            } else {
                office.under = office.under + Yen(-yen.0);
            }
        }
        offices
    }

    pub(super) fn claimants(&self) -> &Claimants {
        &self.claimants
    }

    /// Other lines for the same recipient's month and item, of whichever office; of very many the
    /// first.
    pub(super) fn other_lines(&self, line: &SubmittedLine) -> Vec<Origin> {
        let Some((item, _)) = &line.item else { return Vec::new() };
        let of_item = self.of_item.get(&(line.account.of_any_office(), *item));
        let rows = of_item.map_or(&[][..], Vec::as_slice).iter();
        rows.filter(|row| **row != line.origin).copied().take(RELATED_MAX).collect()
    }

    /// The lines that are equal to this one, itself among them, of whichever office, in the order of
    /// submission.
    pub(super) fn equal_to(&self, line: &SubmittedLine) -> &[&'a SubmittedLine] {
        self.equal.get(&equal_key(line)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn accounts(&self) -> &ByAccount<'a> {
        &self.submitted
    }

    /// The judged lines of an account.
    pub(super) fn judged_lines(&self, account: &Account) -> &'a [Line] {
        self.judged.get(account).map_or(&[], |statement| &statement.lines)
    }

    /// What the judged lines of an account come to.
    pub(super) fn judged_total(&self, account: &Account) -> Option<&'a Total> {
        Some(&self.judged.get(account)?.total)
    }

    /// Rows that were refused for an account: rejected ones before those that are held.
    pub(super) fn refused(&self, account: Account) -> Vec<Refusal> {
        let claim = self.claims.get(&account.month);
        let rejected = claim.into_iter().flat_map(|claim| claim.rejected.of(account));
        let refusal = |reported: crate::claim::Reported<'_>| {
            let finding = reported.finding;
            let Target::Item(item) = finding.subject.target else { return None };
            let rows = finding.origin.into_iter().chain(finding.related()).collect();
            let line = reported.line.cloned();
            Some(Refusal { rule: finding.rule, level: finding.level, item, line, rows })
        };
        let primary = rejected.filter(|reported| reported.primary);
        let mut refused: Vec<Refusal> = primary.filter_map(refusal).collect();
        refused.sort_by_key(|refusal| refusal.level);
        refused
    }

    /// Whether the office has any row in the logs of the month.
    pub(super) fn is_logged(&self, account: &Account) -> bool {
        self.at_work.get(&account.month).is_some_and(|offices| offices.contains(&account.office))
    }

    /// The price of an account: the file's, else the judged one, else that of the office's grade.
    pub(super) fn price(&self, account: &Account) -> Option<UnitPrice> {
        let given = self.totals.get(account).and_then(|totals| totals.last());
        let judged = || Some(self.judged_total(account)?.price);
        let by_grade = || {
            let office = self.world.ledger.office_numbered(account.office)?;
            let grade = office.on(account.scheme, account.month.first_day())?.grade;
            let found = self.world.tariff.unit_price(account.scheme, grade, account.month)?;
            Some(found.0)
        };
        given.map(|total| total.price).or_else(judged).or_else(by_grade)
    }

    /// Units of an account in one file: what the file's yen are the floor of.
    pub(super) fn units_in(&self, account: &Account, file: u16) -> Units {
        self.units.get(&(*account, file)).copied().unwrap_or_default()
    }

    /// What was submitted for an account, file by file; `None` where no price is known.
    fn submitted_yen(&self, account: &Account) -> Option<Yen> {
        let lines = self.submitted.get(account).map_or(&[][..], Vec::as_slice);
        let files: BTreeSet<u16> = lines.iter().map(|line| line.origin.file).collect();
        let totals = self.totals.get(account).map_or(&[][..], Vec::as_slice);
        let of_file = |file: u16| {
            let given = totals.iter().find(|total| total.origin.file == file);
            let units = || self.units_in(account, file);
            given
                .map(|total| total.yen)
                .or_else(|| self.price(account).map(|price| units().floor_yen(price)))
        };
        files.into_iter().map(of_file).try_fold(Yen(0), |sum, yen| Some(sum + yen?))
    }

    /// What the account's part in one file costs with `change` units, minus without them.
    pub(super) fn yen_of(&self, account: &Account, file: u16, change: Units) -> Option<Yen> {
        let price = self.price(account)?;
        let units = self.units_in(account, file);
        let without = Units(units.0 - change.0);
        Some(Yen(units.floor_yen(price).0 - without.floor_yen(price).0))
    }
}
