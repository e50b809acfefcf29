//! The file of an exchange: CP932, CRLF, quotes only where they are demanded. A value that does not
//! fit its field is told, never cut or replaced.

use std::fmt::Write as _;

use encoding_rs::SHIFT_JIS;
use rust_decimal::{Decimal, prelude::ToPrimitive as _};

use super::{
    Content, Exchange, FieldFault, Layout,
    field::quoted,
    layout::RecordKind,
    model::{Bill, data_kind, exchange_name, service_code},
};
use crate::{
    calendar::ServiceMonth,
    money::UnitPrice,
    number::{CertificateNumber, MunicipalityNumber},
};

/// A value that breaks its field.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct WriteFault {
    /// Whose record it is, where it is one recipient's.
    pub certificate: Option<(MunicipalityNumber, CertificateNumber)>,
    /// 項目名
    pub field: String,
    /// The value.
    pub value: String,
    /// Why.
    pub why: FieldFault,
}

/// The bytes of the file; `Err` with every value that breaks its field.
pub fn write_exchange(exchange: &Exchange) -> Result<Vec<u8>, Vec<WriteFault>> {
    let layout = Layout::of(exchange.processing);
    let mut writer = RecordWriter { layout, exchange, rows: Vec::new(), faults: Vec::new() };
    for bill in &exchange.bills {
        writer.bill(bill);
    }
    let count = writer.rows.len();
    let records = std::mem::take(&mut writer.rows);
    writer.record(RecordKind::Control, None, |content| control(exchange, count, content));
    writer.rows.extend(records);
    writer.record(RecordKind::End, None, |content| match content {
        Content::RecordType => "3".to_owned(),
        Content::RecordNumber => (count + 2).to_string(),
        _ => String::new(),
    });
    if !writer.faults.is_empty() {
        return Err(writer.faults);
    }
    let mut text = String::new();
    for (place, row) in writer.rows.iter().enumerate() {
        if place > 0 && place <= count {
            // Writing to a string cannot fail.
            let _ = write!(text, "2,{},", place + 1);
        }
        text.push_str(row);
        text.push_str("\r\n");
    }
    Ok(SHIFT_JIS.encode(&text).0.into_owned())
}

fn control(exchange: &Exchange, count: usize, content: Content) -> String {
    match content {
        Content::RecordType | Content::RecordNumber | Content::Medium => "1".to_owned(),
        Content::Volume | Content::SenderMunicipality | Content::SenderPrefecture => "0".to_owned(),
        Content::RecordCount => count.to_string(),
        Content::DataKind => data_kind(exchange.scheme).to_owned(),
        Content::Office => exchange.office.to_string(),
        Content::Processing => compact(exchange.processing),
        _ => String::new(),
    }
}

/// Writes record by record, and holds every value against its field.
struct RecordWriter<'a> {
    layout: &'a Layout,
    exchange: &'a Exchange,
    rows: Vec<String>,
    faults: Vec<WriteFault>,
}

impl RecordWriter<'_> {
    fn bill(&mut self, bill: &Bill) {
        let exchange = self.exchange;
        let head = |kind: RecordKind, content: Content| match content {
            Content::Exchange => exchange_name(exchange.scheme).to_owned(),
            Content::RecordKind => kind.key().to_owned(),
            Content::Month => compact(bill.month),
            Content::Municipality => bill.municipality.to_string(),
            Content::Office => exchange.office.to_string(),
            _ => String::new(),
        };
        self.record(RecordKind::Bill, None, |content| match content {
            Content::Count => bill.count().to_string(),
            Content::Region => bill.region.clone(),
            Content::Yen => bill.yen().to_string(),
            Content::Price => thousandths(bill.price),
            _ => head(RecordKind::Bill, content),
        });
        for (number, user) in (1..).zip(&bill.users) {
            let whose = Some((bill.municipality, user.certificate));
            self.record(RecordKind::User, whose, |content| match content {
                Content::Number => i32::to_string(&number),
                Content::Certificate => user.certificate.to_string(),
                Content::Holder => user.holder.clone(),
                Content::Child => user.child.clone(),
                Content::MonitoringDay => user
                    .monitoring_day
                    .map(|day| day.format("%Y%m%d").to_string())
                    .unwrap_or_default(),
                Content::Service => service_code(exchange.scheme).to_owned(),
                Content::Units => user.units.to_string(),
                Content::Yen => user.yen.to_string(),
                Content::Price => thousandths(bill.price),
                _ => head(RecordKind::User, content),
            });
            for line in &user.lines {
                self.record(RecordKind::Line, whose, |content| match content {
                    Content::Certificate => user.certificate.to_string(),
                    Content::Code => line.code.clone(),
                    Content::Units => line.units.to_string(),
                    Content::Times => line.count.to_string(),
                    Content::ServiceUnits => line.service_units().to_string(),
                    _ => head(RecordKind::Line, content),
                });
            }
        }
    }

    /// A record with the values of its fields in the layout's order.
    fn record(
        &mut self,
        kind: RecordKind,
        certificate: Option<(MunicipalityNumber, CertificateNumber)>,
        value: impl Fn(Content) -> String,
    ) {
        let mut written = Vec::new();
        for field in self.layout.fields(kind) {
            let value = field.content.map(&value).unwrap_or_default();
            written.push(quoted(&value));
            if let Err(why) = field.check(&value) {
                let field = field.name_in(self.exchange.scheme).to_owned();
                self.faults.push(WriteFault { certificate, field, value, why });
            }
        }
        self.rows.push(written.join(","));
    }
}

/// `202606`
pub(super) fn compact(month: ServiceMonth) -> String {
    format!("{:04}{:02}", month.year(), month.month())
}

/// Yen × 1000: `11.20` is `11200`.
pub(super) fn thousandths(price: UnitPrice) -> String {
    let whole = price.0 * Decimal::ONE_THOUSAND;
    whole.to_i64().map(|number| number.to_string()).unwrap_or_default()
}
