//! The user's own amounts (`--tariff`): read, checked against the tariff, laid over it.

use std::{borrow::Cow, cmp::Ordering, mem};

use encoding_rs::SHIFT_JIS;
use serde::Serialize;

use super::{
    Tariff,
    cell::{Amount, AmountKind, Status, TariffCell, TariffItem, TariffKind},
    column::TariffColumn,
    error::{Error, Fault, What},
    table::{self, RowReader, TextRow, amounts_allowed},
};
use crate::{calendar::ServiceMonth, item::Scheme};

/// The grades that a filing can have (届出の区分); a new one may be added to any addition that
/// has grades or none.
const FILED_GRADES: [&str; 5] = ["", "I", "II", "III", "IV"];

/// The reductions of a composite base fee.
const REDUCTIONS: [&str; 4] = ["", "overlap_1", "overlap_2", "preventive"];

/// 「利用者確認の額」 An amount that the user laid over the tariff: what the receipt names.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Overlaid {
    /// 「サービス種類」
    pub scheme: Scheme,
    /// 「項目」
    pub item: TariffItem,
    /// 「区分」 with the reduction
    pub variant: String,
    /// 「適用開始月」
    pub from: ServiceMonth,
    /// 「適用終了月」 inclusive; `None`: open
    pub to: Option<ServiceMonth>,
    /// 「額」
    pub amount: Option<Amount>,
    /// 「算定単位」
    pub amount_kind: &'static str,
    /// 「サービスコード」
    pub service_code: Option<String>,
    /// 「出典」
    pub source: String,
}

impl Overlaid {
    fn of(cell: &TariffCell) -> Self {
        Self {
            scheme: cell.scheme,
            item: cell.item,
            variant: cell.variant_key().into_owned(),
            from: cell.from,
            to: cell.to,
            amount: cell.amount,
            amount_kind: cell.amount_kind.key(),
            service_code: cell.service_code.as_deref().map(str::to_owned),
            source: cell.source.clone(),
        }
    }
}

impl Tariff {
    /// Lays the user's amounts over the tariff. `bytes` is CSV, UTF-8 or CP932, with the header of
    /// `santei tariff --format csv`; `name` is what messages call the file.
    ///
    /// A row takes the place of its key's cells in its months; months outside it keep what they
    /// had. A blank service code is laid over as well: the code is then unknown. On an error
    /// nothing is changed.
    pub fn overlay(&mut self, name: &str, bytes: &[u8]) -> Result<Vec<Overlaid>, Error> {
        let mut cells =
            read(self, name, bytes).map_err(|faults| Error { file: name.to_owned(), faults })?;
        cells.sort_by(|a, b| a.order().cmp(&b.order()));
        let overlaid = cells.iter().map(Overlaid::of).collect();
        let displaced = mem::take(&mut self.cells).into_iter().flat_map(|old| remains(old, &cells));
        self.cells = displaced.collect();
        self.cells.extend(cells);
        self.arrange();
        Ok(overlaid)
    }
}

/// What is left of a cell outside the months that `new` has of its key. `new` is in order, and no
/// two of its cells share a month of a key.
fn remains(old: TariffCell, new: &[TariffCell]) -> Vec<TariffCell> {
    let first = new.partition_point(|new| match new.key().cmp(&old.key()) {
        Ordering::Equal => new.to.is_some_and(|to| to < old.from),
        order => order == Ordering::Less,
    });
    let mut remains = Vec::new();
    let mut rest = old;
    for new in &new[first..] {
        if !(rest.same_key(new) && rest.shares_month(new)) {
            break;
        }
        if rest.from < new.from {
            remains.push(TariffCell { to: Some(new.from.plus(-1)), ..rest.clone() });
        }
        match new.to {
            Some(end) if rest.to.is_none_or(|to| end < to) => rest.from = end.plus(1),
            _ => return remains,
        }
    }
    remains.push(rest);
    remains
}

