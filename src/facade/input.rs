//! What a run reads: the logs' tables, and what was submitted before.

use std::path::PathBuf;

use super::Error;
use crate::{
    input::{EncodingChoice, InputFile, Sources, read_files},
    records::SPECS,
    submission::looks_submitted,
};

/// 「入力」 The files of a run, in memory.
#[derive(Clone, Default, Debug)]
pub struct Input {
    /// The tables of the logs; `None` where there are none, and claims are audited by themselves.
    pub(super) logs: Option<Vec<InputFile>>,
    pub(super) submitted: Vec<InputFile>,
    pub(super) encoding: EncodingChoice,
}

impl Input {
    /// Tables in memory.
    pub fn of(logs: Vec<InputFile>) -> Self {
        Self { logs: Some(logs), ..Self::default() }
    }

    /// Reads tables: files, and the `*.csv` directly in folders.
    pub fn read(paths: &[PathBuf]) -> Result<Self, Error> {
        Ok(Self::of(read_files(paths)?))
    }

    /// No logs: what was submitted is audited by itself.
    pub fn without_logs() -> Self {
        Self::default()
    }

    /// Every file is in this encoding.
    #[must_use]
    pub fn encoded(self, encoding: EncodingChoice) -> Self {
        Self { encoding, ..self }
    }

    /// With what was submitted before: files of the federation, or our own `claim_lines.csv`.
    #[must_use]
    pub fn with_submitted(self, submitted: Vec<InputFile>) -> Self {
        Self { submitted, ..self }
    }

    /// Reads what was submitted before. A table of the logs among it is refused: on a command line
    /// an input folder written behind `--submitted` would be taken for one.
    pub fn reading_submitted(self, paths: &[PathBuf]) -> Result<Self, Error> {
        if paths.is_empty() {
            return Ok(self);
        }
        let files = read_files(paths)?;
        let others = files.iter().filter(|file| !looks_submitted(&file.bytes)).cloned().collect();
        let others = Sources::recognise(others, EncodingChoice::Auto, SPECS)?;
        match SPECS.iter().find(|spec| others.has_table(spec.name)) {
            Some(table) => Err(Error::LogsAmongSubmitted(table.name)),
            None => Ok(self.with_submitted(files)),
        }
    }

    /// What was submitted, taken out from among the tables of the logs.
    pub(super) fn sorted(self) -> Self {
        let logs = self.logs.unwrap_or_default().into_iter();
        let (submitted, logs): (Vec<_>, Vec<_>) =
            logs.partition(|file| looks_submitted(&file.bytes));
        Self {
            logs: (!logs.is_empty()).then_some(logs),
            submitted: submitted.into_iter().chain(self.submitted).collect(),
            ..self
        }
    }
}
