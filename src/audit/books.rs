//! Everything that is compared, by recipient's month and office: what was submitted, what is
//! judged, and what was refused.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    months::JudgedMonths,
    outcome::{AuditFinding, OfficeSummary},
};
use crate::{
    account::{Account, RecipientMonth},
    calendar::ServiceMonth,
    claim::{Line, Reported, Statement},
    finding::Origin,
    item::Item,
    money::{UnitPrice, Units, Yen},
    number::OfficeNumber,
    reconcile::{Alike, alike},
    rules::World,
    submission::{Submitted, SubmittedLine},
};

/// What stands of the submission for an audit's months, by account.
pub(super) type StandingByAccount<'a> = BTreeMap<Account, Cow<'a, Submitted>>;

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
    /// What was submitted, and stands.
    submitted: &'a StandingByAccount<'a>,
    /// The claims, by month.
    claims: &'a JudgedMonths,
    /// Lines of an item for a recipient's month, by office and in the order of submission.
    of_item: FxHashMap<(RecipientMonth, Item), Vec<&'a SubmittedLine>>,
    /// Equal lines of whichever office, in the order of submission.
    equal: BTreeMap<EqualKey, Vec<&'a SubmittedLine>>,
    /// Of lines that several offices submitted: those that a judged line goes with.
    pub(super) backed: FxHashSet<Origin>,
    /// Offices with a row in the logs of a month.
    at_work: BTreeMap<ServiceMonth, FxHashSet<OfficeNumber>>,
}

impl<'a> Books<'a> {
    pub(super) fn new(
        world: &'a World<'a>,
        claims: &'a JudgedMonths,
        submitted: &'a StandingByAccount<'a>,
    ) -> Self {
        let mut of_item: FxHashMap<_, Vec<_>> = FxHashMap::default();
        let mut equal: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for line in submitted.values().flat_map(|submitted| &submitted.lines) {
            if let Some((item, _)) = &line.item {
                of_item.entry((line.account.of_any_office(), *item)).or_default().push(line);
            }
            equal.entry(equal_key(line)).or_default().push(line);
        }
        for lines in equal.values_mut() {
            lines.sort_by_key(|line| (line.submitted_in, line.origin));
        }
        let at_work = world.ledger.offices_at_work();
        let backed = FxHashSet::default();
        let mut books = Self { world, submitted, claims, of_item, equal, backed, at_work };
        books.backed = books.backed();
        books
    }

    /// Which of the lines that several offices submitted go with a judged line.
    fn backed(&self) -> FxHashSet<Origin> {
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

    /// Every account that was submitted or judged, compared, but for those that are held: of them
    /// X909 tells.
    pub(super) fn compare(&self, held: &BTreeSet<Account>) -> Vec<AuditFinding> {
        let judged = self.claims.values().flat_map(|claim| &claim.statements);
        let judged = judged.map(|statement| &statement.account);
        let accounts: BTreeSet<Account> = self.submitted.keys().chain(judged).copied().collect();
        let accounts: Vec<Account> = accounts.difference(held).copied().collect();
        accounts.par_iter().flat_map_iter(|account| self.account(account)).collect()
    }

    /// What each office submitted, and what was found.
    pub(super) fn summaries(
        &self,
        findings: &[AuditFinding],
    ) -> BTreeMap<OfficeNumber, OfficeSummary> {
        let mut offices: BTreeMap<OfficeNumber, OfficeSummary> = BTreeMap::new();
        for (account, submitted) in self.submitted {
            let office = offices.entry(account.office).or_default();
            office.lines += submitted.lines.len();
            match submitted.yen(self.price(account)) {
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

    /// Lines of an item for a recipient's month, by office and in the order of submission.
    pub(super) fn of_item(&self, recipient: RecipientMonth, item: Item) -> &[&'a SubmittedLine] {
        self.of_item.get(&(recipient, item)).map_or(&[], Vec::as_slice)
    }

    /// The lines that are equal to this one, itself among them, of whichever office, in the order of
    /// submission.
    pub(super) fn equal_to(&self, line: &SubmittedLine) -> &[&'a SubmittedLine] {
        self.equal.get(&equal_key(line)).map_or(&[], Vec::as_slice)
    }

    /// Every account that was submitted, and what stands of it.
    pub(super) const fn accounts(&self) -> &'a StandingByAccount<'a> {
        self.submitted
    }

    /// What was submitted for an account, and stands.
    pub(super) fn submitted(&self, account: &Account) -> &'a Submitted {
        self.submitted.get(account).map_or(Submitted::NONE, AsRef::as_ref)
    }

    /// What is judged for an account.
    pub(super) fn judged(&self, account: &Account) -> Option<&'a Statement> {
        self.claims.get(&account.month)?.statement(account)
    }

    /// The judged lines of an account.
    pub(super) fn judged_lines(&self, account: &Account) -> &'a [Line] {
        self.judged(account).map_or(&[], |statement| &statement.lines)
    }

    /// The first reasons that rows of an account were refused for: rejected ones before those held.
    pub(super) fn refused(&self, account: Account) -> Vec<Reported<'a>> {
        let claim = self.claims.get(&account.month);
        let rejected = claim.into_iter().flat_map(|claim| claim.rejected.of(account));
        let mut refused: Vec<_> = rejected.filter(|r| r.refused_item().is_some()).collect();
        refused.sort_by_key(|refusal| refusal.finding.level);
        refused
    }

    /// Whether the office has any row in the logs of the month.
    pub(super) fn is_logged(&self, account: &Account) -> bool {
        self.at_work.get(&account.month).is_some_and(|offices| offices.contains(&account.office))
    }

    /// The price of what was submitted for an account.
    pub(super) fn price(&self, account: &Account) -> Option<UnitPrice> {
        let judged = self.judged(account).map(|statement| statement.total.price);
        let masters = (self.world.ledger, self.world.tariff);
        self.submitted(account).price(account, judged, masters)
    }

    /// What the file of a line costs its account with `change` units, minus without them.
    pub(super) fn yen_of(&self, line: &SubmittedLine, change: Units) -> Option<Yen> {
        let price = self.price(&line.account)?;
        let units = self.submitted(&line.account).units_in(line.origin.file);
        let without = Units(units.0 - change.0);
        Some(Yen(units.floor_yen(price).0 - without.floor_yen(price).0))
    }
}
