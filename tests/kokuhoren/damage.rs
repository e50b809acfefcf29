//! Damage done to a small file: what is damaged is told, and everybody else is read the same.

use rust_decimal::Decimal;
use santei::{
    Account, UnitPrice,
    exchange::{Read, ReadFault, read_exchange},
};

/// The small file that damage is done to: two municipalities, recipients with one line each.
fn small_lines() -> Vec<String> {
    let text = "1,1,0,10,J31,0,1337101024,0,1,202611,
2,2,J312,01,202610,092015,1337101024,2,11,2000,10000
2,3,J312,02,202610,092015,1337101024,1,0000000001,ｱ,,20261006,520000,100,1000,10000
2,4,J312,03,202610,092015,1337101024,0000000001,521281,100,1,100,
2,5,J312,02,202610,092015,1337101024,2,0000000002,ｲ,,20261006,520000,100,1000,10000
2,6,J312,03,202610,092015,1337101024,0000000002,521281,100,1,100,
2,7,J312,01,202610,132118,1337101024,2,11,5000,10000
2,8,J312,02,202610,132118,1337101024,1,0000000003,ｳ,,20261006,520000,200,2000,10000
2,9,J312,03,202610,132118,1337101024,0000000003,521181,200,1,200,
2,10,J312,02,202610,132118,1337101024,2,0000000004,ｴ,,20261006,520000,300,3000,10000
2,11,J312,03,202610,132118,1337101024,0000000004,521181,300,1,300,
3,12";
    text.lines().map(str::to_owned).collect()
}

fn read_lines(lines: &[String]) -> Read {
    let text = lines.join("\r\n") + "\r\n";
    read_exchange(&encoding_rs::SHIFT_JIS.encode(&text).0)
}

#[test]
fn line_ends_of_cr_alone_are_told_and_lines_still_counted() {
    let mut lines = small_lines();
    lines[3] = lines[3].replace(",100,1,100,", ",100,1,101,");
    let text = lines.join("\r");
    let read = read_exchange(&encoding_rs::SHIFT_JIS.encode(&text).0);
    let places: Vec<(u32, u16)> = read.faults.iter().map(|f| (f.line, f.field)).collect();
    assert!(places.contains(&(1, 0)) && places.contains(&(4, 12)), "{places:?}");
}

/// Whose month and municipality, who, the units of 02, and those of the lines.
type Flat = Vec<(String, String, i64, Vec<i64>)>;

fn flat(read: &Read) -> Flat {
    let bills = read.exchange.iter().flat_map(|exchange| &exchange.bills);
    bills
        .flat_map(|bill| {
            bill.users.iter().map(|user| {
                let key = format!("{} {}", bill.month, bill.municipality);
                let lines = user.lines.iter().map(|line| line.units.0).collect();
                (key, user.certificate.to_string(), user.units.0, lines)
            })
        })
        .collect()
}

/// Whose month and municipality, and who, of those who are held.
fn held(read: &Read) -> Vec<(String, String)> {
    let name = |own: &Account| {
        (format!("{} {}", own.month, own.municipality), own.certificate.to_string())
    };
    read.held.keys().map(name).collect()
}

fn with_field(line: &str, field: usize, value: &str) -> String {
    let mut fields: Vec<&str> = line.split(',').collect();
    fields[field - 1] = value;
    fields.join(",")
}

#[test]
fn a_damaged_record_takes_nothing_from_and_gives_nothing_to_others() {
    let lines = small_lines();
    let whole = read_lines(&lines);
    assert!(whole.faults.is_empty(), "{:?}", whole.faults);
    let whole = flat(&whole);
    // Recipients by the lines of their records; 01 by all of its bill.
    let owners = [(2, 2..=6), (3, 3..=4), (4, 3..=4), (7, 7..=11), (8, 8..=9), (9, 8..=9)];
    let values = ["", "X", "000000000A", "0000000002", "0000000004", "0000000009", "092015"];
    let more =
        ["132118", "132134", "202610", "202609", "202613", "1337101149", "03", "99999999999"];
    for (line, own) in owners {
        let count = lines[line - 1].split(',').count();
        for field in 3..=count {
            for value in values.into_iter().chain(more) {
                let mut damaged = lines.clone();
                damaged[line - 1] = with_field(&lines[line - 1], field, value);
                if damaged == lines {
                    continue;
                }
                let read = read_lines(&damaged);
                let name = format!("line {line} field {field} {value:?}: {:?}", read.faults);
                let others = |all: Flat| -> Flat {
                    // The places of the recipients' records 02.
                    let mine = |who: &str| match who {
                        "0000000001" => own.contains(&3),
                        "0000000003" => own.contains(&8),
                        "0000000002" => line == 2,
                        "0000000004" => line == 7,
                        _ => false,
                    };
                    all.into_iter().filter(|user| !mine(&user.1)).collect()
                };
                let kept = flat(&read);
                if line != 2 && line != 7 {
                    let strangers =
                        others(kept.clone()).into_iter().filter(|u| !whole.contains(u)).count();
                    let lost = others(whole.clone())
                        .into_iter()
                        .filter(|user| !flat(&read).contains(user))
                        .count();
                    assert_eq!((strangers, lost), (0, 0), "{name}");
                } else {
                    // Of a damaged 01 its recipients are read by their own fields.
                    assert_eq!(kept, whole, "{name}");
                }
                // Whoever is not read is held, and of the others nobody is.
                for user in &whole {
                    let is_held = held(&read).contains(&(user.0.clone(), user.1.clone()));
                    assert_eq!(is_held, !kept.contains(user), "{name}");
                }
                // A wrong 請求額 is told where the sum is.
                let bill = if line < 7 { 2 } else { 7 };
                let told = |fault: &ReadFault| {
                    let at = fault.line as usize;
                    own.contains(&at) || field == 15 && at == bill
                };
                assert!(!read.faults.is_empty() || !(3..=7).contains(&field), "{name}");
                assert!(read.faults.iter().all(told), "{line} {name}");
            }
        }
    }
}

