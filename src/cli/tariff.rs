//! `santei tariff`: every amount in force in a month.

use std::{io::Write, path::PathBuf};

use clap::ValueEnum;

use super::{LangChoice, screen};
use crate::{
    calendar::ServiceMonth,
    facade::Settings,
    input::visible_lines,
    report::{tariff_csv, tariff_json, tariff_text},
};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// サービス提供年月 (2026-06、R8.6 など)
    #[arg(long, value_parser = super::month)]
    month: ServiceMonth,
    /// 報酬表に重ねる数値 (CSV)
    #[arg(long)]
    tariff: Option<PathBuf>,
    /// 出す形
    #[arg(long, value_enum, default_value_t)]
    format: TariffFormat,
    /// 画面の言葉
    #[arg(long, value_enum, default_value_t)]
    lang: LangChoice,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum TariffFormat {
    #[default]
    Text,
    Json,
    Csv,
}

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<u8> {
    let settings = Settings::read(None, arguments.tariff.as_deref())?;
    let (tariff, month) = (&settings.tariff, arguments.month);
    settings.require_months((month, month))?;
    let text = match arguments.format {
        TariffFormat::Text => {
            // The user's own rows may hold anything.
            visible_lines(&tariff_text(tariff, month, arguments.lang.into())).into_owned()
        }
        TariffFormat::Json => tariff_json(tariff, month),
        TariffFormat::Csv => tariff_csv(tariff, month),
    };
    screen::tell(out, &text)?;
    Ok(0)
}
