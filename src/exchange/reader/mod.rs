//! A file read back. Strict about structure; lenient about quotes, line ends and an empty or `0`
//! 予備. Every fault is told with line and field, and the rest of the file goes on.

mod data;
mod parts;

use std::collections::BTreeMap;

use encoding_rs::SHIFT_JIS;

use super::{Exchange, FieldFault, Layout, layout::RecordKind, model::data_kind};
use crate::{calendar::ServiceMonth, item::Scheme, number::OfficeNumber};
use parts::{Numbering, Part, Parts, Person};

/// What is wrong, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadFault {
    /// Physical line, from 1.
    pub line: u32,
    /// Field of the line, from 1; 0: the line as a whole.
    pub field: u16,
    /// In Japanese and English.
    pub what: (String, String),
}

/// A file as far as it could be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Read {
    /// What it says; `None` where not even its control record could be read.
    pub exchange: Option<Exchange>,
    /// The physical line of each recipient's record 02 and of its lines, in the order of
    /// `exchange`: bill, recipient, then its lines.
    pub places: Vec<Vec<(u32, Vec<u32>)>>,
    /// The line of each bill's record 01.
    pub bill_places: Vec<u32>,
    /// Everything that is wrong.
    pub faults: Vec<ReadFault>,
}

/// Whether the bytes begin like a file of the federation: a control record of J31 or K31.
pub fn looks_like_exchange(bytes: &[u8]) -> bool {
    let first = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    let text = SHIFT_JIS.decode_without_bom_handling(first).0;
    let mut fields = text.split(',').map(|field| field.trim().trim_matches('"'));
    fields.next() == Some("1") && fields.nth(3).is_some_and(|kind| kind == "J31" || kind == "K31")
}

/// Reads a file.
pub fn read_exchange(bytes: &[u8]) -> Read {
    let rows = rows(bytes);
    let mut reader = Reader {
        layout: Layout::of(ServiceMonth::literal(2018, 4)),
        read: Read {
            exchange: None,
            places: Vec::new(),
            bill_places: Vec::new(),
            faults: Vec::new(),
        },
        parts: Parts::default(),
    };
    if let Some(line) = lone_return(bytes) {
        reader.fault(line, 0, "改行がCRだけです", "a line end of CR alone");
    }
    reader.file(&rows);
    reader.read
}

/// A line as its fields.
struct Row {
    line: u32,
    fields: Vec<String>,
    /// Whether it holds bytes that are no CP932.
    broken: bool,
}

impl Row {
    fn get(&self, place: usize) -> &str {
        self.fields.get(place).map_or("", String::as_str)
    }
}

fn rows(bytes: &[u8]) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut rows = Vec::new();
    let mut record = csv::ByteRecord::new();
    let mut lines = LineCounter::new(bytes);
    // Reading from memory fails in nothing but an uneven row, and rows may be uneven here.
    while matches!(reader.read_byte_record(&mut record), Ok(true)) {
        let at = record.position().map_or(0, csv::Position::byte);
        let line = lines.line_of(usize::try_from(at).unwrap_or(usize::MAX));
        let mut broken = false;
        let fields = record.iter().map(|field| {
            let (text, faulty) = SHIFT_JIS.decode_without_bom_handling(field);
            broken |= faulty;
            text.into_owned()
        });
        let fields = fields.collect();
        rows.push(Row { line, fields, broken });
    }
    rows
}

/// The line that ends with the first CR without LF.
fn lone_return(bytes: &[u8]) -> Option<u32> {
    let mut returns = memchr::memchr_iter(b'\r', bytes);
    let at = returns.find(|at| bytes.get(at + 1) != Some(&b'\n'))?;
    let before = memchr::memchr_iter(b'\n', &bytes[..at]).count();
    u32::try_from(before + 1).ok()
}

/// Physical lines of records, counted on from one record to the next.
pub struct LineCounter<'b> {
    bytes: &'b [u8],
    /// How far was counted, and the line there.
    counted: (usize, u32),
}

impl<'b> LineCounter<'b> {
    /// Counts in `bytes` from their start.
    pub const fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, counted: (0, 1) }
    }

    /// The line of a record that begins at `at`, or after the line ends that stand there. Records
    /// are asked for in their order.
    pub fn line_of(&mut self, at: usize) -> u32 {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let to = (at + ends).min(self.bytes.len());
        let (from, line) = self.counted;
        let between = self.bytes.get(from..to).unwrap_or_default();
        let returns = memchr::memchr_iter(b'\r', between);
        let bare_returns =
            returns.filter(|at| self.bytes.get(from + at + 1) != Some(&b'\n')).count();
        let ends = memchr::memchr_iter(b'\n', between).count() + bare_returns;
        let more = u32::try_from(ends).unwrap_or(u32::MAX);
        self.counted = (to.max(from), line.saturating_add(more));
        self.counted.1
    }
}

