//! Municipalities' readings of the rules that sources leave open (docs/guide.md).

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    finding::{Note, Text},
    number::MunicipalityNumber,
};

/// Why a policy file cannot be used (exit 2).
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.note().ja)]
#[non_exhaustive]
pub enum Error {
    /// Not TOML.
    Syntax(String),
    /// A key that no rule knows.
    UnknownKey {
        /// The table it stands in.
        place: Note,
        /// The key.
        key: String,
        /// What may stand there.
        allowed: Box<Note>,
    },
    /// A value that the key does not take.
    BadValue {
        /// The table it stands in.
        place: String,
        /// The key.
        key: String,
        /// The value as written.
        value: String,
        /// What may stand there.
        allowed: Box<Note>,
    },
}

impl Error {
    /// What it says.
    pub fn note(&self) -> Note {
        match self {
            Self::Syntax(fault) => Note::new(
                format!("設定ファイルがTOMLとして読めません: {fault}"),
                format!("the policy file cannot be read as TOML: {fault}"),
            ),
            Self::UnknownKey { place, key, allowed } => Note::new(
                format!(
                    "設定 {} の「{key}」という項目はありません。使える項目: {}",
                    place.ja, allowed.ja
                ),
                format!("policy {} has no key \"{key}\"; allowed: {}", place.en, allowed.en),
            ),
            Self::BadValue { place, key, value, allowed } => Note::new(
                format!("設定 {place} の {key} に {value} は使えません。使える値: {}", allowed.ja),
                format!("policy {place}: {key} cannot be {value}; allowed: {}", allowed.en),
            ),
        }
    }
}

macro_rules! setting {
    ($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $vdoc:literal])+ $variant:ident = $word:literal,)+ }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
        pub enum $name { $($(#[doc = $vdoc])+ #[serde(rename = $word)] $variant,)+ }

        impl $name {
            const WORDS: &'static [(&'static str, Self)] = &[$(($word, Self::$variant),)+];
        }
    };
}

setting! {
    /// M203: which later plan absorbs a monitoring.
    CrossMonth {
        /// Only one that the monitoring led to.
        Linked = "linked",
        /// Any in the next month.
        Adjacent = "adjacent",
    }
}

setting! {
    /// L501: who takes tier_2 first.
    TierTwoOrder {
        /// The newest contract.
        NewestContractFirst = "newest-contract-first",
        /// The oldest contract.
        OldestContractFirst = "oldest-contract-first",
    }
}

setting! {
    /// The federation's file: which table of region codes.
    RegionCode {
        /// Adults have the codes of children.
        CommonTable = "common-table",
        /// The official table: adults 01–07 and 20.
        Classic = "classic",
    }
}

setting! {
    /// P108: an interview at the office.
    InterviewAtOffice {
        /// Holds the plan.
        Hold = "hold",
        /// Lets an adult's plan stand, with a warning.
        Warn = "warn",
    }
}

setting! {
    /// S302: what the special-area addition asks for.
    SpecialArea {
        /// Residence and work in the area.
        Work = "work",
        /// Residence alone.
        Residence = "residence",
    }
}

setting! {
    /// L501: which specialists count in a month.
    StaffCount {
        /// Those on staff on its last day.
        MonthEnd = "month-end",
        /// Those on staff on any day.
        AnyDay = "any-day",
    }
}

/// One municipality's readings.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Reading {
    /// M203
    pub cross_month: CrossMonth,
    /// L501
    pub tier_two_order: TierTwoOrder,
    /// The federation's file.
    pub region_code: RegionCode,
    /// A632
    pub admission_information_days: i64,
    /// P108
    pub interview_at_office: InterviewAtOffice,
    /// S302
    pub special_area: SpecialArea,
    /// L501
    pub staff_count: StaffCount,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            cross_month: CrossMonth::Linked,
            tier_two_order: TierTwoOrder::NewestContractFirst,
            region_code: RegionCode::Classic,
            admission_information_days: 7,
            interview_at_office: InterviewAtOffice::Hold,
            special_area: SpecialArea::Work,
            staff_count: StaffCount::MonthEnd,
        }
    }
}

const KEYS: [&str; 7] = [
    "cross_month",
    "tier_two_order",
    "region_code",
    "admission_information_days",
    "interview_at_office",
    "special_area",
    "staff_count",
];

/// 「設定」 The readings of every municipality.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Policy {
    /// Where no municipality says otherwise.
    pub default: Reading,
    /// Municipalities that read differently, by 市町村番号.
    pub municipality: BTreeMap<String, Reading>,
}

impl Policy {
    /// The readings of a municipality.
    pub fn of(&self, municipality: MunicipalityNumber) -> &Reading {
        self.municipality.get(municipality.as_str()).unwrap_or(&self.default)
    }

