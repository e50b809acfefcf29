//! 「事業所」 consultation offices.

use chrono::{NaiveDate, Weekday};

use super::{Disability, TableRow};
use crate::{
    calendar::Span,
    finding::Origin,
    input::{Choice, Row, Symbol, list, rules},
    item::Scheme,
    number::{MunicipalityNumber, OfficeNumber},
    tariff::Grade,
};

/// Columns.
pub(crate) mod column {
    super::super::columns! { "事業所";
        NUMBER = "事業所番号" Cell Text,
        SCHEME = "サービス種類" Cell Text,
        NAME = "事業所名" Cell Text,
        MUNICIPALITY = "所在市町村番号" Cell Text,
        AREA = "所在地区" Cell Text,
        GRADE = "地域区分" Cell Text,
        CORPORATION = "法人名" Optional Text,
        GROUP = "一体運営" Optional Text,
        SERVED = "対象" Optional List,
        TRAINING = "研修" Optional List,
        HOURS = "営業時間" Optional List,
        FROM = "適用開始日" Optional Day,
        TO = "適用終了日" Optional Day,
    }
}
use column::*;

/// 「事業所」 A row: an office for one service over a stretch of days.
#[derive(Clone, Debug)]
pub struct Office {
    /// Where it stands.
    pub origin: Origin,
    /// 事業所番号
    pub number: OfficeNumber,
    /// サービス種類
    pub scheme: Scheme,
    /// 事業所名
    pub name: Symbol,
    /// 所在市町村番号
    pub municipality: MunicipalityNumber,
    /// 所在地区
    pub area: Symbol,
    /// 地域区分
    pub grade: Grade,
    /// 法人名
    pub corporation: Option<Symbol>,
    /// 一体運営: offices run as one for the caseload rule
    pub group: Option<Symbol>,
    /// 対象; empty: not given
    pub served: Vec<(Disability, Served)>,
    /// 研修; `None`: not given
    pub training: Option<Vec<Training>>,
    /// 営業時間; `None`: not given
    pub hours: Option<Weekdays>,
    /// 適用開始日 to 適用終了日
    pub span: Span,
}

/// 「対象」 whether an office takes people with a disability.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Served {
    /// ◆ mainly
    Mainly,
    /// ○ possible
    Possible,
    /// — not
    No,
}

/// 「研修」 training of an office's staff.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Training {
    /// 医療的ケア
    MedicalCare,
    /// 行動障害
    Behavioral,
    /// 精神障害者
    Psychiatric,
}

impl Choice for Training {
    const CHOICES: &'static [(&'static str, Self)] = &[
        ("医療的ケア", Self::MedicalCare),
        ("行動障害", Self::Behavioral),
        ("精神障害者", Self::Psychiatric),
    ];
}

/// 「営業時間」 the weekdays on which an office is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Weekdays(u8);

impl Weekdays {
    /// Reads `月-金 9:00-17:00;土 12:00-18:00`; days may be ranges (`月-金`, `月～金`) or lists
    /// (`火・木`). `None` where no weekday is named.
    pub fn parse(text: &str) -> Option<Self> {
        let mut days = 0;
        for part in list(text) {
            let named = part.split_whitespace().next()?;
            days |= days_named(named)?;
        }
        (days != 0).then_some(Self(days))
    }

    /// Whether the office is open on the weekday of `day`.
    pub fn include(self, day: NaiveDate) -> bool {
        use chrono::Datelike as _;
        let weekday: Weekday = day.weekday();
        self.0 & (1 << weekday.num_days_from_monday()) != 0
    }
}

fn days_named(text: &str) -> Option<u8> {
    const NAMES: [char; 7] = ['月', '火', '水', '木', '金', '土', '日'];
    let (mut days, mut last, mut ranging) = (0_u8, None, false);
    // 月曜日 names one day, not 月 and 日.
    for character in text.replace("曜日", "").chars() {
        if let Some(day) = NAMES.iter().position(|name| *name == character) {
            let from = if ranging { last? } else { day };
            for step in from..=(if day < from { day + 7 } else { day }) {
                days |= 1 << (step % 7);
            }
            (last, ranging) = (Some(day), false);
        } else {
            match character {
                '-' | '~' | '～' | '〜' | '―' | '–' => ranging = true,
                '・' | '、' | ',' | '曜' => {}
                _ => return None,
            }
        }
    }
    (!ranging).then_some(days)
}

