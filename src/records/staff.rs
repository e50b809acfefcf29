//! 「従業者」 who works at an office, and as what.

use super::TableRow;
use crate::{
    calendar::Span,
    finding::Origin,
    input::{Choice, Row, Symbol},
    number::OfficeNumber,
};

/// Columns.
pub(crate) mod column {
    super::super::columns! { "従業者";
        OFFICE = "事業所番号" Cell Text,
        NUMBER = "従業者番号" Cell Text,
        JOB = "職種" Cell Text,
        FROM = "着任日" Cell Day,
        NAME = "氏名" Optional Text,
        TO = "離任日" Optional Day,
        CARE_MANAGER = "介護支援専門員番号" Optional Text,
        OTHER_OFFICE = "兼務先事業所番号" Optional Text,
    }
}
use column::*;

/// 「職種」
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Job {
    /// 相談支援専門員
    Specialist,
    /// 相談支援員
    Assistant,
}

impl Choice for Job {
    const CHOICES: &'static [(&'static str, Self)] =
        &[("相談支援専門員", Self::Specialist), ("相談支援員", Self::Assistant)];
}

/// 「従業者」 A row; 離任日 is the last day on staff.
#[derive(Clone, Debug)]
pub struct Staff {
    /// Where it stands.
    pub origin: Origin,
    /// 事業所番号
    pub office: OfficeNumber,
    /// 従業者番号
    pub number: Symbol,
    /// 職種
    pub job: Job,
    /// 着任日 to 離任日
    pub span: Span,
    /// 介護支援専門員番号
    pub care_manager: Option<Symbol>,
    /// 兼務先事業所番号
    pub other_office: Option<OfficeNumber>,
}

impl TableRow for Staff {
    const TABLE: usize = 6;

    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let office = row.digits(OFFICE);
        let number = row.number_text(NUMBER);
        let job = row.choice(JOB);
        let from = row.day(FROM);
        row.maybe_symbol(NAME);
        let to = row.maybe_day(TO);
        row.in_order((FROM, from), (TO, to.flatten()));
        let care_manager = row.maybe_number_text(CARE_MANAGER);
        let other_office = row.maybe_digits(OTHER_OFFICE);
        Some(Self {
            origin: row.origin(),
            office: office?,
            number: number?,
            job: job?,
            span: Span { from: Some(from?), to: to? },
            care_manager: care_manager?,
            other_office: other_office?,
        })
    }

    fn origin(&self) -> Origin {
        self.origin
    }
}
