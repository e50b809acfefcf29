//! Why a run cannot be done (exit 2).

use std::io;

use crate::{calendar::ServiceMonth, claim, finding::Note, input, policy, tariff};

/// Why a run cannot be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The input cannot be read.
    #[error(transparent)]
    Input(#[from] input::Error),
    /// Tables are missing without which nothing can be done.
    #[error("{}", .0.ja)]
    MissingTables(Note),
    /// A table of the logs among what was submitted.
    #[error(
        "--submitted に記録の表({0})があります。記録のフォルダーは --submitted より前に書いてください"
    )]
    LogsAmongSubmitted(&'static str),
    /// A policy file in another encoding.
    #[error("{0}: UTF-8で書いてください")]
    NotUtf8(String),
    /// A policy file that cannot be used.
    #[error("{0}: {1}")]
    Policy(String, policy::Error),
    /// Amounts that cannot be used.
    #[error(transparent)]
    Tariff(#[from] tariff::Error),
    /// The claim cannot be made.
    #[error(transparent)]
    Claim(#[from] claim::Error),
    /// The last month is before the first.
    #[error("終わりの月({1})が初めの月({0})より前です")]
    MonthsReversed(ServiceMonth, ServiceMonth),
    /// The certificate is nobody's, or of several municipalities.
    #[error("{}", .0.ja)]
    WhichRecipient(Note),
    /// An output that cannot be rendered.
    #[error(transparent)]
    Output(#[from] io::Error),
}
