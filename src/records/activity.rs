//! 「会議等」 everything else that an office does for a recipient and may claim.

use chrono::NaiveDate;

use super::TableRow;
use crate::{
    calendar::ClockTime,
    finding::Origin,
    input::{Choice, Row, Symbol},
    item::Item,
};

/// Columns.
pub(crate) mod column {
    super::super::columns! { "会議等";
        OFFICE = "事業所番号" Cell Text,
        MUNICIPALITY = "市町村番号" Cell Text,
        CERTIFICATE = "受給者証番号" Cell Text,
        STAFF = "従業者番号" Cell Text,
        DAY = "活動日" Cell Day,
        KIND = "活動種別" Cell Text,
        METHOD = "方法" Cell Text,
        SCHEME = "サービス種類" Optional Text,
        TIME = "開始時刻" Optional Time,
        PARTNER = "相手先番号" Optional Text,
        PARTNER_NAME = "相手先名" Optional Text,
        COUNTERPART = "相手先種別" Optional Text,
        RECIPIENT_PRESENT = "利用者参加" Optional Flag,
        AREA = "地区" Optional Text,
        ONE_WAY_MINUTES = "片道分" Optional Number,
        ADMITTED = "入院日" Optional Day,
        DISCHARGED = "退院日" Optional Day,
        RECORDED = "記録" Optional Flag,
    }
}
use column::*;

/// 「活動種別」
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ActivityKind {
    /// サービス担当者会議
    Conference,
    /// サービス提供時モニタリング
    OnSiteMonitoring,
    /// 入院時情報連携
    AdmissionInformation,
    /// 退院・退所
    Discharge,
    /// 医療・保育・教育機関等連携(面談)
    InstitutionInterview,
    /// 医療・保育・教育機関等連携(会議参加)
    InstitutionMeeting,
    /// 医療・保育・教育機関等連携(通院同行)
    InstitutionEscort,
    /// 医療・保育・教育機関等連携(情報提供)
    InstitutionInformation,
    /// 集中支援(訪問)
    IntensiveVisit,
    /// 集中支援(会議開催)
    IntensiveHold,
    /// 集中支援(会議参加)
    IntensiveAttend,
    /// 集中支援(通院同行)
    IntensiveEscort,
    /// 集中支援(情報提供)
    IntensiveInformation,
    /// 居宅介護支援事業所等連携(訪問)
    CareOfficeVisit,
    /// 居宅介護支援事業所等連携(会議参加)
    CareOfficeMeeting,
    /// 居宅介護支援事業所等連携(情報提供)
    CareOfficeInformation,
    /// 保育・教育等移行支援(訪問)
    SchoolVisit,
    /// 保育・教育等移行支援(会議参加)
    SchoolMeeting,
    /// 保育・教育等移行支援(情報提供)
    SchoolInformation,
    /// 地域生活支援拠点等相談強化
    HubConsultation,
    /// 地域体制強化共同支援
    JointSupport,
    /// 利用者負担上限額管理
    CapManagement,
    /// 初回面接
    FirstInterview,
}

impl ActivityKind {
    /// The addition that the activity is recorded for.
    pub const fn item(self) -> Item {
        match self {
            Self::Conference => Item::ConferenceAddition,
            Self::OnSiteMonitoring => Item::OnSiteMonitoringAddition,
            Self::AdmissionInformation => Item::AdmissionInformationAddition,
            Self::Discharge => Item::DischargeAddition,
            Self::InstitutionInterview
            | Self::InstitutionMeeting
            | Self::InstitutionEscort
            | Self::InstitutionInformation => Item::InstitutionLiaisonAddition,
            Self::IntensiveVisit
            | Self::IntensiveHold
            | Self::IntensiveAttend
            | Self::IntensiveEscort
            | Self::IntensiveInformation => Item::IntensiveSupportAddition,
            Self::CareOfficeVisit | Self::CareOfficeMeeting | Self::CareOfficeInformation => {
                Item::CareOfficeLiaisonAddition
            }
            Self::SchoolVisit | Self::SchoolMeeting | Self::SchoolInformation => {
                Item::SchoolTransitionAddition
            }
            Self::HubConsultation => Item::HubConsultationAddition,
            Self::JointSupport => Item::JointSupportAddition,
            Self::CapManagement => Item::CapManagementAddition,
            Self::FirstInterview => Item::InitialAddition,
        }
    }

    /// Whether somebody of an institution was met for 医療・保育・教育機関等連携: 面談, 会議参加.
    pub const fn is_institution_interview(self) -> bool {
        matches!(self, Self::InstitutionInterview | Self::InstitutionMeeting)
    }

    /// Whether it hands a recipient over to a care office or a school.
    pub const fn is_handover(self) -> bool {
        matches!(self.item(), Item::CareOfficeLiaisonAddition | Item::SchoolTransitionAddition)
    }
}

