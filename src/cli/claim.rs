//! `santei claim`: the main job.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use chrono::NaiveDate;

use super::{Format, Input, Shared, load, output};
use crate::{
    calendar::ServiceMonth,
    catalogue::CATALOGUE,
    claim::{Options, build_with},
    reconcile::send,
    report::{
        Forms, OutputFile, Run, claim_files, claim_json, claim_text, forms_page, hash_inputs,
        receipt, report_page,
    },
    rules::World,
    submission::read_submitted,
};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: Input,
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
    #[arg(long, value_parser = load::day)]
    claim_date: Option<NaiveDate>,
    /// すでにある出力フォルダーを置き換える
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    shared: Shared,
}

impl Arguments {
    /// The options that the receipt names. The input's and output's paths are not among them.
    fn recorded(&self) -> Vec<(String, String)> {
        let claim_date = self.claim_date.map(|day| ("claim_date".to_owned(), day.to_string()));
        claim_date.into_iter().chain(self.input.encoding.recorded()).collect()
    }

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
    let destination = output::open(&arguments.out, arguments.replaces(), err)?;
    let policy = load::policy(arguments.policy.as_deref())?;
    let (tariff, overlaid) = load::tariff(arguments.tariff.as_deref())?;
    let (mut ledger, submitted) =
        load::ledger_and_submitted(&arguments.input, &arguments.submitted)?;
    let read = std::mem::take(&mut ledger.findings);
    let world = World { ledger: &ledger, policy: &policy, tariff: &tariff, month: arguments.month };
    let options = Options { entries: CATALOGUE, claim_date: arguments.claim_date };
    let claim = build_with(&world, &options, read)?;
    let submission = read_submitted(&ledger.sources, &submitted, &tariff);
    let (claim, exchanges) = send(&world, claim, &submission, &options)?;
    let forms = forms_page(&claim, &ledger);
    // The events are not needed any more; their memory serves the output.
    let (sources, rest) = ledger.into_sources();
    let release_and_hash = || {
        drop(rest);
        hash_inputs(&sources)
    };
    let write = || rayon::join(|| claim_files(&claim, &sources), || report_page(&claim, &sources));
    let ((mut files, page), inputs) = rayon::join(write, release_and_hash);
    files.push(Box::new(page));
    if let Forms::Page(file) = &forms {
        files.push(Box::new(file.clone()));
    }
    for file in exchanges {
        files.push(Box::new(OutputFile::new(&file.name, file.bytes)));
    }
    let run = Run {
        options: arguments.recorded(),
        policy: &policy,
        tariff: &tariff,
        overlaid: &overlaid,
    };
    let receipt = receipt(&claim, inputs, &run, &files)?;
    files.push(Box::new(receipt));
    let summary = match arguments.shared.format {
        Format::Text => claim_text(&claim, &forms, arguments.shared.lang.into()),
        Format::Json => claim_json(&claim, &forms),
    };
    // Told first, so that a screen that cannot be written to leaves no folder behind.
    out.write_all(summary.as_bytes()).and_then(|()| out.flush()).context("画面に書けません")?;
    destination.write(&files)?;
    Ok(u8::from(!claim.rejected.is_empty()))
}
