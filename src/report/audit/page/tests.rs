//! The page as a whole: what holds whatever was submitted, and whose rows stand on whose page.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use rustc_hash::FxHashMap;

use super::*;
use crate::{
    account::Account,
    audit::{AuditFinding, OfficeSummary, Side, rules::*},
    calendar::ServiceMonth,
    catalogue,
    finding::{Lang, Level, Note, Origin, Rule},
    input::{EncodingChoice, InputFile, read_files},
    item::{Item, Scheme},
    judge::Skipped,
    money::{Units, Yen},
    number::{CertificateNumber, MunicipalityNumber, OfficeNumber},
    records::SPECS,
    submission::rules::*,
};

mod told;
mod whose;

const A: &str = "1337101024";
const B: &str = "1337201345";

fn office(number: &str) -> OfficeNumber {
    OfficeNumber::new(number.as_bytes()).unwrap()
}

fn account(number: &str, certificate: &str) -> Account {
    Account {
        month: ServiceMonth::literal(2026, 10),
        scheme: Scheme::ALL[0],
        municipality: MunicipalityNumber::new(b"132118").unwrap(),
        office: office(number),
        certificate: CertificateNumber::new(certificate.as_bytes()).unwrap(),
    }
}

fn row(file: u16, line: u32) -> Origin {
    Origin { file, line, at: 0 }
}

fn finding(rule: &'static Rule, account: Option<Account>, yen: Option<i64>) -> AuditFinding {
    AuditFinding {
        rule,
        level: rule.levels[0],
        account,
        office: account.map(|account| account.office),
        item: Some((Item::MonitoringFee, "enhanced_3".to_owned())),
        cause: "M202".to_owned(),
        claimed: Some(Units(1558)),
        right: Some(Units(0)),
        yen: yen.map(Yen),
        origin: Some(row(0, 2)),
        related: Vec::new(),
        note: None,
    }
}

/// The audit of `findings`, with the sums of each office.
fn audit_of(findings: Vec<AuditFinding>) -> Audit {
    let mut offices: BTreeMap<OfficeNumber, OfficeSummary> = BTreeMap::new();
    for finding in &findings {
        let Some(account) = finding.account else { continue };
        let office = offices.entry(account.office).or_default();
        let yen = finding.yen.unwrap_or_default().0;
        office.lines += 1;
        office.claimed = office.claimed + Yen(20_000);
        office.over = office.over + Yen(yen.max(0));
        office.under = office.under + Yen((-yen).max(0));
        *office.codes.entry(finding.rule.code).or_default() += 1;
    }
    let months = (ServiceMonth::literal(2026, 9), ServiceMonth::literal(2026, 10));
    let lines = offices.values().map(|office| office.lines).sum();
    Audit {
        months,
        findings,
        submitted_by: FxHashMap::default(),
        offices,
        lines,
        returned: 0,
        outside: 0,
        has_logs: true,
        has_submission: true,
        absent: Vec::new(),
        skipped: Vec::new(),
    }
}

fn page(audit: &Audit, differences: Option<&[Difference]>, sources: &Sources) -> String {
    String::from_utf8(audit_page(audit, differences, sources).bytes).unwrap()
}

/// The page of one office.
fn letter<'h>(html: &'h str, number: &str) -> &'h str {
    let start = html.find(&format!("<section id=\"office-{number}\"")).unwrap();
    let rest = &html[start..];
    let end = rest[1..].find("<section id=\"office-").map_or(rest.len(), |end| end + 1);
    &rest[..end]
}

fn assert_whole(html: &str) {
    let tags = html.split('<').skip(1).map(|part| part.split_once('>').unwrap().0);
    let (mut open, mut names, mut links) = (Vec::new(), BTreeSet::new(), Vec::new());
    for tag in tags {
        let name = tag.split(' ').next().unwrap();
        match name.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "after {tag}"),
            None if ["meta", "!doctype"].contains(&name) => {}
            None => open.push(name),
        }
        let value = |start: &str| Some(tag.split_once(start)?.1.split('"').next().unwrap());
        if let Some(id) = value(" id=\"") {
            assert!(names.insert(id), "{id} twice");
        }
        links.extend(value(" href=\"#"));
        assert_eq!(tag.matches(" href=\"").count(), tag.matches(" href=\"#").count());
    }
    assert!(open.is_empty(), "{open:?} not closed");
    for to in links {
        assert!(names.contains(to), "{to} leads nowhere");
    }
    for foreign in
        ["<script", "http:", "https:", "src=", "url(", "@import", "javascript:", "<img", "onerror="]
    {
        assert!(!html.contains(foreign), "{foreign}");
    }
}

