//! `santei explain`: one rule.

use std::io::Write;

use anyhow::bail;

use super::{Format, Shared};
use crate::{
    catalogue,
    input::normalize,
    report::{explain_json, explain_text},
};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// 規則のコード (M203) か名前 (absorbed-later-month)
    code: String,
    #[command(flatten)]
    shared: Shared,
}

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<u8> {
    let Some(rule) = catalogue::find(&normalize(&arguments.code)) else {
        let nearest = catalogue::rules()
            .min_by_key(|rule| strsim::levenshtein(rule.code, &arguments.code.to_uppercase()));
        let hint = nearest.map_or("", |rule| rule.code);
        bail!("{} という規則はありません。近いもの: {hint}。一覧は santei rules", arguments.code);
    };
    let text = match arguments.shared.format {
        Format::Text => explain_text(rule, arguments.shared.lang.into()),
        Format::Json => explain_json(rule),
    };
    out.write_all(text.as_bytes())?;
    Ok(0)
}
