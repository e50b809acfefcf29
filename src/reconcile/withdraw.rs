//! What was submitted against what is judged now: unchanged (B808), or to be withdrawn (B803).

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::{Pairing, rules};
use crate::{
    account::Account,
    calendar::ServiceMonth,
    claim::{Claim, Line, Statement},
    finding::{Cell, Finding, Level, Note, Subject, Target},
    ledger::Ledger,
    money::Yen,
    submission::{Submission, Submitted, SubmittedLine},
    tariff::Tariff,
};

/// What a comparison of one month finds.
#[derive(Default)]
pub(crate) struct Compared {
    /// B803 and B808.
    pub findings: Vec<Finding>,
    /// Recipients' months that are not to be sent: unchanged, or to be withdrawn first.
    pub not_to_send: FxHashSet<Account>,
}

/// Compares what was submitted for the claim's month with the claim. `processing` is the month in
/// which a withdrawal asked for now is dealt with.
pub(crate) fn compare(
    claim: &Claim,
    (ledger, tariff): (&Ledger, &Tariff),
    submission: &Submission,
    processing: ServiceMonth,
) -> Compared {
    let of_month = |(account, _): &(&Account, &Submitted)| account.month == claim.month;
    let mut submitted = submission.accounts.iter().filter(of_month).peekable();
    if submitted.peek().is_none() {
        return Compared::default();
    }
    let at_work = ledger.offices_at_work().remove(&claim.month).unwrap_or_default();
    let mut compared = Compared::default();
    for (account, submitted) in submitted {
        let known = ledger.holder_of(account.municipality, account.certificate, account.scheme);
        // Of somebody unknown, or where the logs of the office do not reach, nothing is said.
        let is_logged = known.is_some() && at_work.contains(&account.office);
        let submitted = submitted.standing(ledger, account, 0);
        // What else was submitted for one who is held is not known.
        if submitted.lines.is_empty() || !is_logged || submission.held.contains(account) {
            continue;
        }
        let judged = claim.statement(account);
        let case = SubmittedAccount {
            claim,
            judged,
            ledger,
            tariff,
            account: *account,
            submitted: &submitted,
        };
        compared.findings.push(case.finding(processing));
        compared.not_to_send.insert(*account);
    }
    compared
}

/// A recipient's month that was submitted, beside what is judged for it.
struct SubmittedAccount<'a> {
    claim: &'a Claim,
    judged: Option<&'a Statement>,
    ledger: &'a Ledger,
    tariff: &'a Tariff,
    account: Account,
    /// What was submitted, and stands.
    submitted: &'a Submitted,
}

impl SubmittedAccount<'_> {
    fn finding(&self, processing: ServiceMonth) -> Finding {
        let pairing = Pairing::new(&self.submitted.lines, self.judged());
        let refused = pairing.extra.iter().copied().min_by_key(|line| line.origin);
        let first = self.submitted.lines.iter().min_by_key(|line| line.origin);
        match refused.or(first.filter(|_| !pairing.missing.is_empty())) {
            Some(line) => self.withdrawal(line, processing),
            None => self.unchanged(first),
        }
    }

    fn judged(&self) -> &[Line] {
        self.judged.map_or(&[], |statement| &statement.lines)
    }

    fn subject(&self, target: Target) -> Subject {
        let account = &self.account;
        let (municipality, certificate) = (account.municipality, account.certificate);
        let holder = self.ledger.holder_of(municipality, certificate, account.scheme);
        let kana = holder.map(|(_, id)| Arc::clone(&self.ledger.certificate(id).kana));
        Subject::of(*account, target, kana)
    }

    fn unchanged(&self, first: Option<&SubmittedLine>) -> Finding {
        Finding {
            rule: &rules::B808,
            level: Level::Info,
            subject: self.subject(Target::Table("")).into(),
            origin: first.map(|line| line.origin),
            cells: Vec::new().into(),
            note: None,
        }
    }

    fn withdrawal(&self, line: &SubmittedLine, processing: ServiceMonth) -> Finding {
        let target = line.item.as_ref().map_or(Target::Table(""), |(item, _)| Target::Item(*item));
        let rejected = self.claim.rejected.of(self.account);
        let against = rejected.filter(|r| r.primary && r.finding.subject.target == target);
        let cells = against.filter_map(|r| r.finding.origin);
        let cells: Vec<Cell> = cells.map(|origin| Cell { origin, field: 0, column: "" }).collect();
        let (was, now) = (self.submitted_yen(), self.judged_yen());
        let again = processing.plus(1);
        let (was_ja, was_en) = match was {
            Some(yen) => (format!("取り下げる額 {yen}円"), format!("to withdraw {yen} yen")),
            None => ("取り下げる額は分かりません".to_owned(), "amount not known".to_owned()),
        };
        let (again_ja, again_en) = if self.judged().is_empty() {
            ("請求し直すものはありません".to_owned(), "nothing to claim again".to_owned())
        } else {
            (
                format!("取下げの後、早くて{again}の処理月に {now}円を請求し直します"),
                format!("then claim {now} yen again, {again} at the earliest"),
            )
        };
        let month = self.account.month;
        Finding {
            rule: &rules::B803,
            level: Level::Warn,
            subject: self.subject(target).into(),
            origin: Some(line.origin),
            cells: cells.into(),
            note: Some(
                Note {
                    ja: format!("{month}の分: {was_ja}。{again_ja}"),
                    en: format!("for {month}: {was_en}; {again_en}"),
                }
                .into(),
            ),
        }
    }

    /// What was submitted; `None` where no price is known.
    fn submitted_yen(&self) -> Option<Yen> {
        let judged = self.judged.map(|statement| statement.total.price);
        let price = self.submitted.price(&self.account, judged, (self.ledger, self.tariff));
        self.submitted.yen(price)
    }

    fn judged_yen(&self) -> Yen {
        self.judged.map_or(Yen(0), |statement| statement.total.yen)
    }
}
