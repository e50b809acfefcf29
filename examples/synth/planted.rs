//! A test of the audit over generated worlds: what `claim` writes is found whole, and of one fault
//! planted at random exactly that one is found.

#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

use std::collections::BTreeSet;

use santei::{
    Amount, Audit, CertificateNumber, Input, InputFile, Logs, Scheme, ServiceMonth, Settings,
    Units,
    exchange::{Bill, CodeLine, Exchange, UserBill, write_exchange},
    read_files,
};

use crate::random::Random;

const FROM: ServiceMonth = ServiceMonth::literal(2026, 2);
/// The month before the first with an addition whose code nobody knows (処遇改善).
const TO: ServiceMonth = ServiceMonth::literal(2026, 5);

/// A generated world and the files that its offices submit.
struct Town {
    logs: Vec<InputFile>,
    settings: Settings,
    files: Vec<Exchange>,
}

impl Town {
    fn new(seed: u64) -> Self {
        let dir = tempfile::tempdir().unwrap();
        super::tests::world("0", seed, &TO.to_string(), dir.path());
        let settings = Settings::standard().unwrap();
        let files = read_files(&[dir.path().to_owned()]).unwrap();
        let logs = Logs::open(Input::of(files.clone())).unwrap();
        let mut town = Self { logs: files, settings, files: Vec::new() };
        for step in 0..=TO.since(FROM) {
            let (claim, files) = logs.claim(&town.settings, FROM.plus(step), None).unwrap();
            assert_eq!(claim.files.written, claim.files.wanted);
            town.files.extend(files.into_iter().map(|file| file.exchange));
        }
        town
    }

    fn audit(&self, files: &[Vec<u8>], has_logs: bool) -> Audit {
        let named = files.iter().enumerate().map(|(place, bytes)| InputFile {
            name: format!("J31{place:05}.CSV"),
            bytes: bytes.clone(),
        });
        let logs = if has_logs { Input::of(self.logs.clone()) } else { Input::without_logs() };
        let logs = Logs::open(logs.with_submitted(named.collect())).unwrap();
        logs.audit(&self.settings, (FROM, TO)).unwrap()
    }

    /// The units of a code of an adult's claim in the last month.
    fn units_of(&self, code: &str) -> Units {
        match self.settings.tariff.of_code(Scheme::Adult, code, TO).unwrap().amount {
            Some(Amount::Units(units)) => units,
            other => panic!("{other:?}"),
        }
    }
}

/// How often each code is found.
fn codes(audit: &Audit) -> Vec<&'static str> {
    let mut codes: Vec<&str> = audit.findings.iter().map(|finding| finding.rule.code).collect();
    codes.sort_unstable();
    codes
}

/// A recipient's place among the files: file, bill, recipient.
type Place = (usize, usize, usize);

fn user(files: &mut [Exchange], (file, bill, user): Place) -> &mut UserBill {
    &mut files[file].bills[bill].users[user]
}

/// Adult recipients whose month has one base fee, with a code that begins so, and no percentage of
/// it (a percentage would differ too).
fn places(files: &[Exchange], base: &str) -> Vec<Place> {
    let is_percentage = |line: &CodeLine| line.code == "526015" || line.code.contains('Z');
    let mut places = Vec::new();
    for (f, file) in files.iter().enumerate() {
        for (b, bill) in file.bills.iter().enumerate() {
            for (u, user) in bill.users.iter().enumerate() {
                let of_base = user.lines.iter().filter(|line| is_base(line));
                let fits = of_base.clone().count() == 1
                    && of_base.clone().all(|line| line.code.starts_with(base))
                    && !user.lines.iter().any(is_percentage);
                if fits {
                    places.push((f, b, u));
                }
            }
        }
    }
    places
}

/// Whether the line is a base fee: the codes of plan and monitoring begin so.
fn is_base(line: &CodeLine) -> bool {
    line.code.starts_with(PLAN) || line.code.starts_with(MONITORING)
}

/// Works the recipient's sums out again.
fn add_up(files: &mut [Exchange], place: Place) {
    let price = files[place.0].bills[place.1].price;
    let user = user(files, place);
    user.lines.sort_by(|a, b| a.code.cmp(&b.code));
    user.units = user.lines.iter().map(CodeLine::service_units).sum();
    user.yen = user.units.floor_yen(price);
}

/// How the codes of plans and monitorings begin; a tier-one monitoring, a tier-two one, an
/// enhanced one, and a conference.
const PLAN: &str = "5211";
const MONITORING: &str = "5212";
const TIER_ONE: &str = "521211";
const TIER_TWO: &str = "521251";
const ENHANCED: &str = "521261";
const CONFERENCE: &str = "526825";

