//! A tariff file as text: its rows, and each row as a cell of the tariff.

use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use super::{
    cell::{Amount, AmountKind, CellId, Status, TariffCell, TariffItem, TariffKind},
    column::TariffColumn,
    error::{Fault, What},
};
use crate::{calendar::ServiceMonth, item::Scheme};

/// One row as text; absent columns are empty.
pub(super) struct TextRow {
    pub(super) line: u64,
    cells: [String; 15],
}

impl TextRow {
    /// The cell, trimmed.
    pub(super) fn text(&self, column: TariffColumn) -> &str {
        self.cells[column as usize].trim()
    }

    /// The cell as compared: NFKC, trimmed.
    pub(super) fn key(&self, column: TariffColumn) -> String {
        normalize(self.text(column))
    }
}

fn normalize(text: &str) -> String {
    text.nfkc().collect::<String>().trim().to_owned()
}

/// The rows of `text`; blank lines are skipped, columns outside the tariff are ignored.
pub(super) fn rows(text: &str, required: &[TariffColumn]) -> Result<Vec<TextRow>, Vec<Fault>> {
    let fault = |line, column, what| Fault { line, column, what };
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let records: Vec<csv::StringRecord> = reader
        .records()
        .collect::<Result<_, _>>()
        .map_err(|_| vec![fault(1, None, What::NotText)])?;
    let mut records = records.into_iter().filter(|record| !is_blank(record));
    let header = records.next().unwrap_or_default();
    let fields = header_fields(&header, required)?;
    let mut rows = Vec::new();
    let mut faults = Vec::new();
    let mut last_line = line_of(&header);
    for record in records {
        let line = line_of(&record);
        last_line = line;
        if record.len() != header.len() {
            let what = What::CellCount { expected: header.len(), found: record.len() };
            faults.push(fault(line, None, what));
            continue;
        }
        let cells = fields
            .map(|field| field.and_then(|field| record.get(field)).unwrap_or_default().to_owned());
        rows.push(TextRow { line, cells });
    }
    // The csv crate takes everything after an unclosed quote for one cell: rows would be lost.
    if text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 {
        faults.push(fault(last_line, None, What::UnclosedQuote));
    }
    if faults.is_empty() { Ok(rows) } else { Err(faults) }
}

fn is_blank(record: &csv::StringRecord) -> bool {
    record.iter().all(|cell| cell.trim().is_empty())
}

fn line_of(record: &csv::StringRecord) -> u64 {
    record.position().map_or(1, csv::Position::line)
}

/// Where the header keeps each column.
fn header_fields(
    header: &csv::StringRecord,
    required: &[TariffColumn],
) -> Result<[Option<usize>; 15], Vec<Fault>> {
    let names: Vec<String> = header.iter().map(normalize).collect();
    let line = line_of(header);
    let mut faults = Vec::new();
    let mut fault = |column, what| faults.push(Fault { line, column: Some(column), what });
    let fields = TariffColumn::ALL.map(|column| {
        let mut places = names.iter().enumerate().filter(|(_, name)| *name == column.name());
        let field = places.next().map(|(field, _)| field);
        if field.is_none() && required.contains(&column) {
            fault(column, What::MissingColumn);
        }
        if places.next().is_some() {
            fault(column, What::RepeatedColumn);
        }
        field
    });
    if faults.is_empty() { Ok(fields) } else { Err(faults) }
}

/// Reads the cells of one row; what cannot be read leaves a fault and is `None`.
pub(super) struct RowReader<'r> {
    pub(super) row: &'r TextRow,
    pub(super) faults: &'r mut Vec<Fault>,
}

