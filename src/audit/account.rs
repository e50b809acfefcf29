//! One recipient's month at one office: its submitted lines against its judged ones.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    AuditFinding, ByAccount, Claimants, Judged, OfficeSummary, by_account, claimants, of_anyone,
    rules,
};
use crate::{
    finding::{Level, Note, Origin, Rule, Target},
    item::{Item, Tier},
    judge::Line,
    kokuhoren::{Account, SubmittedLine, SubmittedTotal, rules as federation},
    money::{UnitPrice, Units, Yen},
    number::OfficeNumber,
    rules::{World, caseload::MONTHS_BACK},
};

/// The primary rule that refused a row, and the rows it rests on.
type Refusal = (&'static Rule, Vec<Origin>);

/// Everything that is compared, by account.
pub(super) struct Books<'a> {
    world: &'a World<'a>,
    submitted: ByAccount<'a>,
    /// Lines submitted for each account before a return or withdrawal: they count no more.
    void: FxHashSet<Origin>,
    totals: BTreeMap<Account, Vec<&'a SubmittedTotal>>,
    lines: BTreeMap<Account, Vec<&'a Line>>,
    yen: FxHashMap<Account, (Yen, UnitPrice)>,
    /// Why a row was refused, by account and item: the primary rule and the rows it rests on.
    refused: FxHashMap<(Account, Item), Vec<Refusal>>,
    claimants: Claimants,
}

