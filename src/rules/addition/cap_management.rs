//! 利用者負担上限額管理加算: A696.

use super::{hub::grant_up_to, prelude::*};

declare_rule! {
    /// **要件** 利用者負担の上限額を管理したこと
    ///
    /// **判定** 利用者負担上限額管理の活動に、月に一度加算します
    A696 {
        name: "cap-management",
        title: Text("利用者負担の上限額を管理した", "cap management"),
        levels: &[Level::Grant],
        confidence: Confidence::Single,
        sources: &[cite(Source::Notice, "利用者負担上限額管理加算")],
        wording: Wording {
            message: Text("利用者負担の上限額を管理しています", "the recipient's payment cap was managed"),
            remedy: Text("請求してください", "claim it"),
        },
        needs: &[Need::table("会議等")],
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&A696, Check::Addition(judge));

fn judge(sheet: &mut Sheet<'_>) {
    grant_up_to(sheet, Item::CapManagementAddition, &A696, 1);
}
