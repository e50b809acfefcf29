//! 「請求済み」 What was submitted: files of the federation, or our own `claim_lines.csv`.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use encoding_rs::SHIFT_JIS;

use super::{
    rules,
    submitted::{Submission, SubmittedLine, SubmittedTotal},
};
use crate::{
    account::Account,
    calendar::ServiceMonth,
    exchange::{
        Content, Exchange, Layout, LineCounter, Read, RecordKind, looks_like_exchange,
        read_exchange,
    },
    finding::{Cell, Finding, Note, Origin, Subject, Target},
    input::{Sources, normalize},
    item::{Item, Scheme},
    money::Units,
    number::{CertificateNumber, MunicipalityNumber, OfficeNumber},
    tariff::{Grade, Tariff, TariffItem},
};

/// Reads the files with these numbers.
pub(crate) fn read_submitted(sources: &Sources, files: &[u16], tariff: &Tariff) -> Submission {
    let mut read = FilesRead::default();
    for &file in files {
        let Some(bytes) = sources.file(file).map(|file| &file.bytes) else { continue };
        let mut reader = FileReader { file, tariff, read: &mut read };
        if looks_like_exchange(bytes) {
            reader.exchange(&read_exchange(bytes));
        } else {
            reader.claim_lines(bytes);
        }
    }
    Submission::new(read.lines, read.totals, read.held, read.findings)
}

/// What the files say, one after the other.
#[derive(Default)]
struct FilesRead {
    lines: Vec<SubmittedLine>,
    totals: Vec<SubmittedTotal>,
    held: BTreeSet<Account>,
    findings: Vec<Finding>,
}

struct FileReader<'a> {
    file: u16,
    tariff: &'a Tariff,
    read: &'a mut FilesRead,
}

