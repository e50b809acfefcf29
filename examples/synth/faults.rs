//! Ways in which a row of an event table goes wrong.

use anyhow::{Context, Result};
use chrono::Days;

use crate::days::{Spelling, write_day};
use crate::life::Stay;
use crate::numbers;
use crate::random::Random;
use crate::sheet::{Sheet, UNDECODABLE};
use crate::world::Office;

/// A column of an event table.
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) content: Content,
    /// Whether a blank cell is an error.
    pub(crate) required: bool,
}

/// What a column holds, as far as faults care.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Content {
    /// 「事業所番号」
    Office,
    /// 「受給者証番号」
    Certificate,
    /// Another number of fixed length.
    Number,
    /// 「従業者番号」
    Staff,
    /// One of a fixed list of values.
    Choice,
    /// 「面接場所」
    Place,
    /// A day that is always filled in.
    Day,
    /// 「支給決定日」
    Decision,
    /// 「同意日」
    Consent,
    /// Anything else.
    Text,
}

/// Columns with a day that places the event in time.
const DAYS: [Content; 3] = [Content::Day, Content::Decision, Content::Consent];

/// One way to go wrong.
#[derive(Clone, Copy, PartialEq)]
enum Fault {
    ImpossibleDay,
    WrongLength,
    UnknownChoice,
    EmptyCell,
    ExtraCell,
    MissingCell,
    Undecodable,
    UnknownOffice,
    UnknownRecipient,
    OutsideContract,
    Telephone,
    ConsentBeforeDecision,
    ConsentMissing,
}

/// Faults of any event; the other ones come after them and need a column of their own.
const OF_ANY_EVENT: usize = 10;

const FAULTS: [Fault; 13] = [
    Fault::ImpossibleDay,
    Fault::WrongLength,
    Fault::UnknownChoice,
    Fault::EmptyCell,
    Fault::ExtraCell,
    Fault::MissingCell,
    Fault::Undecodable,
    Fault::UnknownOffice,
    Fault::UnknownRecipient,
    Fault::OutsideContract,
    Fault::Telephone,
    Fault::ConsentBeforeDecision,
    Fault::ConsentMissing,
];

/// How often rows go wrong.
pub(crate) struct Faults<'a> {
    parts_per_million: u32,
    offices: &'a [Office],
    unknown_office: String,
    unknown_certificate: String,
}

impl<'a> Faults<'a> {
    /// Faults in `parts_per_million` of the rows of `offices`.
    pub(crate) fn new(parts_per_million: u32, offices: &'a [Office]) -> Self {
        Self {
            parts_per_million,
            offices,
            unknown_office: numbers::unknown_office(),
            unknown_certificate: numbers::unknown_certificate(),
        }
    }

    /// Puts one fault, sometimes two, into the row being written, or leaves it as it is.
    /// `stay` is the contract under which the event took place.
    pub(crate) fn maybe_spoil(
        &self,
        sheet: &mut Sheet,
        columns: &[Column],
        stay: &Stay,
        random: &mut Random,
    ) {
        if random.below(1_000_000) >= self.parts_per_million {
            return;
        }
        let has = |content| columns.iter().any(|column| column.content == content);
        let possible = if has(Content::Consent) {
            FAULTS.len()
        } else {
            OF_ANY_EVENT + usize::from(has(Content::Place))
        };
        let mut cells = sheet.row();
        let first = random.place(possible);
        self.apply(FAULTS[first], &mut cells, columns, stay, random);
        // A second fault is another one, so that it cannot undo the first.
        let second = random.place(possible);
        if random.chance(250) && second != first {
            self.apply(FAULTS[second], &mut cells, columns, stay, random);
        }
        sheet.replace_row(&cells);
    }

