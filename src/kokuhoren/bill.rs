//! 「交換情報」 What a file says: the claim of one office and scheme, by municipality, recipient and
//! code; and the same made from a claim.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use crate::{
    calendar::ServiceMonth,
    claim::{Claim, Total},
    item::{Item, Scheme},
    judge::Line,
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
    skip: impl Fn(&Total) -> bool,
) -> (Vec<Exchange>, Vec<NotMade>) {
    let (mut made, mut not_made) = (Vec::new(), Vec::new());
    let mut by_account: FxHashMap<_, Vec<&Line>> = FxHashMap::default();
    for line in &claim.lines {
        by_account.entry(line.account()).or_default().push(line);
    }
    let mut totals: Vec<&Total> = claim.totals.iter().filter(|total| !skip(total)).collect();
    totals.sort_by_key(|t| (t.office, t.scheme, t.municipality, t.certificate));
    for own in totals.chunk_by(|a, b| (a.office, a.scheme) == (b.office, b.scheme)) {
        let lines = |total: &Total| by_account.get(&total.account).cloned().unwrap_or_default();
        if own.iter().any(|total| lines(total).iter().any(|line| line.code.is_none())) {
            continue;
        }
        let maker = Maker { claim, ledger, policy, processing };
        match maker.exchange(own, lines) {
            Ok(exchange) => made.push(exchange),
            Err(fault) => not_made.push(*fault),
        }
    }
    (made, not_made)
}

struct Maker<'a> {
    claim: &'a Claim,
    ledger: &'a Ledger,
    policy: &'a Policy,
    processing: ServiceMonth,
}

impl Maker<'_> {
    fn exchange<'l>(
        &self,
        totals: &[&Total],
        lines: impl Fn(&Total) -> Vec<&'l Line>,
    ) -> Result<Exchange, Box<NotMade>> {
        let (scheme, office) = (totals[0].scheme, totals[0].office);
        let mut bills = Vec::new();
        for own in totals.chunk_by(|a, b| a.municipality == b.municipality) {
            let first = own[0];
            if let Some(other) = own.iter().find(|total| total.price != first.price) {
                return Err(Box::new(NotMade {
                    scheme,
                    office,
                    certificate: Some((other.municipality, other.certificate)),
                    field: "単位数単価",
                    why: (
                        "一つの請求書に二つの単価があります(月の途中で地域区分が変わっています)"
                            .to_owned(),
                        "two unit prices in one bill: the grade changed within the month"
                            .to_owned(),
                    ),
                }));
            }
            let users = own.iter().map(|total| self.user(total, &lines(total)));
            bills.push(Bill {
                month: self.claim.month,
                municipality: first.municipality,
                region: self.region(first, &lines(first)),
                price: first.price,
                users: users.collect::<Result<_, _>>()?,
            });
        }
        Ok(Exchange { scheme, office, processing: self.processing, bills })
    }

    fn region(&self, total: &Total, lines: &[&Line]) -> String {
        let first = lines.iter().min_by_key(|line| (!line.is_base(), line.day));
        let office = self.ledger.office(total.account.1);
        let row = first.and_then(|line| office.on(total.scheme, line.day));
        let grade = row.map_or(Grade::Other, |row| row.grade);
        let reading = self.policy.of(total.municipality).region_code;
        super::Layout::of(self.processing).region(grade, total.scheme, reading).to_owned()
    }

    fn user(&self, total: &Total, lines: &[&Line]) -> Result<UserBill, Box<NotMade>> {
        let certificate = self.ledger.certificate(total.account.0);
        let newest = certificate.rows.last();
        let child = newest.and_then(|row| row.child_kana.as_deref()).unwrap_or_default();
        let child = if total.scheme == Scheme::Child { child } else { "" };
        let kana = |text: &str, field| {
            super::half_width(text).map_err(|character| {
                Box::new(NotMade {
                    scheme: total.scheme,
                    office: total.office,
                    certificate: Some((total.municipality, total.certificate)),
                    field,
                    why: (
                        format!("「{character}」は半角カナで書けません: {text}"),
                        format!("{character} has no half-width kana: {text}"),
                    ),
                })
            })
        };
        let mut codes: Vec<CodeLine> = lines
            .iter()
            .map(|line| CodeLine {
                code: line.code.as_deref().unwrap_or_default().to_owned(),
                units: line.units,
                count: line.count,
            })
            .collect();
        codes.sort_by(|a, b| a.code.cmp(&b.code));
        Ok(UserBill {
            certificate: total.certificate,
            holder: kana(&total.kana, "支給決定者氏名カナ")?,
            child: kana(child, "支給決定児童氏名カナ")?,
            monitoring_day: monitoring_day(lines),
            units: total.units,
            yen: total.yen,
            lines: codes,
        })
    }
}

/// The claimed monitoring's day, else the claimed plan's consent; `None` without a base fee.
pub fn monitoring_day(lines: &[&Line]) -> Option<NaiveDate> {
    let of = |item: Item| lines.iter().find(|line| line.item == item).map(|line| line.day);
    of(Item::MonitoringFee).or_else(|| of(Item::PlanFee))
}
