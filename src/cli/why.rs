//! `santei why`: the proof of one recipient's month.

use std::{io::Write, path::PathBuf};

use chrono::NaiveDate;

use super::{Format, InputArguments, Shared, screen};
use crate::{
    calendar::ServiceMonth,
    facade::{Logs, Settings},
};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputArguments,
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
    #[arg(long, value_parser = super::day)]
    claim_date: Option<NaiveDate>,
    #[command(flatten)]
    shared: Shared,
}

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<u8> {
    let settings = Settings::read(arguments.policy.as_deref(), arguments.tariff.as_deref())?;
    let logs = Logs::open(arguments.input.read()?)?;
    let month = (arguments.month, arguments.claim_date);
    let recipient = (arguments.recipient.as_str(), arguments.municipality.as_deref());
    let proofs = logs.why(&settings, month, recipient)?;
    let text = match arguments.shared.format {
        Format::Text => proofs.text(arguments.shared.lang.into()),
        Format::Json => proofs.json(),
    };
    screen::tell(out, &text)?;
    Ok(u8::from(proofs.is_refused()))
}
