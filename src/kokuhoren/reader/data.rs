//! The data records: 01 a bill, 02 a recipient, 03 a line.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{OUTER, Reader, Row};
use crate::{
    calendar::ServiceMonth,
    item::Scheme,
    kokuhoren::{
        Bill, CodeLine, UserBill,
        bill::{exchange_name, service_code},
        layout::RecordKind,
    },
    money::{UnitPrice, Units, Yen},
    number::{CertificateNumber, MunicipalityNumber},
};

impl Reader {
    pub(super) fn data(&mut self, row: &Row) {
        let kinds = [RecordKind::Bill, RecordKind::User, RecordKind::Line];
        let Some(kind) = kinds.into_iter().find(|kind| kind.key() == row.get(OUTER + 1)) else {
            let ja = "レコード種別コードは 01、02、03 です";
            return self.fault(row.line, OUTER + 2, ja, "must be 01, 02 or 03");
        };
        self.check_fields(row, kind, OUTER);
        let Some(exchange) = &self.read.exchange else { return };
        let (scheme, office) = (exchange.scheme, exchange.office);
        if row.get(OUTER) != exchange_name(scheme) {
            let want = exchange_name(scheme);
            let ja = format!("交換情報識別番号は {want} です");
            self.fault(row.line, OUTER + 1, ja, format!("must be {want}"));
        }
        if row.get(OUTER + 4) != office.as_str() {
            let ja = "コントロールレコードの事業所番号と違います";
            self.fault(row.line, OUTER + 5, ja, "not the office of the control record");
        }
        match kind {
            RecordKind::Bill => self.bill(row),
            RecordKind::User => self.user(row),
            _ => self.line(row),
        }
    }

    fn bill(&mut self, row: &Row) {
        let scheme = self.scheme();
        let month = ServiceMonth::parse(row.get(OUTER + 2));
        let municipality = MunicipalityNumber::new(row.get(OUTER + 3).as_bytes());
        let region = row.get(OUTER + 6).to_owned();
        let price = price_of(row.get(OUTER + 8));
        if month.is_none() {
            self.fault(row.line, OUTER + 3, "年月(YYYYMM)です", "must be a month, YYYYMM");
        }
        if municipality.is_some_and(|number| !number.check_digit_holds()) {
            let ja = "市町村番号の検証番号が合いません";
            self.fault(row.line, OUTER + 4, ja, "the check digit fails");
        }
        if scheme.is_some_and(|scheme| self.layout.grade(&region, scheme).is_none()) {
            let ja = "地域区分コードの表にない値です";
            self.fault(row.line, OUTER + 7, ja, "no such region code");
        }
        let (Some(month), Some(municipality), Some(price)) = (month, municipality, price) else {
            return;
        };
        let processing = self.read.exchange.as_ref().map(|exchange| exchange.processing);
        if processing.is_some_and(|processing| processing <= month) {
            let ja = "サービス提供年月が処理対象年月より前ではありません";
            self.fault(row.line, OUTER + 3, ja, "not before the month of processing");
        }
        let Some(exchange) = &mut self.read.exchange else { return };
        let order = exchange.bills.last().map(|bill| (bill.month, bill.municipality));
        exchange.bills.push(Bill { month, municipality, region, price, users: Vec::new() });
        self.read.places.push(Vec::new());
        self.read.bill_places.push(row.line);
        if order.is_some_and(|last| last >= (month, municipality)) {
            let ja = "市町村の順が昇順でないか、同じ市町村が二度あります";
            self.fault(row.line, OUTER + 4, ja, "municipalities must ascend");
        }
        self.wanted.push((row.get(OUTER + 5).to_owned(), row.get(OUTER + 7).to_owned()));
    }

