//! A month's claim: as a value, and as the folder that `santei claim` writes.

use chrono::NaiveDate;

use super::{Error, Logs, Settings};
use crate::{
    calendar::ServiceMonth,
    claim::{Claim, build_with},
    finding::{Finding, Lang},
    input::Sources,
    reconcile::{ExchangeFile, send},
    report::{
        Forms, Output, OutputFile, Run, claim_files, claim_json, claim_text, forms_page,
        hash_inputs, receipt, report_page,
    },
};

impl Logs {
    /// The claim of a month, held against what was submitted, and its files for the federation.
    /// `claim_date` is the day it is sent, where that is known.
    pub fn claim(
        &self,
        settings: &Settings,
        month: ServiceMonth,
        claim_date: Option<NaiveDate>,
    ) -> Result<(Claim, Vec<ExchangeFile>), Error> {
        self.claim_with(settings, (month, claim_date), self.ledger.findings.clone())
    }

    /// The claim of a month as a folder. Takes the logs: of a prefecture they are large, and the
    /// output needs no more of them than the input's bytes.
    pub fn claim_folder(
        mut self,
        settings: &Settings,
        month: ServiceMonth,
        claim_date: Option<NaiveDate>,
    ) -> Result<ClaimFolder<'_>, Error> {
        let read = std::mem::take(&mut self.ledger.findings);
        let (claim, exchanges) = self.claim_with(settings, (month, claim_date), read)?;
        let forms = forms_page(&claim, &self.ledger);
        let claim_date = claim_date.map(|day| ("claim_date".to_owned(), day.to_string()));
        let options = claim_date.into_iter().chain(self.recorded()).collect();
        let exchanges = exchanges.into_iter().map(|file| OutputFile::new(&file.name, file.bytes));
        let exchanges = exchanges.collect();
        let (sources, rest) = self.ledger.into_sources();
        rayon::spawn(|| drop(rest));
        Ok(ClaimFolder { claim, settings, options, sources, forms, exchanges })
    }

    /// `read` is what was found in reading.
    fn claim_with(
        &self,
        settings: &Settings,
        (month, claim_date): (ServiceMonth, Option<NaiveDate>),
        read: Vec<Finding>,
    ) -> Result<(Claim, Vec<ExchangeFile>), Error> {
        let world = settings.world(&self.ledger, month);
        let options = settings.options(claim_date);
        let claim = build_with(&world, &options, read)?;
        let submission = self.submission(&settings.tariff);
        Ok(send(&world, claim, &submission, &options)?)
    }
}

/// What `santei claim` writes and tells.
#[non_exhaustive]
pub struct ClaimFolder<'s> {
    /// The claim.
    pub claim: Claim,
    settings: &'s Settings,
    options: Vec<(String, String)>,
    sources: Sources,
    forms: Forms,
    exchanges: Vec<OutputFile>,
}

impl ClaimFolder<'_> {
    /// Every file of the folder.
    pub fn files(&self) -> Result<Vec<Box<dyn Output + Send + '_>>, Error> {
        let Self { claim, sources, settings, .. } = self;
        let write = || rayon::join(|| claim_files(claim, sources), || report_page(claim, sources));
        let ((mut files, page), inputs) = rayon::join(write, || hash_inputs(sources));
        files.push(Box::new(page));
        if let Forms::Page(file) = &self.forms {
            files.push(Box::new(file));
        }
        for file in &self.exchanges {
            files.push(Box::new(file));
        }
        let run = Run {
            options: self.options.clone(),
            policy: &settings.policy,
            tariff: &settings.tariff,
            overlaid: &settings.overlaid,
        };
        files.push(Box::new(receipt(claim, inputs, &run, &files)?));
        Ok(files)
    }

    /// What the screen tells.
    pub fn text(&self, lang: Lang) -> String {
        claim_text(&self.claim, &self.forms, lang)
    }

    /// The same for programs.
    pub fn json(&self) -> String {
        claim_json(&self.claim, &self.forms)
    }
}
