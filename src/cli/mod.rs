//! The commands: arguments to a run, one file per command.
//!
//! The only layer that prints, together with `main`. A command returns its exit code: 0 nothing
//! refused, 1 something was; what keeps it from running at all is an error, exit 2.

mod audit;
mod check;
mod claim;
mod explain;
mod failure;
mod golden;
mod init;
mod output;
mod rules;
mod screen;
mod tariff;
mod verify;
mod why;

pub use screen::Screen;

use std::{error::Error, ffi::OsString, io::Write, path::PathBuf};

use chrono::NaiveDate;
use clap::{Parser, Subcommand, ValueEnum};

use crate::{
    calendar::{ServiceMonth, parse_day},
    facade,
    finding::{Lang, Text},
    input::{EncodingChoice, normalize, visible_lines},
};
use failure::Failure;

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
fn day(text: &str) -> Result<NaiveDate, Failure> {
    parse_day(&normalize(text)).ok_or_else(|| {
        Failure::new(
            "日付は 2026-07-10 や R8.7.10 のように書きます",
            "a day is written like 2026-07-10 or R8.7.10",
        )
    })
}

/// A month of the command line.
fn month(text: &str) -> Result<ServiceMonth, Failure> {
    ServiceMonth::parse(&normalize(text)).ok_or_else(|| {
        Failure::new(
            "月は 2026-06、2026/6、202606、R8.6、令和8年6月 のように書きます",
            "a month is written like 2026-06, 2026/6, 202606 or R8.6",
        )
    })
}

/// Runs the command line `arguments` (the program's name first); what it prints goes to `out`,
/// errors to `err`. Returns the exit code.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let lang = lang_asked(&arguments);
    let done = match Arguments::try_parse_from(&arguments) {
        Ok(parsed) => execute(parsed.command, out, err),
        Err(refused) if refused.use_stderr() => return refuse_arguments(&refused, lang, err),
        Err(asked) => screen::tell(out, &asked.to_string()).map(|()| 0),
    };
    match done.and_then(|code| screen::tell(out, "").map(|()| code)) {
        Ok(code) => code,
        Err(error) => fail(&error, lang, err),
    }
}

/// Says that the work could not begin, for want of anything to run on. Returns the exit code.
pub fn could_not_begin(
    arguments: impl IntoIterator<Item = OsString>,
    why: String,
    err: &mut dyn Write,
) -> u8 {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let failure = Failure::new("計算を始められません", "the work cannot begin").because_of(why);
    fail(&failure.into(), lang_asked(&arguments), err)
}

/// The language of the screen, known also where the arguments are refused.
fn lang_asked(arguments: &[OsString]) -> Lang {
    let end = arguments.iter().position(|argument| argument == "--");
    let options = &arguments[..end.unwrap_or(arguments.len())];
    let is_english = options.iter().any(|option| option == "--lang=en")
        || options.windows(2).any(|pair| pair[0] == "--lang" && pair[1] == "en");
    if is_english { Lang::En } else { Lang::Ja }
}

fn fail(error: &anyhow::Error, lang: Lang, err: &mut dyn Write) -> u8 {
    let head = Text("エラー", "error").get(lang);
    let _ = writeln!(err, "{head}: {}", visible_lines(&failure::words(error, lang)));
    COULD_NOT_RUN
}

/// Says what the parser refuses, in its own English and with what is ours in `lang`.
fn refuse_arguments(refused: &clap::Error, lang: Lang, err: &mut dyn Write) -> u8 {
    let mut told = refused.to_string();
    let cause = refused.source().and_then(|cause| cause.downcast_ref::<Failure>());
    if let Some(Failure { note, .. }) = cause {
        told = told.replace(&note.ja, note.get(lang));
    }
    let head =
        Text("エラー: コマンドの書き方が正しくありません", "error: the command line is not right");
    let _ = writeln!(err, "{}\n{}", head.get(lang), visible_lines(&told));
    COULD_NOT_RUN
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_begin_says_so_in_the_language_asked_for() {
        for (lang, says) in [
            ("ja", "エラー: 計算を始められません: no memory\n"),
            ("en", "error: the work cannot begin: no memory\n"),
        ] {
            let mut err = Vec::new();
            let arguments = ["santei", "rules", "--lang", lang].map(OsString::from);
            assert_eq!(could_not_begin(arguments, "no memory".into(), &mut err), COULD_NOT_RUN);
            assert_eq!(String::from_utf8(err).unwrap(), says);
        }
    }
}
