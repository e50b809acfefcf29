//! The words of the two schemes' forms. Whatever else a sheet says is the same on both.

use crate::item::Scheme;

/// What a scheme's sheets are called and say.
pub(super) struct Words {
    /// The number of the 請求書.
    pub(super) bill_form: &'static str,
    /// The title of the 請求書.
    pub(super) bill_title: &'static str,
    /// The number of the 明細書.
    pub(super) detail_form: &'static str,
    /// The title of the 明細書.
    pub(super) detail_title: &'static str,
    /// 区分
    pub(super) service: &'static str,
    /// Whose certificate it is.
    pub(super) holder: &'static str,
    /// What the number of the one who pays is called.
    pub(super) payer: &'static str,
}

const ADULT: Words = Words {
    bill_form: "（様式第四）",
    bill_title: "計画相談支援給付費請求書",
    detail_form: "（様式第六）",
    detail_title: "計画相談支援給付費明細書",
    service: "計画相談支援",
    holder: "支給決定障害者等",
    payer: "市町村番号",
};

const CHILD: Words = Words {
    bill_form: "（様式第三）",
    bill_title: "障害児相談支援給付費請求書",
    detail_form: "（様式第四）",
    detail_title: "障害児相談支援給付費明細書",
    service: "障害児相談支援",
    holder: "給付決定保護者",
    payer: "都道府県等番号",
};

impl Words {
    /// Those of a scheme.
    pub(super) const fn of(scheme: Scheme) -> &'static Self {
        match scheme {
            Scheme::Adult => &ADULT,
            Scheme::Child => &CHILD,
        }
    }
}
