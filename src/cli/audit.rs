//! `santei audit`: what was submitted against the judgement.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};

use super::{EncodingName, Format, Input, Shared, load, output};
use crate::{
    audit::{Comparison, audit, compare_readings},
    calendar::ServiceMonth,
    catalogue::CATALOGUE,
    claim::Options,
    report::{
        AuditRun, audit_files, audit_json, audit_page, audit_receipt, audit_text, differences_file,
        hash_inputs,
    },
    rules::World,
    submission::read_submitted,
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
    let policy = load::policy(arguments.policy.as_deref())?;
    let (tariff, overlaid) = load::tariff(arguments.tariff.as_deref())?;
    let months = (arguments.from, arguments.to);
    if let Some(month) = tariff.first_gap(arguments.from, arguments.to) {
        bail!("{month}の報酬表がありません。最初の月は{}です", tariff.first_month());
    }
    let input = Input { paths: arguments.paths.clone(), encoding: arguments.encoding };
    let has_logs = !input.paths.is_empty();
    let (ledger, submitted) = load::audited(&input, &arguments.submitted)?;
    let world = World { ledger: &ledger, policy: &policy, tariff: &tariff, month: arguments.from };
    let options = Options { entries: CATALOGUE, claim_date: None };
    let submission = read_submitted(&ledger.sources, &submitted, &tariff);
    // Without a submission only the two readings are compared.
    let judged = has_logs && !submitted.is_empty();
    let mut audited = audit(&world, months, (&submission, judged), &options)?;
    audited.has_logs = has_logs;
    audited.has_submission = !submitted.is_empty();
    let compared = arguments.compared(&world, &options)?;
    if let Some(compared) = compared.as_ref().filter(|_| !judged) {
        audited.skipped.clone_from(&compared.skipped);
    }
    let differences = compared.map(|compared| compared.differences);
    let mut files = audit_files(&audited, &ledger.sources);
    files.extend(differences.as_ref().map(|rows| differences_file(rows, &ledger.sources)));
    files.push(audit_page(&audited, differences.as_deref(), &ledger.sources));
    let run = AuditRun {
        options: arguments.recorded(),
        policy: &policy,
        tariff: &tariff,
        overlaid: &overlaid,
        inputs: hash_inputs(&ledger.sources),
    };
    files.push(audit_receipt(&audited, run, &files)?);
    let lang = arguments.shared.lang.into();
    let summary = match arguments.shared.format {
        Format::Text => audit_text(&audited, differences.as_deref(), lang),
        Format::Json => audit_json(&audited, differences.as_deref()),
    };
    out.write_all(summary.as_bytes()).and_then(|()| out.flush()).context("画面に書けません")?;
    destination.write(&files)?;
    let differs = differences.is_some_and(|rows| !rows.is_empty());
    Ok(u8::from(!audited.findings.is_empty() || differs))
}

impl Arguments {
    /// What another policy or tariff gives differently; `None` where none is named.
    fn compared(
        &self,
        world: &World<'_>,
        options: &Options<'_>,
    ) -> anyhow::Result<Option<Comparison>> {
        if self.against_policy.is_none() && self.against_tariff.is_none() {
            return Ok(None);
        }
        let policy = match &self.against_policy {
            Some(path) => load::policy(Some(path))?,
            None => world.policy.clone(),
        };
        let tariff = match &self.against_tariff {
            Some(path) => load::tariff(Some(path))?.0,
            None => world.tariff.clone(),
        };
        let other = World { policy: &policy, tariff: &tariff, ..*world };
        let months = (self.from, self.to);
        Ok(Some(compare_readings((world, &other), months, options)?))
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
    fn recorded(&self) -> Vec<(String, String)> {
        let mut options = vec![
            ("from".to_owned(), self.from.to_string()),
            ("to".to_owned(), self.to.to_string()),
        ];
        for (name, given) in [
            ("against_policy", self.against_policy.is_some()),
            ("against_tariff", self.against_tariff.is_some()),
        ] {
            if given {
                options.push((name.to_owned(), "given".to_owned()));
            }
        }
        options.extend(self.encoding.recorded());
        options
    }
}
