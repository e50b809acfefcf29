//! What could not be checked, by what is lacking for it.

use super::{lacking::lacking_table, writer::Page};
use crate::{claim::Claim, report::words::not_run::unchecked};

/// Writes the chapter.
pub(super) fn write(page: &mut Page, claim: &Claim) {
    let [whole, partly] = unchecked(&claim.skipped);
    if whole.is_empty() && partly.is_empty() {
        page.text_in("p", &[], "ありません。すべての規則を確かめました。");
    }
    if !whole.is_empty() {
        page.text_in(
            "p",
            &[],
            "次の表や列が入力にないので、右の規則は確かめていません。表や列を加えて、もう一度実行すると確か\
             められます。加算の規則が確かめられないときは、その加算は請求にも却下にも出ません。",
        );
        lacking_table(page, whole);
    }
    if !partly.is_empty() {
        page.text_in("h3", &[], "一部だけ確かめていないこと");
        page.text_in("p", &[], "次の規則は確かめましたが、表や列がないので、一部は見ていません。");
        lacking_table(page, partly);
    }
    let amounts =
        "公的な資料で確かめられていない単位数・単価は、「知らせ」の B804 に挙げています。";
    page.text_in("p", &[("class", "note")], amounts);
}
