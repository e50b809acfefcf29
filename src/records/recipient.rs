//! 「受給者」 certificates and the people who hold them.

use std::sync::Arc;

use chrono::NaiveDate;

use super::TableRow;
use crate::{
    calendar::{ServiceMonth, Span},
    finding::Origin,
    input::{Choice, Row, Symbol, list, rules},
    item::Scheme,
    number::{CertificateNumber, MunicipalityNumber, OfficeNumber},
};

/// Columns.
pub(crate) mod column {
    super::super::columns! { "受給者";
        MUNICIPALITY = "市町村番号" Cell Text,
        CERTIFICATE = "受給者証番号" Cell Text,
        SCHEME = "サービス種類" Cell Text,
        KANA = "氏名カナ" Cell Text,
        BIRTH = "生年月日" Cell Day,
        AREA = "居住地区" Cell Text,
        FIRST_MONTH = "支給開始年月" Cell Month,
        LAST_MONTH = "支給終了年月" Cell Month,
        PLANNER = "計画作成" Cell Text,
        CHILD_KANA = "児童氏名カナ" Optional Text,
        PERSON = "利用者ID" Optional Text,
        CARE_LEVEL = "要介護度" Optional Text,
        CARE_MANAGER = "介護支援専門員番号" Optional Text,
        SPECIAL_AREA = "特別地域" Optional Flag,
        DEATH = "死亡日" Optional Day,
        OFFICE = "計画相談事業所番号" Optional Text,
        JOINT = "一体的作成" Optional Flag,
        DISABILITIES = "障害種別" Optional List,
        SERVICES = "利用サービス" Optional List,
        PROVIDERS = "利用事業所番号" Optional List,
        FROM = "適用開始日" Optional Day,
        TO = "適用終了日" Optional Day,
    }
}
use column::*;

/// 「計画作成」 who makes the plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Planner {
    /// 事業所
    Office,
    /// セルフプラン
    OwnPlan,
}

impl Choice for Planner {
    const CHOICES: &'static [(&'static str, Self)] =
        &[("事業所", Self::Office), ("セルフプラン", Self::OwnPlan)];
}

/// 「要介護度」
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum CareLevel {
    /// なし
    None,
    /// 要支援1, 要支援2
    Support,
    /// 要介護1, 要介護2
    Care12,
    /// 要介護3 … 要介護5
    Care345,
}

impl Choice for CareLevel {
    const CHOICES: &'static [(&'static str, Self)] = &[
        ("なし", Self::None),
        ("要支援1", Self::Support),
        ("要支援2", Self::Support),
        ("要介護1", Self::Care12),
        ("要介護2", Self::Care12),
        ("要介護3", Self::Care345),
        ("要介護4", Self::Care345),
        ("要介護5", Self::Care345),
    ];
}

/// 「障害種別」
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Disability {
    /// 身
    Physical,
    /// 知
    Intellectual,
    /// 精
    Psychiatric,
    /// 児
    Child,
    /// 難
    Intractable,
}

impl Disability {
    /// Every one.
    pub const ALL: [Self; 5] =
        [Self::Physical, Self::Intellectual, Self::Psychiatric, Self::Child, Self::Intractable];

    /// The disability of a one-letter word.
    pub fn of(word: &str) -> Option<Self> {
        Self::CHOICES.iter().find(|(choice, _)| *choice == word).map(|(_, value)| *value)
    }
}

/// 「障害種別」 of one person, as a set.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Disabilities(u8);

impl Disabilities {
    /// Reads `身;知`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut set = 0;
        for word in list(text) {
            set |= 1 << Disability::of(word)? as u8;
        }
        Some(Self(set))
    }

    /// Whether none is recorded.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether `disability` is among them.
    pub const fn contain(self, disability: Disability) -> bool {
        self.0 & (1 << disability as u8) != 0
    }
}

impl Choice for Disability {
    const CHOICES: &'static [(&'static str, Self)] = &[
        ("身", Self::Physical),
        ("知", Self::Intellectual),
        ("精", Self::Psychiatric),
        ("児", Self::Child),
        ("難", Self::Intractable),
    ];
}

