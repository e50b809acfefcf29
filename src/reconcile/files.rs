//! The files of a claim, and what keeps an office's file from being written (B807).

use rayon::prelude::*;

use super::{NotMade, exchanges, rules::B807};
use crate::{
    account::Account,
    calendar::ServiceMonth,
    claim::Claim,
    exchange::{Exchange, Layout, WriteFault, write_exchange},
    finding::{Finding, Note, Subject, Target},
    ledger::Ledger,
    number::{CertificateNumber, MunicipalityNumber},
    policy::Policy,
};

/// A file for the federation.
#[non_exhaustive]
pub struct ExchangeFile {
    /// `kokuhoren/<事業所番号>/J312606.CSV`
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it says.
    pub exchange: Exchange,
}

/// The files of a claim without what `skip` says is not to be sent, and why others are not there.
pub(crate) fn exchange_files(
    claim: &Claim,
    (ledger, policy): (&Ledger, &Policy),
    processing: ServiceMonth,
    skip: impl Fn(&Account) -> bool,
) -> (Vec<ExchangeFile>, Vec<Finding>) {
    let (made, not_made) = exchanges(claim, (ledger, policy), processing, skip);
    let mut findings: Vec<Finding> =
        not_made.iter().map(|fault| of_not_made(claim, ledger, fault)).collect();
    let mut files = Vec::new();
    let written: Vec<_> =
        made.into_par_iter().map(|exchange| (write_exchange(&exchange), exchange)).collect();
    for (bytes, exchange) in written {
        match bytes {
            Ok(bytes) => {
                let name = format!("kokuhoren/{}/{}", exchange.office, exchange.file_name());
                files.push(ExchangeFile { name, bytes, exchange });
            }
            Err(faults) => {
                let faults = faults.iter();
                findings.extend(faults.map(|fault| of_fault(claim, ledger, &exchange, fault)));
            }
        }
    }
    (files, findings)
}

/// Whether every field of the layout is confirmed by the official table.
pub(super) fn is_confirmed(processing: ServiceMonth) -> bool {
    Layout::of(processing).is_confirmed()
}

fn of_not_made(claim: &Claim, ledger: &Ledger, fault: &NotMade) -> Finding {
    let (ja, en) = &fault.why;
    let note = Note { ja: format!("{}: {ja}", fault.field), en: format!("{}: {en}", fault.field) };
    let about = Subject {
        month: Some(claim.month),
        scheme: Some(fault.scheme),
        office: Some(fault.office),
        ..Subject::bare(Target::Table(""))
    };
    finding(ledger, &about, fault.certificate, note)
}

fn of_fault(claim: &Claim, ledger: &Ledger, exchange: &Exchange, fault: &WriteFault) -> Finding {
    let (ja, en) = fault.why.words();
    let (field, value) = (&fault.field, &fault.value);
    let note = Note { ja: format!("{field} {value}: {ja}"), en: format!("{field} {value}: {en}") };
    let about = Subject {
        month: Some(claim.month),
        scheme: Some(exchange.scheme),
        office: Some(exchange.office),
        ..Subject::bare(Target::Table(""))
    };
    finding(ledger, &about, fault.certificate, note)
}

/// B807, pointing to the certificate's newest row where it is about one recipient.
fn finding(
    ledger: &Ledger,
    about: &Subject,
    whose: Option<(MunicipalityNumber, CertificateNumber)>,
    note: Note,
) -> Finding {
    let holder = whose.zip(about.scheme).and_then(|((municipality, number), scheme)| {
        ledger.holder_of(municipality, number, scheme)
    });
    let entry = holder.map(|(_, id)| ledger.certificate(id));
    let row = entry.and_then(|entry| entry.rows.last());
    Finding {
        rule: &B807,
        level: B807.levels[0],
        subject: Subject {
            municipality: whose.map(|(municipality, _)| municipality),
            certificate: whose.map(|(_, certificate)| certificate),
            kana: entry.map(|entry| std::sync::Arc::clone(&entry.kana)),
            ..about.clone()
        }
        .into(),
        origin: row.map(|row| row.origin),
        cells: row
            .map(|row| ledger.cell(row.origin, crate::records::column::recipient::KANA))
            .into_iter()
            .collect::<Vec<_>>()
            .into(),
        note: Some(note.into()),
    }
}