impl<'a> Books<'a> {
    pub(super) fn new(
        world: &'a World<'a>,
        judged: &'a Judged,
        submitted: &[&'a SubmittedLine],
        sums: &[&'a SubmittedTotal],
    ) -> Self {
        let mut books = Self {
            world,
            submitted: by_account(submitted),
            void: FxHashSet::default(),
            totals: BTreeMap::new(),
            lines: BTreeMap::new(),
            yen: FxHashMap::default(),
            refused: FxHashMap::default(),
            claimants: Claimants::default(),
        };
        for total in sums {
            books.totals.entry(total.account).or_default().push(total);
        }
        for claim in judged.values() {
            books.add_claim(claim);
        }
        books.drop_returned();
        let counting: Vec<&SubmittedLine> =
            submitted.iter().copied().filter(|line| !books.void.contains(&line.origin)).collect();
        books.claimants = claimants(&counting);
        books
    }

    fn add_claim(&mut self, claim: &'a crate::claim::Claim) {
        for line in &claim.lines {
            let account = Account {
                month: line.month,
                scheme: line.scheme,
                municipality: line.municipality,
                office: line.office,
                certificate: line.certificate,
            };
            self.lines.entry(account).or_default().push(line);
        }
        for total in &claim.totals {
            let account = Account {
                month: claim.month,
                scheme: total.scheme,
                municipality: total.municipality,
                office: total.office,
                certificate: total.certificate,
            };
            self.yen.insert(account, (total.yen, total.price));
        }
        for reported in claim.rejected.iter().filter(|reported| reported.primary) {
            let subject = &reported.finding.subject;
            let (Target::Item(item), Some(month), Some(scheme)) =
                (subject.target, subject.month, subject.scheme)
            else {
                continue;
            };
            let (Some(municipality), Some(office), Some(certificate)) =
                (subject.municipality, subject.office, subject.certificate)
            else {
                continue;
            };
            let account = Account { month, scheme, municipality, office, certificate };
            let mut rows: Vec<Origin> = reported.finding.origin.into_iter().collect();
            rows.extend(reported.finding.related());
            let reasons = self.refused.entry((account, item)).or_default();
            reasons.push((reported.finding.rule, rows));
        }
    }

    /// Of an account that 返戻等 says was returned or withdrawn n times, the first n submissions
    /// count no more, as long as one is left.
    fn drop_returned(&mut self) {
        let mut returns: FxHashMap<Account, usize> = FxHashMap::default();
        for (account, lines) in &self.submitted {
            let rows = self.world.ledger.returned.iter().filter(|row| {
                let party = &row.party;
                row.month == account.month
                    && party.office == account.office
                    && party.municipality == account.municipality
                    && party.certificate == account.certificate
                    && party.scheme.is_none_or(|scheme| scheme == account.scheme)
            });
            let returned = rows.count();
            if returned > 0 && !lines.is_empty() {
                returns.insert(*account, returned);
            }
        }
        let mut accounts: Vec<(&Account, &usize)> = returns.iter().collect();
        accounts.sort_unstable();
        for (account, returned) in accounts {
            let lines = &self.submitted[account];
            let files: BTreeSet<u16> = lines.iter().map(|line| line.origin.file).collect();
            let gone = (*returned).min(files.len() - 1);
            let gone: BTreeSet<u16> = files.into_iter().take(gone).collect();
            let void = lines.iter().filter(|line| gone.contains(&line.origin.file));
            self.void.extend(void.map(|line| line.origin));
        }
        let void = &self.void;
        for lines in self.submitted.values_mut() {
            lines.retain(|line| !void.contains(&line.origin));
        }
    }

    /// Every account that was submitted or judged, compared.
    pub(super) fn compare(&self) -> Vec<AuditFinding> {
        let accounts: BTreeSet<Account> =
            self.submitted.keys().chain(self.lines.keys()).copied().collect();
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
            office.claimed = office.claimed + self.submitted_yen(account).unwrap_or_default();
        }
        for finding in findings {
            let Some(account) = finding.account else { continue };
            let office = offices.entry(account.office).or_default();
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

    pub(super) fn accounts(&self) -> &ByAccount<'a> {
        &self.submitted
    }

    /// The price of an account: the file's, else the judged one, else that of the office's grade.
    pub(super) fn price(&self, account: &Account) -> Option<UnitPrice> {
        let given = self.totals.get(account).and_then(|totals| totals.last());
        let judged = || self.yen.get(account).map(|(_, price)| *price);
        let by_grade = || {
            let mut offices = self.world.ledger.offices();
            let (_, office) = offices.find(|(_, office)| office.number == account.office)?;
            let grade = office.on(account.scheme, account.month.first_day())?.grade;
            let found = self.world.tariff.unit_price(account.scheme, grade, account.month)?;
            Some(found.0)
        };
        given.map(|total| total.price).or_else(judged).or_else(by_grade)
    }

    fn submitted_units(&self, account: &Account) -> Units {
        let lines = self.submitted.get(account).map_or(&[][..], Vec::as_slice);
        lines.iter().map(|line| line.service_units()).sum()
    }

    fn submitted_yen(&self, account: &Account) -> Option<Yen> {
        let given = self.totals.get(account).and_then(|totals| totals.last());
        let units = self.submitted_units(account);
        given.map(|total| total.yen).or_else(|| Some(units.floor_yen(self.price(account)?)))
    }

    /// What the account would cost more or less with `change` units taken out of it.
    pub(super) fn yen_of(&self, account: &Account, change: Units) -> Option<Yen> {
        let price = self.price(account)?;
        let units = self.submitted_units(account);
        let without = Units(units.0 - change.0);
        Some(Yen(units.floor_yen(price).0 - without.floor_yen(price).0))
    }

    fn account(&self, account: &Account) -> Vec<AuditFinding> {
        let submitted = self.submitted.get(account).map_or(&[][..], Vec::as_slice);
        let known =
            self.world.ledger.holder_of(account.municipality, account.certificate, account.scheme);
        if known.is_none() {
            let first = submitted.first();
            return first.map(|line| about(&rules::X907, line, "")).into_iter().collect();
        }
        let judged = self.lines.get(account).map_or(&[][..], Vec::as_slice);
        let mut sides = Sides::new(submitted, judged);
        let mut findings = Vec::new();
        findings.extend(
            sides
                .wrong_codes()
                .into_iter()
                .map(|(line, own)| self.pair(&federation::X906, line, own)),
        );
        for (line, own) in sides.same_variant() {
            findings.push(self.pair(&federation::X902, line, own));
        }
        for (line, own) in sides.same_item() {
            let rule = if self.is_uncheckable(account, line, own) {
                &rules::X910
            } else {
                &federation::X906
            };
            findings.push(self.pair(rule, line, own));
        }
        for (line, own) in sides.unknown_codes() {
            findings.push(match own {
                Some(own) => self.pair(&federation::X906, line, own),
                None => about(&federation::X906, line, "no event"),
            });
        }
        findings.extend(sides.extra.iter().map(|line| self.surplus(line, &sides)));
        findings.extend(sides.missing.iter().map(|own| self.missing(account, own)));
        if findings.is_empty() {
            findings.extend(self.amount(account));
        }
        findings
    }

    /// A line that was submitted otherwise than judged.
    fn pair(&self, rule: &'static Rule, line: &SubmittedLine, own: &Line) -> AuditFinding {
        let (claimed, right) = (line.service_units(), own.service_units());
        let uncheckable = rule == &rules::X910;
        // The rule that decides: the last that made the judged line what it is.
        let cause = own.rules.last().map_or("", |rule| rule.code);
        let (was, is) = (line.key().1, own.variant.to_string());
        let code = own.code.as_deref().unwrap_or_default();
        AuditFinding {
            right: Some(right),
            yen: (!uncheckable)
                .then(|| self.yen_of(&line.account, Units(claimed.0 - right.0)))
                .flatten(),
            related: own.rows.to_vec(),
            note: Some(Note {
                ja: format!(
                    "請求 {was} {} {}×{}、判定 {is} {code} {}×{}",
                    line.code.as_deref().unwrap_or_default(),
                    line.units,
                    line.count,
                    own.units,
                    own.count
                ),
                en: format!(
                    "submitted {was} {}×{}, judged {is} {}×{}",
                    line.units, line.count, own.units, own.count
                ),
            }),
            ..about(rule, line, cause)
        }
    }

    /// A submitted line that the logs do not give: submitted twice, or without basis.
    fn surplus(&self, line: &SubmittedLine, sides: &Sides<'_>) -> AuditFinding {
        let refused = self.cause(line);
        let by_others = refused.is_none() && self.is_claimed_elsewhere(line);
        let twice = sides.is_repeated(line) || by_others;
        let rule = if twice { &rules::X904 } else { &rules::X901 };
        let (cause, rows) = match refused {
            Some((rule, rows)) => (rule.code, rows),
            None => ("no event", self.other_lines(line)),
        };
        AuditFinding {
            right: Some(Units(0)),
            yen: self.yen_of(&line.account, line.service_units()),
            related: rows,
            ..about(rule, line, cause)
        }
    }

    /// Why the line's item was refused for the account.
    fn cause(&self, line: &SubmittedLine) -> Option<Refusal> {
        let (item, _) = line.item.as_ref()?;
        self.refused.get(&(line.account, *item))?.first().cloned()
    }

    /// Whether another office submitted the same base fee for the recipient's month.
    pub(super) fn is_claimed_elsewhere(&self, line: &SubmittedLine) -> bool {
        let Some((item, _)) = &line.item else { return false };
        let offices = self.claimants.get(&(of_anyone(line.account), *item));
        item.is_base() && offices.is_some_and(|offices| offices.len() > 1)
    }

    /// Lines of other offices for the same recipient's month and item.
    pub(super) fn other_lines(&self, line: &SubmittedLine) -> Vec<Origin> {
        let Some((item, _)) = &line.item else { return Vec::new() };
        let Some(offices) = self.claimants.get(&(of_anyone(line.account), *item)) else {
            return Vec::new();
        };
        let accounts = offices.iter().map(|office| Account { office: *office, ..line.account });
        let lines = accounts.filter_map(|account| self.submitted.get(&account)).flatten();
        let same = |other: &&&SubmittedLine| {
            other.item.as_ref().is_some_and(|(own, _)| own == item) && other.origin != line.origin
        };
        lines.filter(same).map(|other| other.origin).collect()
    }

    fn missing(&self, account: &Account, own: &Line) -> AuditFinding {
        let units = own.service_units();
        let submitted = self.submitted.get(account).map_or(&[][..], Vec::as_slice);
        AuditFinding {
            rule: &rules::X905,
            level: Level::Under,
            account: Some(*account),
            item: Some((own.item, own.variant.to_string())),
            cause: own.rules.first().map_or("", |rule| rule.code).to_owned(),
            claimed: Some(Units(0)),
            right: Some(units),
            yen: self.yen_of(account, Units(-units.0)),
            origin: own.origin(),
            related: submitted.iter().map(|line| line.origin).collect(),
            note: None,
        }
    }

    /// X903: every line agrees, and the sum does not.
    fn amount(&self, account: &Account) -> Option<AuditFinding> {
        let total = self.totals.get(account)?.last()?;
        let (yen, price) = self.yen.get(account)?;
        (total.yen != *yen || total.price != *price).then(|| AuditFinding {
            rule: &federation::X903,
            level: Level::Differ,
            account: Some(*account),
            item: None,
            cause: String::new(),
            claimed: Some(total.units),
            right: Some(total.units),
            yen: Some(Yen(total.yen.0 - yen.0)),
            origin: Some(total.origin),
            related: self.lines[account].iter().filter_map(|line| line.origin()).collect(),
            note: Some(Note {
                ja: format!(
                    "請求 {}円(単価 {})、判定 {yen}円(単価 {price})",
                    total.yen, total.price
                ),
                en: format!("submitted {} at {}, judged {yen} at {price}", total.yen, total.price),
            }),
        })
    }

    /// Whether only tier two is in question, and the office's caseload is not given.
    fn is_uncheckable(&self, account: &Account, line: &SubmittedLine, own: &Line) -> bool {
        let is_two = |variant: &str| variant.split('+').next() == Some(Tier::Two.key());
        let (was, is) = (line.key().1, own.variant.as_ref());
        if !own.is_base() || is_two(&was) == is_two(is) {
            return false;
        }
        let ledger = self.world.ledger;
        let office = ledger.offices().find(|(_, office)| office.number == account.office);
        let given = |back: i32| {
            let counts = office.map_or(&[][..], |(_, office)| office.counts.as_slice());
            let month = account.month.plus(-back);
            counts.iter().any(|row| row.scheme == account.scheme && row.month == month)
        };
        !(1..=MONTHS_BACK).all(given)
    }
}

/// A finding about a submitted line.
fn about(rule: &'static Rule, line: &SubmittedLine, cause: &str) -> AuditFinding {
    AuditFinding {
        rule,
        level: rule.levels[0],
        account: Some(line.account),
        item: line.item.clone(),
        cause: cause.to_owned(),
        claimed: Some(line.service_units()),
        right: None,
        yen: None,
        origin: Some(line.origin),
        related: Vec::new(),
        note: None,
    }
}

/// The two sides of an account; equal lines are taken off.
struct Sides<'l> {
    /// Submitted, and not matched.
    extra: Vec<&'l SubmittedLine>,
    /// Judged, and not matched.
    missing: Vec<&'l Line>,
    /// Submitted lines that were matched, or stand first of their kind.
    seen: Vec<&'l SubmittedLine>,
    /// Pairs that agree in all but the code.
    miscoded: Vec<(&'l SubmittedLine, &'l Line)>,
}

impl<'l> Sides<'l> {
    fn new(submitted: &[&'l SubmittedLine], judged: &[&'l Line]) -> Self {
        let mut sides = Self {
            extra: Vec::new(),
            missing: judged.to_vec(),
            seen: Vec::new(),
            miscoded: Vec::new(),
        };
        for line in submitted {
            match sides.take(|own| is_equal(line, own)) {
                Some(own) => {
                    sides.seen.push(line);
                    let both = (line.code.as_deref(), own.code.as_deref());
                    if matches!(both, (Some(was), Some(is)) if was != is) {
                        sides.miscoded.push((line, own));
                    }
                }
                None => sides.extra.push(line),
            }
        }
        sides
    }

