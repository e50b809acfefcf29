//! The examples of a rule for people: what they start from, how each differs, what comes of it.

use std::fmt::Write as _;

use crate::{
    finding::{ClaimRow, Example, ExampleCells, Examples, Lang, ReasonRow, Rule, Tables},
    input::TableSpec,
    item::Item,
    records::SPECS,
    report::words::rule::examples_file,
};

/// More rows of a table than these are counted, not shown.
const ROWS_MAX: usize = 3;

/// An example in words.
struct ExampleWords {
    mark: &'static str,
    title: String,
    difference: String,
    outcome: String,
}

fn told(example: &Example, examples: &Examples) -> ExampleWords {
    let is_granting = example.name.starts_with("granting");
    ExampleWords {
        mark: if is_granting { "○" } else { "×" },
        title: format!("{} ({})", example.title, example.source),
        difference: differences(example, examples).join("、"),
        outcome: outcomes(example).join("、"),
    }
}

/// What is said of the tables, in the order of the contract: `計画1行目 同意日 2018-06-18`; of a
/// case, beside the number of rows of its file.
fn tables(tables: &Tables, shared: Option<&Tables>) -> Vec<String> {
    let named = |spec: &'static TableSpec| {
        let rows = tables.get(spec.name).map(|rows| told_rows(spec, "", rows));
        let count = tables.get(spec.name).map_or(0, Vec::len);
        let before = shared.map_or(count, |shared| shared.get(spec.name).map_or(0, Vec::len));
        let counted = (count > 1 && count != before).then(|| format!("{}は{count}行", spec.name));
        let more = tables.get(&format!("{}+", spec.name));
        let more = more.map(|rows| told_rows(spec, "追加", rows));
        rows.into_iter().flatten().chain(counted).chain(more.into_iter().flatten())
    };
    SPECS.iter().flat_map(named).collect()
}

fn told_rows(spec: &TableSpec, word: &str, rows: &[ExampleCells]) -> Vec<String> {
    if rows.is_empty() {
        return vec![format!("{}の表なし", spec.name)];
    }
    let told = |(place, cells): (usize, &ExampleCells)| {
        let number = if rows.len() > 1 { format!("{}行目", place + 1) } else { String::new() };
        let named = spec.columns.iter().filter_map(|c| Some((c.name, cells.get(c.name)?)));
        let words = named.map(|(column, cell)| match cell.as_str() {
            "" => format!("{column} (空)"),
            cell => format!("{column} {cell}"),
        });
        let name = format!("{}{word}{number}", spec.name);
        [vec![name], words.collect()].concat().join(" ")
    };
    // Of the file's rows those that are as they were are left out; added ones are all counted.
    let differ: Vec<_> =
        rows.iter().enumerate().filter(|(_, row)| !(word.is_empty() && row.is_empty())).collect();
    let rest = differ.len().saturating_sub(ROWS_MAX);
    let more = (rest > 0).then(|| format!("{}{word}のほか{rest}行", spec.name));
    differ.into_iter().take(ROWS_MAX).map(told).chain(more).collect()
}

fn differences(example: &Example, examples: &Examples) -> Vec<String> {
    let mut texts = Vec::new();
    if example.month != examples.month {
        texts.push(format!("{}の請求", example.month));
    }
    texts.extend(example.to.as_ref().map(|to| format!("{to}まで")));
    texts.extend(example.claim_date.as_ref().map(|day| format!("請求日 {day}")));
    texts.extend(example.policy.as_ref().map(|policy| {
        let lines: Vec<String> = policy.to_string().lines().map(str::to_owned).collect();
        format!("設定 {}", lines.join(" "))
    }));
    texts.extend(tables(&example.tables, Some(&examples.tables)));
    texts.extend(example.files.iter().map(|name| format!("ファイル {name}")));
    texts.extend(example.submitted.iter().map(|name| format!("提出 {name}")));
    texts
}

