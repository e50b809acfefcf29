//! The data records: 01 a bill, 02 a recipient, 03 a line.
//!
//! Read is a record 02 with the records 03 directly below it that name the same recipient's month,
//! where all of them can be read and the lines come to its units. Whom else a record names is held:
//! nobody guesses what was claimed for them. So a damaged record 01 takes nobody with it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{
    fields::{Faults, FieldPlace, Fields},
    record::Record,
};
use crate::{
    account::Account,
    calendar::ServiceMonth,
    exchange::{
        CodeLine, Content, Layout, RecordKind, UserBill,
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

/// The kind of a data record, by the second field of the exchange: the one thing that has to be
/// known before the layout.
pub(super) fn kind_of(record: &Record) -> Option<RecordKind> {
    let kinds = [RecordKind::Bill, RecordKind::User, RecordKind::Line];
    kinds.into_iter().find(|kind| kind.key() == record.get(OUTER + 1))
}

impl<'f> DataReader<'f> {
    pub(super) fn new(file: &'f File) -> Self {
        let (section, open) = (Section::default(), (None, None));
        Self { file, section, open, read: Vec::new(), named: BTreeMap::new() }
    }

    pub(super) fn record(&mut self, record: &Record, faults: &mut Faults) {
        let Some(kind) = kind_of(record) else {
            self.section.is_damaged = true;
            let ja = "レコード種別コードは 01、02、03 です。このレコードは使いません";
            return faults.tell((record.line, OUTER + 2), ja, "must be 01, 02 or 03; not used");
        };
        let layout = (self.file.layout.fields(kind), OUTER, self.file.scheme);
        let mut fields = Fields::new(record, layout, faults);
        if !fields.are_all_there {
            self.section.is_damaged = true;
            return;
        }
        let scheme = exchange_name(self.file.scheme);
        fields.must_be(Content::Exchange, scheme, "交換情報識別番号が違います");
        if let Some(office) = self.file.office {
            fields.must_be(Content::Office, office.as_str(), "このファイルの事業所番号と違います");
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
        self.section.check_sum(self.file.layout, faults);
        let mut times: BTreeMap<Account, usize> = BTreeMap::new();
        for recipient in &self.read {
            *times.entry(recipient.account).or_default() += 1;
        }
        for pair in self.read.windows(2) {
            let (one, next) = (&pair[0], &pair[1]);
            let within = one.below == next.below && one.account < next.account;
            if one.bill() >= next.bill() && !within {
                let ja = "市町村か受給者の順が昇順でないか、同じものが二度あります";
                let place = self.user_place(next.places.0, Content::Certificate);
                faults.tell(place, ja, "must ascend, and stand once");
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
        self.section.check_sum(self.file.layout, fields.faults);
        let month = fields.read(Content::Month, ServiceMonth::parse);
        let key = month.zip(fields.digits(Content::Municipality));
        let (region, price) = (fields.text(Content::Region).to_owned(), price(fields));
        if key.is_some_and(|(_, municipality)| !municipality.check_digit_holds()) {
            let ja = "市町村番号の検証番号が合いません";
            fields.tell(Content::Municipality, ja, "the check digit fails");
        }
        if self.file.layout.grade(&region, self.file.scheme).is_none() {
            let ja = "地域区分コードの表にない値です";
            fields.tell(Content::Region, ja, "no such region code");
        }
        if key.is_some_and(|(month, _)| self.file.processing <= month) {
            let ja = "サービス提供年月が処理対象年月より前ではありません";
            fields.tell(Content::Month, ja, "not before the month of processing");
        }
        let [count, yen] = [Content::Count, Content::Yen].map(|sum| fields.text(sum).to_owned());
        let (line, is_damaged) = (fields.record.line, key.is_none());
        let wanted = (count, yen);
        self.section =
            Section { line, key, region, price, wanted, is_damaged, ..Section::default() };
    }

    fn user(&mut self, fields: &mut Fields<'_>) {
        self.close(fields.faults);
        let account = self.account(fields);
        let written = fields.text(Content::MonitoringDay);
        let day = NaiveDate::parse_from_str(written, "%Y%m%d").ok();
        // A plan alone has the day on which it was made, which may be of an earlier month.
        let is_by_then =
            |account: Account| day.is_some_and(|day| account.month >= ServiceMonth::of(day));
        if !written.is_empty() && (day.is_none() || !account.is_none_or(is_by_then)) {
            let ja = "モニタリング日がサービス提供年月までの日付ではありません";
            fields.tell(Content::MonitoringDay, ja, "no day up to the service month");
        }
        let service = service_code(self.file.scheme);
        fields.must_be(Content::Service, service, "サービスコードが違います");
        let (units, yen) = (fields.amount(Content::Units), fields.amount(Content::Yen));
        let price = price(fields);
        let recipient = || {
            let is_of_file = |account: &Account| {
                (account.scheme, Some(account.office)) == (self.file.scheme, self.file.office)
            };
            let account = account.filter(is_of_file)?;
            let is_below = self.section.key == Some((account.month, account.municipality));
            let user = UserBill {
                certificate: account.certificate,
                holder: fields.text(Content::Holder).to_owned(),
                child: fields.text(Content::Child).to_owned(),
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
        let account = self.account(fields);
        let line = code_line(fields);
        if account.is_none() || account != self.open.0 {
            if account.and(self.open.0).is_some() {
                let ja = "上の02のレコードの受給者と違います";
                fields.tell(Content::Certificate, ja, "not the recipient of the record 02 above");
            }
            return;
        }
        let (Some(recipient), Some(line)) = (&mut self.open.1, line) else {
            self.open.1 = None;
            return;
        };
        if recipient.user.lines.last().is_some_and(|last| last.code > line.code) {
            let ja = "サービスコードの順が昇順ではありません";
            fields.tell(Content::Code, ja, "codes must ascend");
        }
        recipient.user.lines.push(line);
        recipient.places.1.push(fields.record.line);
    }

    /// Whom a record names by its own fields.
    fn account(&mut self, fields: &mut Fields<'_>) -> Option<Account> {
        let name = fields.text(Content::Exchange);
        let scheme = Scheme::ALL.into_iter().find(|scheme| exchange_name(*scheme) == name);
        let month = fields.read(Content::Month, ServiceMonth::parse);
        let municipality = fields.digits(Content::Municipality);
        let office = OfficeNumber::new(fields.text(Content::Office).as_bytes());
        let certificate = fields.digits(Content::Certificate);
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
        let place = self.user_place(recipient.places.0, Content::Units);
        let written = recipient.user.units;
        let sum: Units = recipient.user.lines.iter().map(CodeLine::service_units).sum();
        faults.must_be(place, (written, sum), "単位数が03のレコードの合計と違います");
        self.read.extend(Some(recipient).filter(|_| written == sum));
    }

    /// Where a field of a record 02 stands.
    fn user_place(&self, line: u32, content: Content) -> FieldPlace {
        (line, OUTER + self.file.layout.number(RecordKind::User, content))
    }
}

impl Section {
    /// Counts a record 02 in, and tells where it is not of the record 01 above.
    fn add(&mut self, recipient: Option<&UserRecords>, fields: &mut Fields<'_>) {
        let was_damaged = std::mem::replace(&mut self.is_damaged, true);
        let Some(recipient) = recipient.filter(|_| !was_damaged) else { return };
        if self.key != Some(recipient.bill()) {
            let ja = "上に、この年月と市町村番号の01のレコードがありません";
            return fields.tell(
                Content::Municipality,
                ja,
                "no record 01 of this month and municipality above",
            );
        }
        if self.price.is_some_and(|price| price != recipient.price) {
            let ja = "単位数単価が01のレコードと違います";
            return fields.tell(Content::Price, ja, "not the price of record 01");
        }
        self.is_damaged = false;
        if let Some(number) = self.numbering.wrong(1, fields.text(Content::Number)) {
            fields.must_be(Content::Number, number, "項番が続いていません");
        }
        self.sum.0 += usize::from(recipient.user.yen > Yen(0));
        self.sum.1 = self.sum.1 + recipient.user.yen;
    }

    fn check_sum(&self, layout: &Layout, faults: &mut Faults) {
        if self.line == 0 || self.is_damaged {
            return;
        }
        let (count, yen) = (self.sum.0.to_string(), self.sum.1.to_string());
        let (count, yen) = ((&self.wanted.0, &count), (&self.wanted.1, &yen));
        let place = |sum| (self.line, OUTER + layout.number(RecordKind::Bill, sum));
        faults.must_be(place(Content::Count), count, "件数が請求額のある人の数と違います");
        faults.must_be(place(Content::Yen), yen, "請求金額が02のレコードの合計と違います");
    }
}

/// Yen per unit, in thousandths.
fn price(fields: &mut Fields<'_>) -> Option<UnitPrice> {
    let amount = fields.read(Content::Price, |text| text.parse().ok().filter(|amount| *amount > 0));
    amount.map(|amount| UnitPrice(Decimal::new(amount, 3)))
}

/// Code, units and count.
fn code_line(fields: &mut Fields<'_>) -> Option<CodeLine> {
    let code = fields.read(Content::Code, |code| Some(code.to_owned()));
    let (units, product) = (fields.amount(Content::Units), fields.amount(Content::ServiceUnits));
    let count = fields.read(Content::Times, |count| count.parse().ok().filter(|count| *count > 0));
    let line = CodeLine { code: code?, units: Units(units?), count: count? };
    let want = line.service_units();
    fields.must_be(Content::ServiceUnits, want, "サービス単位数が 単位数×回数 と違います");
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
