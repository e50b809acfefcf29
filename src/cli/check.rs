//! `santei check`: read and validate the input only, and submitted files by themselves.

use std::io::Write;

use super::{Format, InputArguments, Shared, screen};
use crate::facade::{Settings, check};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    shared: Shared,
}

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<u8> {
    let checked = check(arguments.input.read()?, &Settings::standard()?.tariff)?;
    match arguments.shared.format {
        Format::Text => screen::tell(out, &checked.text(arguments.shared.lang.into()))?,
        Format::Json => checked.json(out)?,
    }
    let is_faulty = checked.is_faulty();
    checked.missing.map_or(Ok(u8::from(is_faulty)), |missing| Err(missing.into()))
}