#[test]
fn long_tables_are_cut_and_counted() {
    let over = finding(&X901, Some(account(A, "0002610012")), Some(100));
    let differ = AuditFinding { level: Level::Differ, ..finding(&X902, over.account, Some(-7)) };
    let broken = finding(&X909, None, None);
    let mut findings = vec![over; 201];
    findings.extend(vec![broken; 203]);
    findings.push(differ);
    let side = Side { units: Units(5), rules: vec!["M203"], ..Side::default() };
    let difference = Difference {
        account: account(A, "0002610012"),
        item: Item::MonitoringFee,
        one: Side::default(),
        other: side,
        yen: Some(Yen(50)),
        rule: "M203",
        origin: None,
    };
    let differences = vec![difference; 202];
    let html = page(&audit_of(findings), Some(&differences), &Sources::none());
    assert_whole(&html);
    let section = |from: &str, within: &str| {
        let start = within.find(from).unwrap();
        within[start..].split("</section>").next().unwrap().to_owned()
    };
    let letter = section("X901</span>", letter(&html, A));
    assert_eq!(letter.matches("<th scope=\"row\"").count(), 200);
    assert!(letter.contains("201件") && letter.contains("20,100円"));
    assert!(letter.contains("ほかに 1件は audit_findings.csv にあります"));
    let unreadable = section("id=\"unreadable\"", &html);
    assert_eq!(unreadable.matches("<th scope=\"row\"").count(), 200);
    assert!(unreadable.contains("203件") && unreadable.contains("ほかに 3件は"));
    let compared = section("id=\"difference-M203\"", &html);
    assert_eq!(compared.matches("<th scope=\"row\"").count(), 200);
    assert!(compared.contains("202件") && compared.contains("ほかに 2件は audit_differences.csv"));
    // Too much and too little stand side by side: 20,100 is not lessened by 7.
    for sum in ["<strong>20,100円</strong>", "<strong>7円</strong>"] {
        assert!(html.contains(sum), "{sum}");
    }
}

#[test]
fn hostile_input_stays_text() {
    const NAME: &str = "<script>alert(1)</script><img src=x onerror=a>\"'\u{202e}https://a.example";
    let mut sources = Sources::none();
    let bytes = b"<script>\n</table><img src=x>\n".to_vec();
    sources.attach(vec![InputFile { name: NAME.to_owned(), bytes }]).unwrap();
    let note = Note { ja: NAME.to_owned(), en: NAME.to_owned() };
    let spoilt = |one: AuditFinding| AuditFinding {
        item: Some((Item::PlanFee, NAME.to_owned())),
        cause: NAME.to_owned(),
        related: vec![row(0, 1), row(9, 9)],
        note: Some(note.clone()),
        ..one
    };
    let whose = account(A, "0002610012");
    let account = Some(whose);
    let findings =
        [&X901, &X902, &X904, &X908].map(|rule| spoilt(finding(rule, account, Some(100)))).to_vec();
    let mut audit = audit_of(findings);
    audit.findings.push(spoilt(finding(&X909, None, None)));
    let variant = Side { variant: NAME.to_owned(), ..Side::default() };
    let difference = Difference {
        account: whose,
        item: Item::PlanFee,
        one: variant.clone(),
        other: variant,
        yen: None,
        rule: "",
        origin: Some(row(0, 2)),
    };
    let html = page(&audit, Some(&[difference]), &sources);
    assert_whole(&html);
    for shown in ["&lt;script&gt;alert(1)", "&lt;img src&#61;x", "U+202Ehttps&#58;//a.example"] {
        assert!(html.contains(shown), "{shown}");
    }
    assert!(!html.contains('\u{202e}'));
}

#[test]
fn every_rule_and_office_has_its_place() {
    let rules: Vec<&Rule> = catalogue::rules().filter(|r| r.levels[0].is_of_audit()).collect();
    let account = Some(account(A, "0002610012"));
    let mut findings: Vec<_> = rules.iter().map(|rule| finding(rule, account, None)).collect();
    // A row of an office's file that could not be read.
    let bad_row = AuditFinding { office: Some(office(A)), ..finding(&X909, None, None) };
    findings.push(AuditFinding { item: None, ..bad_row });
    let mut audit = audit_of(findings);
    audit
        .offices
        .insert(office(B), OfficeSummary { lines: 3, unpriced: 2, ..OfficeSummary::default() });
    let html = page(&audit, None, &Sources::none());
    assert_whole(&html);
    for rule in rules {
        let title = format!("{}</span> {}", rule.code, rule.title.get(Lang::Ja));
        assert!(letter(&html, A).contains(&title), "{title}");
    }
    assert!(letter(&html, B).contains("確かめていただくことは、ありませんでした"));
    // Lines without a price do not look like lines of no yen.
    assert!(letter(&html, B).contains("<dd>不明</dd>"));
    // Nor does a difference of unknown yen, whose direction is not known either.
    assert_eq!(letter(&html, A).matches("<dd>不明</dd>").count(), 2);
    assert!(letter(&html, A).contains("ファイルの行"));
    assert!(!html.contains("二つの扱いの違い"));
}

#[test]
fn what_was_not_checked_is_told() {
    let mut audit = audit_of(Vec::new());
    let skipped = |rule: &'static Rule| {
        let lacking = rule.needs.first().or(rule.partly_needs.first()).unwrap();
        Skipped { rule, lacking: *lacking, partly: rule.needs.is_empty() }
    };
    let needy = catalogue::rules().filter(|r| !(r.needs.is_empty() && r.partly_needs.is_empty()));
    audit.skipped = needy.map(skipped).collect();
    audit.has_submission = false;
    let html = page(&audit, Some(&[]), &Sources::none());
    assert_whole(&html);
    for skipped in &audit.skipped {
        assert!(html.contains(skipped.rule.code), "{}", skipped.rule.code);
    }
    assert!(html.contains("請求は点検していません"));
    audit = audit_of(vec![finding(&X904, Some(account(A, "0002610012")), None)]);
    audit.has_logs = false;
    let html = page(&audit, None, &Sources::none());
    assert_whole(&html);
    for code in ["X901", "X905", "X907", "X910"] {
        assert!(html.contains(&format!("{code} ")), "{code}");
    }
    assert!(letter(&html, A).contains("<dd>点検せず</dd>"));
    assert!(html.contains("事業所の記録がないので") && html.contains("記録との突き合わせはして"));
}
