//! Whose rows stand on whose page.

use super::*;
use crate::{
    audit::audit, catalogue::CATALOGUE, claim::Options, ledger::Ledger, policy::Policy,
    records::Records, rules::World, submission::read_submitted, tariff::Tariff,
};

/// The logs of the fixture, with a submitted file that holds lines of both offices.
fn sources() -> Sources {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/months/kodaira-2026-10");
    let files = read_files(&[folder]).unwrap();
    let mut sources = Sources::recognise(files, EncodingChoice::Auto, SPECS).unwrap();
    let bytes = format!("head\nx,{A},1\nx,{B},2\n").into_bytes();
    sources.attach(vec![InputFile { name: "submitted.csv".to_owned(), bytes }]).unwrap();
    sources
}

fn file_of(sources: &Sources, name: &str) -> u16 {
    let mut files = sources.files();
    u16::try_from(files.position(|file| file.name == name).unwrap()).unwrap()
}

/// A row as the reader names it, by line and byte offset: the first that begins with `number`.
fn row_of(sources: &Sources, file: u16, number: &str) -> Origin {
    let bytes = &sources.file(file).unwrap().bytes;
    let mut at = 0;
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n').enumerate();
    let found = lines.find_map(|(place, line)| {
        let begin = at;
        at += line.len();
        line.starts_with(number.as_bytes()).then_some((place, begin))
    });
    let (place, begin) = found.unwrap();
    Origin { file, line: u32::try_from(place + 1).unwrap(), at: u32::try_from(begin).unwrap() }
}

/// The audit of `findings`, which knows whose the two submitted lines are.
fn audit_with_lines(findings: Vec<AuditFinding>, sources: &Sources) -> Audit {
    let file = file_of(sources, "submitted.csv");
    let lines = [(row(file, 2), office(A)), (row(file, 3), office(B))];
    Audit { submitted_by: lines.into_iter().collect(), ..audit_of(findings) }
}

#[test]
fn an_office_sees_nothing_of_another() {
    let sources = sources();
    let submitted = file_of(&sources, "submitted.csv");
    let (account_a, account_b) = (account(A, "0002610012"), account(B, "0002610459"));
    let both = vec![row(submitted, 2), row(submitted, 3)];
    let with = |rule, account, cause: &str, related: &[Origin]| AuditFinding {
        cause: cause.to_owned(),
        related: related.to_vec(),
        ..finding(rule, Some(account), Some(100))
    };
    let monitoring = file_of(&sources, "09_モニタリング.csv");
    let records = [A, B].map(|number| row_of(&sources, monitoring, number));
    let findings = vec![
        with(&X901, account_a, "M204", &records),
        with(&X904, account_a, "no event", &both[1..]),
        with(&X908, account_a, "", &both),
        with(&X904, account_b, "no event", &both[1..]),
        with(&X901, account_b, "M202", &both),
    ];
    let html = page(&audit_with_lines(findings, &sources), None, &sources);
    assert_whole(&html);
    let (first, second) = (letter(&html, A), letter(&html, B));
    for (section, foreign) in [
        (first, [B, "0002610459", "submitted.csv:3"]),
        (second, [A, "0002610012", "submitted.csv:2"]),
    ] {
        for text in foreign {
            assert!(!section.contains(text), "{text} in {section}");
        }
    }
    // The office's own line is named, but not beside X904.
    assert_eq!(first.matches("submitted.csv:2").count(), 1);
    assert_eq!(first.matches("別の事業所の記録").count(), 1);
    assert_eq!(first.matches("別の事業所の請求").count(), 1);
    assert_eq!(second.matches("同じ事業所の別の行").count(), 1);
    assert_eq!(second.matches("submitted.csv:3").count(), 1);
}

