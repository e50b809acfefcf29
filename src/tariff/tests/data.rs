//! Facts about the data that a person can check with the files and a pocket calculator.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::super::*;
use crate::money::Units;

fn tariff() -> Tariff {
    Tariff::standard().unwrap()
}

fn month(text: &str) -> ServiceMonth {
    ServiceMonth::parse(text).unwrap()
}

/// The amount of a claim item as text; `?` where it is not known, `-` where there is no item.
fn amount(scheme: Scheme, item: Item, variant: &str, at: &str) -> String {
    match tariff().find(scheme, item, variant, month(at)) {
        Found::Amount(_, amount) => amount.to_string(),
        Found::AmountUnknown(_) => "?".to_owned(),
        Found::NotInForce => "-".to_owned(),
    }
}

fn file(name: &str) -> Vec<TariffCell> {
    let text = DATA.iter().find(|(file, _)| *file == name).unwrap().1;
    let mut faults = Vec::new();
    let rows = table::rows(text, &column::TariffColumn::ALL).unwrap();
    let read = |row| table::RowReader { row, faults: &mut faults }.cell(None).unwrap();
    rows.iter().map(read).collect()
}

#[test]
fn every_row_of_every_file_is_there() {
    use Status::{Confirmed, Single, Unconfirmed};
    // file, rows, adult rows, [confirmed, single, unconfirmed], rows with a code, without an amount
    let facts = [
        ("2018-04.csv", 72, 42, [8, 9, 55], 0, 7),
        ("2019-10.csv", 52, 30, [17, 22, 13], 0, 7),
        ("2021-04.csv", 116, 75, [85, 31, 0], 93, 0),
        ("2024-04.csv", 166, 100, [91, 75, 0], 143, 0),
        ("2025-04.csv", 2, 1, [2, 0, 0], 2, 0),
        ("2026-06.csv", 2, 1, [0, 2, 0], 0, 0),
    ];
    assert_eq!(facts.map(|fact| fact.0), DATA.map(|(file, _)| file));
    for (name, rows, adult, statuses, codes, blank) in facts {
        let cells = file(name);
        let count =
            |test: &dyn Fn(&TariffCell) -> bool| cells.iter().filter(|cell| test(cell)).count();
        assert_eq!(cells.len(), rows, "{name}");
        assert_eq!(count(&|cell| cell.scheme == Scheme::Adult), adult, "{name}");
        let found = [Confirmed, Single, Unconfirmed].map(|status| count(&|c| c.status == status));
        assert_eq!(found, statuses, "{name}");
        assert_eq!(count(&|cell| cell.service_code.is_some()), codes, "{name}");
        assert_eq!(count(&|cell| cell.amount.is_none()), blank, "{name}");
        assert!(cells.iter().all(|cell| format!("{}.csv", cell.from) == name), "{name}");
        assert!(cells.iter().all(|cell| !cell.source.is_empty()), "{name}");
        assert!(cells.is_sorted_by(|a, b| a.order() < b.order()), "{name} is out of order");
    }
    assert_eq!(tariff().cells.len(), 410);
}

/// What nobody can cite (a program's code, a quiz, a guess) says so, and stands behind what can be.
#[test]
fn a_document_that_can_be_cited_stands_first() {
    let is_citable = |part: &str| !part.contains("引用できない") && !part.starts_with("なし");
    for cell in tariff().cells {
        let parts: Vec<&str> = cell.source.split("; ").collect();
        assert!(parts.is_sorted_by_key(|part| !is_citable(part)), "{}", cell.source);
        let of_program = parts.iter().filter(|part| part.contains("ukiuki69/alb2"));
        assert!(of_program.clone().all(|part| !is_citable(part)), "{}", cell.source);
        let is_guess = parts[0].starts_with("なし");
        assert_eq!(is_guess, cell.status == Status::Unconfirmed, "{}", cell.source);
    }
}

#[test]
fn notes_are_in_japanese() {
    let is_japanese =
        |text: &str| text.is_empty() || text.chars().any(|c| ('ぁ'..='龠').contains(&c));
    for cell in tariff().cells {
        assert!(is_japanese(&cell.note), "{}", cell.note);
        assert!(is_japanese(&cell.limit_note), "{}", cell.limit_note);
    }
}

