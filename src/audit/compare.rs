//! One recipient's month at one office: its submitted lines against its judged ones.

use super::{
    books::Books,
    outcome::{AuditFinding, RELATED_MAX},
    rules,
};
use crate::{
    account::Account,
    claim::{Line, Total},
    finding::{Level, Note, Origin, Rule},
    item::Tier,
    money::{Units, Yen},
    reconcile::Pairing,
    rules::caseload::{MONTHS_BACK, tier_two::L501},
    submission::{
        Submitted, SubmittedLine, SubmittedTotal, may_be_without_code, rules as federation,
    },
    tariff::Grade,
};

impl Books<'_> {
    /// Compares an account.
    pub(super) fn account(&self, account: &Account) -> Vec<AuditFinding> {
        let known =
            self.world.ledger.holder_of(account.municipality, account.certificate, account.scheme);
        if known.is_none() {
            return stranger(self.submitted(account)).into_iter().collect();
        }
        let (pairing, mut findings) = self.matched(account);
        findings.extend(self.surplus(&pairing.extra));
        findings.extend(pairing.missing.iter().map(|judged| self.missing(account, judged)));
        if findings.is_empty() {
            findings.extend(self.amount(account));
        }
        findings
    }

    /// The two sides of an account, all that belongs together taken off, and what is said of the
    /// lines that were submitted otherwise than judged.
    pub(super) fn matched(&self, account: &Account) -> (Pairing<'_>, Vec<AuditFinding>) {
        let submitted = &self.submitted(account).lines;
        let tariff = self.world.tariff;
        let mut pairing = Pairing::new(submitted, self.judged_lines(account));
        let miscoded = pairing.miscoded.iter();
        let mut findings: Vec<AuditFinding> =
            miscoded.map(|(line, judged)| self.pair(&federation::X906, line, judged)).collect();
        for (line, judged) in pairing.same_variant() {
            findings.push(self.pair(&federation::X902, line, judged));
        }
        for (line, judged) in pairing.same_item() {
            let rule = if self.is_uncheckable(account, line, judged) {
                &rules::X910
            } else {
                &federation::X906
            };
            findings.push(self.pair(rule, line, judged));
        }
        for (line, judged) in
            pairing.unknown_codes(|line| may_be_without_code(line, submitted, tariff))
        {
            findings.push(match judged {
                Some(judged) => self.pair(&federation::X906, line, judged),
                None => about(&federation::X906, line, "no event"),
            });
        }
        (pairing, findings)
    }

    /// A line that was submitted otherwise than judged.
    fn pair(&self, rule: &'static Rule, line: &SubmittedLine, judged: &Line) -> AuditFinding {
        let (claimed, right) = (line.service_units(), judged.service_units());
        let uncheckable = rule == &rules::X910;
        // The rule that decides: of tier two its own, else the last that made the judged line.
        let last = judged.rules.last().map_or("", |rule| rule.code);
        let two = is_tier_two(&line.key().1) != is_tier_two(&judged.variant);
        let cause = if judged.is_base() && two { L501.code } else { last };
        AuditFinding {
            right: Some(right),
            yen: (!uncheckable).then(|| self.yen_of(line, Units(claimed.0 - right.0))).flatten(),
            related: judged.rows.to_vec(),
            note: Some(both_sides(line, judged)),
            ..about(rule, line, cause)
        }
    }

    fn missing(&self, account: &Account, judged: &Line) -> AuditFinding {
        let units = judged.service_units();
        let submitted = &self.submitted(account).lines;
        AuditFinding {
            rule: &rules::X905,
            // A reduction that was left out is too much claimed.
            level: if judged.item.is_reduction() { Level::Over } else { Level::Under },
            account: Some(*account),
            office: Some(account.office),
            item: Some((judged.item, judged.variant.to_string())),
            cause: judged.rules.first().map_or("", |rule| rule.code).to_owned(),
            claimed: Some(Units(0)),
            right: Some(units),
            yen: self.missing_yen(account, units),
            origin: judged.origin(),
            related: submitted.iter().map(|line| line.origin).take(RELATED_MAX).collect(),
            note: None,
        }
    }

    /// What the account's last file would cost more, as a negative number.
    fn missing_yen(&self, account: &Account, units: Units) -> Option<Yen> {
        let price = self.price(account)?;
        let submitted = self.submitted(account);
        let last = submitted.lines.last().map(|line| submitted.units_in(line.origin.file));
        let last = last.unwrap_or_default();
        Some(Yen(last.floor_yen(price).0 - (last + units).floor_yen(price).0))
    }

    /// X903: every line agrees, and the sum does not.
    fn amount(&self, account: &Account) -> Option<AuditFinding> {
        let total = self.submitted(account).totals.last()?;
        let Total { yen, price, .. } = &self.judged(account)?.total;
        let grades = self.wrong_grade(account, total);
        let differs = total.yen != *yen || total.price != *price || grades.is_some();
        let (grades_ja, grades_en) = grades.map_or_else(Default::default, |(was, is)| {
            (
                format!("。地域区分 請求 {}、事業所 {}", was.name(), is.name()),
                format!("; grade submitted {}, of the office {}", was.key(), is.key()),
            )
        });
        differs.then(|| AuditFinding {
            rule: &federation::X903,
            level: Level::Differ,
            account: Some(*account),
            office: Some(account.office),
            item: None,
            cause: String::new(),
            claimed: Some(total.units),
            right: Some(total.units),
            yen: Some(Yen(total.yen.0 - yen.0)),
            origin: Some(total.origin),
            related: rows_of(self.judged_lines(account)),
            note: Some(Note {
                ja: format!(
                    "請求 {}円(単価 {})、判定 {yen}円(単価 {price}){grades_ja}",
                    total.yen, total.price
                ),
                en: format!(
                    "submitted {} at {}, judged {yen} at {price}{grades_en}",
                    total.yen, total.price
                ),
            }),
        })
    }

    /// The grade of the file's 地域区分コード and the office's, where they differ on every day of the
    /// judged lines.
    fn wrong_grade(&self, account: &Account, total: &SubmittedTotal) -> Option<(Grade, Grade)> {
        let was = total.grade?;
        let office = self.world.ledger.office_numbered(account.office)?;
        let lines = self.judged_lines(account);
        let grades = lines.iter().filter_map(|line| office.on(account.scheme, line.day));
        let grades: Vec<Grade> = grades.map(|row| row.grade).collect();
        let is = *grades.first()?;
        (!grades.contains(&was)).then_some((was, is))
    }

    /// Whether only tier two is in question, and the office's caseload is not given.
    fn is_uncheckable(&self, account: &Account, line: &SubmittedLine, judged: &Line) -> bool {
        if !judged.is_base() || is_tier_two(&line.key().1) == is_tier_two(&judged.variant) {
            return false;
        }
        let office = self.world.ledger.office_numbered(account.office);
        let given = |back: i32| {
            let counts = office.map_or(&[][..], |office| office.counts.as_slice());
            let month = account.month.plus(-back);
            counts.iter().any(|row| row.scheme == account.scheme && row.month == month)
        };
        !(1..=MONTHS_BACK).all(given)
    }
}

