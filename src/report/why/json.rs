//! The proof for machines: the same facts as the text.

use serde_json::{Value, json};

use super::{LoggedRow, Refusal, Why};
use crate::{
    account::Account,
    claim::{Line, Reported, Total},
    finding::{Cell, Lang, Level, Rule},
    report::words::not_run::not_run,
    tariff::TariffCell,
};

/// The proof as JSON.
pub(crate) fn why_json(why: &Why<'_>) -> String {
    let certificates: Vec<Value> = why
        .certificates()
        .into_iter()
        .map(|id| {
            let certificate = why.ledger.certificate(id);
            let recipient = why.ledger.recipient(certificate.recipient);
            json!({
                "scheme": recipient.scheme,
                "municipality": recipient.municipality,
                "certificate": certificate.number,
                "name": &*certificate.kana,
            })
        })
        .collect();
    let value = json!({
        "month": why.claim.month,
        "certificates": certificates,
        "events": why.logged_rows().iter().map(|row| row_value(why, row)).collect::<Vec<_>>(),
        "claimed": why.lines().map(|line| line_value(why, line)).collect::<Vec<_>>(),
        "totals": why.statements().map(|s| total_value(why, &s.account, &s.total)).collect::<Vec<_>>(),
        "refused": why.refusals().iter().map(|r| refusal_value(why, r)).collect::<Vec<_>>(),
        "notices": why.notices().into_iter().map(|r| reason_value(why, r)).collect::<Vec<_>>(),
        "not_run": not_run(&why.claim.skipped),
    });
    serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"
}

fn row_value(why: &Why<'_>, row: &LoggedRow) -> Value {
    let verdicts = row.verdicts.iter().map(|verdict| {
        json!({
            "item": verdict.item,
            "verdict": verdict.level.english(),
            "rule": verdict.rule.code,
        })
    });
    json!({
        "day": row.day.to_string(),
        "table": row.table,
        "place": why.sources().place(row.origin),
        "cells": cells_value(why, &row.cells),
        "verdicts": verdicts.collect::<Vec<_>>(),
    })
}

fn line_value(why: &Why<'_>, line: &Line) -> Value {
    json!({
        "item": line.item,
        "variant": line.variant,
        "code": line.code.as_deref(),
        "name": &*line.name,
        "office": line.account.office,
        "certificate": line.account.certificate,
        "units": line.units,
        "count": line.count,
        "service_units": line.service_units(),
        "rules": line.rules.iter().map(|r| rule_value(r, Level::Grant)).collect::<Vec<_>>(),
        "amount": amount_value(why.tariff.at(line.cell)),
        "cells": cells_value(why, &line.basis),
    })
}

fn total_value(why: &Why<'_>, account: &Account, total: &Total) -> Value {
    json!({
        "office": account.office,
        "municipality": account.municipality,
        "certificate": account.certificate,
        "units": total.units,
        "price": total.price.to_string(),
        "yen": total.yen,
        "amount": amount_value(why.tariff.at(total.price_cell)),
    })
}

fn amount_value(cell: &TariffCell) -> Value {
    json!({
        "name": &*cell.short_name,
        "amount": cell.amount.map(|amount| amount.to_string()),
        "from": cell.from,
        "to": cell.to,
        "status": cell.status,
        "source": cell.source,
        "note": cell.note,
    })
}

fn refusal_value(why: &Why<'_>, refusal: &Refusal<'_>) -> Value {
    json!({
        "target": refusal.subject.target.key(),
        "place": refusal.origin.map(|row| why.sources().place(row)),
        "effect": refusal.effect,
        "reasons": refusal.reasons.iter().map(|r| reason_value(why, *r)).collect::<Vec<_>>(),
    })
}

fn reason_value(why: &Why<'_>, reported: Reported<'_>) -> Value {
    let finding = &reported.finding;
    let wording = finding.rule.wording_at(finding.level);
    json!({
        "target": finding.subject.target.key(),
        "rule": rule_value(finding.rule, finding.level),
        "message": wording.message.get(Lang::Ja),
        "remedy": wording.remedy.get(Lang::Ja),
        "note": finding.note.as_ref().map(|note| note.get(Lang::Ja)),
        "primary": reported.primary,
        "effect": reported.effect,
        "cells": cells_value(why, &finding.cells),
    })
}

fn rule_value(rule: &Rule, level: Level) -> Value {
    json!({
        "code": rule.code,
        "requirement": rule.requirement(),
        "title": rule.title.get(Lang::Ja),
        "verdict": level.english(),
        "confidence": rule.confidence.mark(),
        "sources": rule.sources.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "unsettled": rule.unsettled.map(|text| text.get(Lang::Ja)),
    })
}

fn cells_value(why: &Why<'_>, cells: &[Cell]) -> Vec<Value> {
    let named = cells.iter().filter(|cell| !cell.column.is_empty());
    named
        .map(|cell| {
            json!({
                "place": why.place(*cell),
                "column": cell.column,
                "value": why.sources().written(*cell),
            })
        })
        .collect()
}
