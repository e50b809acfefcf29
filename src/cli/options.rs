//! What commands have in common: their options, and the exit code of a run that was refused.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::ValueEnum;

use super::failure::Failure;
use crate::{
    calendar::{ServiceMonth, parse_day},
    facade,
    finding::Lang,
    input::{EncodingChoice, normalize},
};

/// Exit code of a run that was refused its arguments or input.
pub const COULD_NOT_RUN: u8 = 2;

/// Options that every command takes.
#[derive(clap::Args, Clone, Copy)]
pub(super) struct Shared {
    /// 画面の言葉
    #[arg(long, value_enum, default_value_t)]
    pub(super) lang: LangChoice,
    /// 画面に出す形
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
}

#[derive(Clone, Copy, Default, ValueEnum)]
pub(super) enum LangChoice {
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
pub(super) enum Format {
    #[default]
    Text,
    Json,
}

#[derive(Clone, Copy, Default, ValueEnum)]
pub(super) enum EncodingName {
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

/// The arguments that say where the input is.
#[derive(clap::Args, Clone)]
pub(super) struct InputArguments {
    /// 入力のフォルダー(その中の *.csv)かファイル
    #[arg(value_name = "INPUT", required = true)]
    pub(super) paths: Vec<PathBuf>,
    /// 入力の文字コード
    #[arg(long, value_enum, default_value_t)]
    pub(super) encoding: EncodingName,
}

impl InputArguments {
    /// Reads the files.
    pub(super) fn read(&self) -> Result<facade::Input, facade::Error> {
        Ok(facade::Input::read(&self.paths)?.encoded(self.encoding.into()))
    }
}

/// A day of the command line.
pub(super) fn day(text: &str) -> Result<NaiveDate, Failure> {
    parse_day(&normalize(text)).ok_or_else(|| {
        Failure::new(
            "日付は 2026-07-10 や R8.7.10 のように書きます",
            "a day is written like 2026-07-10 or R8.7.10",
        )
    })
}

/// A month of the command line.
pub(super) fn month(text: &str) -> Result<ServiceMonth, Failure> {
    ServiceMonth::parse(&normalize(text)).ok_or_else(|| {
        Failure::new(
            "月は 2026-06、2026/6、202606、R8.6、令和8年6月 のように書きます",
            "a month is written like 2026-06, 2026/6, 202606 or R8.6",
        )
    })
}