/// Whether a variant of a base fee is that of tier two.
fn is_tier_two(variant: &str) -> bool {
    variant.split('+').next() == Some(Tier::Two.key())
}

/// The rows of lines, each once.
fn rows_of(lines: &[Line]) -> Vec<Origin> {
    let mut rows: Vec<Origin> = lines.iter().filter_map(Line::origin).collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// What was submitted beside what is judged: variant and code, where there are any, units × count.
fn both_sides(line: &SubmittedLine, judged: &Line) -> Note {
    let was = line.item.as_ref().map_or("", |(_, variant)| variant);
    let code = line.code.as_deref().unwrap_or_default();
    let submitted = side(&[was, code], line.units, line.count);
    let code = judged.code.as_deref().unwrap_or_default();
    let right = side(&[judged.variant.as_ref(), code], judged.units, judged.count);
    Note {
        ja: format!("請求 {submitted}、判定 {right}"),
        en: format!("submitted {submitted}, judged {right}"),
    }
}

fn side(names: &[&str], units: Units, count: u32) -> String {
    let names = names.iter().filter(|name| !name.is_empty());
    names.fold(String::new(), |told, name| told + name + " ") + &format!("{units}×{count}")
}

/// X907, once for the account.
fn stranger(submitted: &Submitted) -> Option<AuditFinding> {
    let first = submitted.lines.first()?;
    let units: Units = submitted.lines.iter().map(SubmittedLine::service_units).sum();
    Some(AuditFinding {
        item: None,
        claimed: Some(units),
        yen: None,
        ..about(&rules::X907, first, "")
    })
}

/// A finding about a submitted line.
pub(super) fn about(rule: &'static Rule, line: &SubmittedLine, cause: &str) -> AuditFinding {
    AuditFinding {
        rule,
        level: rule.levels[0],
        account: Some(line.account),
        office: Some(line.account.office),
        item: line.item.clone(),
        cause: cause.to_owned(),
        claimed: Some(line.service_units()),
        right: None,
        yen: None,
        origin: Some(line.origin),
        related: Vec::new(),
        note: None,
    }
}
