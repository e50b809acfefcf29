//! An office's own page: what was found in its claims, and of no other office's.

use super::{
    super::{
        facts::{Audited, Tally, by_rule},
        files::sources_of,
    },
    head::{self, MADE_BY, attention},
    offices::anchor,
    related::Rows,
    shown::{ROWS_PER_CODE, more},
    sums,
    table::{Heading, table},
    words,
    writer::Page,
};
use crate::{
    audit::{Audit, AuditFinding},
    catalogue,
    finding::{Lang, Rule},
    number::OfficeNumber,
};

const COLUMNS: [Heading; 8] = [
    ("月", "short"),
    ("受給者証番号", "person"),
    ("項目", "item"),
    ("請求単位数", "num"),
    ("正単位数", "num"),
    ("差額", "num"),
    ("原因と根拠", "cause"),
    ("行", "place"),
];

/// Writes the page of an office.
pub(super) fn write(
    page: &mut Page,
    audit: &Audit,
    rows: &Rows<'_>,
    (office, part): (OfficeNumber, &Audited<'_>),
) {
    page.element("section", &[("id", &anchor(office)), ("class", "letter")], |page| {
        heading(page, audit, office);
        totals(page, audit, part);
        let several = part.has_municipalities();
        for (rule, found) in by_rule(&part.findings) {
            section(page, rule, &found, |page, shown| lines(page, shown, rows, several));
        }
        foot(page, audit, part.findings.is_empty());
    });
}

fn heading(page: &mut Page, audit: &Audit, office: OfficeNumber) {
    page.text_in("p", &[("class", "sender")], "　　年　　月　　日");
    page.text_in("p", &[], &format!("事業所番号 {office} 御中"));
    page.text_in("p", &[("class", "sender")], "市町村・担当　　　　　　　　　　　　");
    page.text_in("h2", &[], "請求の点検の結果");
    let against = if audit.has_logs {
        "事業所の記録と報酬の規則に照らして"
    } else {
        "記録によらず、請求の内容だけで"
    };
    let told = format!(
        "{}のサービス提供分として請求のあった計画相談支援・障害児相談支援の明細を、{against}点検しました。結果は\
         次のとおりです。",
        head::period(audit)
    );
    page.text_in("p", &[], &told);
}

fn totals(page: &mut Page, audit: &Audit, part: &Audited<'_>) {
    let [over, under] = sums::sums(part);
    page.element("dl", &[("class", "sums")], |page| {
        for (name, value) in [
            ("明細", format!("{}件", words::count(part.summary.lines))),
            ("請求額", sums::claimed(part)),
            ("過大額", over),
            ("過少額", under),
        ] {
            page.element("div", &[], |page| {
                page.text_in("dt", &[], name);
                page.text_in("dd", &[], &value);
            });
        }
    });
    attention(page, audit);
    if part.findings.is_empty() {
        page.text_in("p", &[], "確かめていただくことは、ありませんでした。");
        return;
    }
    sums::by_level(page, part);
    page.text_in(
        "p",
        &[("class", "note")],
        "過大額と過少額は別々に数え、差し引きしていません。差額の + は請求が多すぎる額、- は少なすぎる額です。",
    );
}

/// A rule: what it says, what to do, and its rows.
fn section(
    page: &mut Page,
    rule: &'static Rule,
    found: &[&AuditFinding],
    rows: impl FnOnce(&mut Page, &[&AuditFinding]),
) {
    let level = found.first().map_or(rule.levels[0], |finding| finding.level);
    let wording = rule.wording_at(level);
    let sum = Tally::sum(found);
    page.element("section", &[("class", "rule")], |page| {
        page.element("div", &[("class", "about")], |page| {
            page.element("h3", &[], |page| {
                page.text_in("span", &[("class", "code")], rule.code);
                page.text(&format!(" {} ", rule.title.get(Lang::Ja)));
                let class = format!("level {}", level.english());
                page.text_in("span", &[("class", &class)], level.name());
            });
            page.element("p", &[("class", "tally")], |page| {
                page.text_in("b", &[], &format!("{}件", words::count(sum.count)));
                page.text(&stake(&sum));
            });
            page.element("dl", &[], |page| {
                page.text_in("dt", &[], "内容");
                page.element("dd", &[], |page| page.prose(wording.message.get(Lang::Ja)));
                let for_office = rule.of_audit.and_then(|of_audit| of_audit.remedy);
                page.text_in("dt", &[], "対処");
                let remedy = for_office.unwrap_or(wording.remedy.get(Lang::Ja));
                page.text_in("dd", &[("class", "remedy")], remedy);
                if let Some(unsettled) = rule.unsettled {
                    page.text_in("dt", &[], "注意");
                    page.text_in("dd", &[], unsettled.get(Lang::Ja));
                }
            });
        });
        rows(page, found.get(..ROWS_PER_CODE).unwrap_or(found));
        more(page, found.len());
    });
}

/// The yen of a rule, each direction by itself.
fn stake(sum: &Tally) -> String {
    let unknown = format!("{}件", words::count(sum.unknown));
    let parts = [
        (sum.over.0 > 0, "過大額", words::yen(sum.over)),
        (sum.under.0 > 0, "過少額", words::yen(sum.under)),
        (sum.unknown > 0, "金額の分からないもの", unknown),
    ];
    let told = parts.into_iter().filter(|(some, ..)| *some);
    told.fold(String::new(), |told, (_, name, value)| told + " " + name + " " + &value)
}

fn lines(page: &mut Page, shown: &[&AuditFinding], rows: &Rows<'_>, several: bool) {
    table(page, &COLUMNS, shown, |finding, cells| {
        cells.text(&finding.account.map_or_else(String::new, |account| account.month.to_string()));
        cells.with(|page| {
            let Some(account) = finding.account else { return };
            page.text_in("span", &[], account.certificate.as_str());
            page.text_in("small", &[], account.scheme.name());
            if several {
                page.text_in("small", &[], &format!("市町村 {}", account.municipality));
            }
        });
        cells.with(|page| {
            page.text(&item(finding));
            if let Some(note) = &finding.note {
                page.text_in("small", &[], &words::note(note.get(Lang::Ja)));
            }
        });
        let units =
            |units: Option<crate::money::Units>| units.map_or_else(|| "—".to_owned(), words::units);
        cells.text(&units(finding.claimed));
        cells.text(&units(finding.right));
        cells.text(&finding.yen.map_or_else(|| "不明".to_owned(), words::signed));
        cells.with(|page| cause(page, finding));
        cells.with(|page| place(page, finding, rows));
    });
}

fn item(finding: &AuditFinding) -> String {
    match &finding.item {
        Some((item, variant)) => words::item_with(*item, variant),
        None if finding.account.is_none() => "ファイルの行".to_owned(),
        None => finding.rule.of_audit.map_or("", |of_audit| of_audit.without_item).to_owned(),
    }
}

/// The rule behind the finding, and where it is written.
fn cause(page: &mut Page, finding: &AuditFinding) {
    match catalogue::find(&finding.cause) {
        Some(rule) => page.text(&format!("{} {}", rule.code, rule.title.get(Lang::Ja))),
        None if finding.cause.is_empty() => page.text("—"),
        None => page.text("当てはまる記録がない"),
    }
    page.text_in("small", &[], &format!("根拠 {}", sources_of(finding)));
}

/// The submitted line, and the rows that belong to it.
fn place(page: &mut Page, finding: &AuditFinding, rows: &Rows<'_>) {
    if let Some(origin) = finding.origin {
        page.text(&rows.sources.place(origin));
    }
    let beside = rows.beside(finding);
    if !beside.is_empty() {
        page.text_in("small", &[], &format!("関連 {beside}"));
    }
}

fn foot(page: &mut Page, audit: &Audit, is_clean: bool) {
    let mut told = String::new();
    if !audit.has_logs {
        told.push_str("記録との突き合わせはしていないので、請求の根拠は確かめていません。");
    }
    if !is_clean {
        told.push_str(
            "ここに挙げたものは、渡された記録と請求から機械的に求めたもので、市町村の決定ではありません。違う\
             ところがあれば、記録の写しを添えて知らせてください。",
        );
    }
    page.text_in("p", &[("class", "note")], &format!("{told}作成: {MADE_BY}"));
}
