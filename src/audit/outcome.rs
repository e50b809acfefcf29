//! What an audit comes to: its findings, and what each office submitted.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::{
    account::Account,
    calendar::ServiceMonth,
    finding::{Level, Note, Origin, Rule},
    item::Item,
    judge::Skipped,
    money::{Units, Yen},
    number::OfficeNumber,
};

/// Most lines of the submission that one finding names beside its own: of a line that was submitted
/// thousands of times, each would name all the others.
pub(super) const RELATED_MAX: usize = 100;

/// One finding of an audit; it names both sides.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AuditFinding {
    /// The rule of family X.
    pub rule: &'static Rule,
    /// 判定
    pub level: Level,
    /// Whose month it is; `None` for what is wrong with a file.
    pub account: Option<Account>,
    /// Whose claim it is, as far as it is known.
    pub office: Option<OfficeNumber>,
    /// 項目 and 区分
    pub item: Option<(Item, String)>,
    /// 原因コード: the rule behind it, or `no event`.
    pub cause: String,
    /// 請求単位数: units × count as submitted
    pub claimed: Option<Units>,
    /// 正単位数: units × count as judged
    pub right: Option<Units>,
    /// 差額: + overclaimed; `None` where it cannot be known
    pub yen: Option<Yen>,
    /// The submitted line; of what was not submitted, the log's row.
    pub origin: Option<Origin>,
    /// The other side: rows of the logs, or of the submission.
    pub related: Vec<Origin>,
    /// What no cell shows.
    pub note: Option<Note>,
}

/// One office's part of an audit.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub struct OfficeSummary {
    /// Lines submitted.
    pub lines: usize,
    /// Yen submitted, as far as they are known.
    pub claimed: Yen,
    /// Recipients' months whose yen are not known: no price for them is given.
    pub unpriced: usize,
    /// 過大 yen of X901 and X904, and of differences that are too high.
    pub over: Yen,
    /// 過少 yen of X905, and of differences that are too low.
    pub under: Yen,
    /// Findings by rule.
    pub codes: BTreeMap<&'static str, usize>,
}

/// The outcome of an audit.
#[non_exhaustive]
pub struct Audit {
    /// First and last month.
    pub months: (ServiceMonth, ServiceMonth),
    /// In the order of output.
    pub findings: Vec<AuditFinding>,
    /// Whose the submitted lines are that findings name beside their own.
    pub submitted_by: FxHashMap<Origin, OfficeNumber>,
    /// By office.
    pub offices: BTreeMap<OfficeNumber, OfficeSummary>,
    /// Submitted lines of the months, without `returned`.
    pub lines: usize,
    /// Submitted lines of the months that 返戻等 says were returned or withdrawn.
    pub returned: usize,
    /// Submitted lines of other months, which were not looked at.
    pub outside: usize,
    /// Whether there were logs.
    pub has_logs: bool,
    /// Whether anything was submitted, or only two readings were compared.
    pub has_submission: bool,
    /// Event tables that the logs lack altogether: every fee that rests on them is X901.
    pub absent: Vec<&'static str>,
    /// Rules of the judgement that could not run.
    pub skipped: Vec<Skipped>,
}

impl Audit {
    /// Findings with a verdict.
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.level == level).count()
    }
}