impl RowReader<'_> {
    /// Notes a fault of the row; `column` where one cell is to blame.
    pub(super) fn fault(&mut self, column: Option<TariffColumn>, what: What) {
        self.faults.push(Fault { line: self.row.line, column, what });
    }

    /// The cell is not one of `allowed`.
    pub(super) fn refuse(&mut self, column: TariffColumn, allowed: impl Into<String>) {
        let (value, allowed) = (self.row.key(column), allowed.into());
        let what = if value.is_empty() {
            What::Blank { allowed }
        } else {
            What::NotAllowed { value, allowed }
        };
        self.fault(Some(column), what);
    }

    fn choice<T: Copy>(
        &mut self,
        column: TariffColumn,
        all: &[T],
        key: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let value = self.row.key(column);
        let found = all.iter().copied().find(|choice| key(*choice) == value);
        if found.is_none() {
            let allowed: Vec<&str> = all.iter().map(|choice| key(*choice)).collect();
            self.refuse(column, allowed.join(", "));
        }
        found
    }

    fn month(&mut self, column: TariffColumn) -> Option<ServiceMonth> {
        let month = ServiceMonth::parse(&self.row.key(column));
        if month.is_none() {
            self.refuse(column, "2024-04, 2024/4, 202404, R6.4, 令和6年4月");
        }
        month
    }

    /// `None`: unreadable. `Some(None)`: blank.
    #[expect(clippy::option_option, reason = "blank and unreadable are two things")]
    fn amount(&mut self, kind: AmountKind) -> Option<Option<Amount>> {
        let text = self.row.key(TariffColumn::Amount);
        if text.is_empty() {
            return Some(None);
        }
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let number = plain.then(|| text.parse::<Decimal>().ok()).flatten();
        let amount = number.and_then(|number| Amount::new(kind, number));
        if amount.is_none() {
            self.refuse(TariffColumn::Amount, amounts_allowed(kind));
        }
        amount.map(Some)
    }

    /// The row as a cell. `status` is given for rows that do not state theirs.
    pub(super) fn cell(&mut self, status: Option<Status>) -> Option<TariffCell> {
        let scheme = self.choice(TariffColumn::Scheme, &Scheme::ALL, Scheme::key);
        let item = self.choice(TariffColumn::Item, &TariffItem::all(), TariffItem::key);
        // An item has one kind: the column is checked against it.
        let kinds = item.map_or(TariffKind::ALL.to_vec(), |item| vec![item.kind()]);
        let kind = self.choice(TariffColumn::Kind, &kinds, TariffKind::key);
        let amount_kind = self.choice(TariffColumn::AmountKind, &AmountKind::ALL, AmountKind::key);
        let amount = amount_kind.and_then(|kind| self.amount(kind));
        let from = self.month(TariffColumn::From);
        let to = match self.row.key(TariffColumn::To).as_str() {
            "" => Some(None),
            _ => self.month(TariffColumn::To).map(Some),
        };
        let status =
            status.or_else(|| self.choice(TariffColumn::Status, &Status::STANDARD, Status::key));
        if let (Some(from), Some(Some(to))) = (from, to)
            && to < from
        {
            self.fault(Some(TariffColumn::To), What::Reversed);
            return None;
        }
        kind?;
        let code = self.row.key(TariffColumn::ServiceCode);
        Some(TariffCell {
            id: CellId(0),
            scheme: scheme?,
            item: item?,
            variant: self.row.key(TariffColumn::Variant),
            reduction_variant: self.row.key(TariffColumn::ReductionVariant),
            service_code: (!code.is_empty()).then(|| code.into()),
            short_name: self.row.text(TariffColumn::ShortName).into(),
            amount: amount?,
            amount_kind: amount_kind?,
            limit_note: self.row.text(TariffColumn::LimitNote).to_owned(),
            from: from?,
            to: to?,
            status: status?,
            source: self.row.text(TariffColumn::Source).to_owned(),
            note: self.row.text(TariffColumn::Note).to_owned(),
        })
    }
}

/// The amounts that a cell of `kind` can have, in words.
pub(super) const fn amounts_allowed(kind: AmountKind) -> &'static str {
    match kind {
        AmountKind::UnitsPerMonth | AmountKind::UnitsPerTime => "1…999999",
        AmountKind::PercentOfBase | AmountKind::PercentOfTotal => "0.01…100",
        AmountKind::YenPerUnit => "0.01…99.99",
    }
}
