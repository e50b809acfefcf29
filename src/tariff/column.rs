//! 「列」 The columns of a tariff file.

macro_rules! columns {
    ($($name:ident = $key:literal,)+) => {
        /// 「列」 of a tariff file.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(super) enum TariffColumn { $($name,)+ }

        impl TariffColumn {
            /// Every column, in the order of the data files.
            pub(super) const ALL: [Self; 15] = [$(Self::$name,)+];

            /// The name in the header.
            pub(super) const fn name(self) -> &'static str {
                match self { $(Self::$name => $key,)+ }
            }
        }

        /// The header of the tariff as a table.
        pub const COLUMNS: [&str; 15] = [$($key,)+];
    };
}

columns! {
    Scheme = "scheme",
    Kind = "kind",
    Item = "item",
    Variant = "variant",
    ReductionVariant = "reduction_variant",
    ServiceCode = "service_code",
    ShortName = "short_name_ja",
    Amount = "amount",
    AmountKind = "amount_kind",
    LimitNote = "limit_note",
    From = "from",
    To = "to",
    Status = "status",
    Source = "source",
    Note = "note",
}

impl TariffColumn {
    /// Whether an overlay can do without it.
    pub(super) const fn is_standard_only(self) -> bool {
        matches!(self, Self::LimitNote | Self::Status | Self::Note)
    }
}
