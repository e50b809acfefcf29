//! The data records: 01 a bill, 02 a recipient, 03 a line.
//!
//! Read is a record 02 with the records 03 directly below it that name the same recipient's month,
//! where all of them can be read and the lines come to its units. Whom else a record names is held:
//! nobody guesses what was claimed for them. So a damaged record 01 takes nobody with it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{
    fields::{Faults, Fields},
    record::Record,
};
use crate::{
    account::Account,
    calendar::ServiceMonth,
    exchange::{
        CodeLine, Layout, RecordKind, UserBill,
        model::{exchange_name, service_code},
    },
    item::Scheme,
    money::{UnitPrice, Units, Yen},
    number::{MunicipalityNumber, OfficeNumber},
};

/// What every data record has to agree with.
pub(super) struct File {
    pub(super) layout: &'static Layout,
    pub(super) scheme: Scheme,
    /// `None` where neither the control record nor the data records tell one.
    pub(super) office: Option<OfficeNumber>,
    pub(super) processing: ServiceMonth,
}

/// A recipient's record 02 and its records 03.
pub(super) struct UserRecords {
    pub(super) account: Account,
    pub(super) user: UserBill,
    pub(super) price: UnitPrice,
    /// 地域区分コード of its record 01; empty where that is not there.
    pub(super) region: String,
    /// The lines of its record 02 and of its records 03.
    pub(super) places: (u32, Vec<u32>),
    /// The line of the record 01 above.
    below: u32,
}

/// Whose bill.
type BillKey = (ServiceMonth, MunicipalityNumber);

impl UserRecords {
    pub(super) const fn bill(&self) -> BillKey {
        (self.account.month, self.account.municipality)
    }
}

/// A record 01 and what stands below it.
#[derive(Default)]
struct Section {
    line: u32,
    key: Option<BillKey>,
    region: String,
    price: Option<UnitPrice>,
    /// 件数 and 請求金額 as they stand in record 01, and of the records 02.
    wanted: (String, String),
    sum: (usize, Yen),
    numbering: Numbering,
    /// Whether a record here was damaged, so that nothing is said of how they go together.
    is_damaged: bool,
}

/// What is read, record by record.
pub(super) struct DataReader<'f> {
    file: &'f File,
    section: Section,
    /// Whom the last record 02 names, and what is read of it.
    open: (Option<Account>, Option<UserRecords>),
    read: Vec<UserRecords>,
    /// Whom the records name, and the first line that does.
    named: BTreeMap<Account, u32>,
}

/// What stands in front of every data record.
pub(super) const OUTER: usize = 2;

impl<'f> DataReader<'f> {
    pub(super) fn new(file: &'f File) -> Self {
        let (section, open) = (Section::default(), (None, None));
        Self { file, section, open, read: Vec::new(), named: BTreeMap::new() }
    }

    pub(super) fn record(&mut self, record: &Record, faults: &mut Faults) {
        let kinds = [RecordKind::Bill, RecordKind::User, RecordKind::Line];
        let Some(kind) = kinds.into_iter().find(|kind| kind.key() == record.get(OUTER + 1)) else {
            self.section.is_damaged = true;
            let ja = "レコード種別コードは 01、02、03 です。このレコードは使いません";
            return faults.tell((record.line, OUTER + 2), ja, "must be 01, 02 or 03; not used");
        };
        let mut fields = Fields::new(record, (self.file.layout.fields(kind), OUTER), faults);
        if !fields.are_all_there {
            self.section.is_damaged = true;
            return;
        }
        let scheme = exchange_name(self.file.scheme);
        fields.must_be(1, scheme, "交換情報識別番号が違います");
        if let Some(office) = self.file.office {
            fields.must_be(5, office.as_str(), "このファイルの事業所番号と違います");
        }
        match kind {
            RecordKind::Bill => self.bill(&mut fields),
            RecordKind::User => self.user(&mut fields),
            _ => self.line(&mut fields),
        }
    }