impl FileReader<'_> {
    const fn origin(&self, line: u32) -> Origin {
        Origin { file: self.file, line, at: 0 }
    }

    fn fault(
        &mut self,
        office: Option<OfficeNumber>,
        (line, field): (u32, u16),
        (ja, en): (String, String),
    ) {
        let place = if field == 0 {
            (String::new(), String::new())
        } else {
            (format!("{field}番目の項目: "), format!("field {field}: "))
        };
        let subject = Subject { office, ..Subject::bare(Target::Table("")) };
        self.say(subject, (line, field), Note { ja: place.0 + &ja, en: place.1 + &en });
    }

    /// Takes accounts that cannot be read whole, by the first line of each: of these nothing is
    /// known but that something was submitted.
    fn hold(&mut self, held: &BTreeMap<Account, u32>) {
        let file = self.file;
        let is_held =
            |line: &SubmittedLine| line.origin.file == file && held.contains_key(&line.account);
        self.read.lines.retain(|line| !is_held(line));
        for (account, line) in held {
            let (certificate, month) = (account.certificate, account.month);
            let ja = format!(
                "受給者証番号 {certificate} の {month} の分は読めないところがあるので、使わず、請求済みとして\
                 扱います。直るまで国保連のファイルに入れません"
            );
            let en = format!(
                "{certificate} in {month} cannot be read whole: it is not used and counts as \
                 submitted, and is left out of the federation's file until this is put right"
            );
            let subject = Subject::of(*account, Target::Table(""), None);
            self.say(subject, (*line, 0), Note { ja, en });
            self.read.held.insert(*account);
        }
    }

    fn say(&mut self, subject: Subject, (line, field): (u32, u16), note: Note) {
        let origin = self.origin(line);
        self.read.findings.push(Finding {
            rule: &rules::X909,
            level: rules::X909.levels[0],
            subject: subject.into(),
            origin: Some(origin),
            cells: vec![Cell { origin, field, column: "" }].into(),
            note: Some(note.into()),
        });
    }

    fn exchange(&mut self, read: &Read) {
        let office = read.exchange.as_ref().map(|exchange| exchange.office);
        for fault in &read.faults {
            self.fault(office, (fault.line, fault.field), fault.what.clone());
        }
        self.hold(&read.held);
        let Some(exchange) = &read.exchange else { return };
        for (bill, places) in exchange.bills.iter().zip(&read.places) {
            for (user, (line, lines)) in bill.users.iter().zip(places) {
                let account = Account {
                    month: bill.month,
                    scheme: exchange.scheme,
                    municipality: bill.municipality,
                    office: exchange.office,
                    certificate: user.certificate,
                };
                self.read.totals.push(SubmittedTotal {
                    origin: self.origin(*line),
                    account,
                    units: user.units,
                    yen: user.yen,
                    price: bill.price,
                    grade: grade(exchange, &bill.region),
                });
                let mut is_visited = false;
                for (of_code, line) in user.lines.iter().zip(lines) {
                    let item = self.item_of(&account, &of_code.code);
                    is_visited |=
                        item.as_ref().is_some_and(|(item, _)| *item == Item::MonitoringFee);
                    self.read.lines.push(SubmittedLine {
                        origin: self.origin(*line),
                        account,
                        submitted_in: exchange.processing,
                        item,
                        code: Some(of_code.code.clone()),
                        units: of_code.units,
                        count: of_code.count,
                    });
                }
                // Only a plan's day may be of an earlier month.
                let day = user.monitoring_day.filter(|_| is_visited);
                if day.is_some_and(|day| ServiceMonth::of(day) != account.month) {
                    let ja = "モニタリングのある人のモニタリング日が、サービス提供年月の日付ではありません";
                    let en = "a monitoring's day is not of the service month";
                    let place = (*line, monitoring_day_place(exchange));
                    self.fault(office, place, (ja.to_owned(), en.to_owned()));
                }
            }
        }
    }

    /// Item and variant of a service code.
    fn item_of(&self, account: &Account, code: &str) -> Option<(Item, String)> {
        let cell = self.tariff.of_code(account.scheme, code, account.month)?;
        match cell.item {
            TariffItem::Claim(item) => Some((item, cell.variant_key().into_owned())),
            _ => None,
        }
    }

    fn claim_lines(&mut self, bytes: &[u8]) {
        let text = decoded(bytes);
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let header: Vec<String> = reader
            .headers()
            .map(|row| row.iter().map(|name| normalize(name).into_owned()).collect())
            .unwrap_or_default();
        let missing: Vec<&str> =
            COLUMNS.into_iter().filter(|name| !header.iter().any(|cell| cell == name)).collect();
        if !missing.is_empty() {
            let list = missing.join("、");
            let ja = format!(
                "国保連のファイル(J31・K31)でも claim_lines.csv でもありません。ない列: {list}"
            );
            let en = format!("neither J31/K31 nor claim_lines.csv: {list}");
            return self.fault(None, (1, 0), (ja, en));
        }
        let place = |name: &str| header.iter().position(|cell| cell == name).unwrap_or_default();
        let places = COLUMNS.map(|name| (name, place(name)));
        let place_of = |name: &str| places.into_iter().find(|p| p.0 == name).map(|p| p.1);
        let mut lines = LineCounter::new(text.as_bytes());
        let mut held = BTreeMap::new();
        for row in reader.records() {
            let Ok(row) = row else { continue };
            let at = row.position().map_or(0, csv::Position::byte);
            let at = usize::try_from(at).unwrap_or(usize::MAX);
            let line = lines.line_of(at);
            let cell = |name: &str| {
                let text = place_of(name).and_then(|place| row.get(place));
                normalize(text.unwrap_or_default()).into_owned()
            };
            match line_of(self.origin(line), cell) {
                Ok(line) => self.read.lines.push(line),
                Err((column, (ja, en))) => {
                    let field = place_of(column).unwrap_or_default();
                    let field = u16::try_from(field + 1).unwrap_or(u16::MAX);
                    let words = (format!("{column} {ja}"), format!("{column} {en}"));
                    self.fault(None, (line, field), words);
                    if let Ok(account) = account_of(cell) {
                        held.entry(account).or_insert(line);
                    }
                }
            }
        }
        self.hold(&held);
    }
}

