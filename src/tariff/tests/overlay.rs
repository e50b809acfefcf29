//! The overlay: what a row replaces, and what is refused.

use encoding_rs::SHIFT_JIS;

use super::super::*;

const HEADER: &str = "scheme,kind,item,variant,reduction_variant,service_code,short_name_ja,\
                          amount,amount_kind,from,to,source\n";

fn month(text: &str) -> ServiceMonth {
    ServiceMonth::parse(text).unwrap()
}

fn lay(rows: &str) -> Result<(Tariff, Vec<Overlaid>), Error> {
    let mut tariff = Tariff::standard().unwrap();
    let overlaid = tariff.overlay("my.csv", format!("{HEADER}{rows}").as_bytes())?;
    Ok((tariff, overlaid))
}

fn plan(tariff: &Tariff, variant: &str, at: &str) -> (String, Status) {
    match tariff.find(Scheme::Adult, Item::PlanFee, variant, month(at)) {
        Found::Amount(cell, amount) => (amount.to_string(), cell.status),
        other => panic!("{variant} {at}: {other:?}"),
    }
}

#[test]
fn a_row_replaces_its_months_and_leaves_the_others() {
    let (tariff, overlaid) = lay(
        "adult,base,plan_fee,tier_1,,521111,利用支援Ⅰ,1600,units_per_month,2024-06,2024-07,告示\n",
    )
    .unwrap();
    for (at, amount, status) in [
        ("2024-03", "1522", Status::Confirmed),
        ("2024-05", "1572", Status::Confirmed),
        ("2024-06", "1600", Status::User),
        ("2024-07", "1600", Status::User),
        ("2024-08", "1572", Status::Confirmed),
        ("2026-06", "1572", Status::Confirmed),
    ] {
        assert_eq!(plan(&tariff, "tier_1", at), (amount.to_owned(), status), "{at}");
    }
    assert_eq!(tariff.cells.len(), 412, "one split in two, one more");
    assert_eq!(
        serde_json::to_string(&overlaid).unwrap(),
        r#"[{"scheme":"計画相談","item":"plan_fee","variant":"tier_1","from":"2024-06","to":"2024-07","amount":"1600","amount_kind":"units_per_month","service_code":"521111","source":"告示"}]"#
    );
}

#[test]
fn an_open_row_spans_revisions() {
    let (tariff, _) =
        lay("adult,base,plan_fee,tier_1,,,,1600,units_per_month,2020-01,,\n").unwrap();
    assert_eq!(plan(&tariff, "tier_1", "2019-12").0, "1462");
    for at in ["2020-01", "2021-04", "2024-04", "2026-06"] {
        assert_eq!(plan(&tariff, "tier_1", at), ("1600".to_owned(), Status::User), "{at}");
    }
    assert_eq!(plan(&tariff, "tier_2", "2024-04").0, "732");
    let Found::Amount(cell, _) =
        tariff.find(Scheme::Adult, Item::PlanFee, "tier_1", month("2024-04"))
    else {
        panic!("no cell")
    };
    assert_eq!(cell.service_code, None, "the row says that the code is not known");
    assert_eq!((&*cell.short_name, cell.source.as_str()), ("利用支援費(計画)", "my.csv:2"));
}

/// Rows of one key, each of every other month from 2018-04 on.
fn every_other_month(count: i32) -> String {
    let row = |step: i32| {
        let month = month("2018-04").plus(2 * step);
        let code = step % 0x1000;
        format!(
            "adult,base,plan_fee,tier_1,,52A{code:03X},,{},units_per_month,{month},{month},\n",
            3000 + step
        )
    };
    (0..count).map(row).collect()
}

#[test]
fn rows_leave_what_lies_between_them() {
    let standard = Tariff::standard().unwrap();
    let (tariff, overlaid) = lay(&every_other_month(40)).unwrap();
    assert_eq!(overlaid.len(), 40);
    for step in 0..100 {
        let at = month("2018-04").plus(step).to_string();
        let want = if step < 80 && step % 2 == 0 {
            ((3000 + step / 2).to_string(), Status::User)
        } else {
            plan(&standard, "tier_1", &at)
        };
        assert_eq!(plan(&tariff, "tier_1", &at), want, "{at}");
    }
    let of_code = tariff.of_code(Scheme::Adult, "52A001", month("2018-06")).unwrap();
    assert_eq!(of_code.from, month("2018-06"));
    assert_eq!(tariff.of_code(Scheme::Adult, "52A001", month("2018-07")), None);
}

#[test]
fn no_two_cells_of_a_key_share_a_month() {
    let (overlaid, _) = lay(&every_other_month(300)).unwrap();
    for tariff in [Tariff::standard().unwrap(), overlaid] {
        for pair in tariff.cells.windows(2) {
            let both = (&pair[0], &pair[1]);
            assert!(!(both.0.same_key(both.1) && both.0.shares_month(both.1)), "{both:?}");
        }
    }
}