#[test]
fn rows_of_the_logs_are_told_apart_by_their_office() {
    let sources = sources();
    let monitoring = file_of(&sources, "09_モニタリング.csv");
    let recipients = file_of(&sources, "04_受給者.csv");
    let monitoring = |number| row_of(&sources, monitoring, number);
    let (visit_a, visit_b) = (monitoring(A), monitoring(B));
    let citys = row_of(&sources, recipients, "132118");
    let beside = |cause: &str, related: &[Origin]| {
        let one = AuditFinding {
            cause: cause.to_owned(),
            related: related.to_vec(),
            ..finding(&X901, Some(account(A, "0002610012")), Some(1))
        };
        Rows::new(&audit_of(vec![one.clone()]), &sources).beside(&one)
    };
    let all = [visit_a, visit_b, citys];
    assert_eq!(beside("M202", &all), "09_モニタリング.csv:2; 04_受給者.csv:2");
    assert_eq!(beside("M204", &all), "別の事業所の記録");
}

#[test]
fn of_a_line_submitted_twice_the_refused_row_is_named_beside_the_other_line() {
    let sources = sources();
    let (lines, rows) = (file_of(&sources, "submitted.csv"), file_of(&sources, "04_受給者.csv"));
    let beside = |other: u32, cause: &str| {
        let one = AuditFinding {
            cause: cause.to_owned(),
            related: vec![row(lines, other), row(rows, 2)],
            ..finding(&X904, Some(account(A, "0002610012")), Some(1))
        };
        Rows::new(&audit_with_lines(vec![one.clone()], &sources), &sources).beside(&one)
    };
    assert_eq!(beside(2, "M201"), "同じ事業所の別の行; 04_受給者.csv:2");
    assert_eq!(beside(3, "M201"), "別の事業所の請求; 04_受給者.csv:2");
    assert_eq!(beside(3, "M204"), "別の事業所の請求; 別の事業所の記録");
}

/// The number of an office in another's line, say in a name, makes that line none of its own.
#[test]
fn a_number_in_anothers_line_opens_nothing() {
    const HEAD: &str = "サービス提供年月,サービス種類,市町村番号,事業所番号,受給者証番号,\
                        氏名カナ,項目,区分,サービスコード,単位数,回数";
    let line = |number: &str, kana: &str, item: Item| {
        let (scheme, item) = (Scheme::Adult.name(), item.key());
        format!("2026-10,{scheme},132118,{number},0002610012,{kana},{item},tier_1,,1572,1")
    };
    let text = [
        HEAD.to_owned(),
        line(A, B, Item::PlanFee),
        line(B, "サトウ", Item::PlanFee),
        line(B, "サトウ", Item::MonitoringFee),
    ];
    let mut sources = Sources::recognise(Vec::new(), EncodingChoice::Auto, SPECS).unwrap();
    let bytes = text.join("\n").into_bytes();
    let numbers =
        sources.attach(vec![InputFile { name: "submitted.csv".to_owned(), bytes }]).unwrap();
    let records = Records::read(&sources);
    let ledger = Ledger::build(sources, records);
    let (policy, tariff) = (Policy::default(), Tariff::standard().unwrap());
    let month = ServiceMonth::literal(2026, 10);
    let world = World { ledger: &ledger, policy: &policy, tariff: &tariff, month };
    let submission = read_submitted(&ledger.sources, &numbers, &tariff);
    let options = Options { entries: CATALOGUE, claim_date: None };
    let audit = audit(&world, (month, month), (&submission, false), &options).unwrap();
    let found: Vec<&str> = audit.findings.iter().map(|finding| finding.rule.code).collect();
    assert_eq!(found, ["X904", "X908"]);
    assert!(audit.findings.iter().all(|finding| finding.related[0].line == 2));
    let html = page(&audit, None, &ledger.sources);
    let of_b = letter(&html, B);
    assert!(of_b.contains("別の事業所の請求") && !of_b.contains("同じ事業所の別の行"));
    assert!(of_b.contains("submitted.csv:3") && !of_b.contains("submitted.csv:2"));
}
