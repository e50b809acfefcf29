//! How many rows of one code are shown, and what is said of the others.

use super::{words, writer::Page};

/// At most this many rows of one code are shown in a section; the counts are exact all the same.
pub(super) const ROWS_PER_CODE: usize = 200;

/// Says how many rows of `count` are not shown.
pub(super) fn more(page: &mut Page, count: usize) {
    let more = count.saturating_sub(ROWS_PER_CODE);
    if more > 0 {
        let told = format!("ほかに {}件は audit_findings.csv にあります。", words::count(more));
        page.text_in("p", &[("class", "more")], &told);
    }
}
