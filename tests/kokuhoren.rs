//! The federation's file: what is written is read back the same, and no fault of a file goes
//! unseen or breaks the program off.

#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

#[path = "kokuhoren/damage.rs"]
mod damage;

use std::{fs, path::Path};

use rust_decimal::Decimal;
use santei::{
    CertificateNumber, Input, InputFile, MunicipalityNumber, OfficeNumber, Scheme, ServiceMonth,
    Tariff, UnitPrice, Units, Yen, check,
    exchange::{
        Bill, CodeLine, Exchange, FieldFault, Layout, UserBill, read_exchange, write_exchange,
    },
};

/// A sequence of numbers, the same on every machine (xorshift).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: u32) -> u32 {
        u32::try_from(self.next() % u64::from(limit)).unwrap_or(0)
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(u32::try_from(all.len()).unwrap_or(1)) as usize]
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count).filter_map(|_| char::from_digit(self.below(10), 10)).collect()
    }
}

const KANA: [&str; 8] = ["ｱ", "ｶﾞ", "ﾊﾟ", "ｼﾞｮ", "ｯ", "ｰ", "･", " ﾝ"];
const MUNICIPALITIES: [&str; 3] = ["092015", "132118", "462150"];
/// 地域区分コード of adults and children, and the price.
const PRICES: [([&str; 2], i64); 3] =
    [(["01", "11"], 1120), (["04", "14"], 1072), (["20", "23"], 1000)];

fn name(numbers: &mut Numbers) -> String {
    let mut name = "ｻ".to_owned();
    for _ in 0..numbers.below(6) {
        name.push_str(numbers.pick::<&str>(&KANA));
    }
    name
}

/// A claim of any shape that an office can have.
fn generated(seed: u64) -> Exchange {
    let mut numbers = Numbers(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let scheme = *numbers.pick(&Scheme::ALL);
    let processing = ServiceMonth::literal(2022, 1).plus(numbers.below(60).cast_signed());
    let month = processing.plus(-1 - numbers.below(3).cast_signed());
    let office = OfficeNumber::new(numbers.digits(10).as_bytes()).unwrap();
    let mut bills = Vec::new();
    let ([of_adult, of_child], price) = *numbers.pick(&PRICES);
    let region = if scheme == Scheme::Adult { of_adult } else { of_child };
    for municipality in MUNICIPALITIES {
        if !bills.is_empty() && numbers.below(2) == 0 {
            continue;
        }
        let price = UnitPrice(Decimal::new(price, 2));
        let mut users: Vec<UserBill> =
            (0..=numbers.below(5)).map(|_| user(&mut numbers, (scheme, month, price))).collect();
        users.sort_by_key(|user| user.certificate);
        users.dedup_by_key(|user| user.certificate);
        bills.push(Bill {
            month,
            municipality: MunicipalityNumber::new(municipality.as_bytes()).unwrap(),
            region: region.to_owned(),
            price,
            users,
        });
    }
    Exchange { scheme, office, processing, bills }
}

fn user(
    numbers: &mut Numbers,
    (scheme, month, price): (Scheme, ServiceMonth, UnitPrice),
) -> UserBill {
    let mut lines: Vec<CodeLine> = (0..=numbers.below(6))
        .map(|_| {
            // Six lines of four times come to 9,576 units at most: 02 has four digits.
            let units = i64::from(numbers.below(200)) + 1;
            let units = if numbers.below(8) == 0 { -(units % 100) - 1 } else { units + 199 };
            let count = numbers.below(4) + 1;
            let kind = if scheme == Scheme::Adult { "52" } else { "55" };
            let letter = if numbers.below(9) == 0 { "Z" } else { "6" };
            let code = format!("{kind}{letter}{}", numbers.digits(3));
            CodeLine { code, units: Units(units), count }
        })
        .collect();
    lines.sort_by(|a, b| a.code.cmp(&b.code));
    let units: Units = lines.iter().map(CodeLine::service_units).sum();
    let has_base = numbers.below(4) > 0;
    let day = numbers.below(28) + 1;
    let first = month.first_day();
    UserBill {
        certificate: CertificateNumber::new(numbers.digits(10).as_bytes()).unwrap(),
        holder: name(numbers),
        child: if scheme == Scheme::Child { name(numbers) } else { String::new() },
        monitoring_day: has_base.then(|| {
            use chrono::Datelike as _;
            first.with_day(day).unwrap()
        }),
        units,
        yen: units.floor_yen(price),
        lines,
    }
}

#[test]
fn what_is_written_is_read_back_over_ten_thousand_claims() {
    for seed in 1..=10_000 {
        let exchange = generated(seed);
        let bytes = write_exchange(&exchange).unwrap_or_else(|e| panic!("{seed}: {e:?}"));
        let read = read_exchange(&bytes);
        assert!(read.faults.is_empty(), "{seed}: {:?}", read.faults);
        assert_eq!(read.exchange.as_ref(), Some(&exchange), "{seed}");
    }
}

#[test]
fn other_software_may_quote_every_field_and_end_lines_with_lf() {
    let exchange = generated(7);
    let text = write_exchange(&exchange).unwrap();
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&text[..]);
    let mut quoted = Vec::new();
    for record in reader.byte_records() {
        let record = record.unwrap();
        let mut fields: Vec<Vec<u8>> = record.iter().map(<[u8]>::to_vec).collect();
        if fields[0] == b"1" {
            fields[10] = b"0".to_vec();
        }
        let fields: Vec<Vec<u8>> =
            fields.into_iter().map(|f| [b"\"".to_vec(), f, b"\"".to_vec()].concat()).collect();
        quoted.extend(fields.join(&b","[..]));
        quoted.push(b'\n');
    }
    let read = read_exchange(&quoted);
    assert_eq!((read.exchange, read.faults), (Some(exchange), Vec::new()));
}

