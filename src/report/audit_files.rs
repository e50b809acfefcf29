//! `audit_findings.csv`, `audit_summary.csv`, `audit_differences.csv`, and what an audit says on
//! the screen.

use std::fmt::Write as _;

use serde_json::json;

use super::{
    OutputFile,
    audit_page::{absent, by_office, tally},
    csv::{Cells, table},
    not_run::{not_run, not_run_lines},
    summary::grouped,
};
use crate::{
    audit::{Audit, AuditFinding, Difference, OfficeSummary, Side},
    catalogue,
    finding::{Lang, Level},
    input::Sources,
    money::Yen,
    number::OfficeNumber,
};

const FINDING_COLUMNS: [&str; 17] = [
    "判定",
    "理由コード",
    "原因コード",
    "サービス提供年月",
    "市町村番号",
    "事業所番号",
    "受給者証番号",
    "項目",
    "区分",
    "請求単位数",
    "正単位数",
    "差額",
    "内容",
    "根拠",
    "ファイル",
    "行",
    "関連",
];

const DIFFERENCE_COLUMNS: [&str; 15] = [
    "サービス提供年月",
    "サービス種類",
    "市町村番号",
    "事業所番号",
    "受給者証番号",
    "項目",
    "規則",
    "区分1",
    "単位数1",
    "根拠コード1",
    "区分2",
    "単位数2",
    "根拠コード2",
    "差額",
    "行",
];

/// The codes of family X, in the order of the catalogue.
pub(super) fn codes() -> Vec<&'static str> {
    let of_audit = catalogue::rules().filter(|rule| rule.levels[0].is_of_audit());
    of_audit.map(|rule| rule.code).collect()
}

/// The tables of an audit.
pub fn audit_files(audit: &Audit, sources: &Sources) -> Vec<OutputFile> {
    let finding = |row: &AuditFinding, cells: &mut Cells| finding_row(row, sources, cells);
    let codes = codes();
    let mut header = vec!["事業所番号", "明細数", "請求額", "過大額", "過少額"];
    header.extend(&codes);
    let offices: Vec<(&OfficeNumber, &OfficeSummary)> = audit.offices.iter().collect();
    let by_office = by_office(audit);
    vec![
        OutputFile::new("audit_findings.csv", table(&FINDING_COLUMNS, &audit.findings, finding)),
        OutputFile::new(
            "audit_summary.csv",
            table(&header, &offices, |(number, office), cells| {
                cells.plain(number.as_str());
                cells.plain(&office.lines.to_string());
                // A sum that is not known is blank, never 0.
                cells.maybe((office.unpriced == 0).then_some(office.claimed));
                for sum in tally::directions(office, &by_office[*number], audit.has_logs) {
                    cells.maybe(sum.whole());
                }
                for code in &codes {
                    cells.plain(&office.codes.get(code).copied().unwrap_or_default().to_string());
                }
            }),
        ),
    ]
}

fn finding_row(finding: &AuditFinding, sources: &Sources, cells: &mut Cells) {
    cells.plain(finding.level.name());
    cells.plain(finding.rule.code);
    cells.plain(&finding.cause);
    cells.maybe(finding.account.map(|account| account.month));
    cells.maybe(finding.account.map(|account| account.municipality));
    cells.maybe(finding.office);
    cells.maybe(finding.account.map(|account| account.certificate));
    cells.plain(finding.item.as_ref().map_or("", |(item, _)| item.key()));
    cells.plain(finding.item.as_ref().map_or("", |(_, variant)| variant));
    cells.maybe(finding.claimed);
    cells.maybe(finding.right);
    cells.maybe(finding.yen);
    cells.text(&message(finding));
    cells.plain(&sources_of(finding));
    cells.text(finding.origin.map_or("", |origin| sources.name(origin)));
    cells.maybe(finding.origin.map(|origin| origin.line));
    cells.text(&sources.places(&finding.related));
}

/// 内容 with the fact that no cell shows.
pub(super) fn message(finding: &AuditFinding) -> String {
    let message = finding.rule.wording_at(finding.level).message.get(Lang::Ja);
    match &finding.note {
        None => message.to_owned(),
        Some(note) => format!("{message}({})", note.get(Lang::Ja)),
    }
}

/// 根拠: of the rule behind the finding, where there is one, else of the check itself.
pub(super) fn sources_of(finding: &AuditFinding) -> String {
    let rule = catalogue::find(&finding.cause).unwrap_or(finding.rule);
    let mut cites: Vec<String> = rule.sources.iter().map(ToString::to_string).collect();
    cites.extend(rule.unsettled.map(|_| "資料で確定していない扱い".to_owned()));
    cites.join("; ")
}

