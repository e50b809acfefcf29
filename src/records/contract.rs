//! 「契約」 contracts between office and recipient.

use super::TableRow;
use crate::{
    calendar::Span,
    finding::Origin,
    input::Row,
    item::Scheme,
    number::{CertificateNumber, MunicipalityNumber, OfficeNumber},
};

/// Columns.
pub(crate) mod column {
    super::super::columns! { "契約";
        OFFICE = "事業所番号" Cell Text,
        MUNICIPALITY = "市町村番号" Cell Text,
        CERTIFICATE = "受給者証番号" Cell Text,
        FROM = "契約日" Cell Day,
        TO = "終了日" Optional Day,
        SCHEME = "サービス種類" Optional Text,
    }
}
use column::*;

/// 「契約」 A row; 終了日 is the last day.
#[derive(Clone, Debug)]
pub struct Contract {
    /// Where it stands.
    pub origin: Origin,
    /// 事業所番号
    pub office: OfficeNumber,
    /// 市町村番号
    pub municipality: MunicipalityNumber,
    /// 受給者証番号
    pub certificate: CertificateNumber,
    /// サービス種類; `None`: not written
    pub scheme: Option<Scheme>,
    /// 契約日 to 終了日
    pub span: Span,
}

impl TableRow for Contract {
    const TABLE: usize = 5;

    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let office = row.digits(OFFICE);
        let municipality = row.digits(MUNICIPALITY);
        let certificate = row.digits(CERTIFICATE);
        let from = row.day(FROM);
        let to = row.maybe_day(TO);
        row.in_order((FROM, from), (TO, to.flatten()));
        let scheme = row.maybe_choice(SCHEME);
        Some(Self {
            origin: row.origin(),
            office: office?,
            municipality: municipality?,
            certificate: certificate?,
            scheme: scheme?,
            span: Span { from: Some(from?), to: to? },
        })
    }

    fn origin(&self) -> Origin {
        self.origin
    }
}