#[test]
fn the_amounts_of_every_file_add_up() {
    // file, units a month, units a time, percent of base, percent of total, yen
    let facts = [
        ("2018-04.csv", ["22097", "1800", "30", "0", "169.84"]),
        ("2019-10.csv", ["17741", "1800", "30", "0", "0"]),
        ("2021-04.csv", ["72530", "1800", "30", "0", "169.84"]),
        ("2024-04.csv", ["82980", "8600", "42", "0", "169.84"]),
        ("2025-04.csv", ["0", "0", "2", "0", "0"]),
        ("2026-06.csv", ["0", "0", "0", "10.2", "0"]),
    ];
    for (name, sums) in facts {
        let cells = file(name);
        let found = AmountKind::ALL.map(|kind| {
            let amounts = cells.iter().filter(|c| c.amount_kind == kind).filter_map(|c| c.amount);
            amounts.map(|amount| amount.to_string().parse::<Decimal>().unwrap()).sum::<Decimal>()
        });
        assert_eq!(found, sums.map(|sum| sum.parse::<Decimal>().unwrap()), "{name}");
    }
}

#[test]
fn a_file_is_written_as_it_is_read() {
    for (name, text) in DATA {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(COLUMNS).unwrap();
        for cell in file(name) {
            writer.write_record(cell.record()).unwrap();
        }
        assert_eq!(String::from_utf8(writer.into_inner().unwrap()).unwrap(), text, "{name}");
    }
}

#[test]
fn a_composite_fee_is_the_base_less_its_reduction() {
    let tariff = tariff();
    let units = |scheme, item, variant: &str, from| match tariff.cell(scheme, item, variant, from) {
        Some(TariffCell { amount: Some(Amount::Units(Units(units))), .. }) => *units,
        other => panic!("no units: {other:?}"),
    };
    let composites: Vec<&TariffCell> =
        tariff.cells.iter().filter(|cell| !cell.reduction_variant.is_empty()).collect();
    assert_eq!(composites.len(), 54);
    for cell in composites {
        let TariffItem::Claim(item) = cell.item else { panic!("{cell:?}") };
        let (reduction, group) =
            reduction_group(item, &cell.variant, &cell.reduction_variant).unwrap();
        let base = units(cell.scheme, cell.item, &cell.variant, cell.from);
        let reduced = base - units(cell.scheme, reduction, group, cell.from);
        assert_eq!(cell.amount, Some(Amount::Units(Units(reduced))), "{cell:?}");
    }
}

#[test]
fn a_key_has_one_cell_a_month() {
    let cells = tariff().cells;
    for pair in cells.windows(2) {
        assert!(!(pair[0].same_key(&pair[1]) && pair[0].shares_month(&pair[1])), "{pair:?}");
    }
}

#[test]
fn service_codes_are_unique_in_a_month_and_tell_the_scheme() {
    let tariff = tariff();
    for at in ["2021-04", "2024-03", "2024-04", "2025-04", "2026-06"].map(month) {
        let mut seen = BTreeSet::new();
        for cell in tariff.cells_in_force(at) {
            let Some(code) = &cell.service_code else { continue };
            let prefix = if cell.scheme == Scheme::Adult { "52" } else { "55" };
            assert!(code.len() == 6 && code.starts_with(prefix), "{cell:?}");
            assert!(seen.insert(code), "{code} twice in {at}");
        }
    }
    // Without a code: everything before 2021-04; since then the unit prices, the informative
    // reductions and the addition of 2026-06.
    let missing =
        tariff.cells.iter().filter(|c| c.service_code.is_none() && c.from >= month("2021-04"));
    let mut items: BTreeMap<&str, usize> = BTreeMap::new();
    for cell in missing {
        *items.entry(cell.item.key()).or_default() += 1;
    }
    let facts = [
        ("overlap_reduction_1", 4),
        ("overlap_reduction_2", 8),
        ("preventive_reduction", 2),
        ("treatment_improvement_addition", 2),
        ("unit_price", 32),
    ];
    assert_eq!(items, BTreeMap::from(facts));
}