fn served(text: &str) -> Option<Vec<(Disability, Served)>> {
    list(text)
        .map(|part| {
            let mut characters = part.chars();
            let disability = Disability::of(&characters.next()?.to_string())?;
            let served = match characters.as_str().trim() {
                "◆" => Served::Mainly,
                "○" | "〇" => Served::Possible,
                "—" | "―" | "-" | "－" | "×" | "–" | "ー" => Served::No,
                _ => return None,
            };
            Some((disability, served))
        })
        .collect()
}

fn training(text: &str) -> Option<Vec<Training>> {
    let word = |part| Training::CHOICES.iter().find(|(word, _)| *word == part);
    list(text).map(|part| word(part).map(|(_, training)| *training)).collect()
}

impl TableRow for Office {
    const TABLE: usize = 0;

    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let number = row.digits(NUMBER);
        let scheme = row.choice(SCHEME);
        let name = row.symbol(NAME);
        let municipality = row.digits(MUNICIPALITY);
        let area = row.symbol(AREA);
        let grade = row.maybe(GRADE, &rules::I107, "1級地…7級地、その他", Grade::parse).flatten();
        let corporation = row.maybe_symbol(CORPORATION).flatten();
        let group = row.maybe_symbol(GROUP);
        let served = row.maybe(SERVED, &rules::I107, "身○;知○;精◆;児―;難○ の形", served);
        let training =
            row.maybe(TRAINING, &rules::I107, "医療的ケア、行動障害、精神障害者", training);
        let hours =
            row.maybe(HOURS, &rules::I107, "月-金 9:00-17:00;土 12:00-18:00 の形", Weekdays::parse);
        let from = row.maybe_day(FROM);
        let to = row.maybe_day(TO);
        row.in_order((FROM, from.flatten()), (TO, to.flatten()));
        Some(Self {
            origin: row.origin(),
            number: number?,
            scheme: scheme?,
            name: name?,
            municipality: municipality?,
            area: area?,
            grade: grade?,
            corporation,
            group: group?,
            served: served?.unwrap_or_default(),
            training: training?,
            hours: hours?,
            span: Span { from: from?, to: to? },
        })
    }

    fn origin(&self) -> Origin {
        self.origin
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opening_days_of_the_flyer() {
        let open = |text: &str| {
            let days = Weekdays::parse(text).unwrap();
            (1..=7) // 2026-06-01 is a Monday
                .filter(|d| days.include(NaiveDate::from_ymd_opt(2026, 6, *d).unwrap()))
                .collect::<Vec<u32>>()
        };
        assert_eq!(open("月-金 9:00-17:00"), [1, 2, 3, 4, 5]);
        assert_eq!(open("月-金 10:00-18:00;土 12:00-18:00"), [1, 2, 3, 4, 5, 6]);
        assert_eq!(open("火・木 11:00-16:00"), [2, 4]);
        assert_eq!(open("月~水・金 10:00-16:00"), [1, 2, 3, 5]);
        assert_eq!(open("土-月 9:00-17:00"), [1, 6, 7]);
        assert_eq!(open("月曜日-金曜日 9:00-17:00"), [1, 2, 3, 4, 5]);
        for text in ["9:00-17:00", "月- 9:00", "毎日", ""] {
            assert_eq!(Weekdays::parse(text), None, "{text}");
        }
    }

    #[test]
    fn whom_the_office_takes() {
        let read = served("身○;知○;精◆;児—;難○").unwrap();
        assert_eq!(read[2], (Disability::Psychiatric, Served::Mainly));
        assert_eq!(read[3], (Disability::Child, Served::No));
        assert_eq!(served("児-").unwrap(), [(Disability::Child, Served::No)]);
        assert_eq!(served("老○"), None);
    }
}
