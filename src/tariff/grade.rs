//! 地域区分: which unit price an office is paid at.

/// 「地域区分」 The grade of the office's place, 1級地 to 7級地 or その他.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Grade {
    /// 「1級地」
    Grade1,
    /// 「2級地」
    Grade2,
    /// 「3級地」
    Grade3,
    /// 「4級地」
    Grade4,
    /// 「5級地」
    Grade5,
    /// 「6級地」
    Grade6,
    /// 「7級地」
    Grade7,
    /// 「その他」
    Other,
}

impl Grade {
    /// Every grade, the dearest first.
    pub const ALL: [Self; 8] = [
        Self::Grade1,
        Self::Grade2,
        Self::Grade3,
        Self::Grade4,
        Self::Grade5,
        Self::Grade6,
        Self::Grade7,
        Self::Other,
    ];

    /// The word in input tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Grade1 => "1級地",
            Self::Grade2 => "2級地",
            Self::Grade3 => "3級地",
            Self::Grade4 => "4級地",
            Self::Grade5 => "5級地",
            Self::Grade6 => "6級地",
            Self::Grade7 => "7級地",
            Self::Other => "その他",
        }
    }

    /// The variant key of the unit price in the tariff.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Grade1 => "grade_1",
            Self::Grade2 => "grade_2",
            Self::Grade3 => "grade_3",
            Self::Grade4 => "grade_4",
            Self::Grade5 => "grade_5",
            Self::Grade6 => "grade_6",
            Self::Grade7 => "grade_7",
            Self::Other => "other",
        }
    }

    /// Reads the word of an input table, already normalised (NFKC, trimmed).
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.name() == text)
    }
}