/// The table of what two readings give differently.
pub fn differences_file(differences: &[Difference], sources: &Sources) -> OutputFile {
    let side = |side: &Side, cells: &mut Cells| {
        cells.plain(&side.variant);
        cells.plain(&side.units.to_string());
        cells.plain(&side.rules.join(";"));
    };
    let row = |row: &Difference, cells: &mut Cells| {
        let account = &row.account;
        cells.plain(&account.month.to_string());
        cells.plain(account.scheme.name());
        cells.plain(account.municipality.as_str());
        cells.plain(account.office.as_str());
        cells.plain(account.certificate.as_str());
        cells.plain(row.item.key());
        cells.plain(row.rule);
        side(&row.one, cells);
        side(&row.other, cells);
        cells.maybe(row.yen);
        cells.text(&row.origin.map(|origin| sources.place(origin)).unwrap_or_default());
    };
    OutputFile::new("audit_differences.csv", table(&DIFFERENCE_COLUMNS, differences, row))
}

/// The levels of an audit, in the order of the summary.
pub(super) const LEVELS: [Level; 4] = [Level::Over, Level::Under, Level::Differ, Level::Query];

/// The summary of an audit.
pub fn audit_text(audit: &Audit, differences: Option<&[Difference]>, lang: Lang) -> String {
    let mut text = String::new();
    if audit.has_submission {
        sum_lines(&mut text, audit, lang);
        for sentence in absent::sentences(audit, lang) {
            let _ = writeln!(text, "{sentence}");
        }
        beside_lines(&mut text, audit, lang);
        level_lines(&mut text, audit, lang);
    } else {
        let (from, to) = audit.months;
        let _ = match lang {
            Lang::Ja => writeln!(
                text,
                "{from}から{to}: 請求済みのファイルがないので、点検はせず、二つの扱いを比べただけです"
            ),
            Lang::En => writeln!(
                text,
                "{from} to {to}: nothing submitted was given, so that only two readings were compared"
            ),
        };
    }
    if let Some(differences) = differences {
        difference_lines(&mut text, differences, lang);
    }
    text.push_str(&not_run_lines(&audit.skipped, lang));
    text
}

/// Months, offices, lines and what was claimed.
fn sum_lines(text: &mut String, audit: &Audit, lang: Lang) {
    let (from, to) = audit.months;
    let claimed = grouped(audit.offices.values().map(|office| office.claimed).sum());
    let unpriced: usize = audit.offices.values().map(|office| office.unpriced).sum();
    let (offices, lines) = (audit.offices.len(), audit.lines);
    // A sum of which a part is not known is not told as if it were the sum.
    let _ = match (lang, unpriced) {
        (Lang::Ja, 0) => writeln!(
            text,
            "{from}から{to}の点検: 事業所 {offices}、明細 {lines}、請求額 {claimed}円"
        ),
        (Lang::Ja, _) => writeln!(
            text,
            "{from}から{to}の点検: 事業所 {offices}、明細 {lines}、請求額 不明(分かる分は {claimed}円)"
        ),
        (Lang::En, 0) => writeln!(
            text,
            "audit of {from} to {to}: {offices} offices, {lines} lines, {claimed} yen"
        ),
        (Lang::En, _) => writeln!(
            text,
            "audit of {from} to {to}: {offices} offices, {lines} lines, yen not known (known: {claimed})"
        ),
    };
    if unpriced > 0 {
        let _ = match lang {
            Lang::Ja => writeln!(text, "単価が分からず金額に入っていない人と月 {unpriced}"),
            Lang::En => writeln!(text, "recipients' months without a known price: {unpriced}"),
        };
    }
}

/// What is not among the lines, and what was not looked at.
fn beside_lines(text: &mut String, audit: &Audit, lang: Lang) {
    if audit.returned > 0 {
        let _ = match lang {
            Lang::Ja => writeln!(text, "返戻・取下げの明細 {}(数えていません)", audit.returned),
            Lang::En => {
                writeln!(text, "lines returned or withdrawn, not counted: {}", audit.returned)
            }
        };
    }
    if audit.outside > 0 {
        let _ = match lang {
            Lang::Ja => writeln!(text, "期間の外の明細 {}(点検していません)", audit.outside),
            Lang::En => writeln!(text, "lines of other months, not looked at: {}", audit.outside),
        };
    }
    if !audit.has_logs {
        text.push_str(match lang {
            Lang::Ja => {
                "記録がないので、X901・X905・X907・X910(記録との突き合わせ)は確かめていません\n"
            }
            Lang::En => "no logs: X901, X905, X907 and X910 were not checked\n",
        });
    }
}

