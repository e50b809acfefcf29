//! `santei claim`: the main job.

use std::{
    io::Write,
    mem,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;

use super::{Format, InputArguments, Shared, output, screen};
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
    /// 書き出すフォルダー(まだないもの)
    #[arg(long)]
    out: PathBuf,
    /// 市町村ごとの扱いの設定 (TOML)
    #[arg(long)]
    policy: Option<PathBuf>,
    /// 報酬表に重ねる数値 (CSV)
    #[arg(long)]
    tariff: Option<PathBuf>,
    /// 請求済みのファイル(国保連のファイルか claim_lines.csv)
    #[arg(long, value_name = "FILE", num_args = 1..)]
    submitted: Vec<PathBuf>,
    /// 請求を送る日 (2026-07-10 など)
    #[arg(long, value_parser = super::day)]
    claim_date: Option<NaiveDate>,
    /// すでにある出力フォルダーを置き換える
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    shared: Shared,
}

impl Arguments {
    /// With `--force` what the run reads, which no folder that it replaces may hold.
    fn replaces(&self) -> Option<Vec<PathBuf>> {
        let read = self.input.paths.iter().chain(&self.submitted);
        self.force.then(|| read.chain(&self.policy).chain(&self.tariff).cloned().collect())
    }

    /// Where it writes.
    pub(super) fn out(&self) -> &Path {
        &self.out
    }
}

pub(super) fn run(
    arguments: &Arguments,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<u8> {
    let lang = arguments.shared.lang.into();
    let destination = output::open(lang, &arguments.out, arguments.replaces(), err)?;
    let settings = Settings::read(arguments.policy.as_deref(), arguments.tariff.as_deref())?;
    let input = arguments.input.read()?.reading_submitted(&arguments.submitted)?;
    let logs = Logs::open(input)?;
    let folder = logs.claim_folder(&settings, arguments.month, arguments.claim_date)?;
    let files = folder.files()?;
    let summary = match arguments.shared.format {
        Format::Text => folder.text(lang),
        Format::Json => folder.json(),
    };
    // Told first, so that a screen that cannot be written to leaves no folder behind.
    screen::tell(out, &summary)?;
    destination.write(&files)?;
    let is_refused = !folder.claim.rejected.is_empty();
    // The process ends soon: to give a prefecture's claim back piece by piece takes longer than to
    // leave it. `golden`, which runs several, leaves small ones.
    mem::forget(files);
    mem::forget(folder);
    Ok(u8::from(is_refused))
}
