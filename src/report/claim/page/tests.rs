//! The page as a whole, over whole months: what holds whatever the input says.

use std::{collections::BTreeSet, path::Path};

use super::*;
use crate::{
    calendar::ServiceMonth,
    catalogue::CATALOGUE,
    claim::{Options, build, judge_month},
    input::{EncodingChoice, InputFile, read_files},
    ledger::Ledger,
    policy::Policy,
    records::Records,
    report::csv::decode_cp932,
    rules::World,
    tariff::Tariff,
};

const STORIES: [(&str, i32, i32); 3] =
    [("satsuma-2018-06", 2018, 6), ("dirty-2022-06", 2022, 6), ("kodaira-2026-10", 2026, 10)];

fn files(story: &str) -> Vec<InputFile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/months").join(story);
    read_files(&[folder]).unwrap()
}

/// The claim of a month over `files`, and the input it was made from.
fn claim_of(files: Vec<InputFile>, month: ServiceMonth) -> (Claim, Sources) {
    let sources = Sources::recognise(files, EncodingChoice::Auto, crate::records::SPECS).unwrap();
    let records = Records::read(&sources);
    let ledger = Ledger::build(sources, records);
    let (policy, tariff) = (Policy::default(), Tariff::standard().unwrap());
    let world = World { ledger: &ledger, policy: &policy, tariff: &tariff, month };
    let claim = build(&world, &Options { entries: CATALOGUE, claim_date: None }).unwrap();
    let (sources, _) = ledger.into_sources();
    (claim, sources)
}

/// The same of a month in which one finding of `code` is made so many times more.
fn claim_repeating(
    (code, times): (&str, usize),
    files: Vec<InputFile>,
    month: ServiceMonth,
) -> (Claim, Sources) {
    let sources = Sources::recognise(files, EncodingChoice::Auto, crate::records::SPECS).unwrap();
    let records = Records::read(&sources);
    let ledger = Ledger::build(sources, records);
    let (policy, tariff) = (Policy::default(), Tariff::standard().unwrap());
    let world = World { ledger: &ledger, policy: &policy, tariff: &tariff, month };
    let options = Options { entries: CATALOGUE, claim_date: None };
    let claim = build(&world, &options).unwrap();
    let one = claim.rejected.iter().find(|reported| reported.finding.rule.code == code).unwrap();
    let mut read = ledger.findings.clone();
    read.extend(vec![one.finding.clone(); times]);
    let claim = judge_month(&world, &options, read).unwrap();
    let (sources, _) = ledger.into_sources();
    (claim, sources)
}

fn text_of(claim: &Claim, sources: &Sources) -> String {
    String::from_utf8(report_page(claim, sources).bytes).unwrap()
}

fn stories() -> Vec<(Claim, String)> {
    let claims = STORIES
        .map(|(story, year, month)| claim_of(files(story), ServiceMonth::literal(year, month)));
    let pages = claims.into_iter().map(|(claim, sources)| {
        let text = text_of(&claim, &sources);
        (claim, text)
    });
    pages.collect()
}

/// A month of people and files whose names are meant to break out of the page.
fn hostile() -> (Claim, Sources) {
    const NAMES: [&str; 6] = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "x' onmouseover='alert(1)",
        "</td></table></style>&lt;b&gt;",
        "\u{202e}コシト\u{2066}\u{0}",
        "https://a.example/?q=javascript:alert(1)",
    ];
    let spoil = |file: InputFile| {
        let text = decode_cp932(&file.bytes).into_owned();
        let mut names = NAMES.iter().cycle();
        let header: Vec<&str> = text.lines().next().unwrap_or_default().split(',').collect();
        let kana = header.iter().position(|column| *column == "氏名カナ");
        let rows = text.lines().enumerate().map(|(number, line)| {
            let mut cells: Vec<&str> = line.split(',').collect();
            if let Some(kana) = kana.filter(|_| number > 0) {
                cells[kana] = names.next().unwrap();
            }
            cells.join(",") + "\n"
        });
        let bytes = rows.collect::<String>().into_bytes();
        InputFile { name: format!("<img src=x onerror=a>\"&{}", file.name), bytes }
    };
    let files = files("kodaira-2026-10").into_iter().map(spoil).collect();
    claim_of(files, ServiceMonth::literal(2026, 10))
}

/// Every tag, with its attributes, in order. No text holds `<`, so that nothing else is found.
fn tags(html: &str) -> Vec<&str> {
    let parts = html.split('<').skip(1);
    parts.map(|part| part.split_once('>').expect("a tag ends").0).collect()
}

fn assert_balanced(html: &str) {
    let mut open = Vec::new();
    for tag in tags(html) {
        let name = tag.split(' ').next().unwrap_or_default();
        match name.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "after {tag}"),
            None if ["meta", "!doctype"].contains(&name) => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?} not closed");
}

