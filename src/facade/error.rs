//! Why a run cannot be done (exit 2).

use std::io;

use crate::{calendar::ServiceMonth, claim, finding::Note, input, policy, tariff};

/// Why a run cannot be done.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.note().ja)]
#[non_exhaustive]
pub enum Error {
    /// The input cannot be read.
    #[error(transparent)]
    Input(#[from] input::Error),
    /// Tables are missing without which nothing can be done.
    MissingTables(Note),
    /// A table of the logs among what was submitted.
    LogsAmongSubmitted(&'static str),
    /// A policy file in another encoding.
    NotUtf8(String),
    /// A policy file that cannot be used.
    Policy(String, policy::Error),
    /// Amounts that cannot be used.
    #[error(transparent)]
    Tariff(#[from] tariff::Error),
    /// The claim cannot be made.
    #[error(transparent)]
    Claim(#[from] claim::Error),
    /// The last month is before the first.
    MonthsReversed(ServiceMonth, ServiceMonth),
    /// The certificate is nobody's, or of several municipalities.
    WhichRecipient(Note),
    /// An output that cannot be rendered.
    #[error(transparent)]
    Output(#[from] io::Error),
}

impl Error {
    /// What it says.
    pub fn note(&self) -> Note {
        match self {
            Self::Input(error) => error.note(),
            Self::MissingTables(note) | Self::WhichRecipient(note) => note.clone(),
            Self::LogsAmongSubmitted(table) => Note::new(
                format!(
                    "--submitted に記録の表({table})があります。記録のフォルダーは --submitted より前に書いてください"
                ),
                format!(
                    "there is a table of the logs ({table}) among --submitted; write the folder of the logs before --submitted"
                ),
            ),
            Self::NotUtf8(path) => {
                Note::about(path, "UTF-8で書いてください", "must be written in UTF-8")
            }
            Self::Policy(path, error) => {
                let Note { ja, en } = error.note();
                Note::about(path, &ja, &en)
            }
            Self::Tariff(error) => error.note(),
            Self::Claim(error) => error.note(),
            Self::MonthsReversed(first, last) => Note::new(
                format!("終わりの月({last})が初めの月({first})より前です"),
                format!("the last month ({last}) is before the first ({first})"),
            ),
            Self::Output(error) => Note::same(&error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{policy::Policy, tariff::Tariff};

    #[test]
    fn errors_speak_both_languages() {
        let (june, may) = (ServiceMonth::literal(2026, 6), ServiceMonth::literal(2026, 5));
        let policy = Policy::parse("[other]\n").unwrap_err();
        for error in [
            Error::Input(input::Error::Absent("logs".into())),
            Error::LogsAmongSubmitted("plan"),
            Error::NotUtf8("policy.toml".to_owned()),
            Error::Policy("policy.toml".to_owned(), policy),
            Error::Tariff(Tariff::of(&[("my.csv", "")]).unwrap_err()),
            Error::Claim(claim::Error::NoTariff(may, june)),
            Error::MonthsReversed(june, may),
        ] {
            error.note().require_both_languages();
            assert_eq!(error.to_string(), error.note().ja);
        }
        let refused = || io::Error::from(io::ErrorKind::StorageFull);
        assert_eq!(Error::Output(refused()).note(), Note::same(&refused().to_string()));
    }
}