    fn take(&mut self, fits: impl Fn(&Line) -> bool) -> Option<&'l Line> {
        let place = self.missing.iter().position(|own| fits(own))?;
        Some(self.missing.swap_remove(place))
    }

    fn wrong_codes(&mut self) -> Vec<(&'l SubmittedLine, &'l Line)> {
        std::mem::take(&mut self.miscoded)
    }

    /// Pairs unmatched lines that `fits` says belong together.
    fn pairs(
        &mut self,
        fits: impl Fn(&SubmittedLine, &Line) -> bool,
    ) -> Vec<(&'l SubmittedLine, &'l Line)> {
        let mut pairs = Vec::new();
        for line in std::mem::take(&mut self.extra) {
            match self.take(|own| fits(line, own)) {
                Some(own) => pairs.push((line, own)),
                None => self.extra.push(line),
            }
        }
        pairs
    }

    fn same_variant(&mut self) -> Vec<(&'l SubmittedLine, &'l Line)> {
        self.pairs(|line, own| {
            line.item.as_ref().is_some_and(|(i, v)| *i == own.item && *v == own.variant)
        })
    }

    fn same_item(&mut self) -> Vec<(&'l SubmittedLine, &'l Line)> {
        self.pairs(|line, own| line.item.as_ref().is_some_and(|(item, _)| *item == own.item))
    }

    /// Lines whose code is none of the month's, with the judged line of equal units, if any.
    fn unknown_codes(&mut self) -> Vec<(&'l SubmittedLine, Option<&'l Line>)> {
        let (unknown, known): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.extra).into_iter().partition(|line| line.item.is_none());
        self.extra = known;
        let pair = |line: &'l SubmittedLine| {
            (line, self.take(|own| own.units == line.units && own.count == line.count))
        };
        unknown.into_iter().map(pair).collect()
    }

    /// Whether an equal line stands before this one.
    fn is_repeated(&self, line: &SubmittedLine) -> bool {
        let earlier = self.extra.iter().take_while(|other| other.origin != line.origin);
        let mut others = self.seen.iter().chain(earlier);
        others.any(|other| {
            (other.key(), other.units, other.count) == (line.key(), line.units, line.count)
        })
    }
}

fn is_equal(line: &SubmittedLine, own: &Line) -> bool {
    line.item.as_ref().is_some_and(|(item, variant)| *item == own.item && *variant == own.variant)
        && line.units == own.units
        && line.count == own.count
}
