//! The claim: lines, totals, what is refused and why, and the proof that nothing was lost.

mod balance;
mod build;
mod deadline;
mod effect;
mod lines;
mod notices;
mod reports;
pub mod rules;

pub use balance::{Fate, Imbalance, TableBalance};
pub use build::{Options, add_notices, build, build_with, judge_month};
pub use reports::{Reported, Reports};

use std::{borrow::Cow, sync::Arc};

use crate::{
    calendar::ServiceMonth,
    finding::{Level, Subject, Target},
    item::Scheme,
    judge::{DueVisits, Line, Skipped},
    ledger::{CertificateId, OfficeId},
    money::{UnitPrice, Units, Yen},
    number::{CertificateNumber, MunicipalityNumber, OfficeNumber},
};

/// Why a claim cannot be made (exit 2).
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The tariff does not reach the month.
    #[error("{0}の報酬表がありません。最初の月は{1}です")]
    NoTariff(ServiceMonth, ServiceMonth),
    /// The counts do not add up: a defect of the program, never of the input.
    #[error("検算が合わないので出力しません(プログラムの誤りです): {0}")]
    Imbalance(#[from] Imbalance),
}

/// 「合計」 One certificate's total, in one scheme, at one office.
#[derive(Clone, Debug)]
pub struct Total {
    /// サービス種類
    pub scheme: Scheme,
    /// 市町村番号
    pub municipality: MunicipalityNumber,
    /// 事業所番号
    pub office: OfficeNumber,
    /// 受給者証番号
    pub certificate: CertificateNumber,
    /// 氏名カナ
    pub kana: Arc<str>,
    /// 合計単位数
    pub units: Units,
    /// 単位数単価
    pub price: UnitPrice,
    /// 請求額: floor(合計単位数 × 単価)
    pub yen: Yen,
    /// Certificate and office.
    pub account: (CertificateId, OfficeId),
}

impl Total {
    /// Whom the total is about.
    pub fn subject(&self, month: ServiceMonth) -> Subject {
        Subject {
            month: Some(month),
            scheme: Some(self.scheme),
            municipality: Some(self.municipality),
            office: Some(self.office),
            certificate: Some(self.certificate),
            kana: Some(Arc::clone(&self.kana)),
            ..Subject::bare(Target::Table(""))
        }
    }
}

/// What a refused row would bring, as far as it is known.
#[derive(Clone, Default, Debug)]
pub(crate) struct Effect {
    /// The line itself.
    pub(crate) line: Option<HypotheticalLine>,
    /// 影響額
    pub(crate) yen: Option<Yen>,
}

/// The line that a refused row would have.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HypotheticalLine {
    /// 区分
    pub variant: Cow<'static, str>,
    /// 単位数
    pub units: Units,
    /// 回数
    pub count: u32,
}

/// How many files for the federation a claim has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct FederationFiles {
    /// Files written.
    pub written: usize,
    /// Files that an office's service with a claim would have.
    pub wanted: usize,
    /// Whether the official table confirms their layout.
    pub is_confirmed: bool,
}

/// 「請求」 A service month's claim and everything that stays out of it.
pub struct Claim {
    /// サービス提供年月
    pub month: ServiceMonth,
    /// Lines, in the order of output.
    pub lines: Vec<Line>,
    /// Totals, in the order of output.
    pub totals: Vec<Total>,
    /// 却下 and 保留, in the order of output.
    pub rejected: Reports,
    /// 減額, 警告 and 情報, in the order of output.
    pub notices: Reports,
    /// Designated months, due and visited.
    pub visits: DueVisits,
    /// Files for the federation: written, and offices' services with a claim.
    pub files: FederationFiles,
    /// Rules that could not run.
    pub skipped: Vec<Skipped>,
    /// What became of every row.
    pub balance: Vec<TableBalance>,
}

impl Claim {
    /// The sum claimed.
    pub fn yen(&self) -> Yen {
        self.totals.iter().map(|total| total.yen).sum()
    }

    /// Whether no plan, draft, monitoring or activity falls in the month.
    pub fn is_empty_month(&self) -> bool {
        let about_item = |r: Reported<'_>| matches!(r.finding.subject.target, Target::Item(_));
        self.lines.is_empty() && !self.rejected.iter().any(about_item)
    }

    /// Number of subjects whose primary reason has `level`.
    pub fn subjects(&self, level: Level) -> usize {
        self.rejected.iter().filter(|r| r.primary && r.finding.level == level).count()
    }
}