/// At 0.2.0 this took minutes: each row was laid over all that lay there.
#[test]
fn very_many_rows_are_laid_at_once() {
    let (tariff, overlaid) = lay(&every_other_month(40_000)).unwrap();
    assert_eq!(overlaid.len(), 40_000);
    assert_eq!(plan(&tariff, "tier_1", "8684-10"), ("42999".to_owned(), Status::User));
}

#[test]
fn a_month_without_a_tariff_is_found() {
    let tariff = Tariff::standard().unwrap();
    let gap = |from, to| tariff.first_gap(month(from), month(to));
    assert_eq!(gap("2018-04", "9999-12"), None);
    assert_eq!(gap("2018-03", "9999-12"), Some(month("2018-03")));
    let mut ended = tariff.clone();
    ended.cells.retain(|cell| cell.from < month("2020-01"));
    for cell in &mut ended.cells {
        cell.to = Some(month("2021-03"));
    }
    assert_eq!(ended.first_gap(month("2020-01"), month("2021-03")), None);
    assert_eq!(ended.first_gap(month("2020-01"), month("2021-05")), Some(month("2021-04")));
    assert_eq!(ended.first_gap(month("2022-01"), month("2022-02")), Some(month("2022-01")));
}

#[test]
fn a_row_adds_what_was_missing() {
    let (tariff, _) = lay(concat!(
            "adult,base,plan_fee,tier_1,overlap_1,,,900,units_per_month,2018-04,2021-03,告示\n",
            "child,addition,treatment_improvement_addition,II,,55A001,,4.5,percent_of_total,R8.6,,告示\n",
        ))
        .unwrap();
    assert_eq!(plan(&tariff, "tier_1+overlap_1", "2019-01").0, "900");
    assert_eq!(plan(&tariff, "tier_1+overlap_1", "2021-04").0, "950");
    let treatment = Item::TreatmentImprovementAddition;
    let found = tariff.find(Scheme::Child, treatment, "II", month("2026-06"));
    assert!(matches!(found, Found::Amount(_, Amount::Percent(_))), "{found:?}");
}

#[test]
fn column_order_blank_lines_and_widths_do_not_matter() {
    let text = "\u{feff}amount,item,variant,reduction_variant,kind,ＳＣＨＥＭＥ,service_code,\
                    short_name_ja,amount_kind,from,to,source,remark\r\n\r\n\
                    １６００,plan_fee, tier_1 ,,base,ａｄｕｌｔ,,,units_per_month,令和6年6月,,告示,見た\r\n,,,,,,,,,,,,\r\n";
    let mut tariff = Tariff::standard().unwrap();
    let error = tariff.overlay("my.csv", text.as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "my.csv:1: 列「scheme」: 見出し行にこの列がありません");
    let text = text.replace("ＳＣＨＥＭＥ", "ｓｃｈｅｍｅ");
    tariff.overlay("my.csv", text.as_bytes()).unwrap();
    assert_eq!(plan(&tariff, "tier_1", "2024-06").0, "1600");
}

#[test]
fn cp932_is_read_too() {
    let row =
        "adult,base,plan_fee,tier_1,,,利用支援Ⅰ,1600,units_per_month,2024-06,,告示第百二十五号\n";
    let text = format!("{HEADER}{row}");
    let (bytes, _, unmappable) = SHIFT_JIS.encode(&text);
    assert!(!unmappable && std::str::from_utf8(&bytes).is_err());
    let mut tariff = Tariff::standard().unwrap();
    let overlaid = tariff.overlay("my.csv", &bytes).unwrap();
    assert_eq!(overlaid[0].source, "告示第百二十五号");
    let error = tariff.overlay("my.csv", b"\xFF\xFEs\x00").unwrap_err();
    assert_eq!(error.to_string(), "my.csv:1: UTF-8でもCP932でもない文字コードです");
}

#[test]
fn what_the_tariff_prints_can_be_laid_over_it() {
    let mut tariff = Tariff::standard().unwrap();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).unwrap();
    for cell in tariff.cells_in_force(month("2026-06")) {
        writer.write_record(cell.record()).unwrap();
    }
    let before = tariff.digest_input();
    let overlaid = tariff.overlay("all.csv", &writer.into_inner().unwrap()).unwrap();
    assert_eq!((overlaid.len(), tariff.cells.len()), (170, 410));
    assert_ne!(before, tariff.digest_input(), "the status is part of the digest");
}

/// Each row alone is refused with the message, at its line.
fn refused(rows: &[(&str, &str)]) {
    for (row, message) in rows {
        let error = lay(&format!("{row}\n")).unwrap_err();
        assert_eq!(error.to_string(), format!("my.csv:2: {message}"));
    }
}

