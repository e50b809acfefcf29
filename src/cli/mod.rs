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
mod options;
mod output;
mod rules;
mod screen;
mod tariff;
mod verify;
mod why;

pub use options::COULD_NOT_RUN;
pub use screen::Screen;

use std::{ffi::OsString, io::Write, path::Path};

use anyhow::bail;
use clap::{Parser, Subcommand};

use crate::input::visible_lines;
use options::{EncodingName, Format, Input, LangChoice, Shared, day, month};

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
        Command::Golden(arguments) => golden::run(&arguments, run_case, out),
    }
}

/// Runs the command line of a case of `golden`; one that writes anywhere but to `scratch`, however
/// it was put together, is refused.
fn run_case(
    arguments: &[OsString],
    scratch: &Path,
    [out, err]: [&mut Vec<u8>; 2],
) -> anyhow::Result<u8> {
    // What is wrong with the command line is told when it is run.
    if let Ok(parsed) = Arguments::try_parse_from(arguments) {
        let written = match &parsed.command {
            Command::Claim(arguments) => arguments.out(),
            Command::Audit(arguments) => arguments.out(),
            Command::Init(arguments) => arguments.out(),
            Command::Golden(_) => bail!("case.toml: command に golden は書けません"),
            Command::Why(_)
            | Command::Check(_)
            | Command::Explain(_)
            | Command::Rules(_)
            | Command::Tariff(_)
            | Command::Verify(_) => scratch,
        };
        if written != scratch {
            bail!("case.toml: 書き出す場所(--out)は書けません。golden が決めます");
        }
    }
    Ok(run(arguments.iter().cloned(), out, err))
}