/// Changes one thing in the files, so that the rule `code` and no other has to speak: the bytes of
/// each file, and of how many lines it speaks.
fn plant(code: &str, town: &Town, random: &mut Random) -> Option<(Vec<Vec<u8>>, usize)> {
    let mut files = town.files.clone();
    let mut monitored = places(&files, MONITORING);
    monitored.retain(|place| {
        let lines = &user(&mut files, *place).lines;
        lines.iter().all(|line| line.code != CONFERENCE && line.code != ENHANCED)
    });
    if monitored.is_empty() {
        return None;
    }
    let place = monitored[random.place(monitored.len())];
    let own_lines = user(&mut files, place).lines.len();
    let base = user(&mut files, place).lines.iter().position(is_base).unwrap();
    let mut broken = None;
    match code {
        "X901" => {
            let code = CONFERENCE.to_owned();
            let line = CodeLine { units: town.units_of(&code), code, count: 1 };
            user(&mut files, place).lines.push(line);
        }
        "X902" => {
            let by = i64::from(random.between(1, 50));
            let line = &mut user(&mut files, place).lines[base];
            line.units = Units(line.units.0 + by);
        }
        "X903" => user(&mut files, place).yen.0 += 1,
        "X904" => {
            let mut again = files[place.0].clone();
            let bill = again.bills[place.1].clone();
            let twice = vec![bill.users[place.2].clone()];
            again.bills = vec![Bill { users: twice, ..bill }];
            files.push(again);
        }
        "X905" => {
            // A bill without recipients is no bill: choose one with more.
            let bill = &mut files[place.0].bills[place.1];
            if bill.users.len() < 2 {
                return None;
            }
            bill.users.remove(place.2);
        }
        "X906" | "X910" => {
            let other = if code == "X906" { ENHANCED } else { TIER_TWO };
            let line = &mut user(&mut files, place).lines[base];
            (line.code, line.units) = (other.to_owned(), town.units_of(other));
        }
        "X907" => {
            let mut stranger = user(&mut files, place).clone();
            stranger.certificate = CertificateNumber::new(b"9999999999").unwrap();
            files[place.0].bills[place.1].users.push(stranger);
        }
        "X909" => broken = Some(place.0),
        _ => return None,
    }
    if !matches!(code, "X903" | "X905" | "X907" | "X904" | "X909") {
        add_up(&mut files, place);
    }
    let count = if matches!(code, "X904" | "X905") { own_lines } else { 1 };
    let mut bytes: Vec<Vec<u8>> = files.iter().map(|file| write_exchange(file).unwrap()).collect();
    if let Some(file) = broken {
        let end = bytes[file].len() - 3;
        bytes[file][end] = if bytes[file][end] == b'9' { b'8' } else { b'9' };
    }
    Some((bytes, count))
}

const KINDS: [&str; 9] = ["X901", "X902", "X903", "X904", "X905", "X906", "X907", "X909", "X910"];

#[test]
fn of_one_planted_fault_exactly_that_one_is_found() {
    let mut planted: BTreeSet<&str> = BTreeSet::new();
    for seed in 11..14 {
        let town = Town::new(seed);
        let clean: Vec<Vec<u8>> =
            town.files.iter().map(|file| write_exchange(file).unwrap()).collect();
        assert_eq!(codes(&town.audit(&clean, true)), Vec::<&str>::new(), "seed {seed}");
        let mut random = Random::stream(seed, 900, 0);
        for kind in KINDS {
            for _ in 0..3 {
                let Some((files, count)) = plant(kind, &town, &mut random) else { continue };
                let wanted = vec![kind; count];
                assert_eq!(codes(&town.audit(&files, true)), wanted, "seed {seed}");
                planted.insert(kind);
            }
        }
    }
    assert_eq!(planted.len(), KINDS.len(), "{planted:?}");
}

/// X908 needs no logs: a monitoring fee beside a plan fee of the month is one more of its kind.
#[test]
fn a_monitoring_beside_a_plan_is_a_pattern_of_the_claims() {
    let town = Town::new(11);
    let write = |files: &[Exchange]| -> Vec<Vec<u8>> {
        files.iter().map(|file| write_exchange(file).unwrap()).collect()
    };
    let before = codes(&town.audit(&write(&town.files), false));
    let mut files = town.files.clone();
    let place = places(&files, PLAN)[0];
    let code = TIER_ONE.to_owned();
    let units = town.units_of(&code);
    user(&mut files, place).lines.push(CodeLine { code, units, count: 1 });
    add_up(&mut files, place);
    let after = codes(&town.audit(&write(&files), false));
    assert_eq!(after.len(), before.len() + 1);
    let count = |codes: &[&str]| codes.iter().filter(|code| **code == "X908").count();
    assert_eq!(count(&after), count(&before) + 1);
}
