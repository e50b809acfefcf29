//! A file read back. Strict about structure; lenient about quotes, line ends and an empty or `0`
//! 予備. Every fault is told with line and field, and the rest of the file goes on.

mod data;
mod fields;
mod record;

use std::collections::{BTreeMap, BTreeSet};

use encoding_rs::SHIFT_JIS;

use super::{Bill, Content, Exchange, Layout, RecordKind, model::data_kind};
use crate::{account::Account, calendar::ServiceMonth, item::Scheme, number::OfficeNumber};
use data::{DataReader, File, Numbering, OUTER, UserRecords};
use fields::{Faults, Fields};
use record::{Record, lone_return, records};

pub use fields::ReadFault;

/// A file as far as it could be read.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
#[non_exhaustive]
pub struct Read {
    /// What it says; `None` where it is not known of which office and service it is.
    pub exchange: Option<Exchange>,
    /// The physical line of each recipient's record 02 and of its lines, in the order of
    /// `exchange`: bill, recipient, then its lines.
    pub places: Vec<Vec<(u32, Vec<u32>)>>,
    /// Whom a record names and who cannot be read whole, with the first line that names them.
    pub held: BTreeMap<Account, u32>,
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

/// The layout by which control and end record are read.
const FIRST: ServiceMonth = ServiceMonth::literal(2018, 4);

/// Reads a file.
pub fn read_exchange(bytes: &[u8]) -> Read {
    let (records, mut faults, mut read) = (records(bytes), Faults::default(), Read::default());
    if let Some(line) = lone_return(bytes) {
        faults.tell((line, 0), "改行がCRだけです", "a line end of CR alone");
    }
    for record in records.iter().filter(|record| record.is_broken()) {
        faults.tell((record.line, 0), "CP932でない文字があります", "bytes that are no CP932");
    }
    if let Some((control, rest)) = records.split_first() {
        let file = control_record(control, rest, &mut faults);
        let data = without_end(control, rest, &mut faults);
        if let Some(file) = file {
            read.data(&file, data, &mut faults);
        }
    } else {
        faults.tell((1, 0), "ファイルが空です", "the file is empty");
    }
    read.faults = faults.0;
    read
}

impl Read {
    fn data(&mut self, file: &File, records: &[Record], faults: &mut Faults) {
        let (mut numbering, mut reader) = (Numbering::default(), DataReader::new(file));
        for record in records {
            if record.get(0) != "2" {
                faults.tell((record.line, 1), "レコード種別は 2 です", "must be 2");
            }
            if let Some(number) = numbering.wrong(2, record.get(1)) {
                let both = (record.get(1), &*number.to_string());
                faults.must_be((record.line, 2), both, "レコード番号が続いていません");
            }
            reader.record(record, faults);
        }
        let (recipients, held) = reader.finish(faults);
        self.held = held;
        let File { scheme, processing, .. } = *file;
        self.exchange = file.office.map(|office| {
            let bills = self.bills(recipients);
            Exchange { scheme, office, processing, bills }
        });
    }

    /// The bills, with the places of their recipients.
    fn bills(&mut self, recipients: Vec<UserRecords>) -> Vec<Bill> {
        let mut bills: Vec<Bill> = Vec::new();
        for recipient in recipients {
            let (month, municipality) = recipient.bill();
            let UserRecords { user, price, region, places, .. } = recipient;
            let head = (month, municipality, &region, price);
            match (bills.last_mut(), self.places.last_mut()) {
                (Some(last), Some(of_last))
                    if (last.month, last.municipality, &last.region, last.price) == head =>
                {
                    last.users.push(user);
                    of_last.push(places);
                }
                _ => {
                    bills.push(Bill { month, municipality, region, price, users: vec![user] });
                    self.places.push(vec![places]);
                }
            }
        }
        bills
    }
}

/// What the control record says; `None` where not even the service and a month are known.
fn control_record(record: &Record, rest: &[Record], faults: &mut Faults) -> Option<File> {
    let layout = Layout::of(FIRST).fields(RecordKind::Control);
    let mut fields = Fields::new(record, (layout, 0, Scheme::Adult), faults);
    for (content, want) in [
        (Content::RecordType, "1"),
        (Content::RecordNumber, "1"),
        (Content::Volume, "0"),
        (Content::SenderMunicipality, "0"),
        (Content::SenderPrefecture, "0"),
        (Content::Medium, "1"),
    ] {
        if fields.text(content).trim_start_matches('0') != want.trim_start_matches('0') {
            fields.must_be(content, want, "決まった値と違います");
        }
    }
    if !matches!(fields.text(Content::Spare), "" | "0") {
        fields.tell(Content::Spare, "予備は空か0です", "must be empty or 0");
    }
    let scheme = fields.read(Content::DataKind, |kind| {
        Scheme::ALL.into_iter().find(|scheme| data_kind(*scheme) == kind)
    });
    let office = office(&mut fields, rest);
    // Where it cannot be read, the month after the latest month of service.
    let months =
        rest.iter().filter_map(|record| ServiceMonth::parse(of_data(record, Content::Month)));
    let processing = fields.read(Content::Processing, ServiceMonth::parse);
    let processing = processing.or_else(|| months.max().map(|month| month.plus(1)))?;
    Some(File { layout: Layout::of(processing), scheme: scheme?, office, processing })
}

/// What a data record says, by the first layout; one of an unknown kind as a record 01.
fn of_data(record: &Record, content: Content) -> &str {
    let kind = data::kind_of(record).unwrap_or(RecordKind::Bill);
    record.get(OUTER + Layout::of(FIRST).number(kind, content) - 1)
}

/// The office that all data records name, else the control record's.
fn office(fields: &mut Fields<'_>, rest: &[Record]) -> Option<OfficeNumber> {
    let named = rest
        .iter()
        .filter_map(|record| OfficeNumber::new(of_data(record, Content::Office).as_bytes()));
    let named: BTreeSet<OfficeNumber> = named.collect();
    let written = fields.digits(Content::Office);
    let Some(one) = named.first().filter(|_| named.len() == 1) else { return written };
    fields.must_be(Content::Office, one.as_str(), "データレコードの事業所番号と違います");
    Some(*one)
}

/// The data records: what stands between the control record and the end record.
fn without_end<'r>(control: &Record, rest: &'r [Record], faults: &mut Faults) -> &'r [Record] {
    let data = match rest.split_last() {
        Some((last, data)) if last.get(0) == "3" => {
            let fields = Layout::of(FIRST).fields(RecordKind::End);
            let mut fields = Fields::new(last, (fields, 0, Scheme::Adult), faults);
            fields.must_be(Content::RecordNumber, rest.len() + 1, "レコード番号が違います");
            data
        }
        last => {
            let place = last.map_or((control.line, 0), |(last, _)| (last.line, 1));
            faults.tell(place, "エンドレコードがありません", "no end record");
            rest
        }
    };
    let place = Layout::of(FIRST).number(RecordKind::Control, Content::RecordCount);
    let counts = (control.get(place - 1), &*data.len().to_string());
    faults.must_be((control.line, place), counts, "データレコードの件数と違います");
    if data.is_empty() {
        faults.tell((control.line, 0), "データレコードがありません", "no data record");
    }
    data
}
