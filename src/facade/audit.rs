//! An audit: as a value, and as the folder that `santei audit` writes.

use super::{Error, Logs, Settings};
use crate::{
    audit::{Audit, Comparison, Difference, audit, compare_readings},
    calendar::ServiceMonth,
    finding::Lang,
    report::{
        AuditRun, OutputFile, audit_files, audit_json, audit_page, audit_receipt, audit_text,
        differences_file, hash_inputs,
    },
};

impl Logs {
    /// What was submitted for the months `from` to `to`, held against the judgement; without logs
    /// by itself.
    pub fn audit(
        &self,
        settings: &Settings,
        months: (ServiceMonth, ServiceMonth),
    ) -> Result<Audit, Error> {
        settings.require_months(months)?;
        let has_submission = !self.submitted.is_empty();
        let world = settings.world(&self.ledger, months.0);
        let submission = self.submission(&settings.tariff);
        // Without a submission only two readings can be compared.
        let judged = self.is_given && has_submission;
        let audited = audit(&world, months, (&submission, judged), &settings.options(None))?;
        Ok(Audit { has_logs: self.is_given, has_submission, ..audited })
    }

    /// Every line of the months that `other` judges otherwise than `settings`.
    pub fn compare(
        &self,
        (settings, other): (&Settings, &Settings),
        months: (ServiceMonth, ServiceMonth),
    ) -> Result<Comparison, Error> {
        settings.require_months(months)?;
        let worlds = [settings, other].map(|one| one.world(&self.ledger, months.0));
        Ok(compare_readings((&worlds[0], &worlds[1]), months, &settings.options(None))?)
    }

    /// The audit of the months as a folder, with what `other` judges otherwise where it is given.
    /// `options` are what the receipt names beside the months and the encoding.
    pub fn audit_folder<'a>(
        &'a self,
        settings: &'a Settings,
        months: (ServiceMonth, ServiceMonth),
        other: Option<&Settings>,
        options: &[&str],
    ) -> Result<AuditFolder<'a>, Error> {
        let mut audit = self.audit(settings, months)?;
        let compared = other.map(|other| self.compare((settings, other), months)).transpose()?;
        if let Some(compared) = compared.as_ref().filter(|_| self.submitted.is_empty()) {
            audit.skipped.clone_from(&compared.skipped);
        }
        let named = |name: &str, value: String| (name.to_owned(), value);
        let mut recorded =
            vec![named("from", months.0.to_string()), named("to", months.1.to_string())];
        recorded.extend(options.iter().map(|option| named(option, "given".to_owned())));
        recorded.extend(self.recorded());
        let differences = compared.map(|compared| compared.differences);
        Ok(AuditFolder { audit, differences, logs: self, settings, options: recorded })
    }
}

/// What `santei audit` writes and tells.
#[non_exhaustive]
pub struct AuditFolder<'a> {
    /// The audit.
    pub audit: Audit,
    /// What two settings judge differently, where they were compared.
    pub differences: Option<Vec<Difference>>,
    logs: &'a Logs,
    settings: &'a Settings,
    options: Vec<(String, String)>,
}

impl AuditFolder<'_> {
    /// Every file of the folder.
    pub fn files(&self) -> Result<Vec<OutputFile>, Error> {
        let (audit, differences, sources) =
            (&self.audit, self.differences.as_deref(), self.logs.sources());
        let mut files = audit_files(audit, sources);
        files.extend(differences.map(|rows| differences_file(rows, sources)));
        files.push(audit_page(audit, differences, sources));
        let run = AuditRun {
            options: self.options.clone(),
            policy: &self.settings.policy,
            tariff: &self.settings.tariff,
            overlaid: &self.settings.overlaid,
            inputs: hash_inputs(sources),
        };
        files.push(audit_receipt(audit, run, &files)?);
        Ok(files)
    }

    /// Whether anything was found, or differs.
    pub fn is_found(&self) -> bool {
        let differs = self.differences.as_ref().is_some_and(|rows| !rows.is_empty());
        !self.audit.findings.is_empty() || differs
    }

    /// What the screen tells.
    pub fn text(&self, lang: Lang) -> String {
        audit_text(&self.audit, self.differences.as_deref(), lang)
    }

    /// The same for programs.
    pub fn json(&self) -> String {
        audit_json(&self.audit, self.differences.as_deref())
    }
}
