//! Who claims from whom.

use std::collections::{BTreeMap, BTreeSet};

use super::Claim;
use crate::{
    finding::Target,
    item::Scheme,
    number::{MunicipalityNumber, OfficeNumber},
};

/// Offices with their services, and municipalities.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Parties {
    /// 事業所番号 and サービス種類
    pub offices: BTreeMap<OfficeNumber, BTreeSet<Scheme>>,
    /// 市町村番号
    pub municipalities: BTreeSet<MunicipalityNumber>,
}

impl Parties {
    fn add(
        &mut self,
        office: Option<OfficeNumber>,
        scheme: Option<Scheme>,
        municipality: Option<MunicipalityNumber>,
    ) {
        if let Some(office) = office {
            self.offices.entry(office).or_default().extend(scheme);
        }
        self.municipalities.extend(municipality);
    }
}

impl Claim {
    /// Those of lines and of refused items; a row refused as such may name an office that there
    /// is not.
    pub fn parties(&self) -> Parties {
        let mut parties = Parties::default();
        for account in self.statements.iter().map(|statement| &statement.account) {
            parties.add(Some(account.office), Some(account.scheme), Some(account.municipality));
        }
        for subject in self.rejected.iter().map(|reported| &reported.finding.subject) {
            if matches!(subject.target, Target::Item(_)) {
                parties.add(subject.office, subject.scheme, subject.municipality);
            }
        }
        parties
    }
}
