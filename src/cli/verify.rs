//! `santei verify`: an output folder against its receipt.

use std::{io::Write, path::PathBuf};

use super::{Format, Shared};
use crate::{finding::Lang, input::visible, report};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// 出力フォルダー
    folder: PathBuf,
    #[command(flatten)]
    shared: Shared,
}

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<u8> {
    let differences = report::verify(&arguments.folder)?;
    let lang: Lang = arguments.shared.lang.into();
    if arguments.shared.format == Format::Json {
        let told: Vec<&str> = differences.iter().map(|difference| &*difference.ja).collect();
        let value = serde_json::json!({"matches": differences.is_empty(), "differences": told});
        writeln!(out, "{value:#}")?;
    } else if differences.is_empty() {
        let word =
            if lang == Lang::Ja { "控えと一致しています" } else { "matches its receipt" };
        writeln!(out, "{word}")?;
    }
    if arguments.shared.format == Format::Text {
        for difference in &differences {
            writeln!(out, "{}", visible(difference.get(lang)))?;
        }
    }
    Ok(u8::from(!differences.is_empty()))
}
