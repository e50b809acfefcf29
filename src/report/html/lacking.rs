//! Tables and columns that are lacking, and the rules that lack them.

use super::{
    table::{Heading, table},
    writer::Page,
};
use crate::{finding::Lang, report::words::not_run::Unchecked};

const COLUMNS: [Heading; 2] = [("入力にない表・列", "name"), ("確かめていないこと", "wide")];

/// Adds the table.
pub(crate) fn lacking_table(page: &mut Page, lacking: Vec<Unchecked>) {
    table(page, &COLUMNS, lacking, |group, cells| {
        cells.text(&group.lacking);
        cells.with(|page| {
            page.element("ul", &[("class", "codes")], |page| {
                for rule in &group.rules {
                    let name = format!("{} {}", rule.code, rule.title.get(Lang::Ja));
                    page.text_in("li", &[], &name);
                }
            });
        });
    });
}
