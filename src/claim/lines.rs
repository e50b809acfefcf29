//! Lines of a recipient's month at an office: base fees, what goes with them, additions.

use std::{borrow::Cow, sync::Arc};

use chrono::NaiveDate;
use rayon::prelude::*;
use rust_decimal::Decimal;

use super::{
    line::Line,
    pricing::Pricing,
    share::{Base, Share, Shares, without_amount},
    statement::first_of,
};
use crate::{
    account::Account,
    finding::{Cell, Finding, Origin, Rule},
    item::{Item, Scheme, Tier},
    judge::Rider,
    ledger::Head,
    money::Units,
    records::{TableRow as _, column},
    rules::{
        Granted, Percentage,
        filing::{BaseLine, FiledCase, TotalCase},
    },
    tariff::{Amount, Found, TariffCell},
};

/// The lines of every share; what is held for want of an amount is told.
pub(super) fn write_lines(
    pricing: &Pricing<'_>,
    shares: &Shares<'_>,
    findings: &mut Vec<Finding>,
) -> Vec<Line> {
    let written: Vec<_> = shares.par_iter().map(|(_, share)| lines_of(pricing, share)).collect();
    let mut lines = Vec::with_capacity(written.iter().map(|(lines, _)| lines.len()).sum());
    for (of_share, held) in written {
        lines.extend(of_share);
        findings.extend(held);
    }
    lines
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

    /// A base fee, and the percentages that go with it.
    fn base(&mut self, base: &Base<'_>) {
        let (judged, price) = (&base.judged, &base.price);
        let (grant, basis) = judged
            .granted
            .as_ref()
            .map_or((None, Arc::from([])), |(rule, basis)| (Some(*rule), Arc::clone(basis)));
        let (variant, reduction) = price.variant.reduction.clone().unzip();
        let tier = price.variant.tier.0;
        let case = self.pricing.verdicts.line_case(self.pricing.world, judged);
        let filing = case.enhanced_filing().filter(|_| !matches!(tier, Tier::One | Tier::Two));
        let basis = match filing {
            Some(filing) => {
                let class = filing.cell(&self.pricing.world.ledger.sources, column::filing::CLASS);
                basis.iter().copied().chain([class]).collect()
            }
            None => basis,
        };
        let wanted = Wanted {
            head: judged.head,
            day: judged.day,
            item: judged.item,
            variant: variant.map_or(Cow::Borrowed(tier.key()), Cow::Owned),
            count: 1,
            of: Units(0),
            rules: grant.into_iter().chain(price.variant.tier.1).chain(reduction).collect(),
            basis,
            rows: Arc::from([judged.origin]),
        };
        self.lines.push(wanted.line(self.pricing, price.cell, price.units));
        for rider in &judged.riders {
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
            variant: Cow::Borrowed(rider.variant),
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
                    variant: Cow::Borrowed(filed.variant),
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
            variant: Cow::Borrowed(granted.variant),
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
                    variant: Cow::Borrowed(variant),
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
        match world.tariff.find(scheme, wanted.item, &wanted.variant, world.month) {
            Found::Amount(cell, amount) => {
                let units = units(wanted.item, wanted.of, amount);
                self.lines.push(wanted.line(self.pricing, cell, units));
            }
            Found::AmountUnknown(_) | Found::NotInForce => self.hold(&wanted),
        }
    }

    fn hold(&mut self, wanted: &Wanted) {
        let of = (wanted.head, wanted.item, &*wanted.variant);
        let held = wanted.rows.iter().map(|row| without_amount(self.pricing, of, *row));
        self.held.extend(held);
    }
}

/// A line that waits for its amount.
struct Wanted {
    head: Head,
    day: NaiveDate,
    item: Item,
    variant: Cow<'static, str>,
    count: u32,
    /// What a percentage is taken of.
    of: Units,
    rules: Vec<&'static Rule>,
    basis: Arc<[Cell]>,
    rows: Arc<[Origin]>,
}

impl Wanted {
    /// The line with the code and name of `cell`.
    fn line(self, pricing: &Pricing<'_>, cell: &TariffCell, units: Units) -> Line {
        let ledger = pricing.world.ledger;
        let certificate = ledger.certificate(self.head.certificate);
        let recipient = ledger.recipient(self.head.recipient);
        Line {
            account: Account {
                month: pricing.world.month,
                scheme: recipient.scheme,
                municipality: recipient.municipality,
                office: ledger.office(self.head.office).number,
                certificate: certificate.number,
            },
            kana: Arc::clone(&certificate.kana),
            item: self.item,
            variant: self.variant,
            code: cell.service_code.clone(),
            name: Arc::clone(&cell.short_name),
            units,
            count: self.count,
            rules: self.rules,
            basis: self.basis,
            status: cell.status,
            cell: cell.id,
            day: self.day,
            rows: self.rows,
            head: self.head,
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
