//! The data records: 01 a bill, 02 a recipient, 03 a line.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{
    OUTER, Reader, Row,
    parts::{BillKey, Head, Numbering, Part, Person},
};
use crate::{
    calendar::ServiceMonth,
    exchange::{
        CodeLine, UserBill,
        layout::RecordKind,
        model::{exchange_name, service_code},
    },
    item::Scheme,
    money::{UnitPrice, Units, Yen},
    number::{CertificateNumber, MunicipalityNumber, OfficeNumber},
};

impl Reader {
    pub(super) fn data(&mut self, row: &Row) {
        let kinds = [RecordKind::Bill, RecordKind::User, RecordKind::Line];
        let Some(kind) = kinds.into_iter().find(|kind| kind.key() == row.get(OUTER + 1)) else {
            self.parts.record_lost();
            let ja = "レコード種別コードは 01、02、03 です。このレコードは使いません";
            return self.fault(row.line, OUTER + 2, ja, "must be 01, 02 or 03; not used");
        };
        self.check_fields(row, kind, OUTER);
        // Where a field is missing or too many, none of the others need be what its place says.
        let count = OUTER + self.layout.fields(kind).len();
        if row.fields.len() < count || row.fields[count..].iter().any(|more| !more.is_empty()) {
            self.parts.record_lost();
            let ja = "項目の数が違うので、このレコードは使いません";
            return self.fault(row.line, 0, ja, "wrong number of fields: not used");
        }
        let Some(exchange) = &self.read.exchange else { return };
        let (scheme, office) = (exchange.scheme, exchange.office);
        if row.get(OUTER) != exchange_name(scheme) {
            let want = exchange_name(scheme);
            let ja = format!("交換情報識別番号は {want} です");
            self.fault(row.line, OUTER + 1, ja, format!("must be {want}"));
        }
        if row.get(OUTER + 4) != office.as_str() {
            let other = OfficeNumber::new(row.get(OUTER + 4).as_bytes()).is_some();
            let ja = format!("このファイルの事業所番号 {office} と違います");
            let en = format!("not the office of the file, {office}");
            let not_used = if other { ("。使いません", "; not used") } else { ("", "") };
            self.fault(row.line, OUTER + 5, ja + not_used.0, en + not_used.1);
            if other {
                return self.foreign(row, kind);
            }
        }
        match kind {
            RecordKind::Bill => self.bill(row),
            RecordKind::User => self.user(row),
            _ => self.line(row),
        }
    }

    /// A record of another office: nothing of it is taken, and nothing is missed for it.
    fn foreign(&mut self, row: &Row, kind: RecordKind) {
        match kind {
            RecordKind::Bill => {
                (self.parts.here, self.parts.maybe) = (None, None);
                self.parts.nameless = Some(Part::default());
                self.parts.numbering = Some(Numbering::from(1));
                self.parts.head = Head::Refused;
            }
            RecordKind::User => {
                self.parts.something_lost();
                self.number(row);
                self.parts.head = Head::Refused;
            }
            _ => self.parts.line_lost(),
        }
    }

    /// Month and municipality of a record, told where they cannot be read.
    fn key(&mut self, row: &Row) -> Option<BillKey> {
        let month = ServiceMonth::parse(row.get(OUTER + 2)).filter(|_| self.fits(row, OUTER + 2));
        let municipality = MunicipalityNumber::new(row.get(OUTER + 3).as_bytes());
        if month.is_none() {
            self.fault(row.line, OUTER + 3, "年月(YYYYMM)です", "must be a month, YYYYMM");
        }
        if municipality.is_none() {
            self.fault(row.line, OUTER + 4, "6桁の数字です", "must be six digits");
        }
        month.zip(municipality)
    }

    fn certificate(&mut self, row: &Row, place: usize) -> Option<CertificateNumber> {
        let own = CertificateNumber::new(row.get(place).as_bytes());
        if own.is_none() {
            self.fault(row.line, place + 1, "10桁の数字です", "must be ten digits");
        }
        own
    }

