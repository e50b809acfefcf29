//! 「計画」 care plans, from interview to consent.

use chrono::NaiveDate;

use super::TableRow;
use crate::{
    calendar::ClockTime,
    finding::Origin,
    input::{Choice, Row, Symbol, rules},
};

/// Columns.
pub(crate) mod column {
    super::super::columns! { "計画";
        OFFICE = "事業所番号" Cell Text,
        MUNICIPALITY = "市町村番号" Cell Text,
        CERTIFICATE = "受給者証番号" Cell Text,
        STAFF = "従業者番号" Cell Text,
        KIND = "計画区分" Cell Text,
        INTERVIEW = "面接日" Column Day,
        PLACE = "面接場所" Column Text,
        AREA = "面接地区" Column Text,
        DRAFT = "計画案作成日" Column Day,
        DECISION = "支給決定日" Column Day,
        MEETING = "担当者会議日" Column Day,
        CONSENT = "同意日" Column Day,
        SCHEME = "サービス種類" Optional Text,
        EXPLAIN_AREA = "説明地区" Optional Text,
        DRAFT_CONSENT = "計画案同意日" Optional Day,
        DRAFT_DELIVERED = "計画案交付日" Optional Day,
        ACCEPTED = "計画案受理日" Optional Day,
        TIME = "同意時刻" Optional Time,
        METHOD = "同意方法" Optional Text,
        DELIVERED = "交付日" Optional Day,
        TRIGGER = "契機モニタリング日" Optional Day,
        USED_BEFORE = "前6月利用" Optional Flag,
        MADE = "計画作成日" Optional Day,
    }
}
use column::*;

/// 「計画区分」
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PlanKind {
    /// 新規
    New,
    /// 再開
    Resumed,
    /// 更新
    Renewed,
    /// 変更
    Changed,
    /// 軽微な変更
    MinorChange,
    /// 写し・省略
    Copy,
}

impl Choice for PlanKind {
    const CHOICES: &'static [(&'static str, Self)] = &[
        ("新規", Self::New),
        ("再開", Self::Resumed),
        ("更新", Self::Renewed),
        ("変更", Self::Changed),
        ("軽微な変更", Self::MinorChange),
        ("写し・省略", Self::Copy),
    ];
}

/// 「面接場所」
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// 居宅
    Home,
    /// 施設
    Facility,
    /// 病院
    Hospital,
    /// 事業所
    Office,
    /// オンライン
    Online,
    /// 電話
    Telephone,
    /// その他
    Other,
}

impl Choice for Place {
    const CHOICES: &'static [(&'static str, Self)] = &[
        ("居宅", Self::Home),
        ("施設", Self::Facility),
        ("病院", Self::Hospital),
        ("事業所", Self::Office),
        ("オンライン", Self::Online),
        ("電話", Self::Telephone),
        ("その他", Self::Other),
    ];
}

/// 「同意方法」
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ConsentMethod {
    /// 書面
    Written,
    /// 電磁的
    Electronic,
    /// 口頭
    Oral,
}

impl Choice for ConsentMethod {
    const CHOICES: &'static [(&'static str, Self)] =
        &[("書面", Self::Written), ("電磁的", Self::Electronic), ("口頭", Self::Oral)];
}

/// 「計画」 A row. Days that are `None` have not happened or were not recorded.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Where it stands.
    pub origin: Origin,
    /// 従業者番号
    pub staff: Symbol,
    /// 計画区分
    pub kind: PlanKind,
    /// 面接日
    pub interview: Option<NaiveDate>,
    /// 面接場所
    pub place: Option<Place>,
    /// 面接地区
    pub area: Option<Symbol>,
    /// 説明地区
    pub explain_area: Option<Symbol>,
    /// 計画案作成日
    pub draft: Option<NaiveDate>,
    /// 計画案同意日
    pub draft_consent: Option<NaiveDate>,
    /// 計画案交付日
    pub draft_delivered: Option<NaiveDate>,
    /// 計画案受理日
    pub accepted: Option<NaiveDate>,
    /// 支給決定日
    pub decision: Option<NaiveDate>,
    /// 担当者会議日
    pub meeting: Option<NaiveDate>,
    /// 同意日, to the final plan
    pub consent: Option<NaiveDate>,
    /// 同意時刻
    pub time: Option<ClockTime>,
    /// 同意方法
    pub method: Option<ConsentMethod>,
    /// 交付日
    pub delivered: Option<NaiveDate>,
    /// 契機モニタリング日
    pub trigger: Option<NaiveDate>,
    /// 前6月利用
    pub used_before: Option<bool>,
    /// 計画作成日, of the final plan
    pub made: Option<NaiveDate>,
    /// *The day* of the row: 同意日, else 計画案作成日, else 面接日.
    pub day: NaiveDate,
}

impl Plan {
    /// The column of [`Plan::day`].
    pub const fn day_column(&self) -> usize {
        match (self.consent, self.draft) {
            (Some(_), _) => CONSENT,
            (None, Some(_)) => DRAFT,
            (None, None) => INTERVIEW,
        }
    }
}

impl TableRow for Plan {
    const TABLE: usize = 7;

    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let staff = row.number_text(STAFF);
        let kind = row.choice(KIND);
        let interview = row.maybe_day(INTERVIEW);
        let place = row.maybe_choice(PLACE);
        let area = row.maybe_symbol(AREA);
        let explain_area = row.maybe_symbol(EXPLAIN_AREA);
        let draft = row.maybe_day(DRAFT);
        let draft_consent = row.maybe_day(DRAFT_CONSENT);
        let draft_delivered = row.maybe_day(DRAFT_DELIVERED);
        let accepted = row.maybe_day(ACCEPTED);
        let decision = row.maybe_day(DECISION);
        let meeting = row.maybe_day(MEETING);
        let consent = row.maybe_day(CONSENT);
        if (consent, draft, interview) == (Some(None), Some(None), Some(None)) {
            row.report(&rules::I108, CONSENT, None);
        }
        let time = row.maybe_time(TIME);
        let method = row.maybe_choice(METHOD);
        let delivered = row.maybe_day(DELIVERED);
        let trigger = row.maybe_day(TRIGGER);
        let used_before = row.maybe_flag(USED_BEFORE);
        let made = row.maybe_day(MADE);
        let day = consent?.or(draft?).or(interview?);
        Some(Self {
            origin: row.origin(),
            staff: staff?,
            kind: kind?,
            interview: interview?,
            place: place?,
            area: area?,
            explain_area: explain_area?,
            draft: draft?,
            draft_consent: draft_consent?,
            draft_delivered: draft_delivered?,
            accepted: accepted?,
            decision: decision?,
            meeting: meeting?,
            consent: consent?,
            time: time?,
            method: method?,
            delivered: delivered?,
            trigger: trigger?,
            used_before: used_before?,
            made: made?,
            day: day?,
        })
    }

    fn origin(&self) -> Origin {
        self.origin
    }
}
