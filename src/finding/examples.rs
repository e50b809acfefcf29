//! The examples of a rule, as its file below `fixtures/rules/` says them.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Value;

/// A row of an input table: cells by column, only those that matter.
pub type ExampleCells = BTreeMap<String, String>;

/// Rows by the table's Japanese name.
pub type Tables = BTreeMap<String, Vec<ExampleCells>>;

/// The tables that an example has a row of though nothing is said of them.
const ALWAYS: [&str; 2] = ["事業所", "受給者"];

/// `fixtures/rules/<code>.toml`
#[derive(Debug)]
pub struct Examples {
    /// The service month of the cases that name none.
    pub month: String,
    /// How the rule's proof is worked out, where its text does not say it.
    pub proof: Option<String>,
    /// The rows that the cases share.
    pub tables: Tables,
    /// The cases, in the order of the file.
    pub cases: Vec<Example>,
}

/// `[[case]]`: how it differs from the file's rows, and what comes of it.
#[derive(Clone, Deserialize, Debug)]
pub struct Example {
    /// `granting…` or `refusing…`
    pub name: String,
    /// What happens, in one Japanese sentence.
    pub title: String,
    /// Where it is written; blank: where the file says.
    #[serde(default)]
    pub source: String,
    /// Service month; blank: the file's.
    #[serde(default)]
    pub month: String,
    /// The last month of the audit, where it is not the first.
    pub to: Option<String>,
    /// `--claim-date`
    pub claim_date: Option<String>,
    /// The policy file.
    pub policy: Option<toml::Table>,
    /// Files beside the tables, or in the place of one, below `fixtures/rules/<code>/`: what
    /// matters in them are the bytes.
    #[serde(default)]
    pub files: Vec<String>,
    /// What was submitted, below `fixtures/rules/<code>/`.
    #[serde(default)]
    pub submitted: Vec<String>,
    /// What was submitted is audited: `logs` against the tables, `claims` by itself.
    pub audit: Option<String>,
    /// The table or column that the rule needs is not there: it does not run.
    #[serde(default)]
    pub not_run: bool,
    /// All claim lines.
    pub lines: Vec<ClaimRow>,
    /// All rows of 却下・保留.
    #[serde(default)]
    pub rejected: Vec<ReasonRow>,
    /// All notices.
    #[serde(default)]
    pub notices: Vec<ReasonRow>,
    /// All findings of the audit.
    #[serde(default)]
    pub findings: Vec<AuditRow>,
    /// The tables that differ: the n-th row says what is other than in the file's n-th row; `[]`:
    /// the table is not among the input. `表+`: rows after the file's.
    #[serde(flatten)]
    pub tables: Tables,
}

/// `[受給者証番号, 項目, 区分, 単位数]`; then 回数, where it is not 1; then, of a line that the
/// file's rule grants or lowers, the cells of its 根拠.
#[derive(Clone, PartialEq, Eq, Deserialize, Debug)]
#[serde(try_from = "Vec<Value>")]
pub struct ClaimRow {
    /// 受給者証番号
    pub certificate: String,
    /// 項目
    pub item: String,
    /// 区分
    pub variant: String,
    /// 単位数
    pub units: i64,
    /// 回数
    pub count: i64,
    /// `ファイル:行:列` of the cells it rests on; of the same row as the one before, the column.
    pub basis: Vec<String>,
}

/// `[理由コード, 判定, "ファイル:行:列"]`; then the other cells of its 事実, those of the same row
/// by their column; then 影響額, or 従 where it is not the 主因.
#[derive(Clone, PartialEq, Eq, Deserialize, Debug)]
#[serde(try_from = "Vec<Value>")]
pub struct ReasonRow {
    /// 理由コード
    pub code: String,
    /// 判定
    pub level: String,
    /// ファイル, 行 and 列, as far as there are any.
    pub place: String,
    /// The other cells it rests on; their rows are 関連.
    pub cells: Vec<String>,
    /// 影響額
    pub effect: String,
}

/// `[理由コード, 判定, 原因コード, "ファイル:行", [関連], 差額]`; 差額 is left out where it is not
/// known.
#[derive(Clone, PartialEq, Eq, Deserialize, Debug)]
#[serde(try_from = "Vec<Value>")]
pub struct AuditRow {
    /// 理由コード
    pub code: String,
    /// 判定
    pub level: String,
    /// 原因コード
    pub cause: String,
    /// ファイル and 行
    pub place: String,
    /// 関連
    pub related: Vec<String>,
    /// 差額
    pub yen: String,
}

