//! Lines of a recipient's month at an office: base fees, what goes with them, additions.

use std::{borrow::Cow, sync::Arc};

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::{
    line::{Line, Parts, Price, Pricing, line},
    rules,
};
use crate::{
    finding::{Cell, Finding, Level, Note, Origin, Rule, Subject, Target},
    item::{Item, Scheme},
    judge::{Judged, Rider},
    ledger::{Head, OfficeId, RecipientId},
    money::Units,
    rules::{
        Granted, Percentage,
        filing::{BaseLine, FiledCase, TotalCase},
    },
    tariff::{Amount, Found},
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

/// The line whose day gives the price of a certificate's total: the first base line, else the first
/// addition.
pub(super) fn first_of<'l>(lines: impl IntoIterator<Item = &'l Line>) -> Option<&'l Line> {
    lines.into_iter().min_by_key(|line| (!line.is_base(), line.day))
}

/// The lines of one share, and what is held because its amount is not known (B806).
pub(super) fn lines_of(pricing: &Pricing<'_>, share: &Share<'_>) -> (Vec<Line>, Vec<Finding>) {
    let mut sheet = LineWriter { pricing, lines: Vec::new(), held: Vec::new() };
    let mut bases: Vec<&Base<'_>> = share.bases.iter().collect();
    bases.sort_by_key(|base| (base.judged.day, base.judged.item, base.judged.origin));
    for base in &bases {
        sheet.base(base);
    }
    sheet.filed(&bases);
    for granted in &share.granted {
        sheet.addition(granted);
    }
    sheet.totals();
    (sheet.lines, sheet.held)
}

/// Writes the lines of a share.
struct LineWriter<'p, 'a> {
    pricing: &'p Pricing<'a>,
    lines: Vec<Line>,
    held: Vec<Finding>,
}

impl LineWriter<'_, '_> {
    fn scheme(&self, head: Head) -> Scheme {
        self.pricing.world.ledger.recipient(head.recipient).scheme
    }

    fn base(&mut self, base: &Base<'_>) {
        self.lines.push(line(self.pricing, &base.judged, &base.price));
        for rider in &base.judged.riders {
            self.rider(base, rider);
        }
    }

    /// A percentage of a base line.
    fn rider(&mut self, base: &Base<'_>, rider: &Rider) {
        let judged = &base.judged;
        let first_cell = judged.granted.as_ref().map(|(_, cells)| cells.first().copied());
        let cells = rider.cells.iter().copied().chain(first_cell.flatten());
        self.push(Wanted {
            head: judged.head,
            day: judged.day,
            item: rider.item,
            variant: rider.variant,
            count: 1,
            of: base.price.units,
            rules: vec![rider.rule],
            basis: cells.collect(),
            rows: Arc::from([judged.origin]),
        });
    }

    /// What filings bring, once a month, on the base lines.
    fn filed(&mut self, bases: &[&Base<'_>]) {
        let Some(first) = bases.first() else { return };
        let tier = |base: &&Base<'_>| BaseLine {
            day: base.judged.day,
            item: base.judged.item,
            tier: base.price.variant.tier.0,
        };
        let lines: Vec<BaseLine> = bases.iter().map(tier).collect();
        let head = first.judged.head;
        let case = FiledCase {
            world: self.pricing.world,
            office: head.office,
            scheme: self.scheme(head),
            lines: &lines,
        };
        let month = self.pricing.world.month;
        for (rule, f) in self.pricing.verdicts.stages.filed(month) {
            for filed in f(&case) {
                let judged = &bases[filed.line].judged;
                let first_cell = judged.granted.as_ref().map(|(_, cells)| cells.first().copied());
                self.push(Wanted {
                    head: judged.head,
                    day: judged.day,
                    item: filed.item,
                    variant: filed.variant,
                    count: 1,
                    of: Units(0),
                    rules: vec![rule],
                    basis: filed.cells.into_iter().chain(first_cell.flatten()).collect(),
                    rows: Arc::from([judged.origin]),
                });
            }
        }
    }

    fn addition(&mut self, granted: &Granted) {
        self.push(Wanted {
            head: granted.head,
            day: granted.day,
            item: granted.item,
            variant: granted.variant,
            count: granted.count,
            of: Units(0),
            rules: granted.rules.clone(),
            basis: granted.cells.clone().into(),
            rows: granted.rows.clone().into(),
        });
    }

