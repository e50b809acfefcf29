//! `santei audit`: what was submitted against the judgement.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};

use super::{EncodingName, Format, Shared, output};
use crate::{
    calendar::ServiceMonth,
    facade::{Input, Logs, Settings},
};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// 記録のフォルダー(その中の *.csv)かファイル。なければ請求だけを点検する
    #[arg(value_name = "INPUT")]
    paths: Vec<PathBuf>,
    /// 入力の文字コード
    #[arg(long, value_enum, default_value_t)]
    encoding: EncodingName,
    /// 点検する初めの月 (2026-06、R8.6 など)
    #[arg(long, value_parser = super::month)]
    from: ServiceMonth,
    /// 点検する終わりの月
    #[arg(long, value_parser = super::month)]
    to: ServiceMonth,
    /// 請求済みのファイル(国保連のファイルか claim_lines.csv)、またはそのフォルダー
    #[arg(long, value_name = "FILE", num_args = 1..)]
    submitted: Vec<PathBuf>,
    /// 書き出すフォルダー(まだないもの)
    #[arg(long)]
    out: PathBuf,
    /// 市町村ごとの扱いの設定 (TOML)
    #[arg(long)]
    policy: Option<PathBuf>,
    /// 報酬表に重ねる数値 (CSV)
    #[arg(long)]
    tariff: Option<PathBuf>,
    /// 比べるもう一つの設定 (TOML)
    #[arg(long)]
    against_policy: Option<PathBuf>,
    /// 比べるもう一つの報酬表の数値 (CSV)
    #[arg(long)]
    against_tariff: Option<PathBuf>,
    /// すでにある出力フォルダーを置き換える
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    shared: Shared,
}

impl Arguments {
    fn check(&self) -> anyhow::Result<()> {
        if self.to < self.from {
            bail!("--to は --from と同じか後の月です");
        }
        let has_logs = !self.paths.is_empty();
        let compares = self.against_policy.is_some() || self.against_tariff.is_some();
        if compares && !has_logs {
            bail!("--against-policy と --against-tariff には記録(INPUT)が要ります");
        }
        if self.submitted.is_empty() && !compares {
            bail!("点検する請求済みのファイルを --submitted で指定してください");
        }
        Ok(())
    }
}

pub(super) fn run(
    arguments: &Arguments,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<u8> {
    arguments.check()?;
    let destination = output::open(&arguments.out, arguments.replaces(), err)?;
    let settings = Settings::read(arguments.policy.as_deref(), arguments.tariff.as_deref())?;
    let months = (arguments.from, arguments.to);
    settings.require_months(months)?;
    let logs = Logs::open(arguments.input()?)?;
    let other = arguments.other(&settings)?;
    let folder = logs.audit_folder(&settings, months, other.as_ref(), &arguments.recorded())?;
    let files = folder.files()?;
    let summary = match arguments.shared.format {
        Format::Text => folder.text(arguments.shared.lang.into()),
        Format::Json => folder.json(),
    };
    out.write_all(summary.as_bytes()).and_then(|()| out.flush()).context("画面に書けません")?;
    destination.write(&files)?;
    Ok(u8::from(folder.is_found()))
}

impl Arguments {
    fn input(&self) -> anyhow::Result<Input> {
        let input = match &self.paths[..] {
            [] => Input::without_logs(),
            paths => Input::read(paths)?,
        };
        Ok(input.encoded(self.encoding.into()).reading_submitted(&self.submitted)?)
    }

    /// What is compared with: another policy or tariff; `None` where none is named.
    fn other(&self, settings: &Settings) -> anyhow::Result<Option<Settings>> {
        let (policy, tariff) = (self.against_policy.as_deref(), self.against_tariff.as_deref());
        let is_named = policy.is_some() || tariff.is_some();
        Ok(is_named.then(|| settings.but(policy, tariff)).transpose()?)
    }

    /// With `--force` what the run reads, which no folder that it replaces may hold.
    fn replaces(&self) -> Option<Vec<PathBuf>> {
        let read = self.paths.iter().chain(&self.submitted).chain(&self.policy);
        let read = read.chain(&self.tariff).chain(&self.against_policy);
        self.force.then(|| read.chain(&self.against_tariff).cloned().collect())
    }

    /// Where it writes.
    pub(super) fn out(&self) -> &Path {
        &self.out
    }

    /// The options that the receipt names; paths are not among them.
    fn recorded(&self) -> Vec<&'static str> {
        let policy = self.against_policy.as_ref().map(|_| "against_policy");
        let tariff = self.against_tariff.as_ref().map(|_| "against_tariff");
        policy.into_iter().chain(tariff).collect()
    }
}
