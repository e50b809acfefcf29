//! Tables recognised by their header row, never by their file name.

use super::{ValueKind, encoding::normalize};

/// What a table asks of a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Demand {
    /// ◎ column and cell required
    Cell,
    /// ◎ column required, the cell may be blank
    Column,
    /// ○ optional
    Optional,
}

/// A column of an input table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// The name in the header.
    pub name: &'static str,
    /// ◎ or ○.
    pub demand: Demand,
    /// What its cells hold.
    pub kind: ValueKind,
}

/// An input table of the contract.
#[derive(Clone, Copy, Debug)]
pub struct TableSpec {
    /// Japanese name.
    pub name: &'static str,
    /// Its columns, in the order of the contract.
    pub columns: &'static [Column],
}

impl TableSpec {
    /// Index of the column called `name`.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    fn required(&self) -> impl Iterator<Item = (usize, &Column)> {
        self.columns.iter().enumerate().filter(|(_, c)| c.demand != Demand::Optional)
    }
}

/// What a header row says: its table, and where the file keeps the columns of it.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    /// Index of the table in the list of specs.
    pub table: usize,
    /// Per column of the spec: 0-based field; `None` where the file lacks it.
    pub fields: Vec<Option<u16>>,
    /// Number of cells in the header.
    pub width: usize,
    /// 0-based fields that belong to no column of the table.
    pub strangers: Vec<u16>,
}

/// What a header row turned out to be.
#[derive(Debug)]
pub(super) enum Recognised {
    /// A table; with the names of columns it does not have.
    Table(Header, Vec<String>),
    /// Nearly a table: its index and the absent columns.
    Missing(usize, Vec<&'static str>),
    /// A file that santei wrote.
    OwnOutput,
    /// No table, or all of two.
    Unknown,
}

/// Columns that only santei's own output has, one of each file: such a file among the input is no
/// table, though its other columns may fit one.
pub(crate) const OWN_COLUMNS: [&str; 3] = ["根拠行", "請求額", "理由コード"];

/// Recognises a header row.
pub(super) fn recognise(cells: &[String], specs: &[TableSpec]) -> Recognised {
    let names: Vec<String> = cells.iter().map(|cell| normalize(cell).into_owned()).collect();
    if names.iter().any(|name| OWN_COLUMNS.contains(&name.as_str())) {
        return Recognised::OwnOutput;
    }
    let holds = |column: &Column| names.iter().any(|name| name == column.name);
    let mut complete = Vec::new();
    let mut best: Option<(usize, usize, usize)> = None;
    for (index, spec) in specs.iter().enumerate() {
        let wanted = spec.required().count();
        let found = spec.required().filter(|(_, column)| holds(column)).count();
        if found == wanted {
            complete.push(index);
        }
        let nearer = best.is_none_or(|(_, f, w)| found * w > f * wanted);
        if found * 2 >= wanted && nearer {
            best = Some((index, found, wanted));
        }
    }
    match (complete.as_slice(), best) {
        ([table], _) => {
            let (header, unknown) = header_of(*table, &specs[*table], &names);
            Recognised::Table(header, unknown)
        }
        ([], Some((table, ..))) => {
            let absent = specs[table].required().filter(|(_, column)| !holds(column));
            Recognised::Missing(table, absent.map(|(_, column)| column.name).collect())
        }
        _ => Recognised::Unknown,
    }
}

fn header_of(table: usize, spec: &TableSpec, names: &[String]) -> (Header, Vec<String>) {
    let mut fields = vec![None; spec.columns.len()];
    let mut strangers = Vec::new();
    let mut unknown = Vec::new();
    for (name, number) in names.iter().zip(0..) {
        match spec.column(name) {
            Some(column) if fields[column].is_none() => fields[column] = Some(number),
            _ => {
                strangers.push(number);
                if !name.is_empty() {
                    unknown.push(name.clone());
                }
            }
        }
    }
    (Header { table, fields, width: names.len(), strangers }, unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn column(name: &'static str, demand: Demand) -> Column {
        Column { name, demand, kind: ValueKind::Text }
    }
    const SPECS: &[TableSpec] = &[
        TableSpec {
            name: "甲",
            columns: &[
                column("番号", Demand::Cell),
                column("日", Demand::Column),
                column("備考", Demand::Optional),
            ],
        },
        TableSpec {
            name: "乙",
            columns: &[
                column("番号", Demand::Cell),
                column("月", Demand::Cell),
                column("区分", Demand::Cell),
            ],
        },
    ];

    fn read(header: &str) -> Recognised {
        let cells: Vec<String> = header.split(',').map(str::to_owned).collect();
        recognise(&cells, SPECS)
    }

    #[test]
    fn any_order_any_width_strangers_named() {
        let Recognised::Table(header, unknown) = read("メモ,　日 ,番号") else { panic!() };
        assert_eq!((header.table, header.fields), (0, vec![Some(2), Some(1), None]));
        assert_eq!(unknown, ["メモ"]);
    }

    #[test]
    fn nearly_a_table_names_what_is_absent() {
        let Recognised::Missing(table, absent) = read("番号,区分") else { panic!() };
        assert_eq!((table, absent), (1, vec!["月"]));
    }

    #[test]
    fn our_own_output_is_no_table() {
        assert!(matches!(read("番号,日,根拠行"), Recognised::OwnOutput));
    }

    #[test]
    fn no_table_and_two_tables_are_unknown() {
        assert!(matches!(read("区分,x"), Recognised::Unknown));
        assert!(matches!(read("番号,日,月,区分"), Recognised::Unknown));
    }
}
