//! 「証明」 One person's month: what happened, what is claimed and what is not, each with the
//! cells, the rule, the amount in force and its source. For `santei why`.

mod json;
mod text;

pub(crate) use json::why_json;
pub(crate) use text::why_text;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use crate::{
    account::Account,
    claim::{Claim, Line, Reported, Reports, Statement},
    finding::{Cell, Level, Origin, Rule, Subject, Target},
    input::Sources,
    item::{Item, Scheme},
    ledger::{CertificateId, Ledger, PersonId},
    money::Yen,
    number::{CertificateNumber, MunicipalityNumber},
    records::{SPECS, column},
    tariff::Tariff,
};

/// What a proof is read from.
pub(crate) struct Why<'a> {
    /// The month's claim.
    pub claim: &'a Claim,
    /// Masters and events.
    pub ledger: &'a Ledger,
    /// Amounts.
    pub tariff: &'a Tariff,
    /// Whose month it is.
    pub person: PersonId,
}

/// A row of the person's logs, and what became of it in the month.
struct LoggedRow {
    day: NaiveDate,
    table: &'static str,
    origin: Origin,
    /// What the row says, besides its numbers.
    cells: Vec<Cell>,
    verdicts: Vec<RowVerdict>,
}

/// What became of a row for one item.
#[derive(Clone, Copy, PartialEq, Eq)]
struct RowVerdict {
    item: Option<Item>,
    level: Level,
    rule: &'static Rule,
}

/// A row and an item that is refused, with every reason, the primary one first.
struct Refusal<'a> {
    subject: &'a Subject,
    origin: Option<Origin>,
    reasons: Vec<Reported<'a>>,
    effect: Option<Yen>,
}

