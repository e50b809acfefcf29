//! Bars. They carry no text, need no font, and differ by pattern, not by colour alone.

use super::writer::Page;

/// Width of a bar in its own units; the page stretches it.
const WIDTH: usize = 1000;

/// What is counted is told by the surface: filled, striped or empty.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    Filled,
    Striped,
    Empty,
}

/// A part of a bar.
pub(crate) struct Part {
    pub(crate) count: usize,
    pub(crate) look: Look,
}

/// A bar as long as its parts out of `whole`, with what it shows in words.
pub(crate) fn bar(page: &mut Page, title: &str, description: &str, whole: usize, parts: &[Part]) {
    let attributes = [
        ("class", "bar"),
        ("role", "img"),
        ("viewBox", "0 0 1000 20"),
        ("preserveAspectRatio", "none"),
    ];
    page.element("svg", &attributes, |page| {
        page.text_in("title", &[], title);
        page.text_in("desc", &[], description);
        let (mut counted, mut from) = (0, 0);
        for part in parts.iter().filter(|part| part.count > 0) {
            counted += part.count;
            let to = counted.saturating_mul(WIDTH).checked_div(whole).unwrap_or(0);
            surface(page, from, to - from, part.look);
            from = to;
        }
    });
}

/// A small sample of a surface, for the words beside a bar.
pub(crate) fn sample(page: &mut Page, look: Look) {
    let attributes = [("class", "sample"), ("aria-hidden", "true"), ("viewBox", "0 0 40 20")];
    page.element("svg", &attributes, |page| surface(page, 0, 40, look));
}

fn surface(page: &mut Page, from: usize, width: usize, look: Look) {
    let (x, width, end) = (from.to_string(), width.to_string(), (from + width).to_string());
    let class = if look == Look::Filled { "filled" } else { "empty" };
    let place = [("x", &*x), ("y", "0"), ("width", &*width), ("height", "20")];
    let [x, y, width, height] = place;
    page.element("rect", &[("class", class), x, y, width, height], |_| {});
    if look == Look::Striped {
        // A dashed line as thick as the bar: stripes that end where the part ends.
        let line = [("class", "stripes"), ("x1", x.1), ("x2", &*end), ("y1", "10"), ("y2", "10")];
        page.element("line", &line, |_| {});
    }
}
