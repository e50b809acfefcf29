//! The proof that every row and every subject is accounted for; it runs on every claim.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Claim, Line, Reports, TableBalance, error::Imbalance};
use crate::{
    finding::{Level, Origin, Target},
    item::Item,
    judge::Verdicts,
    ledger::Ledger,
    money::Units,
};

/// What became of a row, strongest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Fate {
    /// It has a line.
    Claimed,
    /// 保留
    Held,
    /// 却下
    Rejected,
    /// It supports a line or a verdict of another row.
    Evidence,
}

/// Counts every row once and proves the sums.
pub(super) fn balance(
    ledger: &Ledger,
    verdicts: &Verdicts,
    claim: &Claim,
) -> Result<Vec<TableBalance>, Imbalance> {
    prove_units(claim)?;
    let (proven, counted) =
        rayon::join(|| prove_subjects(ledger, verdicts, claim), || count_rows(ledger, claim));
    proven.and(counted)
}

fn prove_units(claim: &Claim) -> Result<(), Imbalance> {
    for statement in &claim.statements {
        let in_lines: Units = statement.lines.iter().map(Line::service_units).sum();
        let in_total = statement.total.units;
        if in_lines != in_total {
            return Err(Imbalance::Units { lines: in_lines.0, totals: in_total.0 });
        }
    }
    Ok(())
}

/// Every row that was read is held by the ledger, or a finding says why not.
pub(super) fn prove_rows(ledger: &Ledger, rejected: &Reports) -> Result<(), Imbalance> {
    let refused = refused_rows(ledger, rejected);
    for (index, table) in ledger.tables.iter().enumerate().filter(|(_, t)| !t.table.is_empty()) {
        let refused = refused.get(&index).copied().unwrap_or_default();
        if table.read != table.kept + refused {
            return Err(Imbalance::Lost {
                table: table.table.to_owned(),
                read: table.read,
                kept: table.kept,
                refused,
            });
        }
    }
    Ok(())
}

/// What the proof counts of a row that the ledger does not hold.
fn refused_rows(ledger: &Ledger, rejected: &Reports) -> FxHashMap<usize, usize> {
    let of_tables = rejected
        .iter()
        .filter(|r| r.primary && matches!(r.finding.subject.target, Target::Table(_)))
        .filter_map(|reported| reported.finding.origin);
    let mut refused: FxHashMap<usize, usize> = FxHashMap::default();
    for row in of_tables.chain(ledger.repeated.iter().copied()) {
        if let Some(table) = ledger.sources.table_of(row) {
            *refused.entry(table).or_default() += 1;
        }
    }
    refused
}

fn prove_subjects(ledger: &Ledger, verdicts: &Verdicts, claim: &Claim) -> Result<(), Imbalance> {
    let claimed: FxHashSet<(Origin, Item)> =
        claim.lines().flat_map(|line| line.rows.iter().map(|row| (*row, line.item))).collect();
    let refused: FxHashSet<(Origin, Item)> = claim
        .rejected
        .iter()
        .filter(|reported| reported.primary)
        .filter_map(|reported| match reported.finding.subject.target {
            Target::Item(item) => Some((reported.finding.origin?, item)),
            Target::Table(_) => None,
        })
        .collect();
    let fees = verdicts.fees.iter().map(|judged| (judged.origin, judged.item));
    let applied = verdicts.applied.iter().map(|applied| (applied.origin, applied.item));
    for subject in fees.chain(applied) {
        if claimed.contains(&subject) == refused.contains(&subject) {
            return Err(Imbalance::Subject { place: ledger.sources.place(subject.0) });
        }
    }
    Ok(())
}

