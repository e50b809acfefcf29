//! 「体制届」 what an office has filed with the municipality.

use super::TableRow;
use crate::{
    calendar::Span,
    finding::Origin,
    input::{Choice, Row},
    item::Scheme,
    number::OfficeNumber,
};

/// Columns.
pub(crate) mod column {
    super::super::columns! { "体制届";
        OFFICE = "事業所番号" Cell Text,
        SCHEME = "サービス種類" Cell Text,
        ITEM = "届出項目" Cell Text,
        CLASS = "区分" Cell Text,
        FROM = "適用開始日" Cell Day,
        TO = "適用終了日" Optional Day,
    }
}
use column::*;

/// 「届出項目」
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FilingItem {
    /// 機能強化型
    Enhanced,
    /// 特定事業所加算
    SpecificOffice,
    /// 主任相談支援専門員配置加算
    ChiefSpecialist,
    /// 行動障害支援体制加算
    Behavioral,
    /// 要医療児者支援体制加算
    MedicalNeeds,
    /// 精神障害者支援体制加算
    Psychiatric,
    /// 高次脳機能障害支援体制加算
    BrainInjury,
    /// ピアサポート体制加算
    PeerSupport,
    /// 地域生活支援拠点等
    Hub,
    /// 地域生活支援拠点等機能強化加算
    HubFunction,
    /// 虐待防止措置未実施減算
    AbusePrevention,
    /// 業務継続計画未策定減算
    ContinuityPlan,
    /// 情報公表未報告減算
    Disclosure,
    /// 福祉・介護職員等処遇改善加算
    TreatmentImprovement,
}

impl Choice for FilingItem {
    const CHOICES: &'static [(&'static str, Self)] = &[
        ("機能強化型", Self::Enhanced),
        ("特定事業所加算", Self::SpecificOffice),
        ("主任相談支援専門員配置加算", Self::ChiefSpecialist),
        ("行動障害支援体制加算", Self::Behavioral),
        ("要医療児者支援体制加算", Self::MedicalNeeds),
        ("精神障害者支援体制加算", Self::Psychiatric),
        ("高次脳機能障害支援体制加算", Self::BrainInjury),
        ("ピアサポート体制加算", Self::PeerSupport),
        ("地域生活支援拠点等", Self::Hub),
        ("地域生活支援拠点等機能強化加算", Self::HubFunction),
        ("虐待防止措置未実施減算", Self::AbusePrevention),
        ("業務継続計画未策定減算", Self::ContinuityPlan),
        ("情報公表未報告減算", Self::Disclosure),
        ("福祉・介護職員等処遇改善加算", Self::TreatmentImprovement),
    ];
}

/// 「区分」 of a filing; full-width Roman numerals read as letters after NFKC.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FilingClass {
    /// Ⅰ
    One,
    /// Ⅱ
    Two,
    /// Ⅲ
    Three,
    /// Ⅳ
    Four,
    /// 有
    Yes,
}

impl Choice for FilingClass {
    const CHOICES: &'static [(&'static str, Self)] = &[
        ("I", Self::One),
        ("II", Self::Two),
        ("III", Self::Three),
        ("IV", Self::Four),
        ("有", Self::Yes),
    ];
}

/// 「体制届」 A row.
#[derive(Clone, Debug)]
pub struct Filing {
    /// Where it stands.
    pub origin: Origin,
    /// 事業所番号
    pub office: OfficeNumber,
    /// サービス種類
    pub scheme: Scheme,
    /// 届出項目
    pub item: FilingItem,
    /// 区分
    pub class: FilingClass,
    /// 適用開始日 to 適用終了日
    pub span: Span,
}

impl TableRow for Filing {
    const TABLE: usize = 1;

    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let office = row.digits(OFFICE);
        let scheme = row.choice(SCHEME);
        let item = row.choice(ITEM);
        let class = row.choice(CLASS);
        let from = row.day(FROM);
        let to = row.maybe_day(TO);
        row.in_order((FROM, from), (TO, to.flatten()));
        Some(Self {
            origin: row.origin(),
            office: office?,
            scheme: scheme?,
            item: item?,
            class: class?,
            span: Span { from, to: to? },
        })
    }

    fn origin(&self) -> Origin {
        self.origin
    }
}