#[test]
fn unit_prices_follow_the_area_rates() {
    let tariff = tariff();
    let rates = [20, 16, 15, 12, 10, 6, 3, 0];
    for scheme in Scheme::ALL {
        for at in ["2018-04", "2021-03", "2021-04", "2024-03", "2024-04", "2026-06"] {
            for (grade, rate) in Grade::ALL.into_iter().zip(rates) {
                let (price, cell) = tariff.unit_price(scheme, grade, month(at)).unwrap();
                assert_eq!(price.0, Decimal::TEN + Decimal::new(rate * 6, 2), "{grade:?} {at}");
                assert_eq!(cell.variant, grade.key());
            }
        }
        assert!(tariff.unit_price(scheme, Grade::Other, month("2018-03")).is_none());
    }
}

#[test]
fn grades_are_read_as_input_tables_write_them() {
    for (text, grade) in [
        ("1級地", Some(Grade::Grade1)),
        ("7級地", Some(Grade::Grade7)),
        ("その他", Some(Grade::Other)),
        ("8級地", None),
        ("一級地", None),
        ("", None),
    ] {
        assert_eq!(Grade::parse(text), grade, "{text}");
    }
}

#[test]
fn amounts_by_month() {
    use Item::{
        AdmissionInformationAddition as Admission, CareOfficeLiaisonAddition as CareOffice,
        DisclosureReduction as Disclosure, MonitoringFee as Monitoring, PlanFee as Plan,
        SchoolTransitionAddition as School, TreatmentImprovementAddition as Treatment,
    };
    use Scheme::{Adult, Child};
    for (scheme, item, variant, at, want) in [
        (Adult, Plan, "tier_1", "2018-03", "-"),
        (Adult, Plan, "tier_1", "2018-04", "1458"),
        (Adult, Plan, "tier_1", "2019-10", "1462"),
        (Adult, Plan, "tier_1", "2021-04", "1522"),
        (Adult, Plan, "tier_1", "2024-03", "1522"),
        (Adult, Plan, "tier_1", "2024-04", "1572"),
        (Adult, Plan, "tier_1", "2026-06", "1572"),
        (Adult, Monitoring, "tier_1", "2026-06", "1308"),
        (Child, Plan, "tier_1", "2026-06", "1766"),
        (Child, Monitoring, "tier_1", "2026-06", "1448"),
        // The old rate of continuing users, one year long.
        (Adult, Plan, "tier_1_transition", "2019-03", "1611"),
        (Adult, Plan, "tier_1_transition", "2019-04", "-"),
        // The enhanced tiers began in 2021; one number, two tiers.
        (Adult, Plan, "enhanced_1", "2021-03", "-"),
        (Adult, Plan, "enhanced_3", "2021-04", "1672"),
        (Adult, Plan, "enhanced_4", "2024-04", "1672"),
        // (Ⅱ) with the reduction is a unit less than (Ⅰ) with it in 2021, and the same in 2024.
        (Adult, Plan, "tier_2+overlap_2", "2021-04", "640"),
        (Adult, Plan, "tier_1+overlap_2", "2021-04", "641"),
        (Adult, Plan, "tier_2+overlap_2", "2024-04", "678"),
        (Adult, Plan, "tier_1+overlap_2", "2024-04", "678"),
        (Adult, Monitoring, "tier_1+preventive", "2024-04", "1288"),
        (Adult, Admission, "I", "2024-03", "200"),
        (Adult, Admission, "I", "2024-04", "300"),
        (Adult, CareOffice, "visit_or_meeting", "2024-03", "300"),
        (Adult, CareOffice, "visit_or_meeting", "2024-04", "-"),
        (Adult, CareOffice, "visit", "2024-04", "300"),
        (Child, CareOffice, "visit", "2024-04", "-"),
        (Child, School, "visit", "2024-04", "300"),
        (Adult, Disclosure, "", "2024-04", "5"),
        (Adult, Item::ContinuityPlanReduction, "", "2025-03", "-"),
        (Adult, Item::ContinuityPlanReduction, "", "2025-04", "1"),
        (Adult, Treatment, "", "2026-05", "-"),
        (Adult, Treatment, "", "2026-06", "5.1"),
        (Adult, Plan, "tier_3", "2026-06", "-"),
    ] {
        assert_eq!(amount(scheme, item, variant, at), want, "{scheme:?} {item:?} {variant} {at}");
    }
}

