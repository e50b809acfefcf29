//! 「レイアウト」 The record types and their fields, as data, one version per revision of the file.

use std::sync::LazyLock;

use super::{content::Content, field::Field};
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
    /// Grade, code of 計画相談支援, code of 障害児相談支援.
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

    /// The number of the field with this content, from 1; one beyond the last where no field has it.
    pub fn number(&self, kind: RecordKind, content: Content) -> usize {
        number_of(self.fields(kind), content)
    }

    /// 地域区分コード of a grade. By the common table adults have the children's codes.
    pub fn region(&self, grade: Grade, scheme: Scheme, reading: RegionCode) -> &str {
        let row = self.regions.iter().find(|row| row.0 == grade);
        row.map_or("", |(_, adult, child)| match (scheme, reading) {
            (Scheme::Adult, RegionCode::Classic) => adult,
            _ => child,
        })
    }

    /// The grade that a code stands for, by either reading; `None`: no code of the table.
    pub fn grade(&self, code: &str, scheme: Scheme) -> Option<Grade> {
        let fits =
            |adult: &str, child: &str| child == code || scheme == Scheme::Adult && adult == code;
        self.regions.iter().find(|(_, adult, child)| fits(adult, child)).map(|row| row.0)
    }

    /// Whether every field is confirmed by the official table.
    pub fn is_confirmed(&self) -> bool {
        let mut fields = self.fields.iter().flat_map(|(_, fields)| fields);
        fields.all(|field| !field.confirmed_by.is_empty())
    }
}

/// The number of the field with this content, from 1; one beyond the last where no field has it.
pub(super) fn number_of(fields: &[Field], content: Content) -> usize {
    let place = fields.iter().position(|field| field.content == Some(content));
    place.unwrap_or(fields.len()) + 1
}

/// Header and rows of a data file; the files are checked by a test, and a row that cannot be read is
/// none.
fn rows(text: &str) -> (csv::StringRecord, Vec<csv::StringRecord>) {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    (header, reader.records().filter_map(Result::ok).collect())
}

fn read_fields(text: &str) -> Vec<(RecordKind, Vec<Field>)> {
    let (header, rows) = rows(text);
    let of_kind = |kind: RecordKind| {
        let kind_rows = rows.iter().filter(|row| row.get(0) == Some(kind.key()));
        (kind, kind_rows.filter_map(|row| row.deserialize(Some(&header)).ok()).collect())
    };
    RecordKind::ALL.map(of_kind).to_vec()
}

fn read_regions(text: &str) -> Vec<(Grade, String, String)> {
    let row = |row: &csv::StringRecord| {
        let grade = Grade::ALL.into_iter().find(|grade| Some(grade.key()) == row.get(0))?;
        Some((grade, row.get(1)?.to_owned(), row.get(2)?.to_owned()))
    };
    rows(text).1.iter().filter_map(row).collect()
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
            assert_eq!(rows(fields).1.len(), sizes.iter().sum::<usize>());
            assert_eq!((layout.regions.len(), rows(regions).1.len()), (8, 8));
            assert!(layout.is_confirmed());
        }
    }

    /// 属性 and 長さ of J312 and K311 as the official table has them (サービス事業所編 of 2018-04,
    /// pp. 43–46 and 249–252).
    #[test]
    fn the_fields_of_the_official_table() {
        use super::super::Attribute::{Alphanumeric, Code, Kanji, Number};
        let layout = Layout::of(ServiceMonth::literal(2026, 7));
        let head = [(Alphanumeric, 4), (Code, 2), (Code, 6), (Code, 6), (Alphanumeric, 10)];
        let bill = [(Number, 6), (Code, 2), (Number, 10), (Number, 5)];
        let user = [(Number, 4), (Alphanumeric, 10), (Alphanumeric, 25), (Alphanumeric, 25)];
        let billed = [(Code, 8), (Alphanumeric, 6), (Number, 4), (Number, 6), (Number, 5)];
        let line = [(Alphanumeric, 10), (Alphanumeric, 6), (Number, 6), (Number, 3)];
        for (kind, rest, optional) in [
            (RecordKind::Bill, bill.to_vec(), vec![]),
            (RecordKind::User, [&user[..], &billed].concat(), vec![8, 9, 10]),
            (RecordKind::Line, [&line[..], &[(Number, 9), (Kanji, 100)]].concat(), vec![11]),
        ] {
            let fields = layout.fields(kind);
            let shape: Vec<_> = fields.iter().map(|f| (f.attribute, f.bytes)).collect();
            assert_eq!(shape, [&head[..], &rest].concat(), "{kind:?}");
            let free = (1..).zip(fields).filter(|(_, field)| !field.required);
            assert_eq!(free.map(|(number, _)| number).collect::<Vec<i32>>(), optional);
        }
        let names =
            |scheme| [8, 9].map(|at| layout.fields(RecordKind::User)[at - 1].name_in(scheme));
        assert_eq!(names(Scheme::Adult), ["支給決定者氏名カナ", "支給決定児童氏名カナ"]);
        let of_child = ["給付決定保護者氏名カナ", "給付決定に係る児童氏名カナ"];
        assert_eq!(names(Scheme::Child), of_child);
    }

    #[test]
    fn the_data_number_their_fields_and_no_content_stands_twice() {
        for (_, text, _) in VERSIONS {
            let rows = rows(text).1;
            for kind in RecordKind::ALL {
                let of_kind = rows.iter().filter(|row| row.get(0) == Some(kind.key()));
                for (number, row) in (1..).zip(of_kind) {
                    assert_eq!(row.get(1), Some(&*format!("{number}")), "{kind:?}");
                }
            }
            for (kind, fields) in &Layout::of(VERSIONS[0].0).fields {
                for (number, field) in (1..).zip(fields) {
                    let Some(content) = field.content else { continue };
                    assert_eq!(number_of(fields, content), number, "{kind:?} {content:?}");
                }
            }
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