    fn user(&mut self, row: &Row) {
        self.same_bill(row);
        let certificate = CertificateNumber::new(row.get(OUTER + 6).as_bytes());
        let day = row.get(OUTER + 9);
        let monitoring_day = NaiveDate::parse_from_str(day, "%Y%m%d").ok();
        let scheme = self.scheme();
        let Some(bill) = self.read.exchange.as_ref().and_then(|e| e.bills.last()) else {
            let ja = "01のレコードの前に02のレコードがあります";
            return self.fault(row.line, OUTER + 2, ja, "a record 02 before any 01");
        };
        let (month, price, number) = (bill.month, bill.price, bill.users.len() + 1);
        let order = bill.users.last().map(|user| user.certificate);
        if row.get(OUTER + 5) != number.to_string() {
            let ja = format!("項番は {number} です");
            self.fault(row.line, OUTER + 6, ja, format!("must be {number}"));
        }
        if !day.is_empty() && monitoring_day.is_none_or(|day| ServiceMonth::of(day) != month) {
            let ja = "モニタリング日がサービス提供年月の日付ではありません";
            self.fault(row.line, OUTER + 10, ja, "no day of the service month");
        }
        if scheme.is_some_and(|scheme| row.get(OUTER + 10) != service_code(scheme)) {
            let ja = "サービスコードは 520000 か 550000 です";
            self.fault(row.line, OUTER + 11, ja, "must be 520000 or 550000");
        }
        if price_of(row.get(OUTER + 13)) != Some(price) {
            let ja = "単位数単価が01のレコードと違います";
            self.fault(row.line, OUTER + 14, ja, "not the price of record 01");
        }
        if scheme == Some(Scheme::Child) && row.get(OUTER + 8).is_empty() {
            let ja = "障害児相談では支給決定児童氏名カナが要ります";
            self.fault(row.line, OUTER + 9, ja, "a child's name is needed");
        }
        let Some(certificate) = certificate else {
            return self.fault(row.line, OUTER + 7, "10桁の数字です", "must be ten digits");
        };
        if order.is_some_and(|last| last >= certificate) {
            let ja = "受給者証番号の順が昇順でないか、同じ人が二度あります";
            self.fault(row.line, OUTER + 7, ja, "recipients must ascend");
        }
        let user = UserBill {
            certificate,
            holder: row.get(OUTER + 7).to_owned(),
            child: row.get(OUTER + 8).to_owned(),
            monitoring_day,
            units: Units(number_of(row.get(OUTER + 11)).unwrap_or_default()),
            yen: Yen(number_of(row.get(OUTER + 12)).unwrap_or_default()),
            lines: Vec::new(),
        };
        if let Some(bill) = self.read.exchange.as_mut().and_then(|e| e.bills.last_mut()) {
            bill.users.push(user);
        }
        if let Some(places) = self.read.places.last_mut() {
            places.push((row.line, Vec::new()));
        }
    }

    fn line(&mut self, row: &Row) {
        self.same_bill(row);
        let units = number_of(row.get(OUTER + 7));
        let count = row.get(OUTER + 8).parse::<u32>().ok();
        let service_units = number_of(row.get(OUTER + 9));
        if let (Some(units), Some(count), Some(product)) = (units, count, service_units)
            && units * i64::from(count) != product
        {
            let ja = "サービス単位数が 単位数×回数 と違います";
            self.fault(row.line, OUTER + 10, ja, "not units × count");
        }
        if count == Some(0) {
            self.fault(row.line, OUTER + 9, "回数は1以上です", "must be 1 or more");
        }
        let code = row.get(OUTER + 6).to_owned();
        let user = self.read.exchange.as_ref().and_then(|e| e.bills.last()?.users.last());
        let Some(user) = user else {
            let ja = "02のレコードの前に03のレコードがあります";
            return self.fault(row.line, OUTER + 2, ja, "a record 03 before any 02");
        };
        let order = user.lines.last().map(|line| line.code.clone());
        if row.get(OUTER + 5) != user.certificate.as_str() {
            let ja = "受給者証番号が02のレコードと違います";
            self.fault(row.line, OUTER + 6, ja, "not the recipient of record 02");
        }
        if order.is_some_and(|last| last > code) {
            let ja = "サービスコードの順が昇順ではありません";
            self.fault(row.line, OUTER + 7, ja, "codes must ascend");
        }
        let (Some(units), Some(count)) = (units, count) else { return };
        let line = CodeLine { code, units: Units(units), count };
        let bills = self.read.exchange.as_mut().map(|exchange| &mut exchange.bills);
        let user = bills.and_then(|bills| bills.last_mut()?.users.last_mut());
        if let Some(user) = user {
            user.lines.push(line);
        }
        if let Some((_, lines)) = self.read.places.last_mut().and_then(|places| places.last_mut()) {
            lines.push(row.line);
        }
    }

    /// Month and municipality are those of the record 01 above.
    fn same_bill(&mut self, row: &Row) {
        let Some(bill) = self.read.exchange.as_ref().and_then(|e| e.bills.last()) else { return };
        let same_month = ServiceMonth::parse(row.get(OUTER + 2)) == Some(bill.month);
        let same_place = row.get(OUTER + 3) == bill.municipality.as_str();
        if !same_month {
            let ja = "サービス提供年月が01のレコードと違います";
            self.fault(row.line, OUTER + 3, ja, "not the month of record 01");
        }
        if !same_place {
            let ja = "市町村番号が01のレコードと違います";
            self.fault(row.line, OUTER + 4, ja, "not the municipality of record 01");
        }
    }
}

fn number_of(text: &str) -> Option<i64> {
    text.parse().ok()
}

/// Yen per unit of a field in thousandths.
fn price_of(text: &str) -> Option<UnitPrice> {
    let number: i64 = text.parse().ok()?;
    (number > 0).then(|| UnitPrice(Decimal::new(number, 3)))
}
