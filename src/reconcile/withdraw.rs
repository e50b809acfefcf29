//! What was submitted against what is judged now: unchanged (B808), or to be withdrawn (B803).

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rustc_hash::FxHashSet;

use super::rules;
use crate::{
    account::Account,
    calendar::ServiceMonth,
    claim::{Claim, Line, Statement, Total},
    finding::{Cell, Finding, Level, Note, Subject, Target},
    ledger::Ledger,
    money::{UnitPrice, Units, Yen},
    submission::{Submission, SubmittedLine, SubmittedTotal, returned_files},
    tariff::Tariff,
};

/// What a comparison of one month finds.
#[derive(Default)]
pub struct Compared {
    /// B803 and B808.
    pub findings: Vec<Finding>,
    /// Recipients' months that are not to be sent: unchanged, or to be withdrawn first.
    pub not_to_send: FxHashSet<Account>,
}

/// Compares what was submitted for the claim's month with the claim. `processing` is the month in
/// which a withdrawal asked for now is dealt with.
pub fn compare(
    claim: &Claim,
    (ledger, tariff): (&Ledger, &Tariff),
    submission: &Submission,
    processing: ServiceMonth,
) -> Compared {
    let mut submitted: BTreeMap<Account, Vec<&SubmittedLine>> = BTreeMap::new();
    for line in submission.lines.iter().filter(|line| line.account.month == claim.month) {
        submitted.entry(line.account).or_default().push(line);
    }
    if submitted.is_empty() {
        return Compared::default();
    }
    let at_work = ledger.offices_at_work().remove(&claim.month).unwrap_or_default();
    let sums = submission.totals_by_account();
    let mut compared = Compared::default();
    for (account, mut lines) in submitted {
        let known = ledger.holder_of(account.municipality, account.certificate, account.scheme);
        // Of somebody unknown, or where the logs of the office do not reach, nothing is said.
        let is_logged = known.is_some() && at_work.contains(&account.office);
        let returned = returned_files(ledger, submission, &account, &lines);
        lines.retain(|line| !returned.contains(&line.origin.file));
        // What else was submitted for one who is held is not known.
        if lines.is_empty() || !is_logged || submission.held.contains(&account) {
            continue;
        }
        let totals = sums.get(&account).map_or(&[][..], Vec::as_slice);
        let judged = claim.statement(&account);
        let case = Case { claim, judged, ledger, tariff, totals, account, lines };
        let finding = case.finding(processing);
        compared.findings.push(finding);
        compared.not_to_send.insert(account);
    }
    compared
}

/// One recipient's month, submitted and judged.
struct Case<'a> {
    claim: &'a Claim,
    judged: Option<&'a Statement>,
    ledger: &'a Ledger,
    tariff: &'a Tariff,
    /// The sums that were submitted for it.
    totals: &'a [&'a SubmittedTotal],
    account: Account,
    lines: Vec<&'a SubmittedLine>,
}

impl Case<'_> {
    fn finding(&self, processing: ServiceMonth) -> Finding {
        let judged = self.judged();
        let mut rest = Rest::of(judged);
        // What has a code of the month first: a line without one takes what is left.
        let mut refused = None;
        let unknown = |line: &&&SubmittedLine| line.item.is_none();
        let known = self.lines.iter().filter(|line| line.item.is_some());
        for line in known.chain(self.lines.iter().filter(unknown)) {
            if !rest.takes(line) {
                refused = refused.into_iter().chain([*line]).min_by_key(|line| line.origin);
            }
        }
        match refused.or_else(|| self.lines.first().copied()) {
            Some(line) if refused.is_some() || !rest.is_empty() => {
                self.withdrawal(line, processing)
            }
            _ => self.unchanged(),
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

    fn unchanged(&self) -> Finding {
        let origin = self.lines.first().map(|line| line.origin);
        Finding {
            rule: &rules::B808,
            level: Level::Info,
            subject: self.subject(Target::Table("")).into(),
            origin,
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

    /// What was submitted, file by file as the audit sums it: a file's own yen; of
    /// `claim_lines.csv` units × price. `None` where no price is known.
    fn submitted_yen(&self) -> Option<Yen> {
        let files: BTreeSet<u16> = self.lines.iter().map(|line| line.origin.file).collect();
        let of_file = |file: u16| {
            let mut totals = self.totals.iter();
            if let Some(total) = totals.find(|total| total.origin.file == file) {
                return Some(total.yen);
            }
            let lines = self.lines.iter().filter(|line| line.origin.file == file);
            let units: Units = lines.map(|line| line.service_units()).sum();
            Some(units.floor_yen(self.price(&files)?))
        };
        files.iter().map(|file| of_file(*file)).try_fold(Yen(0), |sum, yen| Some(sum + yen?))
    }

    /// The price of what was submitted: that of one of the files, else the judged one, else that of
    /// the office's grade.
    fn price(&self, files: &BTreeSet<u16>) -> Option<UnitPrice> {
        let standing = |total: &&&SubmittedTotal| files.contains(&total.origin.file);
        let given = self.totals.iter().rfind(standing).map(|total| total.price);
        given.or_else(|| self.total().map(|total| total.price)).or_else(|| self.office_price())
    }

    fn office_price(&self) -> Option<UnitPrice> {
        let office = self.ledger.office_numbered(self.account.office)?;
        let day = self.account.month.first_day();
        let grade = office.on(self.account.scheme, day)?.grade;
        let price = self.tariff.unit_price(self.account.scheme, grade, self.account.month)?;
        Some(price.0)
    }

    fn judged_yen(&self) -> Yen {
        self.total().map_or(Yen(0), |total| total.yen)
    }

    fn total(&self) -> Option<&Total> {
        Some(&self.judged?.total)
    }
}

/// What is judged and not yet found among the submitted lines.
struct Rest(BTreeMap<Alike, i64>);

/// What lines that are one line with a greater 回数 have in common: item, variant, units, and
/// whether the month has no code for it.
type Alike = (String, String, Units, bool);

impl Rest {
    fn of(judged: &[Line]) -> Self {
        let mut rest = BTreeMap::new();
        for line in judged {
            let (item, variant) = (line.item.key().to_owned(), line.variant.to_string());
            let alike = (item, variant, line.units, line.code.is_none());
            *rest.entry(alike).or_default() += i64::from(line.count);
        }
        Self(rest)
    }

    /// Takes a submitted line off; whether all of it was there. A line whose code is none of the
    /// month's is any judged one of its units that has no code either.
    fn takes(&mut self, line: &SubmittedLine) -> bool {
        let (item, variant) = line.key();
        let mut wanted = i64::from(line.count);
        for ((own, kind, units, codeless), left) in &mut self.0 {
            let same = match line.item {
                Some(_) => *own == item && *kind == variant,
                None => *codeless,
            };
            if same && *units == line.units {
                let taken = wanted.min(*left);
                *left -= taken;
                wanted -= taken;
            }
        }
        wanted == 0
    }

    fn is_empty(&self) -> bool {
        self.0.values().all(|left| *left == 0)
    }
}
