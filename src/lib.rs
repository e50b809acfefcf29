//! santei (算定): from a consultation office's monthly logs to its claim.
//!
//! The way of the data, one noun per stage:
//! `bytes → table → records → ledger → timeline → verdicts → claim (statements, refused rows,
//! notices) → files`, and `submitted → submission → reconcile` beside it.
//!
//! A program that uses the crate reads an [`Input`], opens it as [`Logs`], and claims, audits or
//! explains these under [`Settings`]:
//!
//! ```
//! use santei::{Input, InputFile, Lang, Logs, ServiceMonth, Settings};
//!
//! # fn main() -> Result<(), santei::Error> {
//! let table = |name: &str, text: &str| InputFile { name: name.to_owned(), bytes: text.into() };
//! let input = Input::of(vec![
//!     table(
//!         "事業所.csv",
//!         "事業所番号,サービス種類,事業所名,所在市町村番号,所在地区,地域区分,法人名\n\
//!          4630000018,計画相談,相談支援センター見本,462150,中央,その他,社会福祉法人見本会\n",
//!     ),
//!     table(
//!         "受給者.csv",
//!         "市町村番号,受給者証番号,サービス種類,氏名カナ,生年月日,居住地区,支給開始年月,\
//!          支給終了年月,計画作成\n\
//!          462150,0000000018,計画相談,サトウ アキラ,S55.4.1,中央,R8.4,R9.3,事業所\n",
//!     ),
//!     table(
//!         "モニタリング.csv",
//!         "事業所番号,市町村番号,受給者証番号,従業者番号,実施日,面接場所,面接地区,結果\n\
//!          4630000018,462150,0000000018,001,2026-06-10,電話,中央,変更なし\n",
//!     ),
//! ]);
//! let (settings, logs) = (Settings::standard()?, Logs::open(input)?);
//! let june = ServiceMonth::literal(2026, 6);
//!
//! // What is claimed, and what is not, each with the rule that decides.
//! let (claim, _files) = logs.claim(&settings, june, None)?;
//! assert!(claim.lines().next().is_none());
//! let codes: Vec<&str> = claim.rejected.iter().map(|r| r.finding.rule.code).collect();
//! assert!(codes.contains(&"M206"), "{codes:?}");
//!
//! // The proof of one recipient's month.
//! let proofs = logs.why(&settings, (june, None), ("0000000018", None))?;
//! assert!(proofs.is_refused() && proofs.text(Lang::En).contains("M206"));
//! # Ok(())
//! # }
//! ```
//!
//! [`Logs::audit`] holds what was submitted against the same judgement; [`exchange`] reads and
//! writes the federation's files by themselves.

mod account;
mod audit;
mod calendar;
mod catalogue;
mod claim;
pub mod cli;
pub mod exchange;
mod facade;
mod finding;
mod input;
mod item;
mod judge;
mod ledger;
mod money;
mod number;
mod policy;
mod reconcile;
mod records;
mod report;
mod rules;
mod submission;
mod tariff;

pub use account::{Account, RecipientMonth};
pub use audit::{Audit, AuditFinding};
pub use calendar::{ServiceMonth, parse_day};
pub use catalogue::{find as rule, rules};
pub use claim::{Claim, Line, Reported, Reports, Statement, Total};
pub use facade::{
    AuditFolder, ClaimFolder, Error, Input, InputCheck, Logs, Proofs, Settings, check,
};
pub use finding::{
    AuditRow, Cell, ClaimRow, Example, ExampleCells, Examples, Finding, Lang, Level, Origin,
    ReasonRow, Rule, Tables,
};
pub use input::{Demand, EncodingChoice, InputFile, Sources, TableSpec, read_files};
pub use item::{Item, Scheme};
pub use judge::Skipped;
pub use money::{UnitPrice, Units, Yen};
pub use number::{CertificateNumber, MunicipalityNumber, OfficeNumber};
pub use policy::Policy;
pub use reconcile::ExchangeFile;
pub use records::SPECS;
pub use report::{Output, OutputFile, decode_cp932, tariff_csv};
pub use rules::Entry;
pub use tariff::{Amount, COLUMNS as TARIFF_COLUMNS, Tariff};