/// The file's own keys, before its cases are read one by one.
#[derive(Deserialize)]
struct Whole {
    month: String,
    source: String,
    proof: Option<String>,
    case: Vec<toml::Table>,
    #[serde(flatten)]
    tables: Tables,
}

impl Examples {
    /// Reads the examples of a rule; the error says the case. Whether a table and its columns
    /// exist is asked where the rows are used.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut whole: Whole = toml::from_str(text).map_err(|error| error.to_string())?;
        for name in ALWAYS {
            whole.tables.entry(name.to_owned()).or_insert_with(|| vec![ExampleCells::new()]);
        }
        let case = |table: toml::Table| {
            let name = table.get("name").map(ToString::to_string).unwrap_or_default();
            let mut case: Example =
                table.try_into().map_err(|error| format!("case {name}: {error}"))?;
            if case.source.is_empty() {
                case.source.clone_from(&whole.source);
            }
            if case.month.is_empty() {
                case.month.clone_from(&whole.month);
            }
            Ok(case)
        };
        let cases = whole.case.into_iter().map(case).collect::<Result<_, String>>()?;
        Ok(Self { month: whole.month, proof: whole.proof, tables: whole.tables, cases })
    }
}

impl Example {
    /// The rows of a case: the file's, as far as the case does not say otherwise. A row beyond
    /// them says what is other than in the last of them.
    pub fn rows(&self, shared: &Tables) -> Tables {
        let mut tables = shared.clone();
        for (name, rows) in &self.tables {
            let (table, adds) = match name.strip_suffix('+') {
                Some(table) => (table, true),
                None => (name.as_str(), false),
            };
            let like = shared.get(table).map_or(&[][..], Vec::as_slice);
            let first = if adds { like.len() } else { 0 };
            let whole = |(place, row): (usize, &ExampleCells)| {
                let mut cells = like.get(place).or(like.last()).cloned().unwrap_or_default();
                cells.extend(row.clone());
                cells
            };
            let rows = (first..).zip(rows).map(whole);
            let kept = like[..first].iter().cloned();
            tables.insert(table.to_owned(), kept.chain(rows).collect());
        }
        tables
    }
}

/// An array whose elements mean something by their place.
struct Places(std::vec::IntoIter<Value>);

impl Places {
    fn text(&mut self) -> Result<String, String> {
        match self.0.next() {
            Some(Value::String(text)) => Ok(text),
            other => Err(format!("a text is wanted, not {other:?}")),
        }
    }

    fn whole(&mut self) -> Result<i64, String> {
        match self.0.next() {
            Some(Value::Integer(number)) => Ok(number),
            other => Err(format!("a number is wanted, not {other:?}")),
        }
    }

    /// The texts of an array; none where there is none.
    fn texts(&mut self) -> Result<Vec<String>, String> {
        match self.0.as_slice().first() {
            Some(Value::Array(_)) => {
                self.0.next().map_or(Ok(Vec::new()), Value::try_into).map_err(|e| e.to_string())
            }
            _ => Ok(Vec::new()),
        }
    }

    /// A number or a word at the end; blank where there is none.
    fn last(mut self) -> Result<String, String> {
        let last = match self.0.next() {
            None => String::new(),
            Some(Value::Integer(number)) => number.to_string(),
            Some(Value::String(word)) => word,
            Some(other) => return Err(format!("a number is wanted, not {other}")),
        };
        self.end().map(|()| last)
    }

    fn end(mut self) -> Result<(), String> {
        self.0.next().map_or(Ok(()), |other| Err(format!("{other} is one too many")))
    }
}

impl TryFrom<Vec<Value>> for ClaimRow {
    type Error = String;

    fn try_from(values: Vec<Value>) -> Result<Self, String> {
        let mut row = Places(values.into_iter());
        let (certificate, item, variant) = (row.text()?, row.text()?, row.text()?);
        let units = row.whole()?;
        let has_count = matches!(row.0.as_slice().first(), Some(Value::Integer(_)));
        let count = if has_count { row.whole()? } else { 1 };
        let basis = row.texts()?;
        row.end()?;
        Ok(Self { certificate, item, variant, units, count, basis })
    }
}

impl TryFrom<Vec<Value>> for ReasonRow {
    type Error = String;

    fn try_from(values: Vec<Value>) -> Result<Self, String> {
        let mut row = Places(values.into_iter());
        Ok(Self {
            code: row.text()?,
            level: row.text()?,
            place: row.text()?,
            cells: row.texts()?,
            effect: row.last()?,
        })
    }
}

