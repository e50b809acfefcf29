//! 「交換情報」 What a file says: the claim of one office and scheme, by municipality, recipient and
//! code; and the same made from a claim.

use chrono::NaiveDate;

use crate::{
    account::Account,
    calendar::ServiceMonth,
    claim::{Claim, Line, Statement, Total},
    item::{Item, Scheme},
    ledger::Ledger,
    money::{UnitPrice, Units, Yen},
    number::{CertificateNumber, MunicipalityNumber, OfficeNumber},
    policy::Policy,
    tariff::Grade,
};

/// A file: one office, one scheme, one month of processing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exchange {
    /// サービス種類
    pub scheme: Scheme,
    /// 事業所番号
    pub office: OfficeNumber,
    /// 処理対象年月
    pub processing: ServiceMonth,
    /// By service month, then municipality.
    pub bills: Vec<Bill>,
}

/// 「請求書」 What one municipality is asked for (record 01).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bill {
    /// サービス提供年月
    pub month: ServiceMonth,
    /// 市町村番号
    pub municipality: MunicipalityNumber,
    /// 地域区分コード
    pub region: String,
    /// 単位数単価
    pub price: UnitPrice,
    /// By 受給者証番号.
    pub users: Vec<UserBill>,
}

/// 「請求明細」 What is claimed for one recipient (record 02).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UserBill {
    /// 受給者証番号
    pub certificate: CertificateNumber,
    /// 支給決定者氏名カナ, of a child the guardian's; as in the file, half-width
    pub holder: String,
    /// 支給決定児童氏名カナ; empty for adults
    pub child: String,
    /// モニタリング日: of the claimed monitoring, else the plan's consent; `None` without a base fee
    pub monitoring_day: Option<NaiveDate>,
    /// 単位数
    pub units: Units,
    /// 請求額
    pub yen: Yen,
    /// By code.
    pub lines: Vec<CodeLine>,
}

/// 「明細」 One line of a recipient (record 03).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodeLine {
    /// サービスコード
    pub code: String,
    /// 単位数
    pub units: Units,
    /// 回数
    pub count: u32,
}

impl CodeLine {
    /// サービス単位数
    pub fn service_units(&self) -> Units {
        self.units.times(self.count)
    }
}

impl Bill {
    /// 請求金額
    pub fn yen(&self) -> Yen {
        self.users.iter().map(|user| user.yen).sum()
    }

    /// 件数: recipients with an amount.
    pub fn count(&self) -> usize {
        self.users.iter().filter(|user| user.yen > Yen(0)).count()
    }
}

impl Exchange {
    /// The file's name: `J31` or `K31`, then year and month of service.
    pub fn file_name(&self) -> String {
        let month = self.bills.first().map_or(self.processing, |bill| bill.month);
        format!(
            "{}{:02}{:02}.CSV",
            data_kind(self.scheme),
            month.year().rem_euclid(100),
            month.month()
        )
    }
}

/// データ種別: the first three characters of the exchange's name.
pub(super) const fn data_kind(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Adult => "J31",
        Scheme::Child => "K31",
    }
}

/// 交換情報識別番号
pub(super) const fn exchange_name(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Adult => "J312",
        Scheme::Child => "K311",
    }
}

/// The code that stands for the service in record 02.
pub(super) const fn service_code(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Adult => "520000",
        Scheme::Child => "550000",
    }
}

/// What an office and scheme could not be written for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotMade {
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
pub fn exchanges(
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
        let reading = self.policy.of(account.municipality).region_code;
        super::Layout::of(self.processing).region(grade, account.scheme, reading).to_owned()
    }

    fn user(&self, statement: &Statement, total: &Total) -> Result<UserBill, Box<NotMade>> {
        let account = &statement.account;
        let certificate = self.ledger.certificate(total.certificate);
        let newest = certificate.rows.last();
        let child = newest.and_then(|row| row.child_kana.as_deref()).unwrap_or_default();
        let child = if account.scheme == Scheme::Child { child } else { "" };
        let kana = |text: &str, field| {
            super::half_width(text).map_err(|character| {
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
            monitoring_day: monitoring_day(&statement.lines),
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

/// The claimed monitoring's day, else the claimed plan's consent; `None` without a base fee.
pub fn monitoring_day(lines: &[Line]) -> Option<NaiveDate> {
    let of = |item: Item| lines.iter().find(|line| line.item == item).map(|line| line.day);
    of(Item::MonitoringFee).or_else(|| of(Item::PlanFee))
}
