//! What was read, by whose it is: every record 02 and 03 is put where its own month, municipality
//! and certificate say, never where the record above it happens to end.

use rustc_hash::FxHashMap;

use crate::{
    calendar::ServiceMonth,
    exchange::{Bill, CodeLine, UserBill},
    money::{UnitPrice, Units, Yen},
    number::{CertificateNumber, MunicipalityNumber},
};

/// Whose bill.
pub(super) type BillKey = (ServiceMonth, MunicipalityNumber);

/// A bill being read.
#[derive(Default)]
pub(super) struct Part {
    pub(super) region: String,
    pub(super) price: Option<UnitPrice>,
    /// 件数 and 請求金額 of record 01, to be held against its recipients.
    pub(super) wanted: Option<(String, String)>,
    /// The line of record 01.
    pub(super) place: Option<u32>,
    /// 件数 and 請求金額 of the records 02 that stand below.
    pub(super) sum: (usize, Yen),
    /// Whether a record below could not be read, so that the sum says nothing.
    pub(super) partial: bool,
    /// Whether a record 02 of a bill without a record 01 stands below: then this one's may be it.
    pub(super) doubtful: bool,
    pub(super) people: Vec<Person>,
    /// The last recipient with a line of its own.
    pub(super) last_lined: Option<usize>,
}

impl Part {
    /// Whether its record 01 is most likely that of another bill, damaged.
    pub(super) const fn is_other(&self) -> bool {
        self.doubtful && self.people.is_empty()
    }
}

/// A recipient being read.
pub(super) struct Person {
    pub(super) user: UserBill,
    pub(super) place: u32,
    pub(super) lines: Vec<u32>,
    /// Lines that say they are this recipient's and stand below another.
    pub(super) strays: Vec<(CodeLine, u32)>,
    /// Whether a line below could not be read, so that the sum says nothing.
    pub(super) partial: bool,
}

impl Person {
    pub(super) fn sum(&self) -> Units {
        self.user.lines.iter().map(CodeLine::service_units).sum()
    }

    /// Whether it has units and no line: it is not known what was claimed, or for whom.
    pub(super) fn is_bare(&self) -> bool {
        self.lines.is_empty() && self.user.units != Units(0)
    }

    /// Takes the stray lines where record 02 lacks just them. Else one of the two is damaged, and
    /// they might be somebody else's.
    pub(super) fn settle(&mut self) {
        let strays = std::mem::take(&mut self.strays);
        let more: Units = strays.iter().map(|(line, _)| line.service_units()).sum();
        if self.sum() != self.user.units && self.sum() + more == self.user.units {
            for (line, place) in strays {
                self.user.lines.push(line);
                self.lines.push(place);
            }
        }
    }
}

/// The record 02 that the lines stand below.
#[derive(Default)]
pub(super) enum Head {
    /// There is none.
    #[default]
    None,
    /// Bill and recipient.
    Taken(usize, usize),
    /// It does not say whose it is; its lines may.
    Nameless(Box<Person>, Option<UnitPrice>),
    /// It is not taken, and neither are its lines, as was said.
    Refused,
}

/// Running numbers. After a wrong one the next may go on from it or from what it should have been.
#[derive(Clone, Copy, Debug)]
pub(super) enum Numbering {
    /// What may come next.
    Next([u64; 2]),
    /// A record that could not be read may have had a number.
    Any,
}

impl Numbering {
    pub(super) const fn from(first: u64) -> Self {
        Self::Next([first, first])
    }

    /// Takes the next number; `Err` with what it should be.
    pub(super) fn take(&mut self, text: &str) -> Result<(), u64> {
        let own = text.parse::<u64>().ok().filter(|own| own.to_string() == text);
        let after = |number: u64| number.saturating_add(1);
        match (*self, own) {
            (Self::Any, Some(own)) => *self = Self::from(after(own)),
            (Self::Any, None) => {}
            (Self::Next(next), Some(own)) if next.contains(&own) => *self = Self::from(after(own)),
            (Self::Next(next), own) => {
                *self = Self::Next([after(next[0]), after(own.unwrap_or(next[0]))]);
                return Err(next[0]);
            }
        }
        Ok(())
    }
}