    /// Percentages of each certificate's total.
    fn totals(&mut self) {
        let mut heads: Vec<Head> = self.lines.iter().map(|line| line.head).collect();
        heads.sort_unstable_by_key(|head| head.certificate);
        heads.dedup_by_key(|head| head.certificate);
        for head in heads {
            let of_certificate =
                self.lines.iter().filter(|line| line.head.certificate == head.certificate);
            let of_certificate: Vec<&Line> = of_certificate.collect();
            let total: Units = of_certificate.iter().map(|line| line.service_units()).sum();
            let first = first_of(of_certificate.iter().copied());
            let Some((first, day)) = first.map(|line| (Arc::clone(&line.rows), line.day)) else {
                continue;
            };
            let case = TotalCase {
                world: self.pricing.world,
                office: head.office,
                scheme: self.scheme(head),
                day,
            };
            for (rule, (item, f)) in self.pricing.verdicts.stages.on_total(self.pricing.world.month)
            {
                let Some(Percentage { variant, cells }) = f(&case) else { continue };
                self.push(Wanted {
                    head,
                    day,
                    item,
                    variant,
                    count: 1,
                    of: total,
                    rules: vec![rule],
                    basis: cells.into(),
                    rows: first.iter().take(1).copied().collect(),
                });
            }
        }
    }

    /// Adds a line at the tariff's amount; where that is not known, it is held.
    fn push(&mut self, wanted: Wanted) {
        let world = self.pricing.world;
        let scheme = self.scheme(wanted.head);
        match world.tariff.find(scheme, wanted.item, wanted.variant, world.month) {
            Found::Amount(cell, amount) => {
                let units = units(wanted.item, wanted.of, amount);
                self.lines.push(wanted.parts(units).line(self.pricing, cell));
            }
            Found::AmountUnknown(_) | Found::NotInForce => self.hold(&wanted),
        }
    }

    fn hold(&mut self, wanted: &Wanted) {
        let ledger = self.pricing.world.ledger;
        let certificate = ledger.certificate(wanted.head.certificate);
        let recipient = ledger.recipient(wanted.head.recipient);
        let held = wanted.rows.iter().map(|row| Finding {
            rule: &rules::B806,
            level: Level::Hold,
            subject: Subject {
                target: Target::Item(wanted.item),
                month: Some(self.pricing.world.month),
                scheme: Some(recipient.scheme),
                municipality: Some(recipient.municipality),
                office: Some(ledger.office(wanted.head.office).number),
                certificate: Some(certificate.number),
                kana: Some(Arc::clone(&certificate.kana)),
            }
            .into(),
            origin: Some(*row),
            cells: Vec::new().into(),
            note: Some(unknown_amount(wanted.item, wanted.variant).into()),
        });
        self.held.extend(held);
    }
}

/// The note of B806.
pub(super) fn unknown_amount(item: Item, variant: &str) -> Note {
    let key = format!("{} {variant}", item.key());
    let key = key.trim_end();
    Note {
        ja: format!("報酬表に額のない項目と区分: {key}"),
        en: format!("item and variant without an amount: {key}"),
    }
}

/// A line that waits for its amount.
struct Wanted {
    head: Head,
    day: chrono::NaiveDate,
    item: Item,
    variant: &'static str,
    count: u32,
    /// What a percentage is taken of.
    of: Units,
    rules: Vec<&'static Rule>,
    basis: Arc<[Cell]>,
    rows: Arc<[Origin]>,
}

impl Wanted {
    fn parts(self, units: Units) -> Parts {
        Parts {
            head: self.head,
            day: self.day,
            item: self.item,
            variant: Cow::Borrowed(self.variant),
            units,
            count: self.count,
            rules: self.rules,
            basis: self.basis,
            rows: self.rows,
        }
    }
}

/// The units of an amount; those of a reduction are negative.
fn units(item: Item, of: Units, amount: Amount) -> Units {
    let percent = |percent: Decimal| of.percent_half_up(percent);
    let units = match amount {
        Amount::Units(units) => units,
        Amount::Percent(rate) => percent(rate),
        Amount::Price(_) => Units(0),
    };
    if item.is_reduction() { Units(-units.0) } else { units }
}
