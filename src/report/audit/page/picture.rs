//! Where the yen are: bars by office and by rule, the two directions never in one bar.

use std::cmp::Reverse;

use super::{
    super::facts::{Audited, Tally, by_rule},
    sums::yen,
    svg::{Look, Part, bar, sample},
    table::{Heading, table},
    words,
    writer::Page,
};
use crate::{audit::Audit, finding::Lang, money::Yen};

/// Offices with bars of their own; the others share theirs.
const OFFICES_SHOWN: usize = 12;

const BY_OFFICE: [Heading; 4] =
    [("事業所番号", "short"), ("過大額", "num"), ("過少額", "num"), ("", "bars")];

const BY_RULE: [Heading; 7] = [
    ("理由", "name"),
    ("判定", "short"),
    ("件数", "num"),
    ("過大額", "num"),
    ("過少額", "num"),
    ("額が不明", "num"),
    ("", "bars"),
];

/// A row with its two bars.
struct Bars {
    name: String,
    level: &'static str,
    tally: Tally,
}

/// Writes the chapter.
pub(super) fn write(page: &mut Page, audit: &Audit) {
    let offices = by_office(audit);
    let rules = rules(audit);
    if offices.is_empty() {
        page.text_in("p", &[], "額の分かる違いは見つかりませんでした。");
    } else {
        page.element("ul", &[("class", "legend")], |page| {
            for (look, name) in [(Look::Filled, "過大額"), (Look::Striped, "過少額")] {
                page.element("li", &[], |page| {
                    sample(page, look);
                    page.text(name);
                });
            }
        });
        page.text_in("h3", &[], "事業所ごとの額(大きい順)");
        let longest = longest(&offices);
        table(page, &BY_OFFICE, &offices, |bars, cells| {
            cells.text(&bars.name);
            cells.text(&yen(bars.tally.over));
            cells.text(&yen(bars.tally.under));
            cells.with(|page| draw(page, bars, longest));
        });
    }
    if rules.is_empty() {
        return;
    }
    page.text_in("h3", &[], "理由ごとの件数と額");
    let longest = longest(&rules);
    table(page, &BY_RULE, &rules, |bars, cells| {
        cells.text(&bars.name);
        cells.text(bars.level);
        cells.text(&words::count(bars.tally.count));
        cells.text(&yen(bars.tally.over));
        cells.text(&yen(bars.tally.under));
        cells.text(&match bars.tally.unknown {
            0 => "—".to_owned(),
            unknown => format!("{}件", words::count(unknown)),
        });
        cells.with(|page| draw(page, bars, longest));
    });
}

/// The offices with yen, the biggest first, and the sum of the rest.
fn by_office(audit: &Audit) -> Vec<Bars> {
    let offices = audit.offices.iter().map(|(number, office)| {
        let tally = Tally { over: office.over, under: office.under, ..Tally::default() };
        Bars { name: number.to_string(), level: "", tally }
    });
    let mut bars: Vec<Bars> = offices.filter(|bars| bars.tally.weight() > Yen(0)).collect();
    bars.sort_by_key(|bars| Reverse(bars.tally.weight()));
    let rest = bars.split_off(bars.len().min(OFFICES_SHOWN));
    if !rest.is_empty() {
        let name = format!("ほか{}事業所", words::count(rest.len()));
        let mut tally = Tally::default();
        for bars in &rest {
            tally += bars.tally;
        }
        bars.push(Bars { name, level: "", tally });
    }
    bars
}

/// The rules that found something, in the order of the catalogue.
fn rules(audit: &Audit) -> Vec<Bars> {
    let bars = by_rule(&Audited::whole(audit).findings).into_iter().map(|(rule, found)| {
        let name = format!("{} {}", rule.code, rule.title.get(Lang::Ja));
        Bars { name, level: rule.levels[0].name(), tally: Tally::sum(&found) }
    });
    bars.collect()
}

fn longest(bars: &[Bars]) -> Yen {
    let amounts = bars.iter().flat_map(|bars| [bars.tally.over, bars.tally.under]);
    amounts.max().unwrap_or_default()
}

fn draw(page: &mut Page, bars: &Bars, longest: Yen) {
    let Tally { over, under, .. } = bars.tally;
    let shown = [("過大額", over, Look::Filled), ("過少額", under, Look::Striped)];
    for (kind, amount, look) in shown.into_iter().filter(|(_, amount, _)| *amount > Yen(0)) {
        let title = format!("{} {kind}", bars.name);
        let parts = [Part { count: length(amount), look }];
        bar(page, &title, &words::yen(amount), length(longest), &parts);
    }
}

fn length(yen: Yen) -> usize {
    usize::try_from(yen.0).unwrap_or_default()
}
