//! Findings as they go into the files: in order, with 主因 and 影響額.

use std::{borrow::Cow, collections::BTreeMap};

use rustc_hash::FxHashMap;

use crate::{
    account::Account,
    finding::{Cell, Finding, Level, Origin, Rule, Target, append, places_by_key, rearrange},
    item::Item,
    money::{Units, Yen},
    rules::Entry,
};

/// What a refused row would bring, as far as it is known.
#[derive(Clone, Default, Debug)]
pub(super) struct Effect {
    /// The line itself.
    pub(super) line: Option<HypotheticalLine>,
    /// 影響額
    pub(super) yen: Option<Yen>,
}

/// The line that a refused row would have.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct HypotheticalLine {
    /// 区分
    pub variant: Cow<'static, str>,
    /// 単位数
    pub units: Units,
    /// 回数
    pub count: u32,
}

/// A finding as it goes into the files.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Reported<'r> {
    /// The finding.
    pub finding: &'r Finding,
    /// 主因: the first reason of its subject, in catalogue order.
    pub primary: bool,
    /// 影響額: what the claim would gain by the line; `None` where it cannot be known.
    pub effect: Option<Yen>,
    /// The line itself; of a primary reason alone, `None` where it cannot be known.
    pub line: Option<&'r HypotheticalLine>,
}

impl Reported<'_> {
    /// The item that it is the first reason to refuse; `None` of any other reason.
    pub fn refused_item(&self) -> Option<Item> {
        match self.finding.subject.target {
            Target::Item(item) if self.primary => Some(item),
            _ => None,
        }
    }
}

/// 「理由」 What one rule says at one level.
#[derive(Clone, Debug)]
pub(crate) struct ReasonGroup<'r> {
    /// The rule.
    pub rule: &'static Rule,
    /// What it does.
    pub level: Level,
    /// Number of findings.
    pub count: usize,
    /// Number of them that are the primary reason of a subject.
    pub primary: usize,
    /// 影響額 of those that have one.
    pub effect: Yen,
    /// Number of those that have one.
    pub priced: usize,
    /// The first of them, in the order of output.
    pub first: Vec<Reported<'r>>,
}

impl<'r> ReasonGroup<'r> {
    const fn new(rule: &'static Rule, level: Level) -> Self {
        Self { rule, level, count: 0, primary: 0, effect: Yen(0), priced: 0, first: Vec::new() }
    }

    /// Takes in one more, and keeps it where there are not `most` yet.
    fn add(&mut self, one: Reported<'r>, most: usize) {
        self.count += 1;
        self.primary += usize::from(one.primary);
        self.priced += usize::from(one.effect.is_some());
        self.effect = self.effect + one.effect.unwrap_or_default();
        if self.first.len() < most {
            self.first.push(one);
        }
    }

    /// Number of primary reasons whose 影響額 is not known.
    pub(crate) const fn unknown(&self) -> usize {
        self.primary.saturating_sub(self.priced)
    }
}

/// The reasons of what is reported, each with the first `most` of its findings, in the order in
/// which they come.
pub(crate) fn reasons<'r>(
    reported: impl IntoIterator<Item = Reported<'r>>,
    most: usize,
) -> Vec<ReasonGroup<'r>> {
    let mut places: FxHashMap<(&str, Level), usize> = FxHashMap::default();
    let mut reasons: Vec<ReasonGroup<'r>> = Vec::new();
    for one in reported {
        let (rule, level) = (one.finding.rule, one.finding.level);
        let place = *places.entry((rule.code, level)).or_insert_with(|| {
            reasons.push(ReasonGroup::new(rule, level));
            reasons.len() - 1
        });
        reasons[place].add(one, most);
    }
    reasons
}

/// Findings in the order of output. There can be millions, most of them without 影響額: what few
/// have stands beside them.
#[derive(Clone, Default, Debug)]
pub struct Reports {
    findings: Vec<Finding>,
    primary: Vec<bool>,
    effects: BTreeMap<usize, Effect>,
}

impl Reports {
    /// Number of findings.
    pub const fn len(&self) -> usize {
        self.findings.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// The finding at `place`, which is less than their number.
    pub fn at(&self, place: usize) -> Reported<'_> {
        let effect = self.effects.get(&place);
        Reported {
            finding: &self.findings[place],
            primary: self.primary[place],
            effect: effect.and_then(|effect| effect.yen),
            line: effect.and_then(|effect| effect.line.as_ref()),
        }
    }

