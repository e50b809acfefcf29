//! Family L: how many recipients an office has for each specialist.

pub(crate) mod caseload_history_short;
mod count;
pub(crate) mod enhanced_over_caseload;
pub(crate) mod tier_two;

pub(crate) use count::{Caseloads, Members, Payable};

use chrono::NaiveDate;

use crate::{
    calendar::ServiceMonth,
    finding::{Cell, Note},
    item::Scheme,
    ledger::{Head, Ledger, RecipientId},
    number::{CertificateNumber, MunicipalityNumber},
    policy::TierTwoOrder,
};

/// The months that the caseload looks back on.
pub(crate) const MONTHS_BACK: i32 = 6;

/// 「取扱件数」 sums over the six months before; the mean of each is a sixth of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Caseload {
    /// Recipients with a payable plan or monitoring, summed over the months.
    pub cases: i64,
    /// Specialists, summed over the months, in thousandths.
    pub specialists_milli: i64,
}

impl Caseload {
    /// Whether A/B is 40 or more. Without specialists it is not, and L502 speaks.
    pub const fn is_over(self) -> bool {
        self.specialists_milli > 0 && self.cases * 1000 >= 40 * self.specialists_milli
    }

    /// Recipients in tier two: A − 39·B in exact fractions, rounded down; 0 where A/B < 40.
    pub fn over_forty(self) -> usize {
        if !self.is_over() {
            return 0;
        }
        let beyond = self.cases * 1000 - 39 * self.specialists_milli;
        usize::try_from(beyond.div_euclid(i64::from(MONTHS_BACK) * 1000)).unwrap_or_default()
    }

    /// The sums, for a message.
    pub fn note(self) -> Note {
        let (whole, rest) = (self.specialists_milli / 1000, self.specialists_milli % 1000);
        let specialists = match rest {
            0 => whole.to_string(),
            _ => format!("{whole}.{rest:03}").trim_end_matches('0').to_owned(),
        };
        let cases = self.cases;
        Note {
            ja: format!("前6か月の合計: 取扱件数{cases}、専門員{specialists}"),
            en: format!("sums of six months: cases {cases}, specialists {specialists}"),
        }
    }
}

/// A recipient who may take tier two.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// Who.
    pub recipient: RecipientId,
    /// Start of the contract; `None` where no contract is known.
    pub contract_day: Option<NaiveDate>,
    /// What decides between equal days.
    pub rest: (Scheme, MunicipalityNumber, CertificateNumber),
}

impl Candidate {
    /// The recipient of a base line of `day`.
    pub fn new(ledger: &Ledger, head: Head, day: NaiveDate) -> Self {
        let recipient = ledger.recipient(head.recipient);
        let contract = recipient.contract(head.office, day);
        let number = ledger.certificate(head.certificate).number;
        Self {
            recipient: head.recipient,
            contract_day: contract.and_then(|contract| contract.span.from),
            rest: (recipient.scheme, recipient.municipality, number),
        }
    }
}

/// One caseload: an office's service, or a group of offices run as one (一体運営).
pub struct OfficeCase<'a> {
    /// The month that is judged.
    pub month: ServiceMonth,
    /// The sums.
    pub caseload: Caseload,
    /// The reading of the office's municipality.
    pub order: TierTwoOrder,
    /// Recipients with a base line in the month.
    pub candidates: &'a Vec<Candidate>,
    /// 機能強化型 filings in force on any day of the month.
    pub enhanced: Vec<Cell>,
    /// The offices' rows.
    pub offices: Vec<Cell>,
    /// Whether an office that was in force before the six months has, for one of them, neither logs
    /// nor 取扱実績.
    pub has_gap: bool,
}

impl OfficeCase<'_> {
    /// Whether lines of the month rest on a caseload that nobody recorded.
    pub fn history_is_short(&self) -> bool {
        let unknown = self.has_gap || self.caseload.specialists_milli == 0;
        unknown && !self.candidates.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// H30.3.30 問78: sums 290 and 7 give (290 − 39 × 7) / 6 = 17 / 6 = 2 rest 5.
    #[test]
    fn the_official_example_gives_two() {
        assert_eq!(Caseload { cases: 290, specialists_milli: 7000 }.over_forty(), 2);
    }

    #[test]
    fn forty_is_over_and_less_is_not() {
        // One specialist for six months: 240 cases are exactly 40 a month.
        let cases = |cases| Caseload { cases, specialists_milli: 6000 };
        assert!(cases(240).is_over() && !cases(239).is_over());
        assert_eq!((cases(239).over_forty(), cases(240).over_forty()), (0, 1));
        assert!(!Caseload { cases: 500, specialists_milli: 0 }.is_over());
        // 1.5 specialists: 360 cases, (360 − 39 × 9) / 6 = 1.5.
        assert_eq!(Caseload { cases: 360, specialists_milli: 9000 }.over_forty(), 1);
    }
}