#[test]
fn whose_records_do_not_agree_is_held_and_so_is_whom_they_name() {
    let lines = small_lines();
    let whole = flat(&read_lines(&lines));
    let (one, two) = ("0000000001", "0000000002");
    let (other, nobody) = ("0000000009", "000000000A");
    let cases: [(usize, usize, &str, &[&str]); 11] = [
        // A 02 that does not say whose it is, or says another: its 03 is guessed to be nobody's.
        (3, 9, nobody, &[one]),
        (3, 9, other, &[one, other]),
        (3, 9, two, &[one]),
        // Likewise of a 03: the 02 above lacks its units.
        (4, 8, nobody, &[one]),
        (4, 8, other, &[one, other]),
        (4, 8, two, &[one]),
        // What is claimed cannot be read.
        (3, 14, "X", &[one]),
        (3, 15, "", &[one]),
        (4, 10, "90", &[one]),
        (4, 11, "2", &[one]),
        (4, 4, "09", &[one]),
    ];
    for (line, field, value, wanted) in cases {
        let mut damaged = lines.clone();
        damaged[line - 1] = with_field(&lines[line - 1], field, value);
        let read = read_lines(&damaged);
        let name = format!("line {line} field {field} {value:?}: {:?}", read.faults);
        assert_eq!(flat(&read), whole[1..], "{name}");
        let certificates: Vec<String> = held(&read).into_iter().map(|own| own.1).collect();
        assert_eq!(certificates, wanted, "{name}");
        // By the record of it that names it first.
        assert!(read.held.values().all(|at| [3, 4].contains(at)), "{name}");
    }
    // Who stands twice, whole, is held: it is not known what was meant.
    let mut twice = lines.clone();
    twice.splice(4..4, [lines[2].clone(), lines[3].clone()]);
    let read = read_lines(&twice);
    assert_eq!((flat(&read), held(&read)[0].1.as_str()), (whole[1..].to_vec(), one));
    assert!(read.faults.iter().any(|fault| (fault.line, fault.field) == (5, 9)));
}

#[test]
fn without_a_record_01_its_recipients_are_read_and_it_is_told_once() {
    let mut lines = small_lines();
    let whole = flat(&read_lines(&lines));
    lines.remove(6);
    let read = read_lines(&lines);
    assert_eq!((flat(&read), held(&read)), (whole, Vec::new()));
    let places: Vec<(u32, u16)> = read.faults.iter().map(|f| (f.line, f.field)).collect();
    // The numbers of the end record and of records; that of the first record behind; the 01.
    assert_eq!(places, [(11, 2), (1, 4), (7, 2), (7, 6)], "{places:?}");
}

#[test]
fn a_wrong_control_record_leaves_the_data_records_readable() {
    let lines = small_lines();
    let whole = read_lines(&lines);
    for (field, value) in
        [(10, "000000"), (10, "202613"), (10, ""), (7, "133710102"), (7, "1337101149"), (7, "")]
    {
        let mut damaged = lines.clone();
        damaged[0] = with_field(&lines[0], field, value);
        let read = read_lines(&damaged);
        assert_eq!(read.exchange, whole.exchange, "{field} {value}");
        let field = u16::try_from(field).unwrap();
        let all_there = read.faults.iter().all(|fault| (fault.line, fault.field) == (1, field));
        assert!(all_there && read.faults.len() == 1, "{field} {value}: {:?}", read.faults);
    }
}

#[test]
fn a_file_of_an_unknown_office_holds_all_that_it_names() {
    let mut lines = small_lines();
    let whole = read_lines(&lines);
    // A record of another office is held by itself, and so is whom the records around it name.
    lines[2] = with_field(&lines[2], 7, "1337101149");
    let read = read_lines(&lines);
    assert_eq!(flat(&read), flat(&whole)[1..]);
    let offices: Vec<String> = read.held.keys().map(|own| own.office.to_string()).collect();
    assert_eq!(offices, ["1337101024", "1337101149"]);
    // Without the control record's own there is no telling whose file it is: no vote is held.
    lines[0] = with_field(&lines[0], 7, "");
    let read = read_lines(&lines);
    assert_eq!((read.exchange.clone(), read.held.len()), (None, 5), "{:?}", read.faults);
}

#[test]
fn a_value_longer_than_its_field_is_not_used() {
    let lines = small_lines();
    for (line, field) in [(2, 11), (3, 14), (3, 15), (3, 16), (4, 10), (4, 11), (4, 12)] {
        for value in ["9223372036854775807", "99999999999999999", "18446744073709551614"] {
            let mut damaged = lines.clone();
            damaged[line - 1] = with_field(&lines[line - 1], field, value);
            let read = read_lines(&damaged);
            assert!(!read.faults.is_empty());
            let bills = read.exchange.unwrap().bills;
            let users = bills.iter().flat_map(|bill| &bill.users);
            assert!(users.clone().all(|user| user.units.0 < 1000 && user.yen.0 < 10_000));
            assert!(bills.iter().all(|bill| bill.price == UnitPrice(Decimal::TEN)));
        }
    }
}

#[test]
fn a_municipality_of_zeros_is_told() {
    let lines: Vec<String> =
        small_lines().iter().map(|line| line.replace("092015", "000000")).collect();
    let read = read_lines(&lines);
    assert!(read.faults.iter().any(|fault| (fault.line, fault.field) == (2, 6)));
}
