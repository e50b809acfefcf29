//! `santei rules`: the whole catalogue.

use std::io::Write;

use clap::ValueEnum;

use super::{LangChoice, screen};
use crate::report::{rules_json, rules_markdown, rules_text};

#[derive(clap::Args, Clone, Copy)]
pub(super) struct Arguments {
    /// 出す形
    #[arg(long, value_enum, default_value_t)]
    format: RulesFormat,
    /// 画面の言葉
    #[arg(long, value_enum, default_value_t)]
    lang: LangChoice,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum RulesFormat {
    #[default]
    Text,
    Json,
    Markdown,
}

pub(super) fn run(arguments: Arguments, out: &mut dyn Write) -> anyhow::Result<u8> {
    let text = match arguments.format {
        RulesFormat::Text => rules_text(arguments.lang.into()),
        RulesFormat::Json => rules_json(),
        RulesFormat::Markdown => rules_markdown(),
    };
    screen::tell(out, &text)?;
    Ok(0)
}