impl TryFrom<Vec<Value>> for AuditRow {
    type Error = String;

    fn try_from(values: Vec<Value>) -> Result<Self, String> {
        let mut row = Places(values.into_iter());
        Ok(Self {
            code: row.text()?,
            level: row.text()?,
            cause: row.text()?,
            place: row.text()?,
            related: row.texts()?,
            yen: row.last()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = r#"
        month = "2018-05"
        source = "Q6"
        "計画" = [{ "同意日" = "2018-06-18" }]
        "モニタリング" = [{ "実施日" = "2018-05-28", "結果" = "計画変更" }]
        [[case]]
        name = "granting"
        title = "t"
    "#;

    fn cells(row: &[(&str, &str)]) -> ExampleCells {
        row.iter().map(|(column, cell)| ((*column).to_owned(), (*cell).to_owned())).collect()
    }

    fn case(text: &str) -> (Example, Tables) {
        let examples = Examples::parse(&format!("{HEAD}{text}")).unwrap();
        (examples.cases[0].clone(), examples.tables)
    }

    #[test]
    fn a_case_says_how_it_differs() {
        let (example, shared) = case(
            r#"
            lines = []
            "計画" = []
            "モニタリング" = [{ "結果" = "変更なし" }, {}]
            "契約" = [{ "契約日" = "2018-04-01" }]
            "#,
        );
        let rows = example.rows(&shared);
        assert_eq!((example.source.as_str(), example.month.as_str()), ("Q6", "2018-05"));
        assert_eq!(rows["計画"], []);
        assert_eq!(rows["受給者"], [ExampleCells::new()]);
        assert_eq!(rows["契約"], [cells(&[("契約日", "2018-04-01")])]);
        let first = cells(&[("実施日", "2018-05-28"), ("結果", "変更なし")]);
        let second = cells(&[("実施日", "2018-05-28"), ("結果", "計画変更")]);
        assert_eq!(rows["モニタリング"], [first, second]);
    }

    #[test]
    fn more_rows_start_from_the_last_one() {
        let (example, shared) = case("lines = []\n\"モニタリング+\" = [{ \"結果\" = \"終了\" }]");
        let rows = &example.rows(&shared)["モニタリング"];
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1], cells(&[("実施日", "2018-05-28"), ("結果", "終了")]));
    }

    #[test]
    fn what_is_expected_is_read_by_its_place() {
        let (example, _) = case(
            r#"
            lines = [["18", "plan_fee", "tier_1", 1458], ["18", "a", "", 100, 2, ["計画.csv:2:同意日"]]]
            rejected = [["M203", "却下", "x.csv:2:実施日", ["結果"], 12070], ["M201", "却下", "x.csv:2", "従"]]
            findings = [["X901", "過大", "M203", "a.csv:2", ["x.csv:2"], -10]]
            "#,
        );
        let [first, second] = example.lines.as_slice() else { panic!("{:?}", example.lines) };
        assert_eq!((first.units, first.count, first.basis.len()), (1458, 1, 0));
        assert_eq!((second.count, &second.basis[..]), (2, &["計画.csv:2:同意日".to_owned()][..]));
        assert_eq!(example.rejected[0].cells, ["結果"]);
        assert_eq!(example.rejected[0].effect, "12070");
        assert_eq!((example.rejected[1].cells.len(), &*example.rejected[1].effect), (0, "従"));
        assert_eq!(example.findings[0].yen, "-10");
    }

    #[test]
    fn what_cannot_be_meant_is_told_with_its_case() {
        for text in [
            "",
            "lines = []\ntilte = \"x\"",
            "lines = []\nnotice = [[\"M208\", \"警告\", \"\"]]",
            "lines = [[\"18\", \"plan_fee\", 1458]]",
            "lines = [[\"18\", \"plan_fee\", \"\", 1458, 1, [], 3]]",
            "lines = []\nrejected = [[\"M203\", \"却下\", \"x\", [], 1, 2]]",
            "lines = []\n\"計画\" = [{ \"同意日\" = 20180618 }]",
        ] {
            let error = Examples::parse(&format!("{HEAD}{text}")).unwrap_err();
            assert!(error.contains("\"granting\""), "{text}: {error}");
        }
        let head = "month = \"2018-05\"\nsource = \"\"\nmonht = \"x\"\ncase = []";
        assert!(Examples::parse(head).is_err());
    }
}
