//! The proof as a person reads it.

use std::fmt::Write as _;

use super::{LoggedRow, Refusal, Why};
use crate::{
    account::Account,
    claim::{Line, Reported, Total},
    finding::{Cell, Lang, Level, Rule, Target},
    input::visible,
    report::words::{self, fact::shown, grouped, not_run::not_run_lines},
    tariff::TariffCell,
};

/// The proof as text.
pub(crate) fn why_text(why: &Why<'_>, lang: Lang) -> String {
    let mut proof = ProofText { why, lang, text: String::new() };
    proof.head();
    proof.logged_rows();
    proof.lines();
    proof.refusals();
    proof.notices();
    proof.text.push_str(&not_run_lines(&why.claim.skipped, lang));
    proof.text
}

/// The proof under construction.
struct ProofText<'w> {
    why: &'w Why<'w>,
    lang: Lang,
    text: String,
}

impl ProofText<'_> {
    fn word(&self, ja: &'static str, en: &'static str) -> &'static str {
        if self.lang == Lang::Ja { ja } else { en }
    }

    fn heading(&mut self, ja: &'static str, en: &'static str) {
        let _ = writeln!(self.text, "\n■ {}", self.word(ja, en));
    }

    fn none(&mut self) {
        let none = self.word("  なし", "  none");
        let _ = writeln!(self.text, "{none}");
    }

    fn head(&mut self) {
        let why = self.why;
        let title = self.word("の判定の証明", ": proof of the judgement");
        let _ = writeln!(self.text, "{}{title}", why.claim.month);
        for id in why.certificates() {
            let certificate = why.ledger.certificate(id);
            let recipient = why.ledger.recipient(certificate.recipient);
            let _ = writeln!(
                self.text,
                "  {} {} {} {}",
                recipient.scheme.name(),
                recipient.municipality,
                certificate.number,
                visible(&certificate.kana)
            );
        }
    }

    fn logged_rows(&mut self) {
        self.heading("記録(この人のすべての行、日付順)", "the logs of this person, by day");
        let rows = self.why.logged_rows();
        if rows.is_empty() {
            self.none();
        }
        for row in &rows {
            self.logged_row(row);
        }
    }

    fn logged_row(&mut self, row: &LoggedRow) {
        let cells: Vec<String> =
            row.cells.iter().map(|cell| format!("{} {}", cell.column, self.value(*cell))).collect();
        let place = self.why.sources().place(row.origin);
        let cells = cells.join("、");
        let _ = writeln!(self.text, "  {} {} {place}: {cells}", row.day, row.table);
        let mut verdicts: Vec<String> = row
            .verdicts
            .iter()
            .map(|verdict| {
                let item = verdict.item.map_or("", |item| item.name());
                format!("{item} {} {}", self.level(verdict.level), verdict.rule.code)
            })
            .collect();
        if verdicts.is_empty() {
            let not_here = self
                .word("この月に請求も却下もしない行", "neither claimed nor refused in this month");
            verdicts.push(not_here.to_owned());
        }
        let _ = writeln!(self.text, "      → {}", verdicts.join(" / "));
    }

    fn lines(&mut self) {
        self.heading("請求する明細", "claimed");
        if self.why.lines().next().is_none() {
            self.none();
        }
        for line in self.why.lines() {
            self.line(line);
        }
        for statement in self.why.statements() {
            self.total(&statement.account, &statement.total);
        }
    }

    fn line(&mut self, line: &Line) {
        let name = match self.lang {
            Lang::Ja => words::item(line),
            Lang::En => format!("{} {}", line.item.name(), line.variant).trim_end().to_owned(),
        };
        let unknown = self.word("コード不明", "code unknown");
        let code = line.code.as_deref().unwrap_or(unknown);
        let (units, count, product) = (line.units, line.count, line.service_units());
        let _ = writeln!(
            self.text,
            "  {name} [{code}] {}: {units} × {count} = {product}",
            visible(&line.name)
        );
        for rule in &line.rules {
            self.rule(rule, Level::Grant);
        }
        self.amount(self.why.tariff.at(line.cell));
        self.cells(&line.basis);
    }

    /// The tariff's cell: amount, months, how well it is sourced, and where it stands.
    fn amount(&mut self, cell: &TariffCell) {
        let amount = cell.amount.map(|amount| amount.to_string()).unwrap_or_default();
        let to = cell.to.map(|month| month.to_string()).unwrap_or_default();
        let heading = self.word("額", "amount");
        let source = self.word("資料", "source");
        let _ = writeln!(
            self.text,
            "    {heading}: {} {amount} ({}–{to}) {}、{source}: {}",
            visible(&cell.short_name),
            cell.from,
            cell.status.name(),
            visible(&cell.source)
        );
        if !cell.note.is_empty() {
            let note = self.word("注", "note");
            let _ = writeln!(self.text, "      {note}: {}", visible(&cell.note));
        }
    }

    fn total(&mut self, account: &Account, total: &Total) {
        let heading = self.word("合計", "total");
        let units = self.word("単位", "units");
        let yen = self.word("円(円未満切捨て)", "yen (floored)");
        let _ = writeln!(
            self.text,
            "  {heading} {} {} {}: {} {units} × {} = {} {yen}",
            account.office,
            account.municipality,
            account.certificate,
            total.units,
            total.price,
            grouped(total.yen)
        );
        self.amount(self.why.tariff.at(total.price_cell));
    }

    fn refusals(&mut self) {
        self.heading("請求しないもの", "not claimed");
        let refusals = self.why.refusals();
        if refusals.is_empty() {
            self.none();
        }
        for refusal in &refusals {
            self.refusal(refusal);
        }
    }

    fn refusal(&mut self, refusal: &Refusal<'_>) {
        let name = match refusal.subject.target {
            Target::Item(item) => item.name(),
            Target::Table(table) => table,
        };
        let place = refusal.origin.map(|row| self.why.sources().place(row)).unwrap_or_default();
        let _ = write!(self.text, "  {name} {place}");
        if let Some(effect) = refusal.effect {
            let (heading, yen) = (self.word("影響額", "at stake"), self.word("円", "yen"));
            let _ = write!(self.text, " ({heading} {} {yen})", grouped(effect));
        }
        self.text.push('\n');
        for reported in &refusal.reasons {
            self.reason(*reported);
        }
        let heading =
            self.word("請求できない理由と対処:", "why it is not claimed, and the remedy:");
        let _ = writeln!(self.text, "    {heading}");
        for reported in &refusal.reasons {
            let finding = &reported.finding;
            let remedy = finding.rule.wording_at(finding.level).remedy.get(self.lang);
            let code = finding.rule.code;
            // The requirement is written in Japanese alone.
            let _ = match self.lang {
                Lang::Ja => writeln!(
                    self.text,
                    "      {code} 要件: {}\n        対処: {remedy}",
                    finding.rule.requirement()
                ),
                Lang::En => writeln!(self.text, "      {code}: {remedy}"),
            };
        }
    }

    fn reason(&mut self, reported: Reported<'_>) {
        let finding = &reported.finding;
        self.rule(finding.rule, finding.level);
        let message = finding.rule.wording_at(finding.level).message.get(self.lang);
        let _ = writeln!(self.text, "      {message}");
        if let Some(note) = &finding.note {
            let _ = writeln!(self.text, "      {}", visible(note.get(self.lang)));
        }
        self.cells(&finding.cells);
    }

    fn notices(&mut self) {
        self.heading("知らせ", "notices");
        let notices = self.why.notices();
        if notices.is_empty() {
            self.none();
        }
        for reported in notices {
            self.reason(reported);
        }
    }

    /// A rule with its verdict and sources.
    fn rule(&mut self, rule: &Rule, level: Level) {
        let sources: Vec<String> = rule.sources.iter().map(ToString::to_string).collect();
        let (level, title) = (self.level(level), rule.title.get(self.lang));
        let (code, mark) = (rule.code, rule.confidence.mark());
        let _ = writeln!(self.text, "    {level} {code} {title}: {mark} {}", sources.join("; "));
        if let Some(unsettled) = rule.unsettled {
            let heading = self.word("資料で確定していない扱い", "not settled by the sources");
            let _ = writeln!(self.text, "      {heading}: {}", unsettled.get(self.lang));
        }
    }

    fn cells(&mut self, cells: &[Cell]) {
        for cell in cells.iter().filter(|cell| !cell.column.is_empty()) {
            let (place, value) = (self.why.place(*cell), self.value(*cell));
            let _ = writeln!(self.text, "      {place} {} = {value}", cell.column);
        }
    }

    fn value(&self, cell: Cell) -> String {
        shown(cell, self.why.sources(), self.lang)
    }

    const fn level(&self, level: Level) -> &'static str {
        match self.lang {
            Lang::Ja => level.name(),
            Lang::En => level.english(),
        }
    }
}
