//! `santei explain`: one rule.

use std::io::Write;

use super::{Format, Shared, failure::refuse, screen};
use crate::{
    catalogue,
    input::normalize,
    report::{examples_text, explain_json, explain_text},
};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// 規則のコード (M203) か名前 (absorbed-later-month)
    code: String,
    /// 規則の例を示す: 記録のどこが違い、どう判定されるか
    #[arg(long)]
    examples: bool,
    #[command(flatten)]
    shared: Shared,
}

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<u8> {
    let Some(rule) = catalogue::find(&normalize(&arguments.code)) else {
        let nearest = catalogue::rules()
            .min_by_key(|rule| strsim::levenshtein(rule.code, &arguments.code.to_uppercase()));
        let hint = nearest.map_or("", |rule| rule.code);
        let code = &arguments.code;
        return refuse(
            format!("{code} という規則はありません。近いもの: {hint}。一覧は santei rules"),
            format!("there is no rule {code}; the nearest: {hint}; all of them: santei rules"),
        );
    };
    let lang = arguments.shared.lang.into();
    let text = match arguments.shared.format {
        Format::Text if arguments.examples => examples_text(rule, lang),
        Format::Text => explain_text(rule, lang),
        Format::Json if arguments.examples => {
            return refuse("--examples は文字での説明だけです", "--examples are in words only");
        }
        Format::Json => explain_json(rule),
    };
    screen::tell(out, &text)?;
    Ok(0)
}
