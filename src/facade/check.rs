//! What is wrong with an input, before anything is judged.

use std::io;

use super::{Error, Input, Logs};
use crate::{
    finding::{Finding, Lang, Level, places_by_key, rearrange},
    report::{Checked, check_json, check_text},
    submission::{Submission, validate},
    tariff::Tariff,
};

/// What was read, and everything that is wrong with it.
#[non_exhaustive]
pub struct InputCheck {
    logs: Logs,
    submission: Submission,
    /// In the order of files and lines.
    pub findings: Vec<Finding>,
    /// What is missing without which nothing can be done.
    pub missing: Option<Error>,
}

/// Reads the input: the tables of the logs, and, from among them too, what was submitted, which is
/// held against `tariff`.
pub fn check(input: Input, tariff: &Tariff) -> Result<InputCheck, Error> {
    let (mut logs, missing) = Logs::open_any(input.sorted())?;
    let submission = logs.submission(tariff);
    let mut findings = std::mem::take(&mut logs.ledger.findings);
    findings.extend(validate(&submission, tariff));
    let places =
        places_by_key(&findings, |finding| (finding.origin, finding.rule.code, finding.field()));
    rearrange(&mut findings, places);
    Ok(InputCheck { logs, submission, findings, missing })
}

impl InputCheck {
    /// Whether anything is to be mended.
    pub fn is_faulty(&self) -> bool {
        let wrong = |level: Level| level.refuses() || level.is_of_audit();
        self.findings.iter().any(|finding| wrong(finding.level))
    }

    const fn checked(&self) -> Checked<'_> {
        Checked {
            ledger: &self.logs.ledger,
            findings: self.findings.as_slice(),
            submission: &self.submission,
            has_logs: self.logs.is_given,
        }
    }

    /// What the screen tells.
    pub fn text(&self, lang: Lang) -> String {
        check_text(&self.checked(), lang)
    }

    /// The same for programs, written as it is made.
    pub fn json(&self, out: &mut dyn io::Write) -> io::Result<()> {
        check_json(&self.checked(), out)
    }
}
