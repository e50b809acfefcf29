//! What stands on a printed sheet: its tables, its cells, its 請求金額.

/// Sheets of a kind (`bill`, `detail`).
pub(super) fn sheets<'h>(html: &'h str, kind: &str) -> Vec<&'h str> {
    let start = format!("<section class=\"sheet {kind}\"");
    html.split("<section")
        .skip(1)
        .filter(|part| format!("<section{part}").starts_with(&start))
        .collect()
}

/// The table of a class on a sheet.
pub(super) fn table_of<'h>(sheet: &'h str, class: &str) -> &'h str {
    let start = format!("<table class=\"{class}\">");
    sheet.split_once(&*start).expect(class).1.split_once("</table>").unwrap().0
}

/// Every cell's text, of the form's own words and of what is filled in, in order.
pub(super) fn cells(html: &str) -> Vec<String> {
    let html = html.replace("</td>", "</th>");
    let cells = html.split("</th>").filter(|cell| cell.contains("<td") || cell.contains("<th"));
    let text = |cell: &str| -> String {
        let inside = cell.rfind("<td").max(cell.rfind("<th")).map_or("", |at| &cell[at..]);
        inside.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect()
    };
    cells.map(|cell| text(cell).trim().to_owned()).collect()
}

/// What the boxes between two printed words say.
pub(super) fn between(cells: &[String], from: &str, to: &str) -> String {
    let start = cells.iter().position(|cell| cell == from).expect(from) + 1;
    cells[start..].iter().take_while(|cell| *cell != to).map(String::as_str).collect()
}

/// 請求金額 of a sheet, without the marks over its boxes.
pub(super) fn amount(sheet: &str) -> String {
    let table = table_of(sheet, "amount");
    let marks = ["百万", "千", "円"];
    let table =
        marks.iter().fold(table.to_owned(), |t, m| t.replace(&format!("<small>{m}</small>"), ""));
    cells(&table)[1..].concat()
}
