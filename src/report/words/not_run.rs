//! Which rules could not run, what they lack, and what that leaves unchecked: in every output.

use std::{collections::BTreeMap, fmt::Write as _};

use serde::Serialize;

use super::rule::{family, need};
use crate::{
    finding::{Lang, Rule},
    judge::Skipped,
};

/// More rules than these lacking one thing are told by their families.
const TITLES_MAX: usize = 3;

/// A rule that did not run, for machines.
#[derive(Serialize)]
pub(crate) struct NotRun {
    code: &'static str,
    /// What it would have checked.
    unchecked: &'static str,
    /// `表` or `表.列`
    lacking: String,
    /// Whether it ran all the same, and left only a part unchecked.
    partly: bool,
}

/// Every rule that did not run, or not in full, in the order of the catalogue.
pub(crate) fn not_run(skipped: &[Skipped]) -> Vec<NotRun> {
    let row = |skipped: &Skipped| NotRun {
        code: skipped.rule.code,
        unchecked: skipped.rule.title.get(Lang::Ja),
        lacking: need(&skipped.lacking),
        partly: skipped.partly,
    };
    skipped.iter().map(row).collect()
}

/// The rules that lack one table or column.
pub(crate) struct Unchecked {
    /// `表` or `表.列`
    pub(crate) lacking: String,
    /// Whether they ran, and left only a part unchecked.
    pub(crate) partly: bool,
    /// In the order of the catalogue.
    pub(crate) rules: Vec<&'static Rule>,
}

impl Unchecked {
    /// What is left unchecked: the titles of a few rules, the families of many.
    fn subject(&self, lang: Lang) -> String {
        let mut words: Vec<&str> = if self.rules.len() <= TITLES_MAX {
            self.rules.iter().map(|rule| rule.title.get(lang)).collect()
        } else {
            self.rules.iter().map(|rule| family(rule, lang)).collect()
        };
        words.dedup();
        words.join(if lang == Lang::Ja { "、" } else { ", " })
    }
}

/// What is lacking, by table and column: of what was left unchecked altogether, and in part.
pub(crate) fn unchecked(skipped: &[Skipped]) -> [Vec<Unchecked>; 2] {
    let mut groups: BTreeMap<(bool, String), Vec<&'static Rule>> = BTreeMap::new();
    for skipped in skipped {
        groups.entry((skipped.partly, need(&skipped.lacking))).or_default().push(skipped.rule);
    }
    let group = |((partly, lacking), rules)| Unchecked { lacking, partly, rules };
    let (partly, whole) = groups.into_iter().map(group).partition(|group| group.partly);
    [whole, partly]
}

/// The same as lines for the screen; nothing where every rule ran.
pub(crate) fn not_run_lines(skipped: &[Skipped], lang: Lang) -> String {
    let mut text = String::new();
    if skipped.is_empty() {
        return text;
    }
    let (heading, partly, colon) = match lang {
        Lang::Ja => ("表や列がなく、確かめられなかったこと", "(一部)", ": "),
        Lang::En => ("Not checked (missing table or column)", " (in part)", ": "),
    };
    let _ = writeln!(text, "\n{heading}");
    for group in unchecked(skipped).into_iter().flatten() {
        let codes: Vec<&str> = group.rules.iter().map(|rule| rule.code).collect();
        let mark = if group.partly { partly } else { "" };
        let subject = group.subject(lang);
        let codes = codes.join(" ");
        let _ = writeln!(text, "  {}{mark}{colon}{subject} [{codes}]", group.lacking);
    }
    text
}