#[test]
fn a_word_that_is_none_of_the_allowed_is_refused() {
    refused(&[
        (
            "kid,base,plan_fee,tier_1,,,,1,units_per_month,2024-04,,",
            "列「scheme」: 「kid」は使えません(使える値: adult, child)",
        ),
        (
            "adult,addition,plan_fee,tier_1,,,,1,units_per_month,2024-04,,",
            "列「kind」: 「addition」は使えません(使える値: base)",
        ),
        (
            "adult,price,unit_price,grade_8,,,,10,yen_per_unit,2024-04,,",
            "列「variant」: 「grade_8」は使えません(使える値: grade_1, grade_2, grade_3, grade_4, grade_5, grade_6, grade_7, other)",
        ),
        (
            "adult,base,plan_fee,tier_1,overlap_3,,,1,units_per_month,2024-04,,",
            "列「reduction_variant」: 「overlap_3」は使えません(使える値: \"\", overlap_1, overlap_2, preventive)",
        ),
        (
            "adult,base,plan_fee,tier_1,,,,1,percent_of_base,2024-04,,",
            "列「amount_kind」: 「percent_of_base」は使えません(使える値: units_per_month)",
        ),
        (
            "adult,base,plan_fee,tier_1,,551111,,1,units_per_month,2024-04,,",
            "列「service_code」: 「551111」は使えません(使える値: \"\", 520000…52ZZZZ)",
        ),
    ]);
}

#[test]
fn an_amount_or_month_that_cannot_be_is_refused() {
    refused(&[
        (
            "adult,base,plan_fee,tier_1,,,,,units_per_month,2024-04,,",
            "列「amount」: 空欄にはできません(使える値: 1…999999)",
        ),
        (
            "adult,base,plan_fee,tier_1,,,,-5,units_per_month,2024-04,,",
            "列「amount」: 「-5」は使えません(使える値: 1…999999)",
        ),
        (
            "adult,base,plan_fee,tier_1,,,,0,units_per_month,2024-04,,",
            "列「amount」: 「0」は使えません(使える値: 1…999999)",
        ),
        (
            "adult,base,plan_fee,tier_1,,,,1.5,units_per_month,2024-04,,",
            "列「amount」: 「1.5」は使えません(使える値: 1…999999)",
        ),
        (
            "adult,price,unit_price,other,,,,100,yen_per_unit,2024-04,,",
            "列「amount」: 「100」は使えません(使える値: 0.01…99.99)",
        ),
        (
            "adult,base,plan_fee,tier_1,,,,1,units_per_month,2024-13,,",
            "列「from」: 「2024-13」は使えません(使える値: 2024-04, 2024/4, 202404, R6.4, 令和6年4月)",
        ),
        (
            "adult,base,plan_fee,tier_1,,,,1,units_per_month,2024-04,2024-03,",
            "列「to」: 終わりの月が始まりの月より前です",
        ),
        (
            "adult,base,plan_fee,tier_1,,,,1,units_per_month,2024-04,",
            "セルの数が見出しと違います(見出し 12、この行 11)",
        ),
    ]);
}

#[test]
fn a_reduction_alone_is_refused_where_it_would_change_nothing() {
    for row in [
        "adult,reduction,overlap_reduction_1,plan,,,,572,units_per_month,2018-04,2021-03,告示\n",
        "adult,reduction,overlap_reduction_1,plan,,,,600,units_per_month,2024-04,,告示\n",
    ] {
        let error = lay(row).unwrap_err();
        assert!(error.to_string().starts_with("my.csv:2: 列「amount」: この項目は説明用で"));
    }
}

#[test]
fn every_fault_is_named_at_once_and_nothing_is_changed() {
    let mut tariff = Tariff::standard().unwrap();
    let before = tariff.digest_input();
    let rows = concat!(
        "adult,base,plan_fee,tier_1,,,,1,units_per_month,2024-04,2024-06,\n",
        "adult,base,plan_fee,,,,,0,units_per_month,,,\n",
        "adult,base,plan_fee,tier_1,,,,2,units_per_month,2024-06,,\n",
    );
    let error = tariff.overlay("my.csv", format!("{HEADER}{rows}").as_bytes()).unwrap_err();
    assert_eq!(
        error.note().en,
        "my.csv:3: column \"amount\": \"0\" is not allowed (allowed: 1…999999)\n\
             my.csv:3: column \"from\": must not be blank (allowed: 2024-04, 2024/4, 202404, R6.4, 令和6年4月)\n\
             my.csv:4: line 2 has the same item, variant and month"
    );
    assert_eq!(before, tariff.digest_input());
}

#[test]
fn an_unclosed_quote_swallows_no_rows() {
    let error = lay("adult,base,plan_fee,tier_1,,,,1,units_per_month,2024-04,,\"告示\n\
                         adult,base,plan_fee,tier_2,,,,1,units_per_month,2024-04,,告示\n")
    .unwrap_err();
    assert_eq!(error.to_string(), "my.csv:2: 引用符が閉じていません");
}
