//! The file of an exchange: CP932, CRLF, quotes only where they are demanded. A value that does not
//! fit its field is told, never cut or replaced.

use std::fmt::Write as _;

use encoding_rs::SHIFT_JIS;
use rust_decimal::{Decimal, prelude::ToPrimitive as _};

use super::{
    Exchange, FieldFault, Layout, UserBill,
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
    let mut writer = RecordWriter { layout, rows: Vec::new(), faults: Vec::new() };
    for bill in &exchange.bills {
        writer.bill(exchange, bill);
    }
    let count = writer.rows.len();
    let records = std::mem::take(&mut writer.rows);
    writer.record(RecordKind::Control, &control(exchange, count), None);
    writer.rows.extend(records);
    writer.record(RecordKind::End, &["3".to_owned(), (count + 2).to_string()], None);
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

fn control(exchange: &Exchange, count: usize) -> [String; 11] {
    [
        "1".to_owned(),
        "1".to_owned(),
        "0".to_owned(),
        count.to_string(),
        data_kind(exchange.scheme).to_owned(),
        "0".to_owned(),
        exchange.office.to_string(),
        "0".to_owned(),
        "1".to_owned(),
        compact(exchange.processing),
        String::new(),
    ]
}

/// Writes record by record, and holds every value against its field.
struct RecordWriter<'a> {
    layout: &'a Layout,
    rows: Vec<String>,
    faults: Vec<WriteFault>,
}

impl RecordWriter<'_> {
    fn bill(&mut self, exchange: &Exchange, bill: &Bill) {
        let head = |kind: RecordKind| {
            vec![
                exchange_name(exchange.scheme).to_owned(),
                kind.key().to_owned(),
                compact(bill.month),
                bill.municipality.to_string(),
                exchange.office.to_string(),
            ]
        };
        let mut values = head(RecordKind::Bill);
        values.extend([
            bill.count().to_string(),
            bill.region.clone(),
            bill.yen().to_string(),
            thousandths(bill.price),
        ]);
        self.record(RecordKind::Bill, &values, None);
        for (place, user) in bill.users.iter().enumerate() {
            let whose = Some((bill.municipality, user.certificate));
            let mut values = head(RecordKind::User);
            values.push((place + 1).to_string());
            values.extend(user_values(exchange, bill, user));
            self.record(RecordKind::User, &values, whose);
            for line in &user.lines {
                let mut values = head(RecordKind::Line);
                values.extend([
                    user.certificate.to_string(),
                    line.code.clone(),
                    line.units.to_string(),
                    line.count.to_string(),
                    line.service_units().to_string(),
                    String::new(),
                ]);
                self.record(RecordKind::Line, &values, whose);
            }
        }
    }

    fn record(
        &mut self,
        kind: RecordKind,
        values: &[String],
        certificate: Option<(MunicipalityNumber, CertificateNumber)>,
    ) {
        for (field, value) in self.layout.fields(kind).iter().zip(values) {
            if let Err(why) = field.check(value) {
                let (field, value) = (field.name.clone(), value.clone());
                self.faults.push(WriteFault { certificate, field, value, why });
            }
        }
        let written: Vec<String> = values.iter().map(|value| quoted(value)).collect();
        self.rows.push(written.join(","));
    }
}

/// The fields of record 02 after 項番.
fn user_values(exchange: &Exchange, bill: &Bill, user: &UserBill) -> [String; 8] {
    [
        user.certificate.to_string(),
        user.holder.clone(),
        user.child.clone(),
        user.monitoring_day.map(|day| day.format("%Y%m%d").to_string()).unwrap_or_default(),
        service_code(exchange.scheme).to_owned(),
        user.units.to_string(),
        user.yen.to_string(),
        thousandths(bill.price),
    ]
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