/// Whether a file is one that was submitted: of the federation, or our own `claim_lines.csv`.
pub(crate) fn looks_submitted(bytes: &[u8]) -> bool {
    if looks_like_exchange(bytes) {
        return true;
    }
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let text = decoded(first);
    let mut absent = COLUMNS.to_vec();
    for name in text.split(',').filter(|name| !name.is_empty()) {
        let name = normalize(name.trim().trim_matches('"'));
        absent.retain(|column| name != *column);
    }
    absent.is_empty()
}

/// The columns of `claim_lines.csv` that a line is read from.
const COLUMNS: [&str; 10] = [
    "サービス提供年月",
    "サービス種類",
    "市町村番号",
    "事業所番号",
    "受給者証番号",
    "項目",
    "区分",
    "サービスコード",
    "単位数",
    "回数",
];

/// A column that cannot be used, and why in Japanese and English.
type Unusable = (&'static str, (String, String));

/// Whose line a row of `claim_lines.csv` is; `Err` names the column that cannot be used.
fn account_of(cell: impl Fn(&'static str) -> String) -> Result<Account, Unusable> {
    let [month, scheme, municipality, office, certificate, ..] = COLUMNS;
    Ok(Account {
        month: ServiceMonth::parse(&cell(month)).ok_or_else(|| unreadable(month))?,
        scheme: Scheme::ALL
            .into_iter()
            .find(|s| s.name() == cell(scheme))
            .ok_or_else(|| unreadable(scheme))?,
        municipality: MunicipalityNumber::new(cell(municipality).as_bytes())
            .ok_or_else(|| unreadable(municipality))?,
        office: OfficeNumber::new(cell(office).as_bytes()).ok_or_else(|| unreadable(office))?,
        certificate: CertificateNumber::new(cell(certificate).as_bytes())
            .ok_or_else(|| unreadable(certificate))?,
    })
}

/// The line of a row of `claim_lines.csv`; `Err` names the column that cannot be used.
fn line_of(
    origin: Origin,
    cell: impl Fn(&'static str) -> String,
) -> Result<SubmittedLine, Unusable> {
    let [.., item, variant, code, units, count] = COLUMNS;
    let account = account_of(&cell)?;
    let key = cell(item);
    let known = Item::ALL.iter().copied().find(|known| known.key() == key);
    let known = known.ok_or_else(|| unreadable(item))?;
    let code = cell(code);
    let number = |column: &'static str| number_of(account.month, column, &cell(column));
    let times = u32::try_from(number(count)?).ok().filter(|times| *times > 0);
    Ok(SubmittedLine {
        origin,
        account,
        submitted_in: account.month.plus(1),
        item: Some((known, cell(variant))),
        code: (!code.is_empty()).then_some(code),
        units: Units(number(units)?),
        count: times
            .ok_or_else(|| (count, ("1以上です".to_owned(), "must be 1 or more".to_owned())))?,
    })
}

fn unreadable(column: &'static str) -> Unusable {
    (column, ("が読めません".to_owned(), "cannot be read".to_owned()))
}

/// A number that fits the field of the same name in a federation's record 03.
fn number_of(month: ServiceMonth, column: &'static str, text: &str) -> Result<i64, Unusable> {
    let number: i64 = text.parse().map_err(|_| unreadable(column))?;
    let fields = Layout::of(month.plus(1)).fields(RecordKind::Line);
    if let Some(field) = fields.iter().find(|field| field.name == column) {
        field.check(&number.to_string()).map_err(|fault| (column, fault.words()))?;
    }
    Ok(number)
}

/// The place of モニタリング日 in the line of a record 02.
fn monitoring_day_place(exchange: &Exchange) -> u16 {
    let layout = Layout::of(exchange.processing);
    let in_front = layout.fields(RecordKind::Data).len();
    let place = in_front + layout.number(RecordKind::User, Content::MonitoringDay);
    u16::try_from(place).unwrap_or(u16::MAX)
}

fn grade(exchange: &Exchange, region: &str) -> Option<Grade> {
    Layout::of(exchange.processing).grade(region, exchange.scheme)
}

/// UTF-8 where it is, else CP932.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    let bare = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bare) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => SHIFT_JIS.decode_without_bom_handling(bytes).0,
    }
}