    /// Those who are read, in the order of the file; and whom else its records name.
    pub(super) fn finish(
        mut self,
        faults: &mut Faults,
    ) -> (Vec<UserRecords>, BTreeMap<Account, u32>) {
        self.close(faults);
        self.section.check_sum(faults);
        let mut times: BTreeMap<Account, usize> = BTreeMap::new();
        for recipient in &self.read {
            *times.entry(recipient.account).or_default() += 1;
        }
        for pair in self.read.windows(2) {
            let (one, next) = (&pair[0], &pair[1]);
            let within = one.below == next.below && one.account < next.account;
            if one.bill() >= next.bill() && !within {
                let ja = "市町村か受給者の順が昇順でないか、同じものが二度あります";
                faults.tell((next.places.0, OUTER + 7), ja, "must ascend, and stand once");
            }
        }
        self.read.retain(|recipient| times.get(&recipient.account) == Some(&1));
        for recipient in &self.read {
            self.named.remove(&recipient.account);
        }
        (self.read, self.named)
    }

    fn bill(&mut self, fields: &mut Fields<'_>) {
        self.close(fields.faults);
        self.section.check_sum(fields.faults);
        let key = fields.read(3, ServiceMonth::parse).zip(fields.digits(4));
        let (region, price) = (fields.text(7).to_owned(), price(fields, 9));
        if key.is_some_and(|(_, municipality)| !municipality.check_digit_holds()) {
            fields.tell(4, "市町村番号の検証番号が合いません", "the check digit fails");
        }
        if self.file.layout.grade(&region, self.file.scheme).is_none() {
            fields.tell(7, "地域区分コードの表にない値です", "no such region code");
        }
        if key.is_some_and(|(month, _)| self.file.processing <= month) {
            let ja = "サービス提供年月が処理対象年月より前ではありません";
            fields.tell(3, ja, "not before the month of processing");
        }
        let wanted = (fields.text(6).to_owned(), fields.text(8).to_owned());
        let (line, is_damaged) = (fields.record.line, key.is_none());
        self.section =
            Section { line, key, region, price, wanted, is_damaged, ..Section::default() };
    }

    fn user(&mut self, fields: &mut Fields<'_>) {
        self.close(fields.faults);
        let account = self.account(fields, 7);
        let day = NaiveDate::parse_from_str(fields.text(10), "%Y%m%d").ok();
        let is_of_month = |account: Account| day.map(ServiceMonth::of) == Some(account.month);
        if !fields.text(10).is_empty() && (day.is_none() || !account.is_none_or(is_of_month)) {
            let ja = "モニタリング日がサービス提供年月の日付ではありません";
            fields.tell(10, ja, "no day of the service month");
        }
        fields.must_be(11, service_code(self.file.scheme), "サービスコードが違います");
        if self.file.scheme == Scheme::Child && fields.text(9).is_empty() {
            let ja = "障害児相談では支給決定児童氏名カナが要ります";
            fields.tell(9, ja, "a child's name is needed");
        }
        let (units, yen, price) = (fields.amount(12), fields.amount(13), price(fields, 14));
        let recipient = || {
            let is_of_file = |account: &Account| {
                (account.scheme, Some(account.office)) == (self.file.scheme, self.file.office)
            };
            let account = account.filter(is_of_file)?;
            let is_below = self.section.key == Some((account.month, account.municipality));
            let user = UserBill {
                certificate: account.certificate,
                holder: fields.text(8).to_owned(),
                child: fields.text(9).to_owned(),
                monitoring_day: day,
                units: Units(units?),
                yen: Yen(yen?),
                lines: Vec::new(),
            };
            let region = if is_below { self.section.region.clone() } else { String::new() };
            let (places, below) = ((fields.record.line, Vec::new()), self.section.line);
            Some(UserRecords { account, user, price: price?, region, places, below })
        };
        let recipient = recipient();
        self.section.add(recipient.as_ref(), fields);
        self.open = (account, recipient);
    }

    fn line(&mut self, fields: &mut Fields<'_>) {
        let account = self.account(fields, 6);
        let line = code_line(fields);
        if account.is_none() || account != self.open.0 {
            if account.and(self.open.0).is_some() {
                let ja = "上の02のレコードの受給者と違います";
                fields.tell(6, ja, "not the recipient of the record 02 above");
            }
            return;
        }
        let (Some(recipient), Some(line)) = (&mut self.open.1, line) else {
            self.open.1 = None;
            return;
        };
        if recipient.user.lines.last().is_some_and(|last| last.code > line.code) {
            fields.tell(7, "サービスコードの順が昇順ではありません", "codes must ascend");
        }
        recipient.user.lines.push(line);
        recipient.places.1.push(fields.record.line);
    }