fn read(tariff: &Tariff, name: &str, bytes: &[u8]) -> Result<Vec<TariffCell>, Vec<Fault>> {
    let not_text = || vec![Fault { line: 1, column: None, what: What::NotText }];
    let text = decode(bytes).ok_or_else(not_text)?;
    let required: Vec<TariffColumn> =
        TariffColumn::ALL.into_iter().filter(|column| !column.is_standard_only()).collect();
    let mut faults = Vec::new();
    let mut cells = Vec::new();
    for row in table::rows(&text, &required)? {
        let mut reader = RowReader { row: &row, faults: &mut faults };
        if let Some(cell) = reader.cell(Some(Status::User)) {
            check(tariff, &cell, &mut reader);
            cells.push((row.line, complete(cell, name, &row)));
        }
    }
    cells.sort_by(|(_, a), (_, b)| a.order().cmp(&b.order()));
    for pair in cells.windows(2) {
        if let [(first, a), (second, b)] = pair
            && a.same_key(b)
            && a.shares_month(b)
        {
            let (other, line) = (*first.min(second), *first.max(second));
            faults.push(Fault { line, column: None, what: What::Overlap { other } });
        }
    }
    faults.sort_by_key(|fault| fault.line);
    if faults.is_empty() {
        Ok(cells.into_iter().map(|(_, cell)| cell).collect())
    } else {
        Err(faults)
    }
}

/// Valid UTF-8 (with or without BOM) is taken as such, all else as CP932.
fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(body) {
        Ok(text) => Some(Cow::Borrowed(text)),
        Err(_) => SHIFT_JIS.decode_without_bom_handling_and_without_replacement(body),
    }
}

/// A cell for people needs a name and a source: the item's own and the overlay's line.
fn complete(cell: TariffCell, name: &str, row: &TextRow) -> TariffCell {
    let or = |text: &str, other: String| if text.is_empty() { other } else { text.to_owned() };
    TariffCell {
        short_name: or(&cell.short_name, cell.item.name().to_owned()).into(),
        source: or(&cell.source, format!("{name}:{}", row.line)),
        limit_note: String::new(),
        note: String::new(),
        ..cell
    }
}

/// Refuses what the claim would never look up, or would misread: a misspelt variant, percent
/// where units belong, another scheme's code.
fn check(tariff: &Tariff, cell: &TariffCell, reader: &mut RowReader<'_>) {
    if cell.amount.is_none() {
        reader.refuse(TariffColumn::Amount, amounts_allowed(cell.amount_kind));
    }
    let same_item = || tariff.cells.iter().filter(|known| known.item == cell.item);
    let mut variants: Vec<&str> = same_item().map(|known| known.variant.as_str()).collect();
    if cell.item.kind() == TariffKind::Addition && variants.iter().all(|v| FILED_GRADES.contains(v))
    {
        variants.extend(FILED_GRADES);
    }
    refuse_unless(reader, TariffColumn::Variant, &cell.variant, variants);
    let reductions = if cell.item.kind() == TariffKind::Base { &REDUCTIONS[..] } else { &[""] };
    refuse_unless(
        reader,
        TariffColumn::ReductionVariant,
        &cell.reduction_variant,
        reductions.to_vec(),
    );
    let mut kinds: Vec<AmountKind> =
        same_item().filter(|known| known.variant == cell.variant).map(|c| c.amount_kind).collect();
    if kinds.is_empty() {
        kinds = same_item().map(|known| known.amount_kind).collect();
    }
    let kinds = kinds.into_iter().map(AmountKind::key).collect();
    refuse_unless(reader, TariffColumn::AmountKind, cell.amount_kind.key(), kinds);
    check_code(cell, reader);
    // What the user takes over unchanged from `santei tariff` does no harm.
    let known: Vec<&TariffCell> =
        same_item().filter(|known| known.same_key(cell) && known.shares_month(cell)).collect();
    let unchanged = !known.is_empty() && known.iter().all(|known| known.amount == cell.amount);
    if cell.item.is_informative() && !unchanged {
        reader.fault(Some(TariffColumn::Amount), What::Informative);
    }
}

fn refuse_unless(
    reader: &mut RowReader<'_>,
    column: TariffColumn,
    value: &str,
    mut allowed: Vec<&str>,
) {
    if allowed.contains(&value) {
        return;
    }
    allowed.sort_unstable();
    allowed.dedup();
    let words: Vec<&str> =
        allowed.into_iter().map(|word| if word.is_empty() { "\"\"" } else { word }).collect();
    reader.refuse(column, words.join(", "));
}

fn check_code(cell: &TariffCell, reader: &mut RowReader<'_>) {
    let prefix = match cell.scheme {
        Scheme::Adult => "52",
        Scheme::Child => "55",
    };
    let fits = cell.service_code.as_ref().is_none_or(|code| {
        let plain = code.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
        code.len() == 6 && plain && code.starts_with(prefix)
    });
    if !fits {
        reader.refuse(TariffColumn::ServiceCode, format!("\"\", {prefix}0000…{prefix}ZZZZ"));
    }
}