/// Bills, the lines of their records 01, and those of their recipients' records 02 and 03.
pub(super) type Finished = (Vec<Bill>, Vec<u32>, Vec<Vec<(u32, Vec<u32>)>>);

/// All bills, and where the reading is.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) bills: Vec<(BillKey, Part)>,
    bill_index: FxHashMap<BillKey, usize>,
    people_index: FxHashMap<(BillKey, CertificateNumber), (usize, usize)>,
    /// The last bill of which any line is; one without says nothing about the order of the others.
    last_lined: Option<usize>,
    /// The bill whose records stand here, and the one that the last record may have begun.
    pub(super) here: Option<usize>,
    pub(super) maybe: Option<usize>,
    /// A record 01 that does not say whose it is; its recipients may.
    pub(super) nameless: Option<Part>,
    pub(super) head: Head,
    pub(super) numbering: Option<Numbering>,
}

impl Parts {
    pub(super) fn bill(&self, key: BillKey) -> Option<usize> {
        self.bill_index.get(&key).copied()
    }

    pub(super) fn person(&self, key: BillKey, own: CertificateNumber) -> Option<(usize, usize)> {
        self.people_index.get(&(key, own)).copied()
    }

    /// Whose the last bill with lines is.
    pub(super) fn last_with_lines(&self) -> Option<BillKey> {
        self.last_lined.map(|bill| self.bills[bill].0)
    }

    /// The recipient to whom a line below its record 02 goes.
    pub(super) fn lined(&mut self, (bill, person): (usize, usize)) -> Option<&mut Person> {
        let part = &mut self.bills.get_mut(bill)?.1;
        self.last_lined = self.last_lined.max(Some(bill));
        part.last_lined = part.last_lined.max(Some(person));
        part.people.get_mut(person)
    }

    pub(super) fn person_mut(&mut self, (bill, person): (usize, usize)) -> Option<&mut Person> {
        self.bills.get_mut(bill)?.1.people.get_mut(person)
    }

    pub(super) fn add_bill(&mut self, key: BillKey, part: Part) -> usize {
        let at = self.bills.len();
        self.bills.push((key, part));
        self.bill_index.insert(key, at);
        at
    }

    pub(super) fn add_person(&mut self, bill: usize, person: Person) -> (usize, usize) {
        let (key, part) = &mut self.bills[bill];
        let at = (bill, part.people.len());
        self.people_index.insert((*key, person.user.certificate), at);
        part.people.push(person);
        at
    }

    /// A record of an unknown kind: it may have begun a bill or a recipient.
    pub(super) fn record_lost(&mut self) {
        self.something_lost();
        self.nameless.get_or_insert_default();
        self.numbering = Some(Numbering::Any);
    }

    /// The sums of the records around say nothing any more.
    pub(super) fn something_lost(&mut self) {
        if let Some((_, part)) = self.here.and_then(|here| self.bills.get_mut(here)) {
            part.partial = true;
        }
        self.line_lost();
    }

    /// The sum of the lines around says nothing any more.
    pub(super) fn line_lost(&mut self) {
        match &mut self.head {
            Head::Taken(bill, person) => {
                let at = (*bill, *person);
                if let Some(person) = self.person_mut(at) {
                    person.partial = true;
                }
            }
            Head::Nameless(person, _) => person.partial = true,
            Head::None | Head::Refused => {}
        }
    }

    /// The bills with the places of their records 01, and of their recipients and lines.
    pub(super) fn finished(self) -> Finished {
        let (mut bills, mut bill_places, mut places) = (Vec::new(), Vec::new(), Vec::new());
        for ((month, municipality), part) in self.bills {
            let Some(price) = part.price else { continue };
            if part.is_other() {
                continue;
            }
            let first = part.people.first().map(|person| person.place);
            let Some(place) = part.place.or(first) else { continue };
            let people = part.people.into_iter();
            let (users, own): (Vec<_>, Vec<_>) =
                people.map(|person| (person.user, (person.place, person.lines))).unzip();
            bills.push(Bill { month, municipality, region: part.region, price, users });
            bill_places.push(place);
            places.push(own);
        }
        (bills, bill_places, places)
    }
}