struct Reader {
    layout: &'static Layout,
    read: Read,
    parts: Parts,
}

/// What stands in front of every record of the exchange.
const OUTER: usize = 2;

impl Reader {
    fn fault(&mut self, line: u32, field: usize, ja: impl Into<String>, en: impl Into<String>) {
        let field = u16::try_from(field).unwrap_or(u16::MAX);
        // A value that does not fit its field need not be told once more for what follows from it.
        let mut own = self.read.faults.iter().rev().take_while(|fault| fault.line == line);
        if field > 0 && own.any(|fault| fault.field == field) {
            return;
        }
        self.read.faults.push(ReadFault { line, field, what: (ja.into(), en.into()) });
    }

    fn file(&mut self, rows: &[Row]) {
        let Some(control) = rows.first() else {
            return self.fault(1, 0, "ファイルが空です", "the file is empty");
        };
        for row in rows.iter().filter(|row| row.broken) {
            self.fault(row.line, 0, "CP932でない文字があります", "bytes that are no CP932");
        }
        self.control(control, &rows[1..]);
        let Some((last, data)) = rows[1..].split_last() else {
            let ja = "エンドレコードがありません";
            return self.fault(control.line, 0, ja, "no end record");
        };
        let data = if last.get(0) == "3" {
            self.end(last, rows.len());
            data
        } else {
            self.fault(last.line, 1, "エンドレコードがありません", "no end record");
            &rows[1..]
        };
        self.check_count(control, data.len());
        let mut numbering = Numbering::from(2);
        for row in data {
            self.outer(row, &mut numbering);
            self.data(row);
        }
        self.finish();
    }

    fn control(&mut self, row: &Row, rows: &[Row]) {
        self.check_fields(row, RecordKind::Control, 0);
        if row.get(0) != "1" {
            let ja = "コントロールレコードがありません";
            self.fault(row.line, 1, ja, "no control record");
        }
        for (field, want) in [(1, "1"), (2, "0"), (5, "0"), (7, "0"), (8, "1")] {
            if row.get(field).trim_start_matches('0') != want.trim_start_matches('0') {
                let (ja, en) = (format!("{want} と書く項目です"), format!("must be {want}"));
                self.fault(row.line, field + 1, ja, en);
            }
        }
        if !matches!(row.get(10), "" | "0") {
            self.fault(row.line, 11, "予備は空か0です", "must be empty or 0");
        }
        let scheme = Scheme::ALL.into_iter().find(|scheme| data_kind(*scheme) == row.get(4));
        if scheme.is_none() {
            self.fault(row.line, 5, "データ種別は J31 か K31 です", "must be J31 or K31");
        }
        let office = self.office(row, rows);
        let processing = self.processing(row, rows);
        if let (Some(scheme), Some(office), Some(processing)) = (scheme, office, processing) {
            self.layout = Layout::of(processing);
            self.read.exchange = Some(Exchange { scheme, office, processing, bills: Vec::new() });
        }
    }

    /// 処理対象年月; where it cannot be read, the month after the latest month of service.
    fn processing(&mut self, control: &Row, rows: &[Row]) -> Option<ServiceMonth> {
        let own = ServiceMonth::parse(control.get(9)).filter(|_| control.get(9).len() == 6);
        if own.is_none() {
            self.fault(control.line, 10, "年月(YYYYMM)です", "must be a month, YYYYMM");
        }
        let months = rows.iter().filter_map(|row| ServiceMonth::parse(row.get(OUTER + 2)));
        own.or_else(|| months.max().map(|month| month.plus(1)))
    }

    /// The office that most records name, the control record among them and first among equals.
    fn office(&mut self, control: &Row, rows: &[Row]) -> Option<OfficeNumber> {
        let own = OfficeNumber::new(control.get(6).as_bytes());
        let mut counts: BTreeMap<OfficeNumber, usize> = BTreeMap::new();
        let named = rows.iter().filter_map(|row| OfficeNumber::new(row.get(OUTER + 4).as_bytes()));
        for office in own.into_iter().chain(named) {
            *counts.entry(office).or_default() += 1;
        }
        let most = counts.into_iter().max_by_key(|(office, count)| (*count, Some(*office) == own));
        let office = most.map(|(office, _)| office);
        if own.is_none() {
            self.fault(control.line, 7, "事業所番号は10桁の数字です", "must be ten digits");
        } else if let Some(other) = office.filter(|_| office != own) {
            let ja = format!("データレコードの事業所番号 {other} と違います");
            self.fault(control.line, 7, ja, format!("the data records are of office {other}"));
        }
        office
    }

