//! What a run judges by: readings, amounts, rules.

use std::path::Path;

use chrono::NaiveDate;

use super::Error;
use crate::{
    calendar::ServiceMonth,
    catalogue::CATALOGUE,
    claim::{self, Options},
    input::{read_file, shown, visible},
    ledger::Ledger,
    policy::Policy,
    rules::{Entry, World},
    tariff::{Overlaid, Tariff},
};

/// 「判定の設定」 The readings of the municipalities, the amounts, and the rules in order of precedence.
#[derive(Clone)]
#[non_exhaustive]
pub struct Settings {
    /// 市町村ごとの扱い
    pub policy: Policy,
    /// 報酬表
    pub tariff: Tariff,
    /// Amounts that were laid over the tariff.
    pub overlaid: Vec<Overlaid>,
    /// The rules that are asked.
    pub rules: Vec<Entry>,
}

impl Settings {
    /// The program's own tariff, every rule, and no municipality's own reading.
    pub fn standard() -> Result<Self, Error> {
        let tariff = Tariff::standard()?;
        let policy = Policy::default();
        Ok(Self { policy, tariff, overlaid: Vec::new(), rules: CATALOGUE.to_vec() })
    }

    /// The standard with a policy file and a file of amounts, where they are given.
    pub fn read(policy: Option<&Path>, tariff: Option<&Path>) -> Result<Self, Error> {
        let mut settings = Self::standard()?;
        if let Some(path) = policy {
            settings.policy = read_policy(path)?;
        }
        if let Some(path) = tariff {
            settings.overlaid = overlay(&mut settings.tariff, path)?;
        }
        Ok(settings)
    }

    /// These settings with another policy file or another file of amounts, where they are given.
    pub fn but(&self, policy: Option<&Path>, tariff: Option<&Path>) -> Result<Self, Error> {
        let other = Self::read(policy, tariff)?;
        let mut settings = self.clone();
        if policy.is_some() {
            settings.policy = other.policy;
        }
        if tariff.is_some() {
            (settings.tariff, settings.overlaid) = (other.tariff, other.overlaid);
        }
        Ok(settings)
    }

    /// Refuses months of which one has no tariff.
    pub fn require_months(&self, (from, to): (ServiceMonth, ServiceMonth)) -> Result<(), Error> {
        if to < from {
            return Err(Error::MonthsReversed(from, to));
        }
        let first = self.tariff.first_month();
        let gap = self.tariff.first_gap(from, to);
        gap.map_or(Ok(()), |month| Err(claim::Error::NoTariff(month, first).into()))
    }

    pub(super) fn world<'a>(&'a self, ledger: &'a Ledger, month: ServiceMonth) -> World<'a> {
        World { ledger, policy: &self.policy, tariff: &self.tariff, month }
    }

    pub(super) fn options(&self, claim_date: Option<NaiveDate>) -> Options<'_> {
        Options { entries: &self.rules, claim_date }
    }
}

fn read_policy(path: &Path) -> Result<Policy, Error> {
    let bytes = read_file(path)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| Error::NotUtf8(shown(path)))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    Policy::parse(text).map_err(|error| Error::Policy(shown(path), error))
}

fn overlay(tariff: &mut Tariff, path: &Path) -> Result<Vec<Overlaid>, Error> {
    let bytes = read_file(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(tariff.overlay(&visible(&name), &bytes)?)
}