fn level_lines(text: &mut String, audit: &Audit, lang: Lang) {
    for level in LEVELS {
        let own = audit.findings.iter().filter(|finding| finding.level == level);
        let word = if lang == Lang::Ja { level.name() } else { level.english() };
        let count = own.clone().count();
        let unknown = own.clone().any(|finding| finding.yen.is_none());
        // Too much and too little are never netted off; what one verdict cannot be is 0.
        let [over, under] = [(1, Level::Under), (-1, Level::Over)].map(|(sign, never)| {
            let yen = own.clone().filter_map(|finding| finding.yen);
            let sum = yen.filter(|yen| yen.0 * sign > 0).sum();
            amount(sum, unknown && level != never, lang)
        });
        let _ = match lang {
            // Without logs nobody looks for what was not claimed.
            Lang::Ja if level == Level::Under && !audit.has_logs => {
                writeln!(text, "  {word} 点検せず")
            }
            Lang::En if level == Level::Under && !audit.has_logs => {
                writeln!(text, "  {word}: not checked")
            }
            Lang::Ja => writeln!(text, "  {word} {count}件 多い分 {over}、少ない分 {under}"),
            Lang::En => writeln!(text, "  {word} {count}: {over} too much, {under} too little"),
        };
        for code in codes() {
            let own = |finding: &&AuditFinding| finding.level == level && finding.rule.code == code;
            let count = audit.findings.iter().filter(own).count();
            let title = catalogue::find(code).map_or("", |rule| rule.title.get(lang));
            if count > 0 {
                let _ = writeln!(text, "    {code} {title} {count}");
            }
        }
    }
}

/// A sum with its unit; of what is not known it is not told as if it were all.
fn amount(sum: Yen, unknown: bool, lang: Lang) -> String {
    let known = grouped(sum);
    match (lang, unknown) {
        (Lang::Ja, false) => format!("{known}円"),
        (Lang::Ja, true) if sum == Yen(0) => "不明".to_owned(),
        (Lang::Ja, true) => format!("{known}円(ほかに不明)"),
        (Lang::En, false) => format!("{known} yen"),
        (Lang::En, true) if sum == Yen(0) => "not known".to_owned(),
        (Lang::En, true) => format!("{known} yen (and more, not known)"),
    }
}

/// What two readings give differently, by rule.
fn difference_lines(text: &mut String, differences: &[Difference], lang: Lang) {
    let _ = match lang {
        Lang::Ja => writeln!(text, "\n二つの扱いの違い: {}件", differences.len()),
        Lang::En => writeln!(text, "\ndifferences between the two readings: {}", differences.len()),
    };
    for (rule, count, units, yen) in by_rule(differences) {
        let yen = grouped(yen);
        let _ = match lang {
            Lang::Ja => writeln!(text, "  {rule} {count}件 {units}単位 {yen}円"),
            Lang::En => writeln!(text, "  {rule} {count}: {units} units, {yen} yen"),
        };
    }
}

/// Rule, lines, units and yen of the second reading minus the first.
pub(super) fn by_rule(differences: &[Difference]) -> Vec<(&'static str, usize, i64, Yen)> {
    let mut rules: Vec<&str> = differences.iter().map(|difference| difference.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    let sum = |rule: &'static str| {
        let own = differences.iter().filter(move |difference| difference.rule == rule);
        let units = own.clone().map(|own| own.other.units.0 - own.one.units.0).sum();
        let yen = own.clone().filter_map(|own| own.yen).sum();
        (rule, own.count(), units, yen)
    };
    rules.into_iter().map(sum).collect()
}

/// The same facts as [`audit_text`], for machines.
pub fn audit_json(audit: &Audit, differences: Option<&[Difference]>) -> String {
    let by_office = by_office(audit);
    let offices = audit.offices.iter().map(|(number, office)| {
        let [over, under] = tally::directions(office, &by_office[number], audit.has_logs);
        json!({
            "office": number,
            "lines": office.lines,
            "claimed": (office.unpriced == 0).then_some(office.claimed),
            "unpriced": office.unpriced,
            "over": over.whole(),
            "under": under.whole(),
            "findings": office.codes,
        })
    });
    let levels: serde_json::Map<String, serde_json::Value> = LEVELS
        .iter()
        .map(|level| (level.english().to_owned(), json!(audit.count(*level))))
        .collect();
    let differences = differences.map(|differences| {
        let rows = by_rule(differences).into_iter().map(|(rule, count, units, yen)| {
            json!({ "rule": rule, "lines": count, "units": units, "yen": yen })
        });
        rows.collect::<Vec<_>>()
    });
    let value = json!({
        "from": audit.months.0,
        "to": audit.months.1,
        "lines": audit.lines,
        "returned": audit.returned,
        "outside": audit.outside,
        "logs": audit.has_logs,
        "submitted": audit.has_submission,
        "absent_tables": audit.absent,
        "findings": levels,
        "offices": offices.collect::<Vec<_>>(),
        "differences": differences,
        "not_run": not_run(&audit.skipped),
    });
    serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"
}