/// 「受給者」 A row: a certificate as it stood over a stretch of days.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// Where it stands.
    pub origin: Origin,
    /// 市町村番号
    pub municipality: MunicipalityNumber,
    /// 受給者証番号
    pub certificate: CertificateNumber,
    /// サービス種類
    pub scheme: Scheme,
    /// 氏名カナ: of an adult, or of a child's guardian
    pub kana: Arc<str>,
    /// 児童氏名カナ
    pub child_kana: Option<Arc<str>>,
    /// 生年月日, of the child where there is one
    pub birth: NaiveDate,
    /// 居住地区
    pub area: Symbol,
    /// 支給開始年月 of 計画相談支援
    pub first_month: ServiceMonth,
    /// 支給終了年月
    pub last_month: ServiceMonth,
    /// 計画作成
    pub planner: Planner,
    /// 利用者ID
    pub person: Option<Symbol>,
    /// 要介護度; `None`: not recorded
    pub care_level: Option<CareLevel>,
    /// 介護支援専門員番号
    pub care_manager: Option<Symbol>,
    /// 特別地域 as printed on the certificate; `None`: blank
    pub special_area: Option<bool>,
    /// 死亡日
    pub death: Option<NaiveDate>,
    /// 計画相談事業所番号 as printed
    pub office: Option<OfficeNumber>,
    /// 一体的作成
    pub joint: Option<bool>,
    /// 障害種別
    pub disabilities: Disabilities,
    /// 利用サービス, joined by `;`
    pub services: Option<Symbol>,
    /// 利用事業所番号
    pub providers: Vec<OfficeNumber>,
    /// 適用開始日 to 適用終了日, where one is given
    pub span: Option<Span>,
}

impl Recipient {
    /// The days on which the row is in force: its 適用 dates, else its entitlement.
    pub fn validity(&self) -> Span {
        self.span.unwrap_or_else(|| Span {
            from: Some(self.first_month.first_day()),
            to: Some(self.last_month.last_day()),
        })
    }

    /// Whether `month` lies in the entitlement to 計画相談支援.
    pub fn entitles(&self, month: ServiceMonth) -> bool {
        (self.first_month..=self.last_month).contains(&month)
    }
}

fn offices(text: &str) -> Option<Vec<OfficeNumber>> {
    list(text).map(|word| OfficeNumber::new(word.as_bytes())).collect()
}

impl TableRow for Recipient {
    const TABLE: usize = 3;

    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let municipality = row.digits(MUNICIPALITY);
        let certificate = row.digits(CERTIFICATE);
        let scheme = row.choice(SCHEME);
        let kana = row.name(KANA);
        let birth = row.day(BIRTH);
        let area = row.symbol(AREA);
        let first_month = row.month(FIRST_MONTH);
        let last_month = row.month(LAST_MONTH);
        row.in_order((FIRST_MONTH, first_month), (LAST_MONTH, last_month));
        let planner = row.choice(PLANNER);
        let child_kana = row.maybe_name(CHILD_KANA);
        if scheme == Some(Scheme::Child) && child_kana == Some(None) {
            row.report(&rules::I108, CHILD_KANA, None);
        }
        let person = row.maybe_symbol(PERSON);
        let care_level = row.maybe_choice(CARE_LEVEL);
        let care_manager = row.maybe_number_text(CARE_MANAGER);
        let special_area = row.maybe_flag(SPECIAL_AREA);
        let death = row.maybe_day(DEATH);
        let office = row.maybe_digits(OFFICE);
        let joint = row.maybe_flag(JOINT);
        let disabilities =
            row.maybe_parsed(DISABILITIES, "身、知、精、児、難", Disabilities::parse);
        let services = row.maybe_symbol(SERVICES);
        let providers =
            row.maybe(PROVIDERS, &rules::I106, "10桁の事業所番号を ; で区切る", offices);
        let from = row.maybe_day(FROM);
        let to = row.maybe_day(TO);
        row.in_order((FROM, from.flatten()), (TO, to.flatten()));
        let (from, to) = (from?, to?);
        Some(Self {
            origin: row.origin(),
            municipality: municipality?,
            certificate: certificate?,
            scheme: scheme?,
            kana: kana?,
            child_kana: child_kana?,
            birth: birth?,
            area: area?,
            first_month: first_month?,
            last_month: last_month?,
            planner: planner?,
            person: person?,
            care_level: care_level?,
            care_manager: care_manager?,
            special_area: special_area?,
            death: death?,
            office: office?,
            joint: joint?,
            disabilities: disabilities?.unwrap_or_default(),
            services: services?,
            providers: providers?.unwrap_or_default(),
            span: (from.is_some() || to.is_some()).then_some(Span { from, to }),
        })
    }

    fn origin(&self) -> Origin {
        self.origin
    }
}