fn outcomes(example: &Example) -> Vec<String> {
    let mut lines: Vec<(String, usize)> = Vec::new();
    for line in example.lines.iter().map(claim_row) {
        match lines.iter_mut().find(|(known, _)| *known == line) {
            Some((_, count)) => *count += 1,
            None => lines.push((line, 1)),
        }
    }
    let lines = lines.into_iter().map(|(line, count)| match count {
        1 => line,
        _ => format!("{line}が{count}行"),
    });
    let reasons = example.rejected.iter().chain(&example.notices).map(reason_row);
    let findings = example.findings.iter().map(|found| {
        let yen = if found.yen.is_empty() { String::new() } else { format!(" {}円", found.yen) };
        format!("{} {} {}{yen}", found.level, found.code, found.place)
    });
    let told: Vec<String> = lines.chain(reasons).chain(findings).collect();
    if told.is_empty() { vec!["明細も理由もなし".to_owned()] } else { told }
}

fn claim_row(row: &ClaimRow) -> String {
    let named = Item::ALL.iter().find(|item| item.key() == row.item);
    let name = named.map_or(row.item.as_str(), |item| item.name());
    let variant = if row.variant.is_empty() { String::new() } else { format!(" {}", row.variant) };
    let count = if row.count == 1 { String::new() } else { format!("×{}", row.count) };
    format!("{name}{variant} {}単位{count}", row.units)
}

fn reason_row(row: &ReasonRow) -> String {
    let effect = match row.effect.as_str() {
        "" => String::new(),
        "従" => " (主因でない)".to_owned(),
        yen => format!(" 影響額{yen}円"),
    };
    format!("{} {} {}{effect}", row.level, row.code, row.place).trim_end().to_owned()
}

/// What every case of the file starts from.
fn start(examples: &Examples) -> String {
    let texts = tables(&examples.tables, None);
    let month = format!("{}の請求", examples.month);
    [vec![month], texts].concat().join("、")
}

/// The examples as text. A file that cannot be read gives its fault: a test finds it before.
pub(crate) fn examples_text(rule: &Rule, lang: Lang) -> String {
    let label = |ja, en| if lang == Lang::Ja { ja } else { en };
    let file = examples_file(rule);
    let mut text =
        format!("{} {}\n{}: {file}\n\n", rule.code, rule.title.get(lang), label("例", "Examples"));
    let examples = match Examples::parse(rule.examples) {
        Ok(examples) => examples,
        Err(fault) => return text + &fault + "\n",
    };
    let _ = writeln!(text, "{}: {}", label("もとの記録", "Start"), start(&examples));
    text.extend(examples.proof.iter().map(|proof| format!("{proof}\n")));
    for case in &examples.cases {
        let case = told(case, &examples);
        let _ = writeln!(text, "\n{} {}", case.mark, case.title);
        if !case.difference.is_empty() {
            let _ = writeln!(text, "  {}: {}", label("違い", "Differs"), case.difference);
        }
        let _ = writeln!(text, "  {}: {}", label("結果", "Outcome"), case.outcome);
    }
    text
}

/// The examples as a table for `docs/rules.md`.
pub(super) fn examples_markdown(rule: &Rule) -> String {
    let file = examples_file(rule);
    let mut text = format!("\n**例** [`{file}`](../{file})");
    let examples = match Examples::parse(rule.examples) {
        Ok(examples) => examples,
        Err(fault) => return format!("{text} {fault}\n"),
    };
    let _ = writeln!(text, " もとの記録: {}", start(&examples));
    text.extend(examples.proof.iter().map(|proof| format!("\n{proof}\n")));
    text.push_str("\n| | 例 | 違い | 結果 |\n|---|---|---|---|\n");
    for case in &examples.cases {
        let case = told(case, &examples);
        let cells = [case.title, case.difference, case.outcome];
        let [title, difference, outcome] = cells.map(|cell| cell.replace('|', "\\|"));
        let _ = writeln!(text, "| {} | {title} | {difference} | {outcome} |", case.mark);
    }
    text
}
