//! What all records have in common: how a row is read, how columns are declared, whose a row is.

use crate::{
    finding::{Cell, Origin},
    input::{Choice, Row, Sources},
    item::Scheme,
    number::{CertificateNumber, MunicipalityNumber, OfficeNumber},
};

/// The type of an input table's rows.
pub trait TableRow: Sized + Send {
    /// The table's place in [`super::SPECS`].
    const TABLE: usize;

    /// Reads a row; `None` when a cell is bad, and then the row has said why.
    fn read(row: &mut Row<'_, '_>) -> Option<Self>;

    /// Where the row stands.
    fn origin(&self) -> Origin;

    /// One of its cells.
    fn cell(&self, sources: &Sources, column: usize) -> Cell {
        sources.cell(self.origin(), column)
    }
}

/// Declares a table's columns, each with what is asked of it and what its cells hold: a constant
/// per column, which is its index, and `SPEC`.
macro_rules! columns {
    ($table:literal; $($(#[doc = $doc:literal])* $name:ident = $label:literal $demand:ident $kind:ident,)+) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Index { $($name,)+ }
        $(
            #[doc = concat!("「", $label, "」")]
            pub(crate) const $name: usize = Index::$name as usize;
        )+
        /// The table.
        pub(crate) const SPEC: $crate::input::TableSpec = $crate::input::TableSpec {
            name: $table,
            columns: &[$(
                $crate::input::Column {
                    name: $label,
                    demand: $crate::input::Demand::$demand,
                    kind: $crate::input::ValueKind::$kind,
                },
            )+],
        };
    };
}
pub(super) use columns;

impl Choice for Scheme {
    const CHOICES: &'static [(&'static str, Self)] =
        &[("計画相談", Self::Adult), ("障害児相談", Self::Child)];
}

/// Whose event a row of a log is: the columns that every log shares. Read beside the record,
/// since the ledger turns the numbers into links and keeps only those.
#[derive(Clone, Copy, Debug)]
pub struct Party {
    /// 事業所番号
    pub office: OfficeNumber,
    /// 市町村番号
    pub municipality: MunicipalityNumber,
    /// 受給者証番号
    pub certificate: CertificateNumber,
    /// サービス種類; `None`: not written
    pub scheme: Option<Scheme>,
}

impl Party {
    /// Reads the columns 事業所番号, 市町村番号, 受給者証番号 and サービス種類, given their places.
    pub fn read(
        row: &mut Row<'_, '_>,
        [office, municipality, certificate, scheme]: [usize; 4],
    ) -> Option<Self> {
        let office = row.digits(office);
        let municipality = row.digits(municipality);
        let certificate = row.digits(certificate);
        let scheme = row.maybe_choice(scheme);
        Some(Self {
            office: office?,
            municipality: municipality?,
            certificate: certificate?,
            scheme: scheme?,
        })
    }
}