impl Choice for ActivityKind {
    const CHOICES: &'static [(&'static str, Self)] = &[
        ("サービス担当者会議", Self::Conference),
        ("サービス提供時モニタリング", Self::OnSiteMonitoring),
        ("入院時情報連携", Self::AdmissionInformation),
        ("退院・退所", Self::Discharge),
        ("医療・保育・教育機関等連携(面談)", Self::InstitutionInterview),
        ("医療・保育・教育機関等連携(会議参加)", Self::InstitutionMeeting),
        ("医療・保育・教育機関等連携(通院同行)", Self::InstitutionEscort),
        ("医療・保育・教育機関等連携(情報提供)", Self::InstitutionInformation),
        ("集中支援(訪問)", Self::IntensiveVisit),
        ("集中支援(会議開催)", Self::IntensiveHold),
        ("集中支援(会議参加)", Self::IntensiveAttend),
        ("集中支援(通院同行)", Self::IntensiveEscort),
        ("集中支援(情報提供)", Self::IntensiveInformation),
        ("居宅介護支援事業所等連携(訪問)", Self::CareOfficeVisit),
        ("居宅介護支援事業所等連携(会議参加)", Self::CareOfficeMeeting),
        ("居宅介護支援事業所等連携(情報提供)", Self::CareOfficeInformation),
        ("保育・教育等移行支援(訪問)", Self::SchoolVisit),
        ("保育・教育等移行支援(会議参加)", Self::SchoolMeeting),
        ("保育・教育等移行支援(情報提供)", Self::SchoolInformation),
        ("地域生活支援拠点等相談強化", Self::HubConsultation),
        ("地域体制強化共同支援", Self::JointSupport),
        ("利用者負担上限額管理", Self::CapManagement),
        ("初回面接", Self::FirstInterview),
    ];
}

/// 「方法」
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// 訪問
    Visit,
    /// 会議
    Meeting,
    /// 電話
    Telephone,
    /// FAX
    Fax,
    /// メール
    Mail,
    /// オンライン
    Online,
    /// 文書
    Letter,
}

impl Method {
    /// Whether somebody went there.
    pub const fn is_in_person(self) -> bool {
        matches!(self, Self::Visit | Self::Meeting)
    }
}

impl Choice for Method {
    const CHOICES: &'static [(&'static str, Self)] = &[
        ("訪問", Self::Visit),
        ("会議", Self::Meeting),
        ("電話", Self::Telephone),
        ("FAX", Self::Fax),
        ("メール", Self::Mail),
        ("オンライン", Self::Online),
        ("文書", Self::Letter),
    ];
}

/// 「相手先種別」
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counterpart {
    /// 病院等
    Hospital,
    /// それ以外
    Other,
}

impl Choice for Counterpart {
    const CHOICES: &'static [(&'static str, Self)] =
        &[("病院等", Self::Hospital), ("それ以外", Self::Other)];
}

/// 「会議等」 A row.
#[derive(Clone, Debug)]
pub struct Activity {
    /// Where it stands.
    pub origin: Origin,
    /// 従業者番号
    pub staff: Symbol,
    /// 活動日
    pub day: NaiveDate,
    /// 開始時刻
    pub time: Option<ClockTime>,
    /// 活動種別
    pub kind: ActivityKind,
    /// 方法
    pub method: Method,
    /// 相手先番号
    pub partner: Option<Symbol>,
    /// 相手先名
    pub partner_name: Option<Symbol>,
    /// 相手先種別
    pub counterpart: Option<Counterpart>,
    /// 利用者参加
    pub recipient_present: Option<bool>,
    /// 地区
    pub area: Option<Symbol>,
    /// 片道分
    pub one_way_minutes: Option<u32>,
    /// 入院日
    pub admitted: Option<NaiveDate>,
    /// 退院日
    pub discharged: Option<NaiveDate>,
    /// 記録
    pub recorded: Option<bool>,
}

impl TableRow for Activity {
    const TABLE: usize = 9;

    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let staff = row.number_text(STAFF);
        let day = row.day(DAY);
        let time = row.maybe_time(TIME);
        let kind = row.choice(KIND);
        let method = row.choice(METHOD);
        let partner = row.maybe_number_text(PARTNER);
        let partner_name = row.maybe_symbol(PARTNER_NAME);
        let counterpart = row.maybe_choice(COUNTERPART);
        let recipient_present = row.maybe_flag(RECIPIENT_PRESENT);
        let area = row.maybe_symbol(AREA);
        let one_way_minutes = row.maybe_number(ONE_WAY_MINUTES, 0, 1440);
        let admitted = row.maybe_day(ADMITTED);
        let discharged = row.maybe_day(DISCHARGED);
        row.in_order((ADMITTED, admitted.flatten()), (DISCHARGED, discharged.flatten()));
        let recorded = row.maybe_flag(RECORDED);
        Some(Self {
            origin: row.origin(),
            staff: staff?,
            day: day?,
            time: time?,
            kind: kind?,
            method: method?,
            partner: partner?,
            partner_name: partner_name?,
            counterpart: counterpart?,
            recipient_present: recipient_present?,
            area: area?,
            one_way_minutes: one_way_minutes?,
            admitted: admitted?,
            discharged: discharged?,
            recorded: recorded?,
        })
    }

    fn origin(&self) -> Origin {
        self.origin
    }
}