    fn apply(
        &self,
        fault: Fault,
        cells: &mut Vec<String>,
        columns: &[Column],
        stay: &Stay,
        random: &mut Random,
    ) {
        let places = |wanted: &[Content]| places(columns, wanted);
        match fault {
            Fault::ImpossibleDay => {
                let bad = random.pick(&["2026-02-30", "R8.13.1", "2026/4/31", "令和0年5月1日"]);
                set_one(cells, &places(&DAYS), bad, random);
            }
            Fault::WrongLength => {
                let numbers = places(&[Content::Office, Content::Certificate, Content::Number]);
                if let Some(cell) = cells.get_mut(numbers[random.place(numbers.len())]) {
                    cell.pop();
                }
            }
            Fault::UnknownChoice => {
                let choices = places(&[Content::Choice, Content::Place]);
                set_one(cells, &choices, "該当なし", random);
            }
            Fault::EmptyCell => {
                let required = (0..columns.len()).filter(|place| columns[*place].required);
                set_one(cells, &required.collect::<Vec<_>>(), "", random);
            }
            Fault::ExtraCell => cells.push("備考".to_owned()),
            // Two, so that an extra cell does not make up for it.
            Fault::MissingCell => cells.truncate(cells.len() - 2),
            Fault::Undecodable => {
                let texts = places(&[Content::Staff, Content::Text, Content::Choice]);
                set_one(cells, &texts, &format!("相談{UNDECODABLE}"), random);
            }
            Fault::UnknownOffice => set(cells, &places(&[Content::Office]), &self.unknown_office),
            Fault::UnknownRecipient => {
                set(cells, &places(&[Content::Certificate]), &self.unknown_certificate);
            }
            Fault::OutsideContract => self.leave_contract(cells, columns, stay, random),
            Fault::Telephone => set(cells, &places(&[Content::Place]), "電話"),
            Fault::ConsentBeforeDecision => {
                let (decision, consent) =
                    (places(&[Content::Decision]), places(&[Content::Consent]));
                cells.swap(decision[0], consent[0]);
            }
            Fault::ConsentMissing => set(cells, &places(&[Content::Consent]), ""),
        }
    }

    /// Gives the event to an office without a contract, or to the day before the contract.
    fn leave_contract(
        &self,
        cells: &mut [String],
        columns: &[Column],
        stay: &Stay,
        random: &mut Random,
    ) {
        if self.offices.len() > 1 && random.chance(700) {
            let stranger = self.stranger(stay.office, random);
            set(cells, &places(columns, &[Content::Office]), &stranger.number);
            set(cells, &places(columns, &[Content::Staff]), &stranger.specialists[0].number);
        } else {
            let mut before = String::new();
            write_day(&mut before, stay.from - Days::new(1), Spelling::Iso);
            set(cells, &places(columns, &DAYS), &before);
        }
    }

    /// An office other than the one at `own`.
    fn stranger(&self, own: usize, random: &mut Random) -> &'a Office {
        let count = self.offices.len();
        &self.offices[(own + 1 + random.place(count - 1)) % count]
    }
}

/// Places of the columns that hold one of `wanted`.
fn places(columns: &[Column], wanted: &[Content]) -> Vec<usize> {
    let fits = |place: &usize| wanted.contains(&columns[*place].content);
    (0..columns.len()).filter(fits).collect()
}

/// Puts `value` into every one of `places`.
fn set(cells: &mut [String], places: &[usize], value: &str) {
    for place in places {
        if let Some(cell) = cells.get_mut(*place) {
            value.clone_into(cell);
        }
    }
}

/// Puts `value` into one of `places`.
fn set_one(cells: &mut [String], places: &[usize], value: &str, random: &mut Random) {
    let place = random.place(places.len());
    set(cells, &places[place..=place], value);
}

/// Reads a probability, `0.02` or `1`, as parts per million.
pub(crate) fn parse_rate(text: &str) -> Result<u32> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{fraction:0<6}");
    let valid = fraction.len() <= 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let parts = digits.parse().ok().filter(|parts| valid && *parts <= 1_000_000);
    parts.context("a rate is 0 to 1 with at most six decimals")
}