#[test]
fn a_reduced_fee_before_2021_existed_and_its_amount_is_not_known() {
    use Item::{MonitoringFee, PlanFee};
    for at in ["2018-04", "2019-10", "2021-03"] {
        for (item, variant, want) in [
            (PlanFee, "tier_1+overlap_1", "?"),
            (PlanFee, "tier_1+overlap_2", "?"),
            (PlanFee, "tier_2+overlap_2", "?"),
            (MonitoringFee, "tier_1+overlap_1", "?"),
            (MonitoringFee, "tier_2+overlap_2", "?"),
            (MonitoringFee, "tier_1+preventive", "?"),
            // (Ⅱ) has no such reduction, a plan none for 介護予防支援, nor the tiers of 2021.
            (PlanFee, "tier_2+overlap_1", "-"),
            (PlanFee, "tier_1+preventive", "-"),
            (MonitoringFee, "tier_2+preventive", "-"),
            (PlanFee, "enhanced_1+overlap_1", "-"),
        ] {
            assert_eq!(amount(Scheme::Adult, item, variant, at), want, "{item:?} {variant} {at}");
            assert_eq!(amount(Scheme::Child, item, variant, at), "-", "{item:?} {variant} {at}");
        }
    }
    let tariff = tariff();
    let found = tariff.find(Scheme::Adult, PlanFee, "tier_2+overlap_2", month("2020-01"));
    let Found::AmountUnknown(cell) = found else { panic!("{found:?}") };
    assert_eq!((cell.item, cell.variant.as_str()), (TariffItem::OverlapReduction2, "plan_tier_2"));
    assert_eq!(cell.status, Status::Unconfirmed);
}

#[test]
fn the_codes_of_the_schemes_are_not_symmetrical() {
    let tariff = tariff();
    let code = |scheme, item, variant| match tariff.find(scheme, item, variant, month("2026-06")) {
        Found::Amount(cell, _) => cell.service_code.clone().unwrap(),
        other => panic!("{other:?}"),
    };
    for (item, variant, adult, child) in [
        (Item::CapManagementAddition, "", "525010", "555370"),
        (Item::IntensiveSupportAddition, "information", "526026", "556025"),
        (Item::InstitutionLiaisonAddition, "interview_monitoring", "526863", "556862"),
        (Item::InstitutionLiaisonAddition, "escort", "526865", "556863"),
        (Item::InstitutionLiaisonAddition, "information", "526867", "556864"),
    ] {
        assert_eq!(&*code(Scheme::Adult, item, variant), adult, "{item:?} {variant}");
        assert_eq!(&*code(Scheme::Child, item, variant), child, "{item:?} {variant}");
    }
}

#[test]
fn months_with_a_tariff() {
    let tariff = tariff();
    assert_eq!(tariff.first_month(), month("2018-04"));
    for (at, exists, cells) in [
        ("2018-03", false, 0),
        ("2018-04", true, 72),
        ("2019-04", true, 68),
        ("2019-10", true, 68),
        ("2021-04", true, 116),
        ("2024-04", true, 166),
        ("2025-04", true, 168),
        ("2026-06", true, 170),
    ] {
        assert_eq!(tariff.exists(month(at)), exists, "{at}");
        assert_eq!(tariff.cells_in_force(month(at)).len(), cells, "{at}");
    }
}

#[test]
fn a_listing_begins_with_the_plan_fees_and_ends_with_the_prices() {
    let tariff = tariff();
    let keys: Vec<String> = tariff
        .cells_in_force(month("2026-06"))
        .iter()
        .map(|cell| format!("{} {} {}", cell.scheme.key(), cell.item.key(), cell.variant_key()))
        .collect();
    assert_eq!(keys[0], "adult plan_fee tier_1");
    assert_eq!(keys[1], "adult plan_fee tier_1+overlap_1");
    assert_eq!(keys[3], "adult plan_fee tier_2");
    assert_eq!(keys[101], "adult unit_price other");
    assert_eq!(keys[102], "child plan_fee tier_1");
    assert_eq!(keys.last().unwrap(), "child unit_price other");
}

#[test]
fn equal_tariffs_have_equal_digests() {
    assert_eq!(tariff().digest_input(), tariff().digest_input());
}