/// The files that the goldens hold.
fn golden_files() -> Vec<(String, Vec<u8>)> {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/months");
    let mut files = Vec::new();
    for story in ["dirty-2022-06", "kodaira-2026-10"] {
        let folder = golden.join(story).join("expected/kokuhoren");
        for office in fs::read_dir(folder).unwrap() {
            for file in fs::read_dir(office.unwrap().path()).unwrap() {
                let path = file.unwrap().path();
                files.push((path.display().to_string(), fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// What the file claims: everything but names, the day within the month and the month of
/// processing, which nothing in the file can be held against; a region by its grade, since two
/// readings have two codes for one.
fn claimed(exchange: &Exchange) -> Exchange {
    let mut exchange = exchange.clone();
    exchange.processing = ServiceMonth::literal(2018, 4);
    let layout = Layout::of(exchange.processing);
    for bill in &mut exchange.bills {
        bill.region = format!("{:?}", layout.grade(&bill.region, exchange.scheme));
    }
    for user in exchange.bills.iter_mut().flat_map(|bill| &mut bill.users) {
        (user.holder, user.child, user.monitoring_day) = (String::new(), String::new(), None);
    }
    exchange
}

/// Whether a reader of `bytes` is told that something is wrong.
fn is_reported(bytes: Vec<u8>, tariff: &Tariff) -> bool {
    let submitted = vec![InputFile { name: "J31.CSV".to_owned(), bytes }];
    !check(Input::without_logs().with_submitted(submitted), tariff).unwrap().findings.is_empty()
}

#[test]
fn every_flipped_bit_is_read_as_the_same_claim_or_reported() {
    let tariff = Tariff::standard().unwrap();
    let files = golden_files();
    assert!(files.len() > 2 && files.iter().any(|(name, _)| name.contains("K31")));
    let mut tried = 0;
    for (name, bytes) in files {
        let read = read_exchange(&bytes);
        assert!(read.faults.is_empty(), "{name}: {:?}", read.faults);
        assert!(!is_reported(bytes.clone(), &tariff), "{name}");
        let own = claimed(&read.exchange.unwrap());
        for place in 0..bytes.len() {
            for bit in 0..8 {
                let mut flipped = bytes.clone();
                flipped[place] ^= 1 << bit;
                let read = read_exchange(&flipped);
                let same = read.exchange.as_ref().is_some_and(|e| claimed(e) == own);
                tried += 1;
                assert!(
                    same || is_reported(flipped, &tariff),
                    "{name}: byte {place} bit {bit} goes unseen"
                );
            }
        }
    }
    assert!(tried > 10_000, "only {tried}");
}

#[test]
fn a_file_cut_short_anywhere_is_reported() {
    let tariff = Tariff::standard().unwrap();
    let (name, bytes) = golden_files().into_iter().next().unwrap();
    // Without its last line end the file says the same.
    for length in 0..bytes.len() - 2 {
        assert!(is_reported(bytes[..length].to_vec(), &tariff), "{name}: cut at {length}");
    }
}

#[test]
fn structural_faults_are_named_with_line_and_field() {
    let exchange = generated(11);
    let text = String::from_utf8_lossy(&write_exchange(&exchange).unwrap()).into_owned();
    let lines: Vec<&str> = text.split("\r\n").collect();
    let faults = |lines: &[String]| {
        read_exchange(lines.join("\r\n").as_bytes()).faults.into_iter().map(|f| (f.line, f.field))
    };
    let changed = |line: usize, from: &str, to: &str| -> Vec<String> {
        let mut own: Vec<String> = lines.iter().map(|l| (*l).to_owned()).collect();
        own[line] = own[line].replacen(from, to, 1);
        own
    };
    let count = lines.len() - 1;
    // The number of data records, the numbering, the kind of record, the end record.
    let wrong_count = changed(0, &format!("1,1,0,{},", count - 2), "1,1,0,99,");
    assert!(faults(&wrong_count).any(|place| place == (1, 4)));
    assert!(faults(&changed(1, "2,2,", "2,9,")).any(|place| place == (2, 2)));
    assert!(faults(&changed(1, ",01,", ",09,")).any(|place| place == (2, 4)));
    let last = u32::try_from(count).unwrap();
    assert!(faults(&changed(count - 1, "3,", "4,")).any(|place| place == (last, 1)));
}

#[test]
fn check_digits_of_five_municipalities_worked_by_hand() {
    // Weights 2,1,2,1,2 from the right over the first five digits, digits of products added.
    // 宇都宮市 09201: 1·2=2, 0, 2·2=4, 9, 0; sum 15; 20 − 15 = 5.
    // 小平市 13211: 1·2=2, 1, 2·2=4, 3, 1·2=2; sum 12; 20 − 12 = 8.
    // 多摩市の隣 13213: 3·2=6, 1, 2·2=4, 3, 1·2=2; sum 16; 20 − 16 = 4.
    // 薩摩川内市 46215: 5·2=10→1, 1, 2·2=4, 6, 4·2=8; sum 20; 0.
    // 中野区の隣 13117: 7·2=14→5, 1, 1·2=2, 3, 1·2=2; sum 13; 20 − 13 = 7.
    for number in ["092015", "132118", "132134", "462150", "131177"] {
        assert!(MunicipalityNumber::new(number.as_bytes()).unwrap().check_digit_holds());
        for wrong in 0..10 {
            let other = format!("{}{wrong}", &number[..5]);
            let holds = MunicipalityNumber::new(other.as_bytes()).unwrap().check_digit_holds();
            assert_eq!(holds, other == number, "{other}");
        }
    }
}

#[test]
fn yen_zero_is_not_counted() {
    let mut exchange = generated(3);
    let bill = &mut exchange.bills[0];
    bill.users.truncate(1);
    bill.users[0].lines.clear();
    (bill.users[0].units, bill.users[0].yen) = (Units(0), Yen(0));
    assert_eq!((bill.count(), bill.yen()), (0, Yen(0)));
}

/// 単位数 has four digits, 請求額 six: a month beyond is told, and nothing is cut.
#[test]
fn a_month_longer_than_its_fields_is_not_written() {
    for (units, yen, want) in [
        (9_999, 999_999, vec![]),
        (10_000, 100_000, vec![("単位数", "10000", 5, 4)]),
        (9_999, 1_000_000, vec![("請求額", "1000000", 7, 6)]),
    ] {
        let mut exchange = generated(3);
        exchange.bills.truncate(1);
        let bill = &mut exchange.bills[0];
        bill.users.truncate(1);
        let user = &mut bill.users[0];
        (user.units, user.yen) = (Units(units), Yen(yen));
        let faults = write_exchange(&exchange).err().unwrap_or_default();
        let found: Vec<_> = faults.iter().map(|f| (&*f.field, &*f.value, &f.why)).collect();
        let long = |bytes, most| FieldFault::TooLong { bytes, most };
        let want: Vec<_> = want.iter().map(|w| (w.0, w.1, long(w.2, w.3))).collect();
        let want: Vec<_> = want.iter().map(|(field, value, why)| (*field, *value, why)).collect();
        assert_eq!(found, want, "{units}");
    }
}

#[test]
fn a_municipality_of_zeros_is_not_set() {
    let mut exchange = generated(3);
    exchange.bills.truncate(1);
    exchange.bills[0].municipality = MunicipalityNumber::new(b"000000").unwrap();
    let faults = write_exchange(&exchange).unwrap_err();
    assert!(faults.iter().all(|fault| fault.field == "市町村番号"), "{faults:?}");
}