fn count_rows(ledger: &Ledger, claim: &Claim) -> Result<Vec<TableBalance>, Imbalance> {
    let mut fates: Vec<(Origin, Fate)> = Vec::new();
    for line in claim.lines() {
        fates.extend(line.rows.iter().map(|row| (*row, Fate::Claimed)));
        fates.extend(line.basis.iter().map(|cell| (cell.origin, Fate::Evidence)));
    }
    for reported in claim.rejected.iter() {
        let finding = reported.finding;
        let fate = if finding.level == Level::Hold { Fate::Held } else { Fate::Rejected };
        if reported.primary {
            fates.extend(finding.origin.map(|row| (row, fate)));
        }
        fates.extend(finding.related().into_iter().map(|row| (row, Fate::Evidence)));
    }
    fates.extend(ledger.repeated.iter().map(|row| (*row, Fate::Evidence)));
    fates.par_sort_unstable();
    fates.dedup_by_key(|(row, _)| *row);
    let mut placed: FxHashMap<(usize, Fate), usize> = FxHashMap::default();
    for (row, fate) in fates {
        if let Some(table) = ledger.sources.table_of(row) {
            *placed.entry((table, fate)).or_default() += 1;
        }
    }
    let count = |table: usize, fate| placed.get(&(table, fate)).copied().unwrap_or_default();
    let tables = ledger.tables.iter().enumerate().map(|(index, table)| {
        let mut row = TableBalance {
            table: table.table,
            read: table.read,
            claimed: count(index, Fate::Claimed),
            held: count(index, Fate::Held),
            rejected: count(index, Fate::Rejected),
            evidence: count(index, Fate::Evidence),
            not_in_month: 0,
        };
        if table.table.is_empty() {
            row.rejected = row.read;
        }
        let placed = row.claimed + row.held + row.rejected + row.evidence;
        let table = row.table.to_owned();
        let imbalance = Imbalance::Rows { table, read: row.read, placed };
        row.not_in_month = row.read.checked_sub(placed).ok_or(imbalance)?;
        Ok(row)
    });
    tables.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        calendar::ServiceMonth,
        claim::{Error, Options, build},
        input::{EncodingChoice, InputFile, Sources},
        policy::Policy,
        records::Records,
        rules::World,
        tariff::Tariff,
    };

    /// One office, one recipient, one plan of 2025-01.
    const WORLD: [(&str, &str); 3] = [
        (
            "事業所.csv",
            "事業所番号,サービス種類,事業所名,所在市町村番号,所在地区,地域区分\n\
             4630000018,計画相談,相談支援事業所あおば,462150,川内,その他\n",
        ),
        (
            "受給者.csv",
            "市町村番号,受給者証番号,サービス種類,氏名カナ,生年月日,居住地区,支給開始年月,支給終了年月,計画作成\n\
             462150,0000000018,計画相談,サトウ アキラ,1981-02-11,川内,2023-04,2026-03,事業所\n",
        ),
        (
            "計画.csv",
            "事業所番号,市町村番号,受給者証番号,従業者番号,計画区分,面接日,面接場所,面接地区,計画案作成日,支給決定日,担当者会議日,同意日\n\
             4630000018,462150,0000000018,001,更新,2024-12-27,居宅,川内,2024-12-31,2025-01-05,2025-01-07,2025-01-10\n",
        ),
    ];

    /// A claim over a ledger whose count of a table is off by `by` proves the loss.
    fn claim_with_kept(by: isize) -> Result<(), Error> {
        let file = |(name, text): (&str, &str)| InputFile {
            name: name.to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        let files = WORLD.map(file).to_vec();
        let sources =
            Sources::recognise(files, EncodingChoice::Auto, crate::records::SPECS).unwrap();
        let records = Records::read(&sources);
        let mut ledger = Ledger::build(sources, records);
        let plans = ledger.tables.iter_mut().find(|table| table.table == "計画").unwrap();
        plans.kept = plans.kept.saturating_add_signed(by);
        let (policy, tariff) = (Policy::default(), Tariff::standard().unwrap());
        let month = ServiceMonth::literal(2025, 1);
        let world = World { ledger: &ledger, policy: &policy, tariff: &tariff, month };
        let entries = &[crate::rules::plan::plan_consented::ENTRY];
        let options = Options { entries, claim_date: None };
        build(&world, &options).map(|_| ())
    }

    #[test]
    fn errors_speak_both_languages() {
        let table = || "plan".to_owned();
        Error::NoTariff(ServiceMonth::literal(2018, 3), ServiceMonth::literal(2018, 4))
            .note()
            .require_both_languages();
        for imbalance in [
            Imbalance::Rows { table: table(), read: 1, placed: 2 },
            Imbalance::Lost { table: table(), read: 2, kept: 1, refused: 0 },
            Imbalance::Subject { place: "plan.csv:2".to_owned() },
            Imbalance::Units { lines: 1, totals: 2 },
        ] {
            imbalance.note().require_both_languages();
            Error::Imbalance(imbalance).note().require_both_languages();
        }
    }

    #[test]
    fn a_lost_row_and_a_row_too_many_stop_the_claim() {
        assert!(claim_with_kept(0).is_ok());
        for by in [-1, 1] {
            let error = claim_with_kept(by).unwrap_err();
            assert!(matches!(error, Error::Imbalance(Imbalance::Lost { .. })), "{error}");
        }
    }
}