    fn bill(&mut self, row: &Row) {
        let key = self.key(row);
        let region = row.get(OUTER + 6).to_owned();
        let price = self.price(row, OUTER + 8);
        if key.is_some_and(|(_, municipality)| !municipality.check_digit_holds()) {
            let ja = "市町村番号の検証番号が合いません";
            self.fault(row.line, OUTER + 4, ja, "the check digit fails");
        }
        if self.scheme().is_some_and(|scheme| self.layout.grade(&region, scheme).is_none()) {
            let ja = "地域区分コードの表にない値です";
            self.fault(row.line, OUTER + 7, ja, "no such region code");
        }
        let part = Part {
            region,
            price,
            wanted: Some((row.get(OUTER + 5).to_owned(), row.get(OUTER + 7).to_owned())),
            place: Some(row.line),
            ..Part::default()
        };
        self.parts.head = Head::None;
        self.parts.numbering = Some(Numbering::from(1));
        (self.parts.here, self.parts.maybe, self.parts.nameless) = (None, None, None);
        let Some(key) = key else {
            self.parts.nameless = Some(part);
            return;
        };
        self.check_processing(row, key.0);
        let own = self.parts.bill(key).map(|own| &self.parts.bills[own].1);
        let twice = own.is_some_and(|part| part.last_lined.is_some());
        if self.parts.last_with_lines().is_some_and(|last| last >= key) || twice {
            let ja = "市町村の順が昇順でないか、同じ市町村が二度あります";
            self.fault(row.line, OUTER + 4, ja, "municipalities must ascend");
        }
        self.parts.here = Some(self.parts.add_bill(key, part));
    }

    fn check_processing(&mut self, row: &Row, month: ServiceMonth) {
        let processing = self.read.exchange.as_ref().map(|exchange| exchange.processing);
        if processing.is_some_and(|processing| processing <= month) {
            let ja = "サービス提供年月が処理対象年月より前ではありません";
            self.fault(row.line, OUTER + 3, ja, "not before the month of processing");
        }
    }

    fn user(&mut self, row: &Row) {
        self.parts.head = Head::None;
        let key = self.key(row);
        let certificate = self.certificate(row, OUTER + 6);
        let bill = key.and_then(|key| self.bill_of(row, key));
        self.number(row);
        self.check_user_fields(row, key.map(|key| key.0));
        let price = self.price(row, OUTER + 13);
        self.check_price(row, bill, price);
        let units = self.amount(row, OUTER + 11);
        let yen = self.amount(row, OUTER + 12);
        self.count_in(bill, yen);
        let (Some(units), Some(yen)) = (units, yen) else {
            self.parts.head = Head::Refused;
            let ja = "単位数か請求額が読めないので、この受給者は03のレコードも使いません";
            return self.fault(row.line, 0, ja, "no units or yen: the recipient is not used");
        };
        let day = NaiveDate::parse_from_str(row.get(OUTER + 9), "%Y%m%d").ok();
        let nobody = CertificateNumber::new(b"0000000000");
        let Some(named) = certificate.or(nobody) else { return };
        let user = UserBill {
            certificate: named,
            holder: row.get(OUTER + 7).to_owned(),
            child: row.get(OUTER + 8).to_owned(),
            monitoring_day: day,
            units: Units(units),
            yen: Yen(yen),
            lines: Vec::new(),
        };
        let (lines, strays) = (Vec::new(), Vec::new());
        let person = Person { user, place: row.line, lines, strays, partial: false };
        let (Some(bill), Some(certificate)) = (bill, certificate) else {
            self.parts.head = Head::Nameless(Box::new(person), price);
            return;
        };
        // One without a line is damaged itself, and says nothing about those after it.
        let part = &self.parts.bills[bill].1;
        let last = part.last_lined.map(|last| &part.people[last]);
        if last.is_some_and(|last| last.user.certificate >= certificate) {
            let ja = "受給者証番号の順が昇順でないか、同じ人が二度あります";
            self.fault(row.line, OUTER + 7, ja, "recipients must ascend");
        }
        let (bill, person) = self.parts.add_person(bill, person);
        self.parts.head = Head::Taken(bill, person);
    }

