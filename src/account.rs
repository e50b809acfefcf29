//! 「一人一月」 The unit of everything after the rules: what is claimed, refused, submitted and
//! compared is so for one recipient's month at one office.

use crate::{
    calendar::ServiceMonth,
    item::Scheme,
    number::{CertificateNumber, MunicipalityNumber, OfficeNumber},
};

/// 「一人一月」 Whose month it is, in which service, at which office. The order of the fields is the
/// order of output.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Account {
    /// サービス提供年月
    pub month: ServiceMonth,
    /// サービス種類
    pub scheme: Scheme,
    /// 市町村番号
    pub municipality: MunicipalityNumber,
    /// 事業所番号
    pub office: OfficeNumber,
    /// 受給者証番号
    pub certificate: CertificateNumber,
}

/// A recipient's month, whatever the office: what several offices can claim.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RecipientMonth {
    /// サービス提供年月
    pub month: ServiceMonth,
    /// サービス種類
    pub scheme: Scheme,
    /// 市町村番号
    pub municipality: MunicipalityNumber,
    /// 受給者証番号
    pub certificate: CertificateNumber,
}

impl Account {
    /// The account without its office.
    pub const fn of_any_office(&self) -> RecipientMonth {
        let Self { month, scheme, municipality, certificate, .. } = *self;
        RecipientMonth { month, scheme, municipality, certificate }
    }
}

impl RecipientMonth {
    /// The account at `office`.
    pub const fn at(&self, office: OfficeNumber) -> Account {
        let Self { month, scheme, municipality, certificate } = *self;
        Account { month, scheme, municipality, office, certificate }
    }
}
