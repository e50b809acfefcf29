//! The frame of a page: its head, and its chapters with their contents.

use super::writer::Page;

/// Forbids in the browser what a page does not do: scripts, and anything from elsewhere.
pub(crate) const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// A chapter: the name by which others point to it, its heading, and what it says.
pub(crate) struct Chapter<'a> {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) write: &'a dyn Fn(&mut Page),
}

/// Adds what stands in `head`: `styles` come after the style of every page.
pub(crate) fn preamble(page: &mut Page, title: &str, styles: &[&'static str]) {
    page.void("meta", &[("charset", "utf-8")]);
    page.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]);
    page.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    page.text_in("title", &[], title);
    page.element("style", &[], |page| {
        page.markup(include_str!("style.css"));
        for style in styles {
            page.markup(style);
        }
    });
}

/// Adds the contents.
pub(crate) fn contents(page: &mut Page, chapters: &[Chapter<'_>]) {
    page.element("nav", &[("aria-label", "もくじ")], |page| {
        page.element("ul", &[], |page| {
            for (place, chapter) in chapters.iter().enumerate() {
                page.element("li", &[], |page| {
                    let to = format!("#{}", chapter.id);
                    let title = format!("{} {}", place + 1, chapter.title);
                    page.text_in("a", &[("href", &to)], &title);
                });
            }
        });
    });
}

/// Adds the chapters, numbered.
pub(crate) fn chapters(page: &mut Page, chapters: &[Chapter<'_>]) {
    page.element("main", &[], |page| {
        for (place, chapter) in chapters.iter().enumerate() {
            page.element("section", &[("id", chapter.id)], |page| {
                page.text_in("h2", &[], &format!("{} {}", place + 1, chapter.title));
                (chapter.write)(page);
            });
        }
    });
}