    /// The bill that a record 02 names, begun where there is none.
    fn bill_of(&mut self, row: &Row, key: BillKey) -> Option<usize> {
        let found = self.parts.bill(key);
        if found.is_some() && found == self.parts.here {
            (self.parts.maybe, self.parts.nameless) = (None, None);
            return found;
        }
        if found.is_some() && found == self.parts.maybe {
            (self.parts.here, self.parts.maybe) = (found, None);
            return found;
        }
        self.parts.something_lost();
        if found.is_none() {
            if let Some((_, part)) = self.parts.here.map(|here| &mut self.parts.bills[here]) {
                part.doubtful = true;
            }
            let nameless = self.parts.nameless.take();
            if nameless.is_none() {
                let ja = "この年月と市町村番号の01のレコードがありません";
                self.fault(row.line, OUTER + 2, ja, "no record 01 of this month and municipality");
                self.check_processing(row, key.0);
                if row.get(OUTER + 5) == "1" {
                    self.parts.numbering = Some(Numbering::from(1));
                }
            }
            let begun = self.parts.add_bill(key, nameless.unwrap_or_default());
            match self.parts.here {
                None => self.parts.here = Some(begun),
                Some(_) => self.parts.maybe = Some(begun),
            }
            return Some(begun);
        }
        let ja = "上の01のレコードと年月か市町村番号が違います";
        self.fault(row.line, OUTER + 4, ja, "not the month and municipality of record 01 above");
        match self.parts.here {
            None => self.parts.here = found,
            Some(_) => self.parts.maybe = found,
        }
        if let Some(found) = found {
            self.parts.bills[found].1.partial = true;
        }
        found
    }

    fn number(&mut self, row: &Row) {
        let numbering = self.parts.numbering.get_or_insert(Numbering::from(1));
        if let Err(number) = numbering.take(row.get(OUTER + 5)) {
            let ja = format!("項番は {number} です");
            self.fault(row.line, OUTER + 6, ja, format!("must be {number}"));
        }
    }

    fn check_user_fields(&mut self, row: &Row, month: Option<ServiceMonth>) {
        let day = row.get(OUTER + 9);
        let own = NaiveDate::parse_from_str(day, "%Y%m%d").ok().map(ServiceMonth::of);
        if !day.is_empty() && (own.is_none() || month.is_some() && own != month) {
            let ja = "モニタリング日がサービス提供年月の日付ではありません";
            self.fault(row.line, OUTER + 10, ja, "no day of the service month");
        }
        let scheme = self.scheme();
        if scheme.is_some_and(|scheme| row.get(OUTER + 10) != service_code(scheme)) {
            let ja = "サービスコードは 520000 か 550000 です";
            self.fault(row.line, OUTER + 11, ja, "must be 520000 or 550000");
        }
        if scheme == Some(Scheme::Child) && row.get(OUTER + 8).is_empty() {
            let ja = "障害児相談では支給決定児童氏名カナが要ります";
            self.fault(row.line, OUTER + 9, ja, "a child's name is needed");
        }
    }

    /// The price is that of record 01; without one there, the bill takes it from here.
    fn check_price(&mut self, row: &Row, bill: Option<usize>, price: Option<UnitPrice>) {
        let Some(price) = price else { return };
        let Some((_, part)) = bill.and_then(|bill| self.parts.bills.get_mut(bill)) else { return };
        if *part.price.get_or_insert(price) != price {
            let ja = "単位数単価が01のレコードと違います";
            self.fault(row.line, OUTER + 14, ja, "not the price of record 01");
        }
    }

    /// Counts a record 02 into the sums of the record 01 that it stands below.
    fn count_in(&mut self, bill: Option<usize>, yen: Option<i64>) {
        let (Some(bill), Some(yen)) = (bill.filter(|own| Some(*own) == self.parts.here), yen)
        else {
            return self.parts.something_lost();
        };
        let (count, sum) = &mut self.parts.bills[bill].1.sum;
        *count += usize::from(yen > 0);
        *sum = *sum + Yen(yen);
    }