/// Values of an attribute, wherever it stands.
fn values<'h>(html: &'h str, attribute: &str) -> Vec<&'h str> {
    let start = format!(" {attribute}=\"");
    let values = tags(html).into_iter().flat_map(|tag| tag.split(&*start).skip(1));
    values.collect::<Vec<_>>().iter().map(|rest| rest.split('"').next().unwrap()).collect()
}

/// Attributes of this program; one that came from the input would be another.
fn assert_own_attributes(html: &str) {
    const OWN: [&str; 24] = [
        "aria-hidden",
        "aria-label",
        "charset",
        "class",
        "colspan",
        "content",
        "data-label",
        "height",
        "href",
        "http-equiv",
        "id",
        "lang",
        "name",
        "preserveAspectRatio",
        "role",
        "scope",
        "viewBox",
        "width",
        "x",
        "x1",
        "x2",
        "y",
        "y1",
        "y2",
    ];
    for tag in tags(html) {
        // `a b="c d" e="f"` is cut at each quote: names stand in every second part.
        let names = tag.split('"').step_by(2).filter_map(|part| part.strip_suffix('='));
        for name in names.filter_map(|part| part.split(' ').next_back()) {
            assert!(OWN.contains(&name), "{name} in <{tag}>");
        }
    }
}

#[test]
fn the_page_calls_nothing_in_and_is_whole() {
    for (_, html) in stories() {
        for foreign in ["http:", "https:", "src=", "<script", "@import", "url(", "javascript:"] {
            assert!(!html.contains(foreign), "{foreign}");
        }
        assert_balanced(&html);
        assert_own_attributes(&html);
        let names = values(&html, "id");
        let unique: BTreeSet<&str> = names.iter().copied().collect();
        assert_eq!(names.len(), unique.len());
        for to in values(&html, "href") {
            let name = to.strip_prefix('#').expect("links stay on the page");
            assert!(unique.contains(name), "{to} leads nowhere");
        }
    }
}

#[test]
fn hostile_input_stays_text() {
    let (claim, sources) = hostile();
    let html = text_of(&claim, &sources);
    for shown in [
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&lt;img src&#61;x onerror&#61;alert(1)&gt;",
        "x&#39; onmouseover&#61;&#39;alert(1)",
        "&lt;/td&gt;&lt;/table&gt;&lt;/style&gt;&amp;lt;b&amp;gt;",
        "U+202Eコシト",
        "https&#58;//a.example/",
        "&lt;img src&#61;x onerror&#61;a&gt;&quot;&amp;",
    ] {
        assert!(html.contains(shown), "{shown}");
    }
    for raw in ["<script", "<img", "src=", "onerror=", "onmouseover=", "https:", "\u{202e}", "\0"] {
        assert!(!html.contains(raw), "{raw}");
    }
    assert_balanced(&html);
    assert_own_attributes(&html);
}

#[test]
fn every_reason_has_its_place() {
    for (claim, html) in stories() {
        let names: BTreeSet<&str> = values(&html, "id").into_iter().collect();
        for reported in claim.rejected.iter().chain(claim.notices.iter()) {
            let (rule, level) = (reported.finding.rule, reported.finding.level.english());
            assert!(names.contains(&*format!("{}-{level}", rule.code)), "{} {level}", rule.code);
        }
        for skipped in &claim.skipped {
            assert!(html.contains(skipped.rule.code), "{}", skipped.rule.code);
        }
        assert!(html.contains(&words::yen(claim.sums().yen)));
    }
}

#[test]
fn long_tables_are_cut_and_counted() {
    let month = ServiceMonth::literal(2018, 6);
    let (mut claim, sources) = claim_repeating(("P101", 200), files("satsuma-2018-06"), month);
    let statement = claim.statements[0].clone();
    claim.statements.extend(vec![statement; 190]);
    let html = text_of(&claim, &sources);
    let section = html.split("id=\"P101-reject\"").nth(1).unwrap();
    let section = section.split("</section>").next().unwrap();
    assert_eq!(section.matches("<th scope=\"row\"").count(), 200);
    assert!(section.contains("201件") && section.contains("ほかに 1件は rejected.csv にあります"));
    assert_eq!(html.matches("<th scope=\"rowgroup\"").count(), 200);
    let people = claim.claimed().count() - 200;
    assert!(html.contains(&format!("ほかに {people}人。claim_lines.csv にすべてあります")));
    assert_balanced(&html);
}

#[test]
fn a_month_without_anything_says_so() {
    let (claim, sources) = claim_of(files("kodaira-2026-10"), ServiceMonth::literal(2030, 1));
    assert!(claim.is_empty_month());
    let html = text_of(&claim, &sources);
    for said in ["この月の計画・モニタリング・活動の行がありません", "直すところはありません"]
    {
        assert!(html.contains(said), "{said}");
    }
    assert_balanced(&html);
}

#[test]
fn the_same_claim_gives_the_same_bytes() {
    let pages = || stories().into_iter().map(|(_, html)| html);
    assert!(pages().eq(pages()));
}
