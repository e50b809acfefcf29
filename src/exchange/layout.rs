//! 「レイアウト」 The record types and their fields, as data, one version per revision of the file.

use std::sync::LazyLock;

use super::field::{Attribute, Field};
use crate::{calendar::ServiceMonth, item::Scheme, policy::RegionCode, tariff::Grade};

/// The versions: the first month of processing, fields, region codes.
const VERSIONS: [(ServiceMonth, &str, &str); 1] = [(
    ServiceMonth::literal(2018, 4),
    include_str!("data/layout-2018-04.csv"),
    include_str!("data/regions-2018-04.csv"),
)];

/// A kind of record.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum RecordKind {
    /// コントロールレコード
    Control,
    /// The two fields in front of every data record.
    Data,
    /// エンドレコード
    End,
    /// 01, one per municipality
    Bill,
    /// 02, one per recipient
    User,
    /// 03, one per line
    Line,
}

impl RecordKind {
    const ALL: [Self; 6] =
        [Self::Control, Self::Data, Self::End, Self::Bill, Self::User, Self::Line];

    /// The key in the data; of the exchange's records their レコード種別コード.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Control => "control",
            Self::Data => "data",
            Self::End => "end",
            Self::Bill => "01",
            Self::User => "02",
            Self::Line => "03",
        }
    }
}

/// A version of the file's layout.
#[derive(Clone, Debug)]
pub struct Layout {
    fields: Vec<(RecordKind, Vec<Field>)>,
    /// Grade, common-table code, classic code for adults.
    regions: Vec<(Grade, String, String)>,
}

impl Layout {
    /// The version for a month of processing: the newest that had begun, else the first.
    pub fn of(processing: ServiceMonth) -> &'static Self {
        static LAYOUTS: LazyLock<[(ServiceMonth, Layout); VERSIONS.len()]> = LazyLock::new(|| {
            VERSIONS.map(|(from, fields, regions)| {
                (from, Layout { fields: read_fields(fields), regions: read_regions(regions) })
            })
        });
        let begun = LAYOUTS.iter().rev().find(|(from, _)| *from <= processing);
        &begun.unwrap_or(&LAYOUTS[0]).1
    }

    /// The fields of a kind of record, in order.
    pub fn fields(&self, kind: RecordKind) -> &[Field] {
        let entry = self.fields.iter().find(|entry| entry.0 == kind);
        entry.map_or(&[], |(_, fields)| fields)
    }

    /// 地域区分コード of a grade. The classic reading differs for adults alone.
    pub fn region(&self, grade: Grade, scheme: Scheme, reading: RegionCode) -> &str {
        let row = self.regions.iter().find(|row| row.0 == grade);
        row.map_or("", |(_, common, classic)| match (scheme, reading) {
            (Scheme::Adult, RegionCode::Classic) => classic,
            _ => common,
        })
    }

    /// The grade that a code stands for, by either reading; `None`: no code of the table.
    pub fn grade(&self, code: &str, scheme: Scheme) -> Option<Grade> {
        let fits = |common: &str, classic: &str| {
            common == code || scheme == Scheme::Adult && classic == code
        };
        self.regions.iter().find(|(_, common, classic)| fits(common, classic)).map(|row| row.0)
    }

    /// Whether every field is confirmed by the official table.
    pub fn is_confirmed(&self) -> bool {
        let mut fields = self.fields.iter().flat_map(|(_, fields)| fields);
        fields.all(|field| !field.confirmed_by.is_empty() && field.bytes.is_some())
    }
}

/// Rows of a data file; the files are checked by a test, and a row that cannot be read is none.
fn rows(text: &str) -> Vec<csv::StringRecord> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.records().filter_map(Result::ok).collect()
}

fn read_fields(text: &str) -> Vec<(RecordKind, Vec<Field>)> {
    let rows = rows(text);
    let of_kind = |kind: RecordKind| {
        let kind_rows = rows.iter().filter(|row| row.get(0) == Some(kind.key()));
        let field = |row: &csv::StringRecord| {
            let cell = |place: usize| row.get(place).unwrap_or_default();
            Some(Field {
                name: cell(2).to_owned(),
                attribute: Attribute::of(cell(3))?,
                bytes: cell(4).parse().ok(),
                required: cell(5) == "◎",
                confirmed_by: cell(6).to_owned(),
            })
        };
        (kind, kind_rows.filter_map(field).collect())
    };
    RecordKind::ALL.map(of_kind).to_vec()
}

fn read_regions(text: &str) -> Vec<(Grade, String, String)> {
    let row = |row: &csv::StringRecord| {
        let grade = Grade::ALL.into_iter().find(|grade| Some(grade.key()) == row.get(0))?;
        Some((grade, row.get(1)?.to_owned(), row.get(2)?.to_owned()))
    };
    rows(text).iter().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_version_is_whole() {
        for (from, fields, regions) in VERSIONS {
            let layout = Layout::of(from);
            let sizes = RecordKind::ALL.map(|kind| layout.fields(kind).len());
            assert_eq!(sizes, [11, 2, 2, 9, 14, 11]);
            assert_eq!(rows(fields).len(), sizes.iter().sum::<usize>());
            assert_eq!((layout.regions.len(), rows(regions).len()), (8, 8));
        }
    }

    #[test]
    fn regions_by_both_readings() {
        let layout = Layout::of(ServiceMonth::literal(2026, 7));
        let code = |grade, scheme, reading| layout.region(grade, scheme, reading).to_owned();
        let (common, classic) = (RegionCode::CommonTable, RegionCode::Classic);
        assert_eq!(code(Grade::ALL[0], Scheme::Adult, common), "11");
        assert_eq!(code(Grade::ALL[0], Scheme::Adult, classic), "01");
        assert_eq!(code(Grade::ALL[0], Scheme::Child, classic), "11");
        assert_eq!(code(Grade::ALL[7], Scheme::Adult, common), "23");
        assert_eq!(code(Grade::ALL[7], Scheme::Adult, classic), "20");
        assert_eq!(layout.grade("20", Scheme::Child), None);
        assert_eq!(layout.grade("20", Scheme::Adult), Some(Grade::ALL[7]));
    }
}