    fn line(&mut self, row: &Row) {
        let line = self.code_line(row);
        let key = self.key(row);
        let certificate = self.certificate(row, OUTER + 5);
        let (Some(key), Some(certificate)) = (key, certificate) else {
            return self.parts.line_lost();
        };
        let found = self.parts.person(key, certificate);
        if found.is_none() && matches!(self.parts.head, Head::Nameless(..)) {
            self.name_head(row, key, certificate);
        }
        let found = self.parts.person(key, certificate);
        if let (Head::Taken(bill, person), Some(own)) = (&self.parts.head, found)
            && (*bill, *person) == own
        {
            return self.own_line(row, own, line);
        }
        self.parts.line_lost();
        let Some(own) = found else {
            if !matches!(self.parts.head, Head::Refused) {
                let ja = "この受給者の02のレコードがないので使いません";
                self.fault(row.line, OUTER + 6, ja, "no record 02 of this recipient: not used");
            }
            return;
        };
        let ja = "上の02のレコードの受給者と違います";
        self.fault(row.line, OUTER + 6, ja, "not the recipient of the record 02 above");
        if let (Some(line), Some(person)) = (line, self.parts.person_mut(own)) {
            person.strays.push((line, row.line));
        }
    }

    fn own_line(&mut self, row: &Row, own: (usize, usize), line: Option<CodeLine>) {
        let Some(line) = line else { return self.parts.line_lost() };
        let Some(person) = self.parts.lined(own) else { return };
        let descends = person.user.lines.last().is_some_and(|last| last.code > line.code);
        person.user.lines.push(line);
        person.lines.push(row.line);
        if descends {
            let ja = "サービスコードの順が昇順ではありません";
            self.fault(row.line, OUTER + 7, ja, "codes must ascend");
        }
    }

    /// A record 02 that does not say whose it is, is of whom its first line says.
    fn name_head(&mut self, row: &Row, key: BillKey, certificate: CertificateNumber) {
        let Head::Nameless(mut person, price) = std::mem::take(&mut self.parts.head) else {
            return;
        };
        person.user.certificate = certificate;
        let Some(bill) = self.bill_of(row, key) else { return };
        let part = &mut self.parts.bills[bill].1;
        part.price = part.price.or(price);
        let (bill, person) = self.parts.add_person(bill, *person);
        self.parts.head = Head::Taken(bill, person);
    }

    /// Code, units and count; `None` where one of them cannot be read, which is told.
    fn code_line(&mut self, row: &Row) -> Option<CodeLine> {
        let units = self.amount(row, OUTER + 7);
        let count = self.amount(row, OUTER + 8).and_then(|count| u32::try_from(count).ok());
        let service_units = self.amount(row, OUTER + 9);
        if let (Some(units), Some(count), Some(product)) = (units, count, service_units)
            && Units(units).times(count) != Units(product)
        {
            let ja = "サービス単位数が 単位数×回数 と違います";
            self.fault(row.line, OUTER + 10, ja, "not units × count");
        }
        if count.is_none_or(|count| count == 0) {
            self.fault(row.line, OUTER + 9, "回数は1以上です", "must be 1 or more");
        }
        let code = Some(row.get(OUTER + 6)).filter(|_| self.fits(row, OUTER + 6));
        let line = |code: &str| {
            Some(CodeLine { code: code.to_owned(), units: Units(units?), count: count? })
        };
        code.and_then(line)
    }

    /// A number of the record; one that is longer than its field is none.
    fn amount(&mut self, row: &Row, place: usize) -> Option<i64> {
        let text = row.get(place);
        let number = text.parse().ok().filter(|_| self.fits(row, place));
        if number.is_none() || text.len() <= LONGEST {
            return number;
        }
        let ja = format!("{LONGEST}桁を超えています");
        self.fault(row.line, place + 1, ja, format!("more than {LONGEST} digits"));
        None
    }

    /// Yen per unit, in thousandths.
    fn price(&mut self, row: &Row, place: usize) -> Option<UnitPrice> {
        let number = self.amount(row, place)?;
        if number <= 0 {
            self.fault(row.line, place + 1, "単位数単価は0より大きい数です", "must be above 0");
            return None;
        }
        Some(UnitPrice(Decimal::new(number, 3)))
    }
}

/// Digits of 請求金額, the longest sum; also of the fields whose length is not known.
const LONGEST: usize = 10;
