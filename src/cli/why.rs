//! `santei why`: the proof of one recipient's month.

use std::{fmt::Write as _, io::Write, path::PathBuf};

use anyhow::bail;
use chrono::NaiveDate;

use super::{Format, Input, Shared, load};
use crate::{
    calendar::ServiceMonth,
    catalogue::CATALOGUE,
    claim::{Options, build},
    input::{normalize, visible},
    ledger::{Ledger, PersonId},
    report::{Why, why_json, why_text},
    rules::World,
};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: Input,
    /// サービス提供年月 (2026-06、R8.6 など)
    #[arg(long, value_parser = super::month)]
    month: ServiceMonth,
    /// 受給者証番号
    #[arg(long)]
    recipient: String,
    /// 市町村番号(同じ受給者証番号がいくつかの市町村にあるとき)
    #[arg(long)]
    municipality: Option<String>,
    /// 市町村ごとの扱いの設定 (TOML)
    #[arg(long)]
    policy: Option<PathBuf>,
    /// 報酬表に重ねる数値 (CSV)
    #[arg(long)]
    tariff: Option<PathBuf>,
    /// 請求を送る日 (2026-07-10 など)
    #[arg(long, value_parser = load::day)]
    claim_date: Option<NaiveDate>,
    #[command(flatten)]
    shared: Shared,
}

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<u8> {
    let policy = load::policy(arguments.policy.as_deref())?;
    let (tariff, _) = load::tariff(arguments.tariff.as_deref())?;
    let ledger = load::ledger(&arguments.input)?;
    let people = people(&ledger, &arguments.recipient, arguments.municipality.as_deref())?;
    let world = World { ledger: &ledger, policy: &policy, tariff: &tariff, month: arguments.month };
    let options = Options { entries: CATALOGUE, claim_date: arguments.claim_date };
    let claim = build(&world, &options)?;
    let mut refused = false;
    for person in people {
        let why = Why { claim: &claim, ledger: &ledger, tariff: &tariff, person };
        let text = match arguments.shared.format {
            Format::Text => why_text(&why, arguments.shared.lang.into()),
            Format::Json => why_json(&why),
        };
        out.write_all(text.as_bytes())?;
        refused |= why.is_refused();
    }
    Ok(u8::from(refused))
}

/// Whose number it is: in one municipality an adult's and a child's can be two people's. Where
/// several municipalities know it, or none, who to ask for instead.
fn people(
    ledger: &Ledger,
    number: &str,
    municipality: Option<&str>,
) -> anyhow::Result<Vec<PersonId>> {
    let number = normalize(number);
    let municipality = municipality.map(normalize);
    let wanted = ledger.certificates().filter(|certificate| {
        let recipient = ledger.recipient(certificate.recipient);
        let elsewhere =
            municipality.as_deref().is_some_and(|own| own != recipient.municipality.as_str());
        certificate.number.as_str() == number && !elsewhere
    });
    let mut people: Vec<_> = wanted
        .map(|certificate| {
            let recipient = ledger.recipient(certificate.recipient);
            (recipient.person, recipient.municipality, &certificate.kana)
        })
        .collect();
    people.sort_by_key(|(person, municipality, _)| (*person, *municipality));
    people.dedup_by_key(|(person, ..)| *person);
    if people.is_empty() {
        let place = municipality.map(|own| format!("(市町村番号 {own})")).unwrap_or_default();
        bail!(
            "受給者証番号 {}{} は、受け付けた受給者の行にありません。\
             番号は10桁です。却下された行は santei check で分かります",
            visible(&number),
            visible(&place)
        )
    }
    if people.iter().all(|(_, municipality, _)| *municipality == people[0].1) {
        return Ok(people.into_iter().map(|(person, ..)| person).collect());
    }
    let mut message = format!(
        "受給者証番号 {number} は{}人にあります。--municipality で選んでください",
        people.len()
    );
    for (_, municipality, kana) in people {
        let _ = write!(message, "\n  --municipality {municipality}  {}", visible(kana));
    }
    bail!(message)
}