    /// Reads a policy file.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let root: toml::Table =
            text.parse().map_err(|e: toml::de::Error| Error::Syntax(e.to_string()))?;
        let mut policy = Self::default();
        if let Some(default) = root.get("default") {
            apply(&mut policy.default, default, "[default]")?;
        }
        for (key, value) in &root {
            match key.as_str() {
                "default" => {}
                "municipality" => policy.add_municipalities(value)?,
                _ => {
                    let allowed = Text(
                        "[default], [municipality.\"番号\"]",
                        "[default], [municipality.\"NUMBER\"]",
                    );
                    return Err(unknown_key(Text("(最上段)", "(top level)"), key, allowed));
                }
            }
        }
        Ok(policy)
    }

    fn add_municipalities(&mut self, value: &toml::Value) -> Result<(), Error> {
        let place = "[municipality]";
        let table = value.as_table().ok_or_else(|| {
            let allowed = Text(
                "[municipality.\"131177\"] の形の表",
                "a table like [municipality.\"131177\"]",
            );
            bad_value(place, "municipality", value, allowed)
        })?;
        for (number, readings) in table {
            if MunicipalityNumber::new(number.as_bytes()).is_none() {
                let allowed = Text("6桁の市町村番号", "a municipality number of 6 digits");
                return Err(unknown_key(Note::same(place), number, allowed));
            }
            let mut reading = self.default;
            apply(&mut reading, readings, &format!("[municipality.\"{number}\"]"))?;
            self.municipality.insert(number.clone(), reading);
        }
        Ok(())
    }
}

fn apply(reading: &mut Reading, value: &toml::Value, place: &str) -> Result<(), Error> {
    let table = value.as_table().ok_or_else(|| {
        bad_value(place, place, value, Text("項目 = 値 の形の表", "a table of KEY = VALUE"))
    })?;
    for (key, value) in table {
        match key.as_str() {
            "cross_month" => reading.cross_month = word(CrossMonth::WORDS, place, key, value)?,
            "tier_two_order" => {
                reading.tier_two_order = word(TierTwoOrder::WORDS, place, key, value)?;
            }
            "region_code" => reading.region_code = word(RegionCode::WORDS, place, key, value)?,
            "admission_information_days" => {
                let days = value.as_integer().filter(|days| (0..=365).contains(days));
                reading.admission_information_days = days.ok_or_else(|| {
                    let allowed = Text("0から365までの整数", "a whole number from 0 to 365");
                    bad_value(place, key, value, allowed)
                })?;
            }
            "interview_at_office" => {
                reading.interview_at_office = word(InterviewAtOffice::WORDS, place, key, value)?;
            }
            "special_area" => reading.special_area = word(SpecialArea::WORDS, place, key, value)?,
            "staff_count" => reading.staff_count = word(StaffCount::WORDS, place, key, value)?,
            _ => return Err(unknown_key(Note::same(place), key, Note::same(&KEYS.join(", ")))),
        }
    }
    Ok(())
}

fn word<T: Copy>(
    words: &[(&str, T)],
    place: &str,
    key: &str,
    value: &toml::Value,
) -> Result<T, Error> {
    let found = value.as_str().and_then(|text| words.iter().find(|(word, _)| *word == text));
    found.map(|(_, meaning)| *meaning).ok_or_else(|| {
        let allowed: Vec<String> = words.iter().map(|(word, _)| format!("\"{word}\"")).collect();
        bad_value(place, key, value, Note::same(&allowed.join(", ")))
    })
}

fn unknown_key(place: impl Into<Note>, key: &str, allowed: impl Into<Note>) -> Error {
    Error::UnknownKey {
        place: place.into(),
        key: key.to_owned(),
        allowed: Box::new(allowed.into()),
    }
}

fn bad_value(place: &str, key: &str, value: &toml::Value, allowed: impl Into<Note>) -> Error {
    Error::BadValue {
        place: place.to_owned(),
        key: key.to_owned(),
        value: value.to_string(),
        allowed: Box::new(allowed.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_municipality_overrides_the_default_wherever_it_stands() {
        let policy = Policy::parse(
            "[municipality.\"131177\"]\nspecial_area = \"residence\"\n\
             [default]\ncross_month = \"adjacent\"\n",
        )
        .unwrap();
        let ward = policy.of(MunicipalityNumber::new(b"131177").unwrap());
        assert_eq!(ward.cross_month, CrossMonth::Adjacent);
        assert_eq!(ward.special_area, SpecialArea::Residence);
        let other = policy.of(MunicipalityNumber::new(b"092015").unwrap());
        assert_eq!(other.special_area, SpecialArea::Work);
    }

    #[test]
    fn errors_name_the_key_and_what_is_allowed() {
        for (text, want) in [
            ("[default]\ncross_month = \"loose\"", "\"linked\", \"adjacent\""),
            ("[default]\ncross_mouth = 1", "cross_month, tier_two_order"),
            ("[default]\nadmission_information_days = -1", "0から365まで"),
            ("[municipality.\"13\"]\n", "6桁の市町村番号"),
            ("[defaults]\n", "[default]"),
            ("default = 1\n", "項目 = 値"),
            ("municipality = 1\n", "の形の表"),
            ("[default\n", "TOML"),
        ] {
            let error = Policy::parse(text).unwrap_err();
            error.note().require_both_languages();
            let error = error.to_string();
            assert!(error.contains(want), "{text}: {error}");
        }
    }
}
