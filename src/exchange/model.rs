//! 「交換情報」 What a file says: the claim of one office and scheme, by municipality, recipient and
//! code.

use chrono::NaiveDate;

use crate::{
    calendar::ServiceMonth,
    item::Scheme,
    money::{UnitPrice, Units, Yen},
    number::{CertificateNumber, MunicipalityNumber, OfficeNumber},
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
    /// 支給決定者氏名カナ, of a child 給付決定保護者氏名カナ; as in the file, half-width
    pub holder: String,
    /// 給付決定に係る児童氏名カナ; empty for adults
    pub child: String,
    /// モニタリング日: of the claimed monitoring, else the plan's making; `None` without a base fee
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