    fn end(&mut self, row: &Row, rows: usize) {
        self.check_fields(row, RecordKind::End, 0);
        if row.get(1) != rows.to_string() {
            let (ja, en) = (format!("レコード番号は {rows} です"), format!("must be {rows}"));
            self.fault(row.line, 2, ja, en);
        }
    }

    fn check_count(&mut self, control: &Row, records: usize) {
        if control.get(3) != records.to_string() {
            let ja = format!("レコード件数が違います。データレコードは {records}件です");
            let en = format!("wrong count: there are {records} data records");
            self.fault(control.line, 4, ja, en);
        }
        if records == 0 {
            let ja = "データレコードがありません";
            self.fault(control.line, 0, ja, "no data record");
        }
    }

    fn outer(&mut self, row: &Row, numbering: &mut Numbering) {
        if row.get(0) != "2" {
            self.fault(row.line, 1, "レコード種別は 2 です", "must be 2");
        }
        if let Err(number) = numbering.take(row.get(1)) {
            let ja = format!("レコード番号が続いていません。{number} です");
            self.fault(row.line, 2, ja, format!("numbering: must be {number}"));
        }
    }

    /// Each field against its attribute and length, and their number.
    fn check_fields(&mut self, row: &Row, kind: RecordKind, outer: usize) {
        let fields = self.layout.fields(kind);
        let (have, want) = (row.fields.len(), fields.len() + outer);
        if have != want {
            let ja = format!("項目が {have}個あります。{want}個です");
            self.fault(row.line, 0, ja, format!("{have} fields, must be {want}"));
        }
        for (place, field) in fields.iter().enumerate() {
            if let Err(why) = field.check(row.get(place + outer)) {
                // The constants of the control record may have any number of zeros.
                if why == FieldFault::Zeros && kind == RecordKind::Control && place < 9 {
                    continue;
                }
                let (ja, en) = why.words();
                let ja = format!("{}: {ja}", field.name);
                let en = format!("{}: {en}", field.name);
                self.fault(row.line, place + outer + 1, ja, en);
            }
        }
    }

    fn scheme(&self) -> Option<Scheme> {
        self.read.exchange.as_ref().map(|exchange| exchange.scheme)
    }

    /// Whether a field of a data record is as long as it may be.
    fn fits(&self, row: &Row, place: usize) -> bool {
        let kinds = [RecordKind::Bill, RecordKind::User, RecordKind::Line];
        let kind = kinds.into_iter().find(|kind| kind.key() == row.get(OUTER + 1));
        let fields = kind.map_or(&[][..], |kind| self.layout.fields(kind));
        let field = place.checked_sub(OUTER).and_then(|place| fields.get(place));
        let check = field.map(|field| field.check(row.get(place)));
        !matches!(check, Some(Err(FieldFault::TooLong { .. })))
    }

    /// Sums of 03 against 02, and of 02 against 01; then what was read is put together.
    fn finish(&mut self) {
        let mut parts = std::mem::take(&mut self.parts);
        for (_, part) in &mut parts.bills {
            self.check_bill(part);
            for person in &mut part.people {
                person.settle();
                self.check_person(person);
            }
            part.people.retain(|person| !person.is_bare());
        }
        let (bills, bill_places, places) = parts.finished();
        (self.read.bill_places, self.read.places) = (bill_places, places);
        if let Some(exchange) = &mut self.read.exchange {
            exchange.bills = bills;
        }
    }

    fn check_bill(&mut self, part: &Part) {
        if let (Some(line), true) = (part.place, part.is_other()) {
            let ja = "この年月と市町村番号の02のレコードがありません";
            return self.fault(line, 0, ja, "no record 02 of this month and municipality");
        }
        let (Some((count, yen)), Some(line), false) = (&part.wanted, part.place, part.partial)
        else {
            return;
        };
        let (own_count, own_yen) = part.sum;
        if *count != own_count.to_string() {
            let ja = format!("件数が違います。請求額のある人は {own_count}人です");
            let en = format!("wrong count: {own_count} recipients with an amount");
            self.fault(line, OUTER + 6, ja, en);
        }
        if *yen != own_yen.to_string() {
            let ja = format!("請求金額が02のレコードの合計 {own_yen}円と違います");
            let en = format!("not the sum of records 02, {own_yen}");
            self.fault(line, OUTER + 8, ja, en);
        }
    }

    fn check_person(&mut self, person: &Person) {
        let sum = person.sum();
        if person.is_bare() {
            let ja = "この受給者の03のレコードがないか読めないので、使いません";
            self.fault(person.place, 0, ja, "no record 03 that can be read: not used");
        } else if sum != person.user.units && !person.partial {
            let ja = format!("単位数が03のレコードの合計 {sum} と違います");
            self.fault(person.place, OUTER + 12, ja, format!("not the sum of records 03, {sum}"));
        }
    }
}
