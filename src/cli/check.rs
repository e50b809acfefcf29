//! `santei check`: read and validate the input only, and submitted files by themselves.

use std::io::Write;

use super::{Format, Input, Shared};
use crate::facade::{Settings, check};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    shared: Shared,
}

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<u8> {
    let checked = check(arguments.input.read()?, &Settings::standard()?.tariff)?;
    match arguments.shared.format {
        Format::Text => out.write_all(checked.text(arguments.shared.lang.into()).as_bytes())?,
        Format::Json => checked.json(out)?,
    }
    let is_faulty = checked.is_faulty();
    checked.missing.map_or(Ok(u8::from(is_faulty)), |missing| Err(missing.into()))
}
