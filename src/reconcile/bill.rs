//! A claim as what its files say.

use chrono::NaiveDate;

use crate::{
    account::Account,
    calendar::ServiceMonth,
    claim::{Claim, Line, Statement, Total},
    exchange::{Bill, CodeLine, Exchange, Layout, UserBill, half_width},
    item::{Item, Scheme},
    ledger::Ledger,
    number::{CertificateNumber, MunicipalityNumber, OfficeNumber},
    policy::Policy,
    tariff::Grade,
};

/// What an office and scheme could not be written for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct NotMade {
    /// サービス種類
    pub scheme: Scheme,
    /// 事業所番号
    pub office: OfficeNumber,
    /// Whose record is at fault, where it is one recipient's.
    pub certificate: Option<(MunicipalityNumber, CertificateNumber)>,
    /// The field.
    pub field: &'static str,
    /// Why, in Japanese and English.
    pub why: (String, String),
}

/// The files of a claim, leaving out what `skip` says is not to be sent; and the offices whose file
/// cannot be made. An office with a line without a code has none either, and B805 says so.
pub(super) fn exchanges(
    claim: &Claim,
    (ledger, policy): (&Ledger, &Policy),
    processing: ServiceMonth,
    skip: impl Fn(&Account) -> bool,
) -> (Vec<Exchange>, Vec<NotMade>) {
    let (mut made, mut not_made) = (Vec::new(), Vec::new());
    let mut claimed: Vec<Claimed<'_>> =
        claim.claimed().filter(|(statement, _)| !skip(&statement.account)).collect();
    claimed.sort_by_key(|(statement, _)| {
        let account = &statement.account;
        (account.office, account.scheme, account.municipality, account.certificate)
    });
    let file = |(statement, _): &Claimed<'_>| (statement.account.office, statement.account.scheme);
    for of_file in claimed.chunk_by(|a, b| file(a) == file(b)) {
        let mut lines = of_file.iter().flat_map(|(statement, _)| &statement.lines);
        if lines.any(|line| line.code.is_none()) {
            continue;
        }
        let maker = Maker { ledger, policy, processing };
        match maker.exchange(of_file) {
            Ok(exchange) => made.push(exchange),
            Err(fault) => not_made.push(*fault),
        }
    }
    (made, not_made)
}

/// A statement with lines, and what they come to.
type Claimed<'c> = (&'c Statement, &'c Total);

struct Maker<'a> {
    ledger: &'a Ledger,
    policy: &'a Policy,
    processing: ServiceMonth,
}

impl Maker<'_> {
    /// The file of one office and scheme.
    fn exchange(&self, claimed: &[Claimed<'_>]) -> Result<Exchange, Box<NotMade>> {
        let Account { scheme, office, .. } = claimed[0].0.account;
        let municipality = |(statement, _): &Claimed<'_>| statement.account.municipality;
        let bills = claimed.chunk_by(|a, b| municipality(a) == municipality(b));
        let bills = bills.map(|of_bill| self.bill(of_bill)).collect::<Result<_, _>>()?;
        Ok(Exchange { scheme, office, processing: self.processing, bills })
    }

    /// The bill of one municipality.
    fn bill(&self, claimed: &[Claimed<'_>]) -> Result<Bill, Box<NotMade>> {
        let (first, first_total) = claimed[0];
        let price = first_total.price;
        if let Some((other, _)) = claimed.iter().find(|(_, total)| total.price != price) {
            let ja = "一つの請求書に二つの単価があります(月の途中で地域区分が変わっています)";
            let en = "two unit prices in one bill: the grade changed within the month";
            let why = (ja.to_owned(), en.to_owned());
            return Err(Box::new(not_made(&other.account, "単位数単価", why)));
        }
        let users = claimed.iter().map(|(statement, total)| self.user(statement, total));
        Ok(Bill {
            month: first.account.month,
            municipality: first.account.municipality,
            region: self.region(&first.account, first_total),
            price,
            users: users.collect::<Result<_, _>>()?,
        })
    }

    fn region(&self, account: &Account, total: &Total) -> String {
        let row = self.ledger.office(total.office).on(account.scheme, total.day);
        let grade = row.map_or(Grade::Other, |row| row.grade);
        let municipality = row.map_or(account.municipality, |row| row.municipality);
        let reading = self.policy.of(municipality).region_code;
        Layout::of(self.processing).region(grade, account.scheme, reading).to_owned()
    }

    fn user(&self, statement: &Statement, total: &Total) -> Result<UserBill, Box<NotMade>> {
        let account = &statement.account;
        let certificate = self.ledger.certificate(total.certificate);
        let newest = certificate.rows.last();
        let child = newest.and_then(|row| row.child_kana.as_deref()).unwrap_or_default();
        let child = if account.scheme == Scheme::Child { child } else { "" };
        let kana = |text: &str, field| {
            half_width(text).map_err(|character| {
                let why = (
                    format!("「{character}」は半角カナで書けません: {text}"),
                    format!("{character} has no half-width kana: {text}"),
                );
                Box::new(not_made(account, field, why))
            })
        };
        let mut codes: Vec<CodeLine> = statement
            .lines
            .iter()
            .map(|line| CodeLine {
                code: line.code.as_deref().unwrap_or_default().to_owned(),
                units: line.units,
                count: line.count,
            })
            .collect();
        codes.sort_by(|a, b| a.code.cmp(&b.code));
        Ok(UserBill {
            certificate: account.certificate,
            holder: kana(&total.kana, "支給決定者氏名カナ")?,
            child: kana(child, "支給決定児童氏名カナ")?,
            monitoring_day: monitoring_day(self.ledger, &statement.lines),
            units: total.units,
            yen: total.yen,
            lines: codes,
        })
    }
}

fn not_made(account: &Account, field: &'static str, why: (String, String)) -> NotMade {
    let Account { scheme, office, municipality, certificate, .. } = *account;
    NotMade { scheme, office, certificate: Some((municipality, certificate)), field, why }
}

/// モニタリング日: of the latest claimed monitoring; where only a plan is claimed, the day on which it
/// was made, else consented to; `None` without a base fee.
pub(crate) fn monitoring_day(ledger: &Ledger, lines: &[Line]) -> Option<NaiveDate> {
    let of = |item: Item| lines.iter().filter(move |line| line.item == item);
    let visited = of(Item::MonitoringFee).map(|line| line.day).max();
    visited.or_else(|| of(Item::PlanFee).map(|line| made(ledger, line)).max())
}

/// The day on which a claimed plan was made, where its row says it; else its consent.
fn made(ledger: &Ledger, line: &Line) -> NaiveDate {
    let plans = ledger.plans_of(line.head.person);
    let plan = plans.into_iter().find(|plan| Some(plan.row.origin) == line.origin());
    plan.and_then(|plan| plan.row.made).unwrap_or(line.day)
}
