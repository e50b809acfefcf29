//! What an office claims for a recipient in the month: base fees with their price, and additions.

use std::{borrow::Cow, sync::Arc};

use rustc_hash::FxHashMap;

use super::{
    error::Error,
    pricing::{Price, Pricing, price},
    rules::B806,
};
use crate::{
    finding::{Finding, Level, Note, Origin, Subject, Target},
    item::Item,
    judge::{Judged, Known},
    ledger::{Head, OfficeId, RecipientId},
    rules::Granted,
};

/// Office and recipient: whose lines stand together.
pub(super) type ShareKey = (OfficeId, RecipientId);

/// A base fee with its price.
#[derive(Clone)]
pub(super) struct Base<'a> {
    pub(super) judged: Cow<'a, Judged>,
    pub(super) price: Price<'a>,
}

impl Base<'_> {
    pub(super) fn key(&self) -> ShareKey {
        (self.judged.head.office, self.judged.head.recipient)
    }
}

/// Everything that an office claims for a recipient in the month.
#[derive(Clone, Default)]
pub(super) struct Share<'a> {
    /// Base fees, by day.
    pub(super) bases: Vec<Base<'a>>,
    /// Additions.
    pub(super) granted: Vec<Cow<'a, Granted>>,
}

/// The shares of a month, by office and recipient.
pub(super) type Shares<'a> = FxHashMap<ShareKey, Share<'a>>;

/// Base fees and additions by office and recipient.
pub(super) fn shares<'a>(bases: Vec<Base<'a>>, granted: &'a [Granted]) -> Shares<'a> {
    let mut shares: Shares<'a> = FxHashMap::default();
    for base in bases {
        shares.entry(base.key()).or_default().bases.push(base);
    }
    for granted in granted {
        let key = (granted.head.office, granted.head.recipient);
        shares.entry(key).or_default().granted.push(Cow::Borrowed(granted));
    }
    shares
}

/// Prices the base fees that are granted; one without an amount is held.
pub(super) fn price_bases<'a>(
    pricing: &Pricing<'a>,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Base<'a>>, Error> {
    let mut bases = Vec::with_capacity(pricing.verdicts.fees.len());
    for judged in &pricing.verdicts.fees {
        let Some(variant) = &judged.variant else { continue };
        if variant.known == Known::Nothing {
            let month = pricing.world.month;
            return Err(Error::NoTariff(month, pricing.world.tariff.first_month()));
        }
        if let Some(price) = price(pricing, variant.clone()) {
            bases.push(Base { judged: Cow::Borrowed(judged), price });
        } else {
            let of = (judged.head, judged.item, variant.key());
            findings.push(without_amount(pricing, of, judged.origin));
        }
    }
    Ok(bases)
}

/// B806: a row's item is granted, and the tariff has no amount for its variant.
pub(super) fn without_amount(
    pricing: &Pricing<'_>,
    (head, item, variant): (Head, Item, &str),
    row: Origin,
) -> Finding {
    let ledger = pricing.world.ledger;
    let certificate = ledger.certificate(head.certificate);
    let recipient = ledger.recipient(head.recipient);
    let key = format!("{} {variant}", item.key());
    let key = key.trim_end();
    Finding {
        rule: &B806,
        level: Level::Hold,
        subject: Subject {
            target: Target::Item(item),
            month: Some(pricing.world.month),
            scheme: Some(recipient.scheme),
            municipality: Some(recipient.municipality),
            office: Some(ledger.office(head.office).number),
            certificate: Some(certificate.number),
            kana: Some(Arc::clone(&certificate.kana)),
        }
        .into(),
        origin: Some(row),
        cells: Vec::new().into(),
        note: Some(
            Note::new(
                format!("報酬表に額のない項目と区分: {key}"),
                format!("item and variant without an amount: {key}"),
            )
            .into(),
        ),
    }
}
