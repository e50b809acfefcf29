//! Submitted files by themselves: codes and units against the tariff, yen against units and price
//! (X902, X903, X906). What the format demands is told while reading (X909).

use rust_decimal::Decimal;

use super::{Submission, Submitted, SubmittedLine, SubmittedTotal, rules};
use crate::{
    account::Account,
    finding::{Finding, Note, Origin, Rule, Subject, Target},
    money::Units,
    tariff::{Amount, AmountKind, Tariff, TariffCell, TariffItem},
};

/// Everything that can be said of the submission without logs, in the order of files and lines.
pub(crate) fn validate(submission: &Submission, tariff: &Tariff) -> Vec<Finding> {
    let mut findings = submission.findings.clone();
    for lines in submission.accounts.values().flat_map(Submitted::files) {
        findings.extend(lines.iter().filter_map(|line| check_line(line, lines, tariff)));
    }
    findings.extend(submission.totals().flat_map(|total| check_total(total, tariff)));
    findings.sort_by_key(|finding| (finding.origin, finding.rule.code));
    findings
}

fn say(
    rule: &'static Rule,
    (account, target, origin): (&Account, Target, Origin),
    ja: String,
    en: String,
) -> Finding {
    Finding {
        rule,
        level: rule.levels[0],
        subject: Subject::of(*account, target, None).into(),
        origin: Some(origin),
        cells: Vec::new().into(),
        note: Some(Note { ja, en }.into()),
    }
}

fn check_line(line: &SubmittedLine, beside: &[SubmittedLine], tariff: &Tariff) -> Option<Finding> {
    let account = &line.account;
    let target = line.item.as_ref().map_or(Target::Table(""), |(item, _)| Target::Item(*item));
    let about = (account, target, line.origin);
    let code = line.code.as_deref()?;
    let Some(cell) = tariff.of_code(account.scheme, code, account.month) else {
        if may_be_without_code(line, beside, tariff) {
            return None;
        }
        let ja = format!("サービスコード {code} は {} の報酬表にありません", account.month);
        let en = format!("no code {code} in {}", account.month);
        return Some(say(&rules::X906, about, ja, en));
    };
    if let Some((item, variant)) = &line.item {
        let known = (cell.item.key(), cell.variant_key());
        if known != (item.key(), variant.into()) {
            let ja = format!("サービスコード {code} は {} {} のコードです", known.0, known.1);
            let en = format!("code {code} is that of {} {}", known.0, known.1);
            return Some(say(&rules::X906, about, ja, en));
        }
    }
    let wanted = amounts(cell, beside);
    if wanted.is_empty() || wanted.contains(&line.units) {
        return None;
    }
    let list: Vec<String> = wanted.iter().map(ToString::to_string).collect();
    let list = list.join("か");
    let ja = format!("単位数 {}、報酬表では {list}", line.units);
    Some(say(&rules::X902, about, ja, format!("units {}, by the tariff {list}", line.units)))
}

/// Whether a line whose code the month does not have can be one that the tariff knows without a
/// code: then nobody can say that the code is wrong. `beside` are the lines of its account and file.
pub(crate) fn may_be_without_code(
    line: &SubmittedLine,
    beside: &[SubmittedLine],
    tariff: &Tariff,
) -> bool {
    let account = &line.account;
    let mut cells = tariff.cells_in_force(account.month);
    cells.retain(|cell| cell.scheme == account.scheme);
    if let Some((item, _)) = &line.item {
        cells.retain(|cell| cell.item == TariffItem::Claim(*item));
        return !cells.is_empty() && cells.iter().all(|cell| cell.service_code.is_none());
    }
    cells.retain(|cell| cell.service_code.is_none());
    cells.iter().any(|cell| match cell.item {
        TariffItem::Claim(_) => can_have_units(cell, line, beside),
        // A reduced fee has a code of its own, and units below those of the fee.
        _ if cell.amount_kind != AmountKind::YenPerUnit => is_below_a_fee(&cells, line),
        _ => false,
    })
}

/// Whether a cell without a code can have the units of a line that may be its own.
fn can_have_units(cell: &TariffCell, line: &SubmittedLine, beside: &[SubmittedLine]) -> bool {
    let others = || beside.iter().filter(|other| other.origin != line.origin);
    match cell.amount {
        Some(Amount::Percent(percent)) if cell.amount_kind.is_of_base() => {
            // The base fee's own code is as unknown.
            others().any(|base| signed(base.units.percent_half_up(percent), cell) == line.units)
        }
        Some(Amount::Percent(percent)) => {
            // Of what it is taken, and how it is rounded, no source says: only the most is known.
            let whole = Decimal::from(others().map(SubmittedLine::service_units).sum::<Units>().0);
            let most = (whole * percent / Decimal::ONE_HUNDRED).ceil();
            line.units > Units(0) && Decimal::from(line.service_units().0) <= most
        }
        Some(Amount::Units(units)) => signed(units, cell) == line.units,
        _ => true,
    }
}

/// Whether the line has fewer units than a base fee without a code.
fn is_below_a_fee(cells: &[&TariffCell], line: &SubmittedLine) -> bool {
    line.units > Units(0)
        && cells.iter().any(|cell| match (cell.item, cell.amount) {
            (TariffItem::Claim(item), Some(Amount::Units(units))) => {
                item.is_base() && line.units < units
            }
            _ => false,
        })
}

/// Units of a cell as its lines have them: a reduction's are negative.
const fn signed(units: Units, cell: &TariffCell) -> Units {
    match cell.item {
        TariffItem::Claim(item) if item.is_reduction() => Units(-units.0),
        _ => units,
    }
}

/// The units that a line of the cell can have; empty where the tariff does not settle it.
fn amounts(cell: &TariffCell, beside: &[SubmittedLine]) -> Vec<Units> {
    match cell.amount {
        Some(Amount::Units(units)) => vec![signed(units, cell)],
        Some(Amount::Percent(percent)) if cell.amount_kind.is_of_base() => {
            let bases = beside.iter().filter(|line| {
                let item = line.item.as_ref().map(|(item, _)| *item);
                item.is_some_and(crate::item::Item::is_base)
            });
            bases.map(|line| signed(line.units.percent_half_up(percent), cell)).collect()
        }
        _ => Vec::new(),
    }
}

fn check_total(total: &SubmittedTotal, tariff: &Tariff) -> Vec<Finding> {
    let account = &total.account;
    let about = (account, Target::Table(""), total.origin);
    let mut findings = Vec::new();
    let yen = total.units.floor_yen(total.price);
    if yen != total.yen {
        let ja = format!("請求額 {}円、{} × {} は {yen}円", total.yen, total.units, total.price);
        let en = format!("{} yen; {} × {} are {yen}", total.yen, total.units, total.price);
        findings.push(say(&rules::X903, about, ja, en));
    }
    let known = total.grade.and_then(|grade| {
        tariff.unit_price(account.scheme, grade, account.month).map(|(price, _)| price)
    });
    if let Some(known) = known.filter(|known| *known != total.price) {
        let ja = format!("単価 {}、地域区分の単価は {known}", total.price);
        let en = format!("price {}, that of the grade {known}", total.price);
        findings.push(say(&rules::X903, about, ja, en));
    }
    findings
}
