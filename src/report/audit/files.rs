//! `audit_findings.csv`, `audit_summary.csv`, `audit_differences.csv`.

use super::facts::{Audited, rules};
use crate::{
    audit::{Audit, AuditFinding, Difference, Side},
    catalogue,
    finding::Lang,
    input::Sources,
    number::OfficeNumber,
    report::{
        csv::{CsvCells, table},
        output::OutputFile,
    },
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

/// The tables of an audit.
pub(crate) fn audit_files(audit: &Audit, sources: &Sources) -> Vec<OutputFile> {
    let finding = |row: &AuditFinding, cells: &mut CsvCells| finding_row(row, sources, cells);
    let codes: Vec<&str> = rules().map(|rule| rule.code).collect();
    let mut header = vec!["事業所番号", "明細数", "請求額", "過大額", "過少額"];
    header.extend(&codes);
    let parts = Audited::by_office(audit);
    let offices: Vec<(&OfficeNumber, &Audited<'_>)> = parts.iter().collect();
    vec![
        OutputFile::new("audit_findings.csv", table(&FINDING_COLUMNS, &audit.findings, finding)),
        OutputFile::new(
            "audit_summary.csv",
            table(&header, &offices, |(number, part), cells| {
                let codes_found = &part.summary.codes;
                cells.plain(number.as_str());
                cells.plain(&part.summary.lines.to_string());
                cells.maybe(part.claimed());
                for sum in part.sums() {
                    cells.maybe(sum.whole());
                }
                for code in &codes {
                    cells.plain(&codes_found.get(code).copied().unwrap_or_default().to_string());
                }
            }),
        ),
    ]
}

fn finding_row(finding: &AuditFinding, sources: &Sources, cells: &mut CsvCells) {
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

/// 内容 with the fact that no cell shows, and how the city goes on from it.
fn message(finding: &AuditFinding) -> String {
    let message = finding.rule.wording_at(finding.level).message.get(Lang::Ja);
    let Some(note) = &finding.note else { return message.to_owned() };
    let advice = finding.rule.of_audit.and_then(|of_audit| of_audit.note_for_city);
    let advice = advice.map(|advice| format!("。{advice}")).unwrap_or_default();
    format!("{message}({}{advice})", note.get(Lang::Ja))
}

/// 根拠: of the rule behind the finding, where there is one, else of the check itself.
pub(super) fn sources_of(finding: &AuditFinding) -> String {
    let rule = catalogue::find(&finding.cause).unwrap_or(finding.rule);
    let mut cites: Vec<String> = rule.sources.iter().map(ToString::to_string).collect();
    cites.extend(rule.unsettled.map(|_| "資料で確定していない扱い".to_owned()));
    cites.join("; ")
}

/// The table of what two readings give differently.
pub(crate) fn differences_file(differences: &[Difference], sources: &Sources) -> OutputFile {
    let side = |side: &Side, cells: &mut CsvCells| {
        cells.plain(&side.variant);
        cells.plain(&side.units.to_string());
        cells.plain(&side.rules.join(";"));
    };
    let row = |row: &Difference, cells: &mut CsvCells| {
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
