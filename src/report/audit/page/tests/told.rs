//! What is told of rules, sums, absent tables and a comparison alone: alike in every output.

use super::*;
use crate::report::{
    audit::{audit_files, audit_json, audit_text},
    csv::decode_cp932,
};

#[test]
fn an_office_is_told_what_it_can_do() {
    let account = Some(account(A, "0002610012"));
    for rule in catalogue::rules().filter(|rule| rule.levels[0].is_of_audit()) {
        let words = rule.of_audit.unwrap();
        let told = words.remedy.unwrap_or(rule.wording.remedy.get(Lang::Ja));
        let html = page(&audit_of(vec![finding(rule, account, None)]), None, &Sources::none());
        assert!(letter(&html, A).contains(&format!(">{told}</dd>")), "{}", rule.code);
        // That is for the city: it asks, or has something withdrawn.
        for city in ["事業所に", "もらってください", "表に加えて", "受給者の表の漏れ"]
        {
            assert!(!told.contains(city), "{told}");
        }
    }
}

#[test]
fn advice_for_the_city_is_not_handed_to_the_office() {
    let ja = "この事業所のこの月の記録が一行もありません";
    let note = Some(Note { ja: ja.to_owned(), en: String::new() });
    let one = AuditFinding { note, ..finding(&X901, Some(account(A, "0002610012")), Some(1)) };
    let audit = audit_of(vec![one]);
    let advice = "受け取っていないのなら、この事業所は記録なしで点検してください";
    let table = audit_files(&audit, &Sources::none()).remove(0);
    assert!(decode_cp932(&table.bytes).contains(&format!("({ja}。{advice})")));
    let html = page(&audit, None, &Sources::none());
    assert!(letter(&html, A).contains(&format!("{ja}</small>")) && !html.contains(advice));
}

#[test]
fn a_line_without_an_item_is_named_for_what_it_is() {
    let nameless = |rule| AuditFinding {
        item: None,
        right: Some(Units(1558)),
        ..finding(rule, Some(account(A, "0002610012")), Some(1))
    };
    for (rule, name) in [
        (&X903, "その人の月の請求額"),
        (&X906, "報酬表にないコード"),
        (&X907, "その人の月の明細のすべて"),
        (&X909, "その人の月の明細のすべて"),
    ] {
        let html = page(&audit_of(vec![nameless(rule)]), None, &Sources::none());
        assert!(letter(&html, A).contains(name), "{name}");
    }
}

#[test]
fn sums_that_are_not_known_are_not_told_as_nothing() {
    let account = Some(account(A, "0002610012"));
    let mut audit =
        audit_of(vec![finding(&X904, account, None), finding(&X904, account, Some(100))]);
    audit.offices.insert(office(B), OfficeSummary { lines: 3, ..OfficeSummary::default() });
    let sums = |audit: &Audit| {
        let table = audit_files(audit, &Sources::none()).remove(1);
        let text = decode_cp932(&table.bytes);
        let row = |line: &str| line.split(',').skip(3).take(2).map(str::to_owned).collect();
        text.lines().skip(1).map(row).collect::<Vec<Vec<String>>>()
    };
    let screen = |audit: &Audit| audit_text(audit, None, Lang::Ja);
    let json = |audit: &Audit| -> serde_json::Value {
        serde_json::from_str(&audit_json(audit, None)).unwrap()
    };
    assert_eq!(sums(&audit), [["", "0"], ["0", "0"]]);
    assert!(screen(&audit).contains("過大 2件 多い分 100円(ほかに不明)、少ない分 0円"));
    assert!(json(&audit)["offices"][0]["over"].is_null());
    assert_eq!(json(&audit)["offices"][1]["over"], 0);
    audit.has_logs = false;
    assert_eq!(sums(&audit), [["", ""], ["0", ""]]);
    assert!(screen(&audit).contains("過少 点検せず"));
    assert!(json(&audit)["offices"][1]["under"].is_null());
    let html = page(&audit, None, &Sources::none());
    assert!(letter(&html, A).contains("<dd>100円(ほかに不明)</dd>"));
    assert!(letter(&html, B).contains("<dd>点検せず</dd>"));
    assert!(letter(&html, A).contains("data-label=\"件数\">点検せず</td>"));
}

#[test]
fn a_table_that_is_not_there_forbids_to_use_the_result() {
    let mut audit = audit_of(vec![finding(&X901, Some(account(A, "0002610012")), Some(100))]);
    let says = |text: &str| text.matches("この結果は使わないでください").count();
    assert_eq!(says(&page(&audit, None, &Sources::none())), 0);
    audit.absent = vec!["計画", "会議等"];
    let html = page(&audit, None, &Sources::none());
    assert_whole(&html);
    assert_eq!((says(&html), says(letter(&html, A))), (4, 2));
    let screen = audit_text(&audit, None, Lang::Ja);
    assert_eq!(says(&screen), 2);
    assert!(screen.contains("計画の表がないので、利用支援費はすべて根拠のない請求に出ます"));
}

#[test]
fn where_nothing_was_submitted_only_the_comparison_is_told() {
    let mut audit = audit_of(Vec::new());
    audit.has_submission = false;
    let html = page(&audit, Some(&[]), &Sources::none());
    assert_whole(&html);
    for chapter in ["offices", "picture", "unreadable"] {
        assert!(!html.contains(&format!("id=\"{chapter}\"")), "{chapter}");
    }
    assert!(html.contains("id=\"differences\"") && !html.contains("結果が続きます"));
    let screen = audit_text(&audit, Some(&[]), Lang::Ja);
    assert!(
        screen.contains("二つの扱いを比べただけです") && screen.contains("二つの扱いの違い: 0件")
    );
    assert!(!screen.contains("事業所 0") && !screen.contains("過大"));
    audit = audit_of(vec![finding(&X904, Some(account(A, "0002610012")), None)]);
    let html = page(&audit, None, &Sources::none());
    assert!(html.contains("この後に、事業所ごとの結果が続きます。"));
}
