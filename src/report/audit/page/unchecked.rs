//! What could not be checked: rules of the audit that did not run, and rules of the judgement that
//! lacked a table or a column.

use super::{
    super::facts::unasked,
    lacking::lacking_table,
    table::{Heading, table},
    writer::Page,
};
use crate::{audit::Audit, finding::Lang, report::words::not_run::unchecked};

const COLUMNS: [Heading; 2] = [("点検の規則", "name"), ("確かめていない理由", "wide")];

/// Writes the chapter.
pub(super) fn write(page: &mut Page, audit: &Audit) {
    rules_of_audit(page, audit);
    let [whole, partly] = unchecked(&audit.skipped);
    if !whole.is_empty() {
        page.text_in("h3", &[], "判定の規則のうち、確かめていないこと");
        let so = if audit.has_submission {
            "確かめていない計画・モニタリング・加算は判定に出ないので、請求されていれば「根拠のない請求」に\
             挙がります。"
        } else {
            "確かめていない計画・モニタリング・加算は、比べてもいません。"
        };
        let told = format!(
            "次の表や列が入力にないので、右の規則は確かめていません。{so}表や列を加えて、もう一度点検して\
             ください。"
        );
        page.text_in("p", &[], &told);
        lacking_table(page, whole);
    }
    if !partly.is_empty() {
        page.text_in("h3", &[], "一部だけ確かめていないこと");
        page.text_in("p", &[], "次の規則は確かめましたが、表や列がないので、一部は見ていません。");
        lacking_table(page, partly);
    }
    if audit.has_logs && audit.skipped.is_empty() {
        page.text_in("p", &[], "判定の規則は、すべて確かめました。");
    }
}

fn rules_of_audit(page: &mut Page, audit: &Audit) {
    if !audit.has_submission {
        page.text_in(
            "p",
            &[],
            "請求済みのファイルがないので、点検の規則(X9)はどれも使っていません。",
        );
        return;
    }
    let why = if audit.has_logs {
        "記録がないときの規則です。この点検では記録があるので、記録そのものから確かめました"
    } else {
        "事業所の記録がありません。記録を渡すと確かめられます"
    };
    page.text_in("h3", &[], "点検の規則のうち、使わなかったもの");
    table(page, &COLUMNS, unasked(audit.has_logs), |rule, cells| {
        cells.text(&format!("{} {}", rule.code, rule.title.get(Lang::Ja)));
        cells.text(why);
    });
    if !audit.has_logs {
        page.text_in(
            "p",
            &[("class", "note")],
            "単位数・コード・金額(X902・X903・X906)は報酬表とだけ比べました。記録から出る単位数とは比べて\
             いません。",
        );
    }
}