    /// Every finding, in the order of output.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Reported<'_>> {
        (0..self.len()).map(|place| self.at(place))
    }

    /// The findings of an account, in the order of output.
    pub fn of(&self, account: Account) -> impl Iterator<Item = Reported<'_>> {
        let whose = (Some(account.municipality), Some(account.office), Some(account.certificate));
        let whose_is = |finding: &Finding| {
            let subject = &finding.subject;
            (subject.municipality, subject.office, subject.certificate)
        };
        let from = self.findings.partition_point(|finding| whose_is(finding) < whose);
        let of_certificate =
            self.findings[from..].iter().take_while(move |finding| whose_is(finding) == whose);
        let places = (from..).take(of_certificate.count());
        let is_of_account = move |r: &Reported<'_>| r.finding.subject.account() == Some(account);
        places.map(|place| self.at(place)).filter(is_of_account)
    }

    /// Takes in more findings, each to its place in the order of output.
    pub(super) fn add(&mut self, findings: Vec<Finding>, order: &Order) {
        append(&mut self.findings, findings);
        let places = order.sorted(&self.findings);
        let mut was = std::mem::take(&mut self.effects);
        let primary = places.iter().map(|from| self.primary.get(*from as usize) == Some(&true));
        self.primary = primary.collect();
        if !was.is_empty() {
            let effects = places.iter().enumerate();
            let effects =
                effects.filter_map(|(to, from)| Some((to, was.remove(&(*from as usize))?)));
            self.effects = effects.collect();
        }
        rearrange(&mut self.findings, places);
    }

    /// Marks the first reason of every subject.
    pub(super) fn mark_primary(&mut self, order: &Order) {
        let mut first: FxHashMap<(Option<Origin>, Target), (usize, usize)> = FxHashMap::default();
        for (index, finding) in self.findings.iter().enumerate() {
            let place = (order.of(finding.rule), index);
            let earliest = first.entry((finding.origin, finding.subject.target)).or_insert(place);
            *earliest = place.min(*earliest);
        }
        for (_, index) in first.into_values() {
            self.primary[index] = true;
        }
    }

    /// Writes the effects that `effect` gives.
    pub(super) fn add_effects(&mut self, effect: impl Fn(Reported<'_>) -> Option<Effect>) {
        let effects = self.iter().enumerate().filter_map(|(at, one)| Some((at, effect(one)?)));
        self.effects = effects.collect();
    }
}

/// The order of precedence of rules.
pub(super) struct Order(FxHashMap<&'static str, usize>);

impl Order {
    pub(super) fn new(entries: &[Entry]) -> Self {
        Self(entries.iter().enumerate().map(|(place, entry)| (entry.rule.code, place)).collect())
    }

    fn of(&self, rule: &Rule) -> usize {
        self.0.get(rule.code).copied().unwrap_or(usize::MAX)
    }

    /// The places of findings in the order of output: municipality, office, certificate; then file,
    /// line and item; then catalogue order.
    fn sorted(&self, findings: &[Finding]) -> Vec<u32> {
        places_by_key(findings, |finding| {
            let subject = &finding.subject;
            let first: Option<&Cell> = finding.cells.first();
            (
                (subject.municipality, subject.office, subject.certificate),
                (finding.origin, subject.target),
                self.of(finding.rule),
                first.map(|cell| cell.field),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        finding::Subject,
        rules::{
            monitoring::no_visit::{self, M206},
            plan::draft_only::{self, P101},
        },
    };

    const ENTRIES: &[Entry] = &[draft_only::ENTRY, no_visit::ENTRY];

    fn finding(rule: &'static Rule, line: u32) -> Finding {
        Finding {
            rule,
            level: Level::Reject,
            subject: Subject::bare(Target::Item(Item::PlanFee)).into(),
            origin: Some(Origin { file: 0, line, at: 0 }),
            cells: Vec::new().into(),
            note: None,
        }
    }

    /// Line, code, 主因 and 影響額 of each.
    fn shown(reports: &Reports) -> Vec<(u32, &'static str, bool, Option<i64>)> {
        let line = |one: &Reported<'_>| one.finding.origin.map_or(0, |origin| origin.line);
        let all = reports.iter();
        all.map(|r| (line(&r), r.finding.rule.code, r.primary, r.effect.map(|yen| yen.0))).collect()
    }

    #[test]
    fn every_list_comes_into_order() {
        // All orders of five lines.
        let mut orders: Vec<Vec<u32>> = vec![Vec::new()];
        for line in 1..=5 {
            let longer = orders.iter().flat_map(|order| {
                (0..=order.len()).map(move |at| [&order[..at], &[line], &order[at..]].concat())
            });
            orders = longer.collect();
        }
        assert_eq!(orders.len(), 120);
        for lines in orders {
            let mut reports = Reports::default();
            let findings = lines.iter().map(|line| finding(&P101, *line)).collect();
            reports.add(findings, &Order::new(ENTRIES));
            let got: Vec<u32> = shown(&reports).iter().map(|one| one.0).collect();
            assert_eq!(got, [1, 2, 3, 4, 5], "{lines:?}");
        }
    }

    #[test]
    fn what_stands_beside_a_finding_goes_with_it() {
        let order = Order::new(ENTRIES);
        let mut reports = Reports::default();
        reports.add(vec![finding(&M206, 4), finding(&P101, 4), finding(&M206, 2)], &order);
        reports.mark_primary(&order);
        reports.add_effects(|one| one.primary.then_some(Effect { line: None, yen: Some(Yen(10)) }));
        let first =
            [(2, "M206", true, Some(10)), (4, "P101", true, Some(10)), (4, "M206", false, None)];
        assert_eq!(shown(&reports), first);
        reports.add(vec![finding(&P101, 3), finding(&P101, 1)], &order);
        let then = [
            (1, "P101", false, None),
            (2, "M206", true, Some(10)),
            (3, "P101", false, None),
            (4, "P101", true, Some(10)),
            (4, "M206", false, None),
        ];
        assert_eq!(shown(&reports), then);
    }
}
