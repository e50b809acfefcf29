//! `claim_lines.csv`, `claim_totals.csv`, `rejected.csv`, `notices.csv`.

use std::{
    io::{self, Write},
    sync::Arc,
};

use crate::{
    claim::{Claim, Line, Reported, Reports, Statement},
    finding::{Lang, Subject, Target},
    input::Sources,
    item::Scheme,
    report::{
        csv::{CsvCells, table, write_table},
        output::{Output, OutputFile},
        words::fact::{fact, related, sources_of},
    },
};

const LINE_COLUMNS: [&str; 16] = [
    "サービス提供年月",
    "サービス種類",
    "市町村番号",
    "事業所番号",
    "受給者証番号",
    "氏名カナ",
    "項目",
    "区分",
    "サービスコード",
    "サービス名",
    "単位数",
    "回数",
    "サービス単位数",
    "根拠コード",
    "根拠行",
    "単価状態",
];

const TOTAL_COLUMNS: [&str; 9] = [
    "サービス提供年月",
    "サービス種類",
    "市町村番号",
    "事業所番号",
    "受給者証番号",
    "氏名カナ",
    "合計単位数",
    "単位数単価",
    "請求額",
];

const FINDING_COLUMNS: [&str; 20] = [
    "判定",
    "理由コード",
    "理由名",
    "主因",
    "サービス提供年月",
    "サービス種類",
    "市町村番号",
    "事業所番号",
    "受給者証番号",
    "氏名カナ",
    "対象",
    "内容",
    "事実",
    "根拠",
    "対処",
    "ファイル",
    "行",
    "列",
    "関連",
    "影響額",
];

/// The four tables of a claim. Always Japanese: the same input gives the same bytes to everyone.
pub(crate) fn claim_files<'a>(
    claim: &'a Claim,
    sources: &'a Sources,
) -> Vec<Box<dyn Output + Send + 'a>> {
    let lines: Vec<&Line> = claim.lines().collect();
    let lines = table(&LINE_COLUMNS, &lines, |row, cells| line_row(row, sources, cells));
    let totals = table(&TOTAL_COLUMNS, &claim.statements, total_row);
    vec![
        Box::new(OutputFile::new("claim_lines.csv", lines)),
        Box::new(OutputFile::new("claim_totals.csv", totals)),
        Box::new(FindingTable { name: "rejected.csv", reports: &claim.rejected, sources }),
        Box::new(FindingTable { name: "notices.csv", reports: &claim.notices, sources }),
    ]
}

/// A table of findings: where all of an input is bad it is many times as large as the input.
struct FindingTable<'a> {
    name: &'static str,
    reports: &'a Reports,
    sources: &'a Sources,
}

impl Output for FindingTable<'_> {
    fn name(&self) -> &str {
        self.name
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write_table(out, &FINDING_COLUMNS, self.reports.len(), |place, cells| {
            finding_row(self.reports.at(place), self.sources, cells);
        })
    }
}

/// The columns that every table has: month, service, municipality, office, certificate, name.
fn account(subject: &Subject, cells: &mut CsvCells) {
    cells.maybe(subject.month);
    cells.plain(subject.scheme.map_or("", Scheme::name));
    cells.maybe(subject.municipality);
    cells.maybe(subject.office);
    cells.maybe(subject.certificate);
    cells.text(subject.kana.as_deref().unwrap_or_default());
}

fn line_row(line: &Line, sources: &Sources, cells: &mut CsvCells) {
    account(&line.subject(), cells);
    cells.plain(line.item.key());
    cells.plain(&line.variant);
    cells.plain(line.code.as_deref().unwrap_or_default());
    cells.text(&line.name);
    cells.plain(&line.units.to_string());
    cells.plain(&line.count.to_string());
    cells.plain(&line.service_units().to_string());
    let codes: Vec<&str> = line.rules.iter().map(|rule| rule.code).collect();
    cells.plain(&codes.join(";"));
    cells.text(&sources.places(&line.basis_rows()));
    cells.plain(line.status.name());
}

fn total_row(statement: &Statement, cells: &mut CsvCells) {
    let total = &statement.total;
    let kana = Some(Arc::clone(&total.kana));
    account(&Subject::of(statement.account, Target::Table(""), kana), cells);
    cells.plain(&total.units.to_string());
    cells.plain(&total.price.to_string());
    cells.plain(&total.yen.to_string());
}

fn finding_row(reported: Reported<'_>, sources: &Sources, cells: &mut CsvCells) {
    let finding = reported.finding;
    let subject = &finding.subject;
    let wording = finding.rule.wording_at(finding.level);
    cells.plain(finding.level.name());
    cells.plain(finding.rule.code);
    cells.plain(finding.rule.title.get(Lang::Ja));
    cells.plain(if reported.primary { "○" } else { "" });
    account(subject, cells);
    cells.plain(subject.target.key());
    cells.plain(wording.message.get(Lang::Ja));
    cells.text(&fact(finding, sources, Lang::Ja));
    cells.plain(&sources_of(finding));
    cells.plain(wording.remedy.get(Lang::Ja));
    cells.text(finding.origin.map_or("", |origin| sources.name(origin)));
    cells.maybe(finding.origin.map(|origin| origin.line));
    cells.maybe(finding.field());
    cells.text(&related(finding, sources));
    cells.maybe(reported.effect);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::OWN_COLUMNS;

    #[test]
    fn every_table_has_a_column_that_tells_it_from_input() {
        for columns in [&LINE_COLUMNS[..], &TOTAL_COLUMNS, &FINDING_COLUMNS] {
            assert!(columns.iter().any(|column| OWN_COLUMNS.contains(column)), "{columns:?}");
        }
    }
}
