//! What can be claimed: schemes, items and their variants (docs/output.md).

use std::fmt;

use serde::Serialize;

/// 「サービス種類」 The two services; adult and child twins share everything else.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Scheme {
    /// 「計画相談」 計画相談支援
    Adult,
    /// 「障害児相談」 障害児相談支援
    Child,
}

impl Scheme {
    /// Both, in the order of output.
    pub const ALL: [Self; 2] = [Self::Adult, Self::Child];

    /// The name in input and output tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Adult => "計画相談",
            Self::Child => "障害児相談",
        }
    }

    /// The key in the tariff.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Adult => "adult",
            Self::Child => "child",
        }
    }
}

impl Serialize for Scheme {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

macro_rules! items {
    ($($(#[doc = $doc:literal])+ $name:ident = $key:literal, $ja:literal;)+) => {
        /// 「項目」 What a claim line is for, in the order of output.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Item { $($(#[doc = $doc])+ $name,)+ }

        impl Item {
            /// Every item, in the order of output.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The item key of claim lines and tariff.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)+ }
            }

            /// The Japanese name for messages.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $ja,)+ }
            }
        }
    };
}

items! {
    /// 「サービス利用支援費・障害児支援利用援助費」
    PlanFee = "plan_fee", "利用支援費(計画)";
    /// 「継続サービス利用支援費・継続障害児支援利用援助費」
    MonitoringFee = "monitoring_fee", "継続利用支援費(モニタリング)";
    /// 「特別地域加算」
    SpecialAreaAddition = "special_area_addition", "特別地域加算";
    /// 「初回加算」
    InitialAddition = "initial_addition", "初回加算";
    /// 「サービス担当者会議実施加算」
    ConferenceAddition = "conference_addition", "サービス担当者会議実施加算";
    /// 「サービス提供時モニタリング加算」
    OnSiteMonitoringAddition = "on_site_monitoring_addition", "サービス提供時モニタリング加算";
    /// 「入院時情報連携加算」
    AdmissionInformationAddition = "admission_information_addition", "入院時情報連携加算";
    /// 「退院・退所加算」
    DischargeAddition = "discharge_addition", "退院・退所加算";
    /// 「医療・保育・教育機関等連携加算」
    InstitutionLiaisonAddition = "institution_liaison_addition", "医療・保育・教育機関等連携加算";
    /// 「集中支援加算」
    IntensiveSupportAddition = "intensive_support_addition", "集中支援加算";
    /// 「居宅介護支援事業所等連携加算」
    CareOfficeLiaisonAddition = "care_office_liaison_addition", "居宅介護支援事業所等連携加算";
    /// 「保育・教育等移行支援加算」
    SchoolTransitionAddition = "school_transition_addition", "保育・教育等移行支援加算";
    /// 「遠隔地訪問加算」
    RemoteVisitAddition = "remote_visit_addition", "遠隔地訪問加算";
    /// 「主任相談支援専門員配置加算」
    ChiefSpecialistAddition = "chief_specialist_addition", "主任相談支援専門員配置加算";
    /// 「行動障害支援体制加算」
    BehavioralAddition = "behavioral_addition", "行動障害支援体制加算";
    /// 「要医療児者支援体制加算」
    MedicalNeedsAddition = "medical_needs_addition", "要医療児者支援体制加算";
    /// 「精神障害者支援体制加算」
    PsychiatricAddition = "psychiatric_addition", "精神障害者支援体制加算";
    /// 「高次脳機能障害支援体制加算」
    BrainInjuryAddition = "brain_injury_addition", "高次脳機能障害支援体制加算";
    /// 「ピアサポート体制加算」
    PeerSupportAddition = "peer_support_addition", "ピアサポート体制加算";
    /// 「地域生活支援拠点等相談強化加算」
    HubConsultationAddition = "hub_consultation_addition", "地域生活支援拠点等相談強化加算";
    /// 「地域体制強化共同支援加算」
    JointSupportAddition = "joint_support_addition", "地域体制強化共同支援加算";
    /// 「地域生活支援拠点等機能強化加算」
    HubFunctionAddition = "hub_function_addition", "地域生活支援拠点等機能強化加算";
    /// 「利用者負担上限額管理加算」
    CapManagementAddition = "cap_management_addition", "利用者負担上限額管理加算";
    /// 「特定事業所加算」
    SpecificOfficeAddition = "specific_office_addition", "特定事業所加算";
    /// 「虐待防止措置未実施減算」
    AbusePreventionReduction = "abuse_prevention_reduction", "虐待防止措置未実施減算";
    /// 「業務継続計画未策定減算」
    ContinuityPlanReduction = "continuity_plan_reduction", "業務継続計画未策定減算";
    /// 「情報公表未報告減算」
    DisclosureReduction = "disclosure_reduction", "情報公表未報告減算";
    /// 「福祉・介護職員等処遇改善加算」
    TreatmentImprovementAddition = "treatment_improvement_addition", "福祉・介護職員等処遇改善加算";
}

impl Item {
    /// Whether it is a base fee.
    pub const fn is_base(self) -> bool {
        matches!(self, Self::PlanFee | Self::MonitoringFee)
    }

    /// Whether its units are subtracted.
    pub const fn is_reduction(self) -> bool {
        matches!(
            self,
            Self::AbusePreventionReduction
                | Self::ContinuityPlanReduction
                | Self::DisclosureReduction
        )
    }
}

impl Serialize for Item {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

/// 「区分」 of a base fee by caseload and filing: (Ⅰ), (Ⅱ) or 機能強化型.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Tier {
    /// 「(Ⅰ)」
    One,
    /// 「(Ⅱ)」 the part of the caseload beyond 40 per specialist
    Two,
    /// 「機能強化型(Ⅰ)」
    Enhanced1,
    /// 「機能強化型(Ⅱ)」
    Enhanced2,
    /// 「機能強化型(Ⅲ)」
    Enhanced3,
    /// 「機能強化型(Ⅳ)」
    Enhanced4,
}

impl Tier {
    /// The variant key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::One => "tier_1",
            Self::Two => "tier_2",
            Self::Enhanced1 => "enhanced_1",
            Self::Enhanced2 => "enhanced_2",
            Self::Enhanced3 => "enhanced_3",
            Self::Enhanced4 => "enhanced_4",
        }
    }
}

/// 「重複減算」 The part of a base fee's variant that says it overlaps with long-term-care planning.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Overlap {
    /// 「居宅減算Ⅰ」
    One,
    /// 「居宅減算Ⅱ」
    Two,
    /// 「予防減算」
    Preventive,
}

impl Overlap {
    /// The variant key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::One => "overlap_1",
            Self::Two => "overlap_2",
            Self::Preventive => "preventive",
        }
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}
