//! The sheets as a whole, over whole months: what holds whatever the input says.

mod sheet;

use std::{collections::BTreeMap, path::Path, sync::Arc};

use sheet::{amount, between, cells, sheets, table_of};

use super::*;
use crate::{
    account::Account,
    calendar::ServiceMonth,
    catalogue::CATALOGUE,
    claim::{Options, build},
    input::{EncodingChoice, InputFile, Sources, read_files},
    item::Scheme,
    money::{Units, Yen},
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

fn claim_of(files: Vec<InputFile>, month: ServiceMonth) -> (Claim, Ledger) {
    let sources = Sources::recognise(files, EncodingChoice::Auto, crate::records::SPECS).unwrap();
    let records = Records::read(&sources);
    let ledger = Ledger::build(sources, records);
    let (policy, tariff) = (Policy::default(), Tariff::standard().unwrap());
    let world = World { ledger: &ledger, policy: &policy, tariff: &tariff, month };
    let claim = build(&world, &Options { entries: CATALOGUE, claim_date: None }).unwrap();
    (claim, ledger)
}

fn story(story: &str) -> (Claim, Ledger) {
    let (name, year, month) = STORIES.into_iter().find(|(name, ..)| *name == story).unwrap();
    claim_of(files(name), ServiceMonth::literal(year, month))
}

fn html_of(claim: &Claim, ledger: &Ledger) -> String {
    let Forms::Page(file) = forms_page(claim, ledger) else { panic!("a page") };
    String::from_utf8(file.bytes).unwrap()
}

/// The claim with one recipient and their lines only.
fn only(scheme: Scheme, claim: Claim) -> Claim {
    let statements = claim.statements.iter();
    let mut of_scheme = statements.filter(|s| s.account.scheme == scheme);
    let statement = of_scheme.next().unwrap().clone();
    Claim { statements: vec![statement], ..claim }
}

/// The one recipient of the claim, so many times.
fn times(claim: Claim, count: usize) -> Claim {
    Claim { statements: vec![claim.statements[0].clone(); count], ..claim }
}

#[test]
fn the_eleventh_recipient_begins_a_sheet() {
    let (mut claim, ledger) = story("satsuma-2018-06");
    claim = only(Scheme::Adult, claim);
    for (count, wanted) in [(1, 1), (10, 1), (11, 2), (21, 3)] {
        claim = times(claim, count);
        let html = html_of(&claim, &ledger);
        let bills = sheets(&html, "bill");
        assert_eq!(bills.len(), wanted, "{count}");
        for (place, sheet) in bills.iter().enumerate() {
            let of = cells(table_of(sheet, "sheets"));
            assert_eq!(of, ["", &wanted.to_string(), "枚中", "", &(place + 1).to_string(), "枚目"]);
            assert_eq!(sheet.matches(">フリガナ<").count(), 10);
        }
        assert!(cells(bills[wanted - 1]).contains(&count.to_string()), "項番 {count}");
        assert_eq!(sheets(&html, "detail").len(), count);
    }
}

#[test]
fn the_thirty_first_line_begins_a_sheet() {
    let (claim, ledger) = story("satsuma-2018-06");
    let mut claim = only(Scheme::Adult, claim);
    let line = claim.statements[0].lines[0].clone();
    for (count, wanted) in [(0, 1), (1, 1), (30, 1), (31, 2), (61, 3)] {
        claim.statements[0].lines = vec![line.clone(); count];
        let html = html_of(&claim, &ledger);
        let details = sheets(&html, "detail");
        assert_eq!(details.len(), wanted, "{count}");
        let mut written = 0;
        for (place, sheet) in details.iter().enumerate() {
            let of = cells(table_of(sheet, "sheets"));
            assert_eq!(of, ["", &wanted.to_string(), "枚中", "", &(place + 1).to_string(), "枚目"]);
            let lines = table_of(sheet, "lines");
            assert_eq!(lines.matches("<tr").count(), 31);
            written += lines.matches("<td class=\"t").count();
        }
        assert_eq!(written, count);
    }
}

#[test]
fn every_row_has_a_cell_for_each_column() {
    for (name, ..) in STORIES {
        let (claim, ledger) = story(name);
        let html = html_of(&claim, &ledger);
        for sheet in sheets(&html, "detail") {
            for row in table_of(sheet, "lines").split("<tr>").skip(1) {
                assert_eq!(row.matches("<td").count(), 19, "{row}");
            }
        }
    }
}

#[test]
fn digits_fall_in_the_right_boxes() {
    let (mut claim, ledger) = story("kodaira-2026-10");
    claim = only(Scheme::Adult, claim);
    let statement = &mut claim.statements[0];
    statement.lines.truncate(1);
    let (total, line) = (&mut statement.total, &mut statement.lines[0]);
    (total.units, total.yen) = (Units(987), Yen(10_758));
    (line.units, line.count, line.code) = (Units(-329), 3, Some(Arc::from("521111")));
    line.day = chrono::NaiveDate::from_ymd_opt(2026, 10, 5).unwrap();
    let account = statement.account;
    let number = account.certificate.to_string();
    let (office, municipality) = (account.office.to_string(), account.municipality.to_string());
    let html = html_of(&claim, &ledger);

    let bill = sheets(&html, "bill")[0];
    assert_eq!(cells(table_of(bill, "claimant"))[2..12].concat(), office);
    assert_eq!(cells(table_of(bill, "month")), ["令和", "0", "8", "年", "1", "0", "月分"]);
    assert_eq!(
        cells(table_of(bill, "amount")),
        ["請求金額", "", "百万", "", "1", "千0", "7", "5", "円8"]
    );
    let kind = cells(table_of(bill, "kind"));
    assert_eq!(kind[..4], ["区　　分", "件数", "地域区分", "3級地"]);
    assert_eq!(kind[4..8], ["計画相談支援", "", "", "1"]);
    assert_eq!(kind[8..], ["単位数単価", "1", "0", "9", "0", "円/単位"]);
    let users = cells(table_of(bill, "users"));
    assert_eq!(users[..4], ["項番", "支給決定障害者等", "請求額計算欄", "1"]);
    assert_eq!(users[4..15].concat(), format!("受給者証番号{number}"));
    assert_eq!(users[15], "フリガナ");
    assert_eq!(users[17..31].concat(), "単位数請求額モニタリング日令和08年10月05日氏名");
    assert_eq!(users[31..42], ["", "", "9", "8", "7", "1", "0", "7", "5", "8", "円"]);
    assert_eq!(users[users.len() - 8..], ["小計", "", "1", "0", "7", "5", "8", "円"]);

    let detail = sheets(&html, "detail")[0];
    assert_eq!(cells(table_of(detail, "payer")).concat(), format!("市町村番号{municipality}"));
    assert_eq!(cells(table_of(detail, "holder"))[..11].concat(), format!("受給者証番号{number}"));
    let lines = cells(table_of(detail, "lines"));
    assert_eq!(lines[8..14].concat(), "521111");
    assert_eq!(lines[14..18], ["△", "3", "2", "9"]);
    assert_eq!(lines[18..20], ["", "3"]);
    assert_eq!(lines[20..25], ["", "△", "9", "8", "7"]);
}

#[test]
fn what_is_not_known_stays_blank() {
    let (claim, ledger) = story("kodaira-2026-10");
    let mut claim = only(Scheme::Adult, claim);
    let lines = &mut claim.statements[0].lines;
    lines.retain(|line| !line.is_base());
    for line in lines {
        line.code = None;
    }
    let html = html_of(&claim, &ledger);
    let users = cells(table_of(sheets(&html, "bill")[0], "users"));
    assert_eq!(between(&users, "モニタリング日", "氏名"), "令和年月日");
    assert_eq!(between(&users, "氏名", "円").len(), 9, "units 4 and yen 5, and no name");
    claim.statements.clear();
    assert_eq!(forms_page(&claim, &ledger), Forms::Nothing);
}

#[test]
fn more_sheets_than_can_be_printed_are_told_instead() {
    let (claim, ledger) = story("kodaira-2026-10");
    let mut claim = only(Scheme::Adult, claim);
    claim = times(claim, MOST_SHEETS);
    // A sheet for each recipient, and ten recipients on each sheet of the bill.
    let forms = forms_page(&claim, &ledger);
    assert_eq!(forms, Forms::TooMany { sheets: MOST_SHEETS + MOST_SHEETS / 10 });
}

#[test]
fn nothing_is_cut() {
    let (claim, ledger) = story("kodaira-2026-10");
    let mut claim = only(Scheme::Adult, claim);
    let statement = &mut claim.statements[0];
    let (total, line) = (&mut statement.total, &mut statement.lines[0]);
    total.units = Units(123_456);
    total.yen = Yen(1_234_567_890);
    line.units = Units(-12_345);
    line.count = 123;
    line.code = Some(Arc::from("5211111"));
    line.name = Arc::from("長".repeat(200));
    total.kana = Arc::from("カ".repeat(200));
    let html = html_of(&claim, &ledger);
    for (columns, text) in [
        (4, "123456"),
        (5, "1234567890"),
        (8, "1234567890"),
        (6, "1234567890"),
        (4, "△12345"),
        (2, "123"),
        (5, "△1518435"),
        (6, "5211111"),
    ] {
        let cell = format!("<td class=\"over\" colspan=\"{columns}\">{text}</td>");
        assert!(html.contains(&cell), "{cell}");
    }
    assert!(html.contains(&"長".repeat(200)) && html.contains(&"カ".repeat(200)));
}

#[test]
fn the_sheets_add_up_to_the_claim() {
    for (name, ..) in STORIES {
        let (claim, ledger) = story(name);
        let html = html_of(&claim, &ledger);
        let yen = |text: String| if text.is_empty() { 0 } else { text.parse::<i64>().unwrap() };
        let bills = sheets(&html, "bill");
        let amounts: i64 = bills.iter().map(|sheet| yen(amount(sheet))).sum();
        let subtotals = bills.iter().map(|sheet| {
            let users = cells(table_of(sheet, "users"));
            yen(between(&users, "小計", "円"))
        });
        assert_eq!(Yen(amounts), claim.sums().yen, "{name}");
        assert_eq!(Yen(subtotals.sum()), claim.sums().yen, "{name}");
        for (_, total) in claim.claimed() {
            assert!(html.contains(&*total.kana), "{name}");
        }
        let written: usize = sheets(&html, "detail")
            .iter()
            .map(|sheet| table_of(sheet, "lines").matches("<td class=\"t").count())
            .sum();
        assert_eq!(written, claim.lines().count(), "{name}");
    }
}

#[test]
fn sets_are_by_office_scheme_and_municipality_in_order() {
    let (claim, ledger) = story("kodaira-2026-10");
    let key = |account: &Account| (account.office, account.scheme, account.municipality);
    let mut wanted: BTreeMap<_, usize> = BTreeMap::new();
    for (statement, _) in claim.claimed() {
        *wanted.entry(key(&statement.account)).or_default() += 1;
    }
    let sets = sets(&claim, &ledger);
    let made = sets.iter().map(|set| (key(&set.billed[0].account), set.billed.len()));
    assert!(made.eq(wanted));
    for billed in sets.iter().flat_map(|set| &set.billed) {
        assert!(billed.lines.is_sorted_by_key(|line| (line.code.is_none(), &line.code)));
    }
    // Two prices have no room on one sheet.
    let mut claim = only(Scheme::Adult, claim);
    claim = times(claim, 2);
    claim.statements[1].total.price.0 += rust_decimal::Decimal::ONE;
    assert_eq!(sheets(&html_of(&claim, &ledger), "bill").len(), 2);
}

#[test]
fn a_childs_forms_use_a_childs_words() {
    let adult = ["（様式第六）", "計画相談支援", "支給決定障害者等", "市町村番号"];
    let child = ["（様式第三）", "障害児相談支援", "給付決定保護者", "都道府県等番号"];
    for (scheme, used, unused) in [(Scheme::Adult, adult, child), (Scheme::Child, child, adult)] {
        let (claim, ledger) = story("kodaira-2026-10");
        let html = html_of(&only(scheme, claim), &ledger);
        for (used, unused) in used.into_iter().zip(unused) {
            assert!(html.contains(used) && !html.contains(unused), "{used}, {unused}");
        }
        let form = |kind| sheets(&html, kind)[0].contains("（様式第四）");
        assert_eq!(
            (form("bill"), form("detail")),
            (scheme == Scheme::Adult, scheme == Scheme::Child)
        );
    }
}

#[test]
fn months_before_reiwa_are_in_heisei() {
    let (claim, ledger) = story("satsuma-2018-06");
    let html = html_of(&claim, &ledger);
    for sheet in sheets(&html, "bill").into_iter().chain(sheets(&html, "detail")) {
        assert_eq!(cells(table_of(sheet, "month")), ["平成", "3", "0", "年", "0", "6", "月分"]);
    }
}

#[test]
fn hostile_names_stay_text() {
    const NAMES: [&str; 4] = [
        "<script>alert(1)</script>",
        "</td></table></style><img src=x onerror=alert(1)>",
        "x' onmouseover='alert(1)",
        "\u{202e}コシト https://a.example/",
    ];
    let spoil = |file: InputFile| {
        let text = decode_cp932(&file.bytes).into_owned();
        let mut names = NAMES.iter().cycle();
        let header: Vec<&str> = text.lines().next().unwrap_or_default().split(',').collect();
        let holds_name = |column: &&str| ["氏名カナ", "事業所名", "法人名"].contains(column);
        let spoilt: Vec<bool> = header.iter().map(holds_name).collect();
        let rows = text.lines().enumerate().map(|(number, line)| {
            let cells = line.split(',').zip(&spoilt);
            let cells = cells.map(|(cell, spoilt)| match spoilt {
                true if number > 0 => names.next().unwrap(),
                _ => cell,
            });
            cells.collect::<Vec<_>>().join(",") + "\n"
        });
        let bytes = rows.collect::<String>().into_bytes();
        InputFile { name: file.name, bytes }
    };
    let files = files("kodaira-2026-10").into_iter().map(spoil).collect();
    let (claim, ledger) = claim_of(files, ServiceMonth::literal(2026, 10));
    let html = html_of(&claim, &ledger);
    for shown in [
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&lt;/td&gt;&lt;/table&gt;&lt;/style&gt;&lt;img src&#61;x",
        "x&#39; onmouseover&#61;&#39;alert(1)",
        "U+202Eコシト https&#58;//a.example/",
    ] {
        assert!(html.contains(shown), "{shown}");
    }
    for raw in ["<script", "<img", "src=", "onerror=", "onmouseover=", "https:", "url(", "\u{202e}"]
    {
        assert!(!html.contains(raw), "{raw}");
    }
}

#[test]
fn tags_are_balanced_and_links_lead_to_the_sets() {
    for (name, ..) in STORIES {
        let (claim, ledger) = story(name);
        let html = html_of(&claim, &ledger);
        let mut open = Vec::new();
        for part in html.split('<').skip(1) {
            let tag = part.split_once('>').expect("a tag ends").0;
            let tag = tag.split(' ').next().unwrap_or_default();
            match tag.strip_prefix('/') {
                Some(closed) => assert_eq!(open.pop(), Some(closed)),
                None if ["meta", "col", "!doctype"].contains(&tag) => {}
                None => open.push(tag),
            }
        }
        assert!(open.is_empty(), "{open:?}");
        let links = html.matches("href=\"#set-").count();
        assert_eq!(links, html.matches("<div class=\"set\" id=\"set-").count());
        assert_eq!(links, sets(&claim, &ledger).len());
    }
}

#[test]
fn the_same_claim_gives_the_same_bytes() {
    let html = || {
        let (claim, ledger) = story("kodaira-2026-10");
        html_of(&claim, &ledger)
    };
    assert_eq!(html(), html());
}
