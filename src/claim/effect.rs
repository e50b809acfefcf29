//! 「影響額」 What the claim would gain by a refused line.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::{
    Reports,
    line::{Line, Price, Pricing, price, unit_price},
    lines::{Base, Key, Share, Shares, first_of, lines_of},
    rules,
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

    /// The yen with the refused line and what goes with it, minus without it, both floored;
    /// `None` where amount, variant or price are not known.
    fn of(&self, finding: &Finding) -> Option<Yen> {
        let Target::Item(item) = finding.subject.target else { return None };
        let origin = finding.origin?;
        if finding.rule == &rules::B802 {
            return self.of_barred(origin, item);
        }
        if let Some(applied) = self.applied.get(&(origin, item)) {
            let add = |share: &mut Share<'a>| {
                share.granted.push(Cow::Owned(hypothetical(applied)?));
                Some(())
            };
            return self.gain(applied.head, add);
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
        self.gain(judged.head, add)
    }

    /// What the certificate's total gains by what `add` adds to the recipient's share.
    fn gain(&self, head: Head, add: impl FnOnce(&mut Share<'a>) -> Option<()>) -> Option<Yen> {
        let key: Key = (head.office, head.recipient);
        let mut share = self.shares.get(&key).cloned().unwrap_or_default();
        let without = self.yen(&share, head)?;
        add(&mut share)?;
        Some(Yen(self.yen(&share, head)?.0 - without.0))
    }

    /// The yen of a certificate's lines in a share, at the price of the first line's day.
    fn yen(&self, share: &Share<'a>, head: Head) -> Option<Yen> {
        let (lines, _) = lines_of(self.pricing, share);
        let own = lines.iter().filter(|line| line.head.certificate == head.certificate);
        let own: Vec<&Line> = own.collect();
        let Some(first) = first_of(own.iter().copied()) else { return Some(Yen(0)) };
        let (price, _) = unit_price(self.pricing, head.office, first.account.scheme, first.day)?;
        let units: Units = own.iter().map(|line| line.service_units()).sum();
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

    /// What a monitoring would have brought in a designated month that has none (M211): the base
    /// fee of the office's tier.
    fn of_missed(&self, finding: &Finding) -> Option<Yen> {
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
        let judged = Judged {
            head,
            origin: finding.origin?,
            item: Item::MonitoringFee,
            day,
            overlap: None,
            granted: None,
            variant: None,
            riders: Vec::new(),
            rider_findings: Vec::new(),
        };
        let price = self.price_of(&judged)?;
        self.gain(head, |share| {
            share.bases.push(Base { judged: Cow::Owned(judged), price });
            Some(())
        })
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

/// Writes the effect on the primary reason of every refused line, and on what was missed (M211).
pub(super) fn add_effects(effects: &Effects<'_>, rejected: &mut Reports, notices: &mut Reports) {
    rejected
        .add_effects(|reported| reported.primary.then(|| effects.of(reported.finding)).flatten());
    let missed = &crate::rules::monitoring::designated_month_empty::M211;
    notices.add_effects(|reported| {
        (reported.finding.rule == missed).then(|| effects.of_missed(reported.finding)).flatten()
    });
}
