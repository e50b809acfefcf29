//! 「影響額」 The line that a refused row would have, and what the claim would gain by it.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::{
    HypotheticalLine, Reported, Reports,
    line::Line,
    lines::lines_of,
    pricing::{Price, Pricing, price, unit_price},
    reports::Effect,
    rules,
    share::{Base, Share, ShareKey, Shares},
    statement::first_of,
};
use crate::{
    finding::{Finding, Origin, Target},
    item::{Item, Scheme},
    judge::{Applied, Judged, Rider},
    ledger::{Head, RecipientId},
    money::{UnitPrice, Units, Yen},
    number::CertificateNumber,
    rules::Granted,
};

/// What the effects are worked out from.
pub(super) struct Effects<'a> {
    pricing: &'a Pricing<'a>,
    shares: &'a Shares<'a>,
    judged: FxHashMap<Origin, &'a Judged>,
    applied: FxHashMap<(Origin, Item), &'a Applied>,
    barred: &'a [Line],
}

impl<'a> Effects<'a> {
    pub(super) fn new(
        pricing: &'a Pricing<'a>,
        shares: &'a Shares<'a>,
        barred: &'a [Line],
    ) -> Self {
        let verdicts = pricing.verdicts;
        let applied = verdicts.applied.iter();
        Self {
            pricing,
            shares,
            judged: verdicts.fees.iter().map(|judged| (judged.origin, judged)).collect(),
            applied: applied.map(|applied| ((applied.origin, applied.item), applied)).collect(),
            barred,
        }
    }

