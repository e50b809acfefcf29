//! The HTML writer. Tags and attribute names are words of this program; everything else is text
//! and is escaped, so that no cell of the input can become markup. The reports and the forms are
//! written with it.

use std::fmt::Write as _;

use crate::input::{is_unseen, push_name};

/// An attribute: its name, and its value as text.
pub(crate) type HtmlAttribute<'a> = (&'static str, &'a str);

/// Elements that stand on a line of their own, so that two pages can be compared line by line.
const OWN_LINE: [&str; 24] = [
    "html", "head", "meta", "title", "style", "body", "header", "nav", "main", "footer", "section",
    "h1", "h2", "h3", "p", "ul", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr",
];

/// A page under construction.
#[derive(Default)]
pub(crate) struct Page {
    html: String,
}

impl Page {
    /// Adds a text.
    pub(crate) fn text(&mut self, text: &str) {
        escape(&mut self.html, text);
    }

    /// Adds markup of this program's own.
    pub(crate) fn markup(&mut self, markup: &'static str) {
        self.html.push_str(markup);
    }

    /// Adds an element and what `content` writes into it.
    pub(crate) fn element(
        &mut self,
        tag: &'static str,
        attributes: &[HtmlAttribute<'_>],
        content: impl FnOnce(&mut Self),
    ) {
        self.open(tag, attributes);
        content(self);
        let _ = write!(self.html, "</{tag}>");
        self.end_line(tag);
    }

    /// Adds an element with a text.
    pub(crate) fn text_in(
        &mut self,
        tag: &'static str,
        attributes: &[HtmlAttribute<'_>],
        text: &str,
    ) {
        self.element(tag, attributes, |page| page.text(text));
    }

    /// Adds a text of the catalogue; what stands between backticks is something to type.
    pub(crate) fn prose(&mut self, text: &str) {
        for (place, part) in text.split('`').enumerate() {
            if place % 2 == 0 {
                self.text(part);
            } else {
                self.text_in("code", &[], part);
            }
        }
    }

    /// Adds an element that has no content and no end (`meta`).
    pub(crate) fn void(&mut self, tag: &'static str, attributes: &[HtmlAttribute<'_>]) {
        self.open(tag, attributes);
        self.end_line(tag);
    }

    /// The page's bytes.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.html.into_bytes()
    }

    fn open(&mut self, tag: &'static str, attributes: &[HtmlAttribute<'_>]) {
        let _ = write!(self.html, "<{tag}");
        for (name, value) in attributes {
            let _ = write!(self.html, " {name}=\"");
            escape(&mut self.html, value);
            self.html.push('"');
        }
        self.html.push('>');
    }

    fn end_line(&mut self, tag: &str) {
        if OWN_LINE.contains(&tag) {
            self.html.push('\n');
        }
    }
}

/// Adds `text` so that it is text in an element and in a quoted attribute. `=` and the colon of an
/// address are escaped as well: a search of the file for `src=` or `https:` finds nothing, and so
/// proves that the page calls nothing in.
fn escape(html: &mut String, text: &str) {
    for (at, character) in text.char_indices() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '=' => html.push_str("&#61;"),
            ':' if text.get(at..).is_some_and(|rest| rest.starts_with("://")) => {
                html.push_str("&#58;");
            }
            unseen if is_unseen(unseen) => push_name(html, unseen),
            seen => html.push(seen),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(content: impl FnOnce(&mut Page)) -> String {
        let mut page = Page::default();
        content(&mut page);
        String::from_utf8(page.into_bytes()).unwrap()
    }

    #[test]
    fn whatever_is_written_stays_text() {
        for (text, html) in [
            ("サトウ & ハナコ", "サトウ &amp; ハナコ"),
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("\"onmouseover=x", "&quot;onmouseover&#61;x"),
            ("it's", "it&#39;s"),
            ("https://a.example/?b", "https&#58;//a.example/?b"),
            ("計画.csv:12", "計画.csv:12"),
            ("&amp;", "&amp;amp;"),
            ("a\u{0}b\nc", "aU+0000bU+000Ac"),
            ("\u{202e}ウトサ", "U+202Eウトサ"),
            ("\u{e0041}", "U+E0041"),
            ("𠮷ヷ", "𠮷ヷ"),
        ] {
            assert_eq!(written(|page| page.text(text)), html);
            let attribute = written(|page| page.text_in("b", &[("title", text)], ""));
            assert_eq!(attribute, format!("<b title=\"{html}\"></b>"));
        }
    }

    #[test]
    fn elements_are_closed_and_blocks_end_their_line() {
        let html = written(|page| {
            page.element("p", &[("class", "x")], |page| {
                page.text_in("b", &[], "a");
                page.text("b");
            });
            page.void("meta", &[("charset", "utf-8")]);
        });
        assert_eq!(html, "<p class=\"x\"><b>a</b>b</p>\n<meta charset=\"utf-8\">\n");
    }
}
