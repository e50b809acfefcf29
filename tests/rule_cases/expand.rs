//! From the rows of an example to the bytes of its input files.

use std::collections::BTreeMap;

use chrono::Days;
use santei::{Demand, ExampleCells, InputFile, SPECS, ServiceMonth, TableSpec, Tables, parse_day};

/// `fixtures/rules/world.toml`: the cells that a row has where it does not say otherwise.
pub(crate) fn shared_cells() -> Result<BTreeMap<String, ExampleCells>, String> {
    let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/rules/world.toml"));
    toml::from_str(text).map_err(|error| format!("world.toml: {error}"))
}

/// The files of the tables that have rows, by name.
pub(crate) fn input_files(
    mut tables: Tables,
    month: ServiceMonth,
    shared: &BTreeMap<String, ExampleCells>,
) -> Result<Vec<InputFile>, String> {
    let offices = whole_rows("事業所", &tables, shared);
    tables.entry("取扱実績".to_owned()).or_insert_with(|| history(&offices, month));
    let mut files = Vec::new();
    for (name, _) in tables.iter().filter(|(_, rows)| !rows.is_empty()) {
        let spec = SPECS.iter().find(|spec| spec.name == name);
        let spec = spec.ok_or_else(|| format!("「{name}」という表や項目はない"))?;
        let rows = whole_rows(name, &tables, shared);
        files.push(InputFile { name: format!("{name}.csv"), bytes: csv(spec, &rows)? });
    }
    Ok(files)
}

/// A table's rows with the cells that they share.
fn whole_rows(
    name: &str,
    tables: &Tables,
    shared: &BTreeMap<String, ExampleCells>,
) -> Vec<ExampleCells> {
    let whole = |row: &ExampleCells| {
        let mut cells = shared.get(name).cloned().unwrap_or_default();
        cells.extend(row.clone());
        cells
    };
    tables.get(name).map_or(&[][..], Vec::as_slice).iter().map(whole).collect()
}

/// 取扱実績 of the six months before, so that nothing is said of months without rows (L502).
fn history(offices: &[ExampleCells], month: ServiceMonth) -> Vec<ExampleCells> {
    let months = |office: &ExampleCells| {
        let own = ["事業所番号", "サービス種類"].map(|name| (name, office.get(name).cloned()));
        (1..=6).map(move |back| {
            let day = ("年月", Some(month.plus(-back).to_string()));
            let cells = own.clone().into_iter().chain([day]);
            cells.filter_map(|(name, cell)| Some((name.to_owned(), cell?))).collect()
        })
    };
    offices.iter().flat_map(months).collect()
}

/// The table: its required columns, and the optional ones that any row names.
fn csv(spec: &TableSpec, rows: &[ExampleCells]) -> Result<Vec<u8>, String> {
    let known = |name: &str| spec.columns.iter().any(|column| column.name == name);
    if let Some(name) = rows.iter().flat_map(ExampleCells::keys).find(|name| !known(name)) {
        return Err(format!("{}に「{name}」という列はない", spec.name));
    }
    let is_there = |name| rows.iter().any(|row| row.contains_key(name));
    let columns: Vec<_> = spec
        .columns
        .iter()
        .filter(|column| column.demand != Demand::Optional || is_there(column.name))
        .collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let write = |writer: &mut csv::Writer<Vec<u8>>, record: Vec<String>| {
        writer.write_record(record).map_err(|error| error.to_string())
    };
    write(&mut writer, columns.iter().map(|column| column.name.to_owned()).collect())?;
    for (place, row) in rows.iter().enumerate() {
        let cell = |name: &str| match row.get(name) {
            Some(text) => Ok(value(text, row)),
            None if spec.columns.iter().any(|c| c.name == name && c.demand != Demand::Optional) => {
                Err(format!("{}の{}行目: {name}を書く", spec.name, place + 1))
            }
            None => Ok(String::new()),
        };
        write(&mut writer, columns.iter().map(|c| cell(c.name)).collect::<Result<_, _>>()?)?;
    }
    writer.into_inner().map_err(|error| error.to_string())
}

/// A cell: as it is written, or so many days from another day of the row (`同意日-14`); blank where
/// that day is.
fn value(text: &str, row: &ExampleCells) -> String {
    let from = |(sign, name, days): (char, &str, &str)| {
        let days = Days::new(days.parse().ok()?);
        let Some(day) = parse_day(row.get(name)?) else { return Some(String::new()) };
        let moved = if sign == '-' { day - days } else { day + days };
        Some(moved.to_string())
    };
    let parts = ['-', '+'].into_iter().find_map(|sign| {
        let (name, days) = text.rsplit_once(sign)?;
        Some((sign, name, days))
    });
    parts.and_then(from).unwrap_or_else(|| text.to_owned())
}