    /// The refused line, and the yen with it and what goes with it, minus without it, both
    /// floored; `None` where amount or variant are not known.
    fn of(&self, finding: &Finding) -> Option<Effect> {
        let Target::Item(item) = finding.subject.target else { return None };
        let origin = finding.origin?;
        if finding.rule == &rules::B802 {
            return Some(Effect { line: None, yen: self.of_barred(origin, item) });
        }
        if let Some(applied) = self.applied.get(&(origin, item)) {
            let add = |share: &mut Share<'a>| {
                share.granted.push(Cow::Owned(hypothetical(applied)?));
                Some(())
            };
            return self.effect(applied.head, (origin, item), add);
        }
        let judged = *self.judged.get(&origin)?;
        let add = |share: &mut Share<'a>| {
            if judged.item == item {
                let price = self.price_of(judged)?;
                share.bases.push(Base { judged: Cow::Borrowed(judged), price });
                return Some(());
            }
            let base = share.bases.iter_mut().find(|base| base.judged.origin == origin)?;
            let rider = Rider { item, variant: "", rule: finding.rule, cells: Vec::new() };
            base.judged.to_mut().riders.push(rider);
            Some(())
        };
        self.effect(judged.head, (origin, item), add)
    }

    /// The line that `add` brings for a row's item, and what the certificate's total gains by what
    /// it adds to the recipient's share.
    fn effect(
        &self,
        head: Head,
        (origin, item): (Origin, Item),
        add: impl FnOnce(&mut Share<'a>) -> Option<()>,
    ) -> Option<Effect> {
        let key: ShareKey = (head.office, head.recipient);
        let mut share = self.shares.get(&key).cloned().unwrap_or_default();
        let (without, _) = lines_of(self.pricing, &share);
        add(&mut share)?;
        let (with, _) = lines_of(self.pricing, &share);
        let brought = with.iter().find(|line| line.item == item && line.origin() == Some(origin));
        let yen = self.yen(&with, head).zip(self.yen(&without, head));
        Some(Effect {
            line: brought.map(|line| HypotheticalLine {
                variant: line.variant.clone(),
                units: line.units,
                count: line.count,
            }),
            yen: yen.map(|(with, without)| Yen(with.0 - without.0)),
        })
    }

    /// The yen of a certificate's lines among `lines`, at the price of the first one's day.
    fn yen(&self, lines: &[Line], head: Head) -> Option<Yen> {
        let of_certificate = lines.iter().filter(|line| line.head.certificate == head.certificate);
        let of_certificate: Vec<&Line> = of_certificate.collect();
        let Some(first) = first_of(of_certificate.iter().copied()) else { return Some(Yen(0)) };
        let (price, _) = unit_price(self.pricing, head.office, first.account.scheme, first.day)?;
        let units: Units = of_certificate.iter().map(|line| line.service_units()).sum();
        Some(units.floor_yen(price))
    }

    fn price_of(&self, judged: &Judged) -> Option<Price<'a>> {
        price(self.pricing, self.pricing.verdicts.variant(self.pricing.world, judged))
    }

    fn price(&self, head: Head, day: chrono::NaiveDate) -> Option<UnitPrice> {
        let scheme = self.scheme(head.recipient);
        unit_price(self.pricing, head.office, scheme, day).map(|(price, _)| price)
    }

    fn scheme(&self, recipient: RecipientId) -> Scheme {
        self.pricing.world.ledger.recipient(recipient).scheme
    }

    /// What a line that comes too late would have brought by itself.
    fn of_barred(&self, origin: Origin, item: Item) -> Option<Yen> {
        let lines: Vec<&Line> = self
            .barred
            .iter()
            .filter(|line| line.item == item && line.origin() == Some(origin))
            .collect();
        let first = lines.first()?;
        let price = self.price(first.head, first.day)?;
        let units: Units = lines.iter().map(|line| line.service_units()).sum();
        Some(units.floor_yen(price))
    }

    /// What the line of a row that is missed would have brought: the base fee of the office's tier.
    fn of_missed(&self, finding: &Finding) -> Option<Yen> {
        let Target::Item(item) = finding.subject.target else { return None };
        let office = self.pricing.world.ledger.office_id(finding.subject.office?)?;
        let (recipient, certificate) = self.recipient(finding.subject.certificate?, finding)?;
        let head = Head {
            office,
            certificate,
            recipient,
            person: self.pricing.world.ledger.recipient(recipient).person,
            staff: None,
        };
        let day = self.pricing.world.month.last_day();
        let origin = finding.origin?;
        let judged = Judged {
            head,
            origin,
            item,
            day,
            overlap: None,
            granted: None,
            variant: None,
            riders: Vec::new(),
            rider_findings: Vec::new(),
        };
        let price = self.price_of(&judged)?;
        let effect = self.effect(head, (origin, item), |share| {
            share.bases.push(Base { judged: Cow::Owned(judged), price });
            Some(())
        });
        effect?.yen
    }

    fn recipient(
        &self,
        number: CertificateNumber,
        finding: &Finding,
    ) -> Option<(RecipientId, crate::ledger::CertificateId)> {
        let scheme = finding.subject.scheme?;
        self.pricing.world.ledger.holder_of(finding.subject.municipality?, number, scheme)
    }
}

/// The line that a refused activity or plan would have had.
fn hypothetical(applied: &Applied) -> Option<Granted> {
    Some(Granted {
        head: applied.head,
        month: crate::calendar::ServiceMonth::of(applied.day),
        day: applied.day,
        item: applied.item,
        variant: applied.variant?,
        count: 1,
        rows: vec![applied.origin],
        kind: None,
        rules: Vec::new(),
        cells: Vec::new(),
    })
}

/// Writes the effect on the primary reason of every refused line, and on what misses a row.
pub(super) fn add_effects(effects: &Effects<'_>, rejected: &mut Reports, notices: &mut Reports) {
    rejected
        .add_effects(|reported| reported.primary.then(|| effects.of(reported.finding)).flatten());
    notices.add_effects(|Reported { finding, .. }| {
        let yen = finding.rule.misses_row.then(|| effects.of_missed(finding)).flatten();
        yen.map(|yen| Effect { line: None, yen: Some(yen) })
    });
}
