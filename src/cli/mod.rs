//! The commands: arguments to a run, one file per command.
//!
//! The only layer that prints, together with `main`. A command returns its exit code: 0 nothing
//! refused, 1 something was; what keeps it from running at all is an error, exit 2.

mod audit;
mod check;
mod claim;
mod explain;
mod golden;
mod init;
mod output;
mod rules;
mod screen;
mod tariff;
mod verify;
mod why;

pub use screen::Screen;

use std::{ffi::OsString, io::Write, path::PathBuf};

use chrono::NaiveDate;
use clap::{Parser, Subcommand, ValueEnum};

use crate::{
    calendar::{ServiceMonth, parse_day},
    facade,
    finding::Lang,
    input::{EncodingChoice, normalize, visible_lines},
};

/// Exit code of a run that was refused its arguments or input.
pub const COULD_NOT_RUN: u8 = 2;

/// 計画相談支援・障害児相談支援の記録から、請求と、請求してはいけない行を作ります
#[derive(Parser)]
#[command(name = "santei", version, about, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// 一か月を判定し、請求と却下・保留の一覧を書き出す
    Claim(claim::Arguments),
    /// 請求済みのファイルを記録の判定と照らす(市町村の点検)
    Audit(audit::Arguments),
    /// 一人の一か月を、記録・規則・額・資料まで示す
    Why(why::Arguments),
    /// 入力を読み、直すところを示す
    Check(check::Arguments),
    /// 規則を一つ説明する (例: santei explain M203)
    Explain(explain::Arguments),
    /// すべての規則を一覧にする
    Rules(rules::Arguments),
    /// その月の報酬表を示す
    Tariff(tariff::Arguments),
    /// 空の入力表(見出しと見本の一行)を作る
    Init(init::Arguments),
    /// 出力フォルダーを控え(receipt.json)と照らす
    Verify(verify::Arguments),
    /// case.toml のあるフォルダーをすべて走らせ、expected/ と比べる
    Golden(golden::Arguments),
}

/// Options that every command takes.
#[derive(clap::Args, Clone, Copy)]
struct Shared {
    /// 画面の言葉
    #[arg(long, value_enum, default_value_t)]
    lang: LangChoice,
    /// 画面に出す形
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum LangChoice {
    #[default]
    Ja,
    En,
}

impl From<LangChoice> for Lang {
    fn from(choice: LangChoice) -> Self {
        match choice {
            LangChoice::Ja => Self::Ja,
            LangChoice::En => Self::En,
        }
    }
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    #[default]
    Text,
    Json,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum EncodingName {
    #[default]
    Auto,
    Cp932,
    Utf8,
}

impl From<EncodingName> for EncodingChoice {
    fn from(name: EncodingName) -> Self {
        match name {
            EncodingName::Auto => Self::Auto,
            EncodingName::Cp932 => Self::Cp932,
            EncodingName::Utf8 => Self::Utf8,
        }
    }
}

/// Where the input is.
#[derive(clap::Args, Clone)]
struct Input {
    /// 入力のフォルダー(その中の *.csv)かファイル
    #[arg(value_name = "INPUT", required = true)]
    paths: Vec<PathBuf>,
    /// 入力の文字コード
    #[arg(long, value_enum, default_value_t)]
    encoding: EncodingName,
}

impl Input {
    /// Reads the files.
    fn read(&self) -> Result<facade::Input, facade::Error> {
        Ok(facade::Input::read(&self.paths)?.encoded(self.encoding.into()))
    }
}

/// A day of the command line.
fn day(text: &str) -> Result<NaiveDate, String> {
    parse_day(&normalize(text))
        .ok_or_else(|| "日付は 2026-07-10 や R8.7.10 のように書きます".to_owned())
}

/// A month of the command line.
fn month(text: &str) -> Result<ServiceMonth, String> {
    ServiceMonth::parse(&normalize(text))
        .ok_or_else(|| "月は 2026-06、2026/6、202606、R8.6、令和8年6月 のように書きます".to_owned())
}

/// Runs the command line `arguments` (the program's name first); what it prints goes to `out`,
/// errors to `err`. Returns the exit code.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    let parsed = match Arguments::try_parse_from(arguments) {
        Ok(parsed) => parsed,
        Err(error) => return refuse_arguments(&error, out, err),
    };
    match execute(parsed.command, out, err) {
        Ok(code) => code,
        Err(error) => {
            let _ = writeln!(err, "エラー: {}", visible_lines(&format!("{error:#}")));
            COULD_NOT_RUN
        }
    }
}

fn refuse_arguments(error: &clap::Error, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    if error.use_stderr() {
        let told = error.to_string();
        let told = visible_lines(&told);
        let _ = writeln!(err, "エラー: コマンドの書き方が正しくありません\n{told}");
        return COULD_NOT_RUN;
    }
    let _ = write!(out, "{error}");
    0
}

fn execute(command: Command, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<u8> {
    match command {
        Command::Claim(arguments) => claim::run(&arguments, out, err),
        Command::Audit(arguments) => audit::run(&arguments, out, err),
        Command::Why(arguments) => why::run(&arguments, out),
        Command::Check(arguments) => check::run(&arguments, out),
        Command::Explain(arguments) => explain::run(&arguments, out),
        Command::Rules(arguments) => rules::run(arguments, out),
        Command::Tariff(arguments) => tariff::run(&arguments, out),
        Command::Init(arguments) => init::run(&arguments, out, err),
        Command::Verify(arguments) => verify::run(&arguments, out),
        Command::Golden(arguments) => golden::run(&arguments, out),
    }
}
