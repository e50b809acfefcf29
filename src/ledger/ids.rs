//! The numbers by which the ledger names what it holds.

use std::num::NonZeroU32;

macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(NonZeroU32);

        impl $name {
            pub(crate) fn at(index: usize) -> Self {
                let number = u32::try_from(index + 1).ok().and_then(NonZeroU32::new);
                Self(number.unwrap_or(NonZeroU32::MAX))
            }

            pub(crate) const fn index(self) -> usize {
                self.0.get() as usize - 1
            }
        }
    )+};
}

ids! {
    /// An office number.
    OfficeId;
    /// A certificate number of one municipality, in one scheme.
    CertificateId;
    /// 「受給者」 one person within a municipality and scheme, whatever certificate numbers they had.
    RecipientId;
    /// A human being, over municipalities and schemes.
    PersonId;
    /// A 従業者番号 of one office.
    StaffId;
}