impl<'a> Why<'a> {
    const fn sources(&self) -> &'a Sources {
        &self.ledger.sources
    }

    /// The person's certificates, in the order of their recipients.
    fn certificates(&self) -> Vec<CertificateId> {
        let recipients = self.ledger.recipients_of(self.person).iter();
        recipients
            .flat_map(|recipient| self.ledger.recipient(*recipient).certificates.iter().copied())
            .collect()
    }

    /// サービス種類, 市町村番号 and 受給者証番号 of the certificates.
    fn numbers(&self) -> Vec<(Scheme, MunicipalityNumber, CertificateNumber)> {
        let number = |id| {
            let certificate = self.ledger.certificate(id);
            let recipient = self.ledger.recipient(certificate.recipient);
            (recipient.scheme, recipient.municipality, certificate.number)
        };
        self.certificates().into_iter().map(number).collect()
    }

    /// What is reported of the person, in the order of output.
    fn of_person(&self, reports: &'a Reports) -> impl Iterator<Item = Reported<'a>> {
        let numbers = self.numbers();
        reports.iter().filter(move |reported| {
            let subject = &reported.finding.subject;
            numbers.iter().any(|(scheme, municipality, certificate)| {
                subject.certificate == Some(*certificate)
                    && subject.municipality == Some(*municipality)
                    && subject.scheme.is_none_or(|given| given == *scheme)
            })
        })
    }

    /// The person's statements, in the order of output.
    fn statements(&self) -> impl Iterator<Item = &'a Statement> {
        let numbers = self.numbers();
        self.claim.statements.iter().filter(move |statement| {
            let Account { scheme, municipality, certificate, .. } = statement.account;
            numbers.contains(&(scheme, municipality, certificate))
        })
    }

    /// Lines of the person, in the order of output.
    fn lines(&self) -> impl Iterator<Item = &'a Line> {
        self.statements().flat_map(|statement| &statement.lines)
    }

    /// Whether something of the person is refused in the month.
    pub(crate) fn is_refused(&self) -> bool {
        self.of_person(&self.claim.rejected).next().is_some()
    }

    /// What is refused, a subject each, in the order of output.
    fn refusals(&self) -> Vec<Refusal<'a>> {
        let mut refusals: Vec<Refusal<'a>> = Vec::new();
        let mut places: FxHashMap<(Option<Origin>, Target), usize> = FxHashMap::default();
        for reported in self.of_person(&self.claim.rejected) {
            let finding = reported.finding;
            let place = *places
                .entry((finding.origin, finding.subject.target))
                .or_insert_with(|| refusals.len());
            match refusals.get_mut(place) {
                Some(refusal) if reported.primary => {
                    refusal.reasons.insert(0, reported);
                    refusal.effect = reported.effect;
                }
                Some(refusal) => refusal.reasons.push(reported),
                None => refusals.push(Refusal {
                    subject: &finding.subject,
                    origin: finding.origin,
                    reasons: vec![reported],
                    effect: reported.effect,
                }),
            }
        }
        refusals
    }

    fn notices(&self) -> Vec<Reported<'a>> {
        self.of_person(&self.claim.notices).collect()
    }

    /// Everything that is logged of the person, by day.
    fn logged_rows(&self) -> Vec<LoggedRow> {
        use column::{activity, monitoring, plan};
        const PLAN: [usize; 7] = [
            plan::KIND,
            plan::INTERVIEW,
            plan::DRAFT,
            plan::DECISION,
            plan::MEETING,
            plan::CONSENT,
            plan::TRIGGER,
        ];
        const MONITORING: [usize; 3] = [monitoring::DAY, monitoring::PLACE, monitoring::OUTCOME];
        const ACTIVITY: [usize; 3] = [activity::DAY, activity::KIND, activity::METHOD];
        let told = |day, origin, table, columns| self.logged_row(day, (origin, table), columns);
        let mut rows = Vec::new();
        for event in self.ledger.plans_of(self.person) {
            rows.push(told(event.row.day, event.row.origin, plan::SPEC.name, &PLAN[..]));
        }
        for event in self.ledger.monitorings_of(self.person) {
            let table = monitoring::SPEC.name;
            rows.push(told(event.row.day, event.row.origin, table, &MONITORING));
        }
        for event in self.ledger.activities_of(self.person) {
            let table = activity::SPEC.name;
            rows.push(told(event.row.day, event.row.origin, table, &ACTIVITY));
        }
        rows.sort_by_key(|row| (row.day, place_of(row.table), row.origin));
        rows
    }

    fn logged_row(
        &self,
        day: NaiveDate,
        (origin, table): (Origin, &'static str),
        columns: &[usize],
    ) -> LoggedRow {
        let cells = columns.iter().map(|column| self.ledger.cell(origin, *column));
        let written =
            |cell: &Cell| self.sources().written(*cell).is_some_and(|text| !text.trim().is_empty());
        let verdicts = self.verdicts(origin);
        LoggedRow { day, table, origin, cells: cells.filter(written).collect(), verdicts }
    }

    fn verdicts(&self, origin: Origin) -> Vec<RowVerdict> {
        let claimed = self.lines().filter(|line| line.rows.contains(&origin));
        let mut verdicts: Vec<RowVerdict> = claimed
            .filter_map(|line| {
                let rule = line.rules.first()?;
                Some(RowVerdict { item: Some(line.item), level: Level::Grant, rule })
            })
            .collect();
        let refused = self
            .claim
            .rejected
            .iter()
            .filter(|reported| reported.primary && reported.finding.origin == Some(origin));
        verdicts.extend(refused.map(|reported| {
            let item = match reported.finding.subject.target {
                Target::Item(item) => Some(item),
                Target::Table(_) => None,
            };
            RowVerdict { item, level: reported.finding.level, rule: reported.finding.rule }
        }));
        verdicts
    }

    /// `file:line:column` of a cell; without a column where the file has none.
    fn place(&self, cell: Cell) -> String {
        let row = self.sources().place(cell.origin);
        if cell.field == 0 { row } else { format!("{row}:{}", cell.field) }
    }
}

fn place_of(table: &str) -> usize {
    SPECS.iter().position(|spec| spec.name == table).unwrap_or(SPECS.len())
}