    /// Whom a record names by its own fields.
    fn account(&mut self, fields: &mut Fields<'_>, certificate: usize) -> Option<Account> {
        let name = fields.text(1);
        let scheme = Scheme::ALL.into_iter().find(|scheme| exchange_name(*scheme) == name);
        let (month, municipality) = (fields.read(3, ServiceMonth::parse), fields.digits(4));
        let (office, certificate) =
            (OfficeNumber::new(fields.text(5).as_bytes()), fields.digits(certificate));
        let account = Account {
            month: month?,
            scheme: scheme?,
            municipality: municipality?,
            office: office?,
            certificate: certificate?,
        };
        self.named.entry(account).or_insert(fields.record.line);
        Some(account)
    }

    /// Ends the records of a recipient.
    fn close(&mut self, faults: &mut Faults) {
        let Some(recipient) = std::mem::take(&mut self.open).1 else { return };
        let (written, place) = (recipient.user.units, (recipient.places.0, OUTER + 12));
        let sum: Units = recipient.user.lines.iter().map(CodeLine::service_units).sum();
        faults.must_be(place, (written, sum), "単位数が03のレコードの合計と違います");
        self.read.extend(Some(recipient).filter(|_| written == sum));
    }
}

impl Section {
    /// Counts a record 02 in, and tells where it is not of the record 01 above.
    fn add(&mut self, recipient: Option<&UserRecords>, fields: &mut Fields<'_>) {
        let was_damaged = std::mem::replace(&mut self.is_damaged, true);
        let Some(recipient) = recipient.filter(|_| !was_damaged) else { return };
        if self.key != Some(recipient.bill()) {
            let ja = "上に、この年月と市町村番号の01のレコードがありません";
            return fields.tell(4, ja, "no record 01 of this month and municipality above");
        }
        if self.price.is_some_and(|price| price != recipient.price) {
            let ja = "単位数単価が01のレコードと違います";
            return fields.tell(14, ja, "not the price of record 01");
        }
        self.is_damaged = false;
        if let Some(number) = self.numbering.wrong(1, fields.text(6)) {
            fields.must_be(6, number, "項番が続いていません");
        }
        self.sum.0 += usize::from(recipient.user.yen > Yen(0));
        self.sum.1 = self.sum.1 + recipient.user.yen;
    }

    fn check_sum(&self, faults: &mut Faults) {
        if self.line == 0 || self.is_damaged {
            return;
        }
        let (count, yen) = (self.sum.0.to_string(), self.sum.1.to_string());
        let (count, yen) = ((&self.wanted.0, &count), (&self.wanted.1, &yen));
        faults.must_be((self.line, OUTER + 6), count, "件数が請求額のある人の数と違います");
        faults.must_be((self.line, OUTER + 8), yen, "請求金額が02のレコードの合計と違います");
    }
}

/// Yen per unit, in thousandths.
fn price(fields: &mut Fields<'_>, number: usize) -> Option<UnitPrice> {
    let amount = fields.read(number, |text| text.parse().ok().filter(|amount| *amount > 0));
    amount.map(|amount| UnitPrice(Decimal::new(amount, 3)))
}

/// Code, units and count.
fn code_line(fields: &mut Fields<'_>) -> Option<CodeLine> {
    let code = fields.read(7, |code| Some(code.to_owned()));
    let (units, product) = (fields.amount(8), fields.amount(10));
    let count = fields.read(9, |count| count.parse().ok().filter(|count| *count > 0));
    let line = CodeLine { code: code?, units: Units(units?), count: count? };
    let want = line.service_units();
    fields.must_be(10, want, "サービス単位数が 単位数×回数 と違います");
    Some(line).filter(|_| product == Some(want.0))
}

/// Running numbers.
#[derive(Default)]
pub(super) struct Numbering {
    count: i64,
    /// How far the last one was from its place. It is told where this changes: the numbers behind a
    /// record that is not there go on without it.
    off: i64,
}

impl Numbering {
    /// What the next number should be, where it is another. The first is `from`.
    pub(super) fn wrong(&mut self, from: i64, text: &str) -> Option<i64> {
        let want = from + self.count;
        let off = text.parse::<i64>().ok().map(|number| number.saturating_sub(want));
        let is_told = off.is_none_or(|off| off != 0 && off != self.off);
        self.count += 1;
        self.off = off.unwrap_or(self.off);
        is_told.then_some(want)
    }
}
