//! Tables: a head that repeats on every printed page, and cells that know their column's name, so
//! that a narrow screen can show a row as a card.

use super::writer::{HtmlAttribute, Page};

/// The heading of a column: its name, and the class of its cells (`num` for numbers).
pub(crate) type Heading = (&'static str, &'static str);

/// A table with one row for each of `rows`.
pub(crate) fn table<R>(
    page: &mut Page,
    columns: &[Heading],
    rows: impl IntoIterator<Item = R>,
    write: impl Fn(R, &mut HtmlCells<'_>),
) {
    page.element("table", &[], |page| {
        head(page, columns);
        page.element("tbody", &[], |page| {
            for one in rows {
                row(page, &[], columns, |cells| write(one, cells));
            }
        });
    });
}

/// The head of a table.
pub(crate) fn head(page: &mut Page, columns: &[Heading]) {
    page.element("thead", &[], |page| {
        page.element("tr", &[], |page| {
            for (name, class) in columns {
                page.text_in("th", &[("scope", "col"), ("class", class)], name);
            }
        });
    });
}

/// One row; its first cell is its heading.
pub(crate) fn row(
    page: &mut Page,
    attributes: &[HtmlAttribute<'_>],
    columns: &[Heading],
    write: impl FnOnce(&mut HtmlCells<'_>),
) {
    page.element("tr", attributes, |page| write(&mut HtmlCells { page, columns, next: 0 }));
}

/// The cells of a row under construction.
pub(crate) struct HtmlCells<'a> {
    page: &'a mut Page,
    columns: &'a [Heading],
    next: usize,
}

impl HtmlCells<'_> {
    /// Adds a cell with a text.
    pub(crate) fn text(&mut self, text: &str) {
        self.with(|page| page.text(text));
    }

    /// Adds a cell and what `content` writes into it.
    pub(crate) fn with(&mut self, content: impl FnOnce(&mut Page)) {
        let (name, class) = self.columns.get(self.next).copied().unwrap_or_default();
        let of_column = [("class", class), ("data-label", name)];
        if self.next == 0 {
            let [class, label] = of_column;
            self.page.element("th", &[("scope", "row"), class, label], content);
        } else {
            self.page.element("td", &of_column, content);
        }
        self.next += 1;
    }
}
