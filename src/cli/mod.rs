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
mod options;
mod output;
mod rules;
mod screen;
mod tariff;
mod verify;
mod why;

pub use options::COULD_NOT_RUN;
pub use screen::Screen;

use std::{error::Error, ffi::OsString, io::Write, path::Path};

use clap::{Parser, Subcommand};

use crate::{
    finding::{Lang, Text},
    input::visible_lines,
};
use failure::{Failure, refuse};
use options::{EncodingName, Format, InputArguments, LangChoice, Shared, day, month};

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
            Command::Golden(_) => {
                return refuse(
                    "case.toml: command に golden は書けません",
                    "case.toml: command cannot be golden",
                );
            }
            Command::Why(_)
            | Command::Check(_)
            | Command::Explain(_)
            | Command::Rules(_)
            | Command::Tariff(_)
            | Command::Verify(_) => scratch,
        };
        if written != scratch {
            return refuse(
                "case.toml: 書き出す場所(--out)は書けません。golden が決めます",
                "case.toml: golden says where is written (--out); a case cannot",
            );
        }
    }
    Ok(run(arguments.iter().cloned(), out, err))
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
