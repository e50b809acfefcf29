//! The proof of one recipient's month.

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::{Error, Logs, Settings};
use crate::{
    calendar::ServiceMonth,
    claim::{Claim, build},
    finding::{Lang, Note},
    input::{normalize, visible},
    ledger::{Ledger, PersonId},
    report::{Why, why_json, why_text},
};

/// The proofs of the people who hold a certificate.
pub struct Proofs<'a> {
    claim: Claim,
    logs: &'a Logs,
    settings: &'a Settings,
    people: Vec<PersonId>,
}

impl Logs {
    /// Why what the holders of the certificate `recipient` had in the month is claimed or not: in
    /// one municipality an adult's and a child's number can be two people's. `Err` says who to ask
    /// for where several municipalities know the number, or none.
    pub fn why<'a>(
        &'a self,
        settings: &'a Settings,
        (month, claim_date): (ServiceMonth, Option<NaiveDate>),
        (recipient, municipality): (&str, Option<&str>),
    ) -> Result<Proofs<'a>, Error> {
        let people = people(&self.ledger, recipient, municipality)?;
        let claim = build(&settings.world(&self.ledger, month), &settings.options(claim_date))?;
        Ok(Proofs { claim, logs: self, settings, people })
    }
}

impl Proofs<'_> {
    fn each(&self) -> impl Iterator<Item = Why<'_>> {
        let (ledger, tariff) = (&self.logs.ledger, &self.settings.tariff);
        let why =
            move |person: &PersonId| Why { claim: &self.claim, ledger, tariff, person: *person };
        self.people.iter().map(why)
    }

    /// Whether anything of theirs is refused.
    pub fn is_refused(&self) -> bool {
        self.each().any(|why| why.is_refused())
    }

    /// What the screen tells.
    pub fn text(&self, lang: Lang) -> String {
        self.each().map(|why| why_text(&why, lang)).collect()
    }

    /// The same for programs.
    pub fn json(&self) -> String {
        self.each().map(|why| why_json(&why)).collect()
    }
}

/// Whose number it is.
fn people(
    ledger: &Ledger,
    number: &str,
    municipality: Option<&str>,
) -> Result<Vec<PersonId>, Error> {
    let number = normalize(number);
    let municipality = municipality.map(normalize);
    let holders = ledger.certificates().filter(|certificate| {
        let recipient = ledger.recipient(certificate.recipient);
        let elsewhere =
            municipality.as_deref().is_some_and(|asked| asked != recipient.municipality.as_str());
        certificate.number.as_str() == number && !elsewhere
    });
    let mut people: Vec<_> = holders
        .map(|certificate| {
            let recipient = ledger.recipient(certificate.recipient);
            (recipient.person, recipient.municipality, &certificate.kana)
        })
        .collect();
    people.sort_by_key(|(person, municipality, _)| (*person, *municipality));
    people.dedup_by_key(|(person, ..)| *person);
    if people.is_empty() {
        return Err(Error::WhichRecipient(nobody(&number, municipality.as_deref())));
    }
    if people.iter().all(|(_, municipality, _)| *municipality == people[0].1) {
        return Ok(people.into_iter().map(|(person, ..)| person).collect());
    }
    let count = people.len();
    let mut note = Note {
        ja: format!("受給者証番号 {number} は{count}人にあります。--municipality で選んでください"),
        en: format!("{count} people hold the certificate {number}: choose by --municipality"),
    };
    for (_, municipality, kana) in people {
        for text in [&mut note.ja, &mut note.en] {
            let _ = write!(text, "\n  --municipality {municipality}  {}", visible(kana));
        }
    }
    Err(Error::WhichRecipient(note))
}

fn nobody(number: &str, municipality: Option<&str>) -> Note {
    let number = visible(number);
    let place = municipality.map(visible);
    let in_ja = place.as_ref().map(|place| format!("(市町村番号 {place})")).unwrap_or_default();
    let in_en = place.map(|place| format!(" (municipality {place})")).unwrap_or_default();
    Note {
        ja: format!(
            "受給者証番号 {number}{in_ja} は、受け付けた受給者の行にありません。番号は10桁です。却下された行は \
             santei check で分かります"
        ),
        en: format!(
            "no row of 受給者 that was taken has the certificate {number}{in_en}: it has ten digits; \
             santei check tells of the rows that were not taken"
        ),
    }
}
