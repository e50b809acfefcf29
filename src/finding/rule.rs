//! The declaration of a rule: everything that people read about it, written once.

use serde::Serialize;

use super::Cite;
use crate::calendar::ServiceMonth;

/// What a finding does to its subject.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// 「却下」 not payable
    Reject,
    /// 「保留」 cannot be decided from the logs; not in the claim
    Hold,
    /// 「減額」 payable at a lower amount
    Reduce,
    /// 「警告」
    Warn,
    /// 「情報」
    Info,
    /// 「算定」 puts a line in the claim and is the reason why
    Grant,
    /// 「過大」 submitted, and not to be paid
    Over,
    /// 「過少」 to be paid, and not submitted
    Under,
    /// 「相違」 submitted otherwise than judged
    Differ,
    /// 「要確認」 of what was submitted: somebody has to look
    Query,
}

impl Level {
    /// The word of the 判定 column.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reject => "却下",
            Self::Hold => "保留",
            Self::Reduce => "減額",
            Self::Warn => "警告",
            Self::Info => "情報",
            Self::Grant => "算定",
            Self::Over => "過大",
            Self::Under => "過少",
            Self::Differ => "相違",
            Self::Query => "要確認",
        }
    }

    /// The English word.
    pub const fn english(self) -> &'static str {
        match self {
            Self::Reject => "reject",
            Self::Hold => "hold",
            Self::Reduce => "reduce",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Grant => "grant",
            Self::Over => "over",
            Self::Under => "under",
            Self::Differ => "differ",
            Self::Query => "query",
        }
    }

    /// Whether it is about what was submitted.
    pub const fn is_of_audit(self) -> bool {
        matches!(self, Self::Over | Self::Under | Self::Differ | Self::Query)
    }

    /// Whether a line with such a finding stays out of the claim.
    pub const fn refuses(self) -> bool {
        matches!(self, Self::Reject | Self::Hold)
    }
}

impl Serialize for Level {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// How well a rule or an amount is sourced.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Confidence {
    /// ● official text or two agreeing sources
    Official,
    /// ◐ one source
    Single,
    /// ○ our reading where no source settles it
    Reading,
    /// － what this program agrees with its users; no law, notice or document says it
    Own,
}

impl Confidence {
    /// The mark used in the catalogue.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Official => "●",
            Self::Single => "◐",
            Self::Reading => "○",
            Self::Own => "－",
        }
    }

    /// What the mark means, in Japanese and English.
    pub const fn meaning(self) -> Text {
        match self {
            Self::Official => {
                Text("公的な文書、または二つの資料が一致", "official text or two agreeing sources")
            }
            Self::Single => Text("資料は一つ", "one source"),
            Self::Reading => Text(
                "資料で確定していない扱い",
                "not settled by any source: this program's reading",
            ),
            Self::Own => Text(
                "santeiの決まり(法令や通知ではない)",
                "this program's own convention, no outside document",
            ),
        }
    }
}

/// The language of texts for people.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Lang {
    /// 日本語
    #[default]
    Ja,
    /// English
    En,
}

/// One text in Japanese and English.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Text(pub &'static str, pub &'static str);

impl Text {
    /// The text in `lang`.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ja => self.0,
            Lang::En => self.1,
        }
    }
}

/// What a refused or noticed subject is told: the fact in general, and what to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wording {
    /// 「内容」 one sentence
    pub message: Text,
    /// 「対処」 what the office does next
    pub remedy: Text,
}

/// An input table or column that a rule cannot run without.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Need {
    /// The table's Japanese name.
    pub table: &'static str,
    /// One of its optional columns; `None`: the table as a whole.
    pub column: Option<&'static str>,
    /// What serves in its stead.
    pub other: Option<&'static Need>,
}

impl Need {
    /// The rule needs `table`.
    pub const fn table(table: &'static str) -> Self {
        Self { table, column: None, other: None }
    }

    /// The rule needs `column` of `table`.
    pub const fn column(table: &'static str, column: &'static str) -> Self {
        Self { table, column: Some(column), other: None }
    }

    /// The need, or `other` in its stead.
    #[must_use]
    pub const fn or(self, other: &'static Self) -> Self {
        Self { other: Some(other), ..self }
    }
}

/// What the audit must have to ask a rule of family X.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asked {
    /// Of what was submitted alone.
    Always,
    /// The logs.
    WithLogs,
    /// No logs, in whose stead the rule stands.
    WithoutLogs,
}

/// What a rule of family X declares beside: when the audit asks it, and its words for the office
/// whose lines they are, in Japanese as the office's page is. The 対処 of the rule speaks to the city.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OfAudit {
    /// When it is asked.
    pub asked: Asked,
    /// 対処 for the office; `None` where the rule's own speaks to whoever made the file.
    pub remedy: Option<&'static str>,
    /// What a finding without an item is about.
    pub without_item: &'static str,
    /// What submitted lines are called that stand beside the finding's own: the office's, and another
    /// office's; `None` where the office's are named by place and nothing is said of another's.
    pub other_lines: Option<[&'static str; 2]>,
    /// What only the city is told after a note: how it goes on from there.
    pub note_for_city: Option<&'static str>,
}

impl OfAudit {
    /// A rule that is asked so, with its 対処 for the office.
    pub const fn new(asked: Asked, remedy: Option<&'static str>) -> Self {
        let without_item = "報酬表にないコード";
        Self { asked, remedy, without_item, other_lines: None, note_for_city: None }
    }
}

/// A rule of the catalogue. Declared by [`crate::declare_rule`], never built elsewhere.
#[derive(Debug)]
pub struct Rule {
    /// Family letter and number, never re-used.
    pub code: &'static str,
    /// English name in kebab case.
    pub name: &'static str,
    /// 「理由名」
    pub title: Text,
    /// The levels that a finding of this rule can have.
    pub levels: &'static [Level],
    /// First service month in force; `None`: always.
    pub since: Option<ServiceMonth>,
    /// Last service month in force; `None`: still.
    pub until: Option<ServiceMonth>,
    /// How well it is sourced.
    pub confidence: Confidence,
    /// Where it is written; never empty.
    pub sources: &'static [Cite],
    /// 要件 and 判定 in Japanese, Markdown.
    pub doc: &'static str,
    /// The message and remedy.
    pub wording: Wording,
    /// Those of a hold, where the rule both rejects and holds.
    pub held: Option<Wording>,
    /// Tables and columns without which the rule does not run.
    pub needs: &'static [Need],
    /// Tables without which a part of the rule is not checked.
    pub partly_needs: &'static [Need],
    /// 「資料で確定していない扱い」 the reading taken where sources are silent or differ.
    pub unsettled: Option<Text>,
    /// Whether it misses a row: 影響額 is then what that row's line would have brought.
    pub misses_row: bool,
    /// Whether it always refuses for another office's record: of its cause the office is told no more.
    pub of_another_office: bool,
    /// Of family X: when it is asked, and its words for the office.
    pub of_audit: Option<OfAudit>,
    /// Its examples, as `fixtures/rules/<code>.toml` says them.
    pub examples: &'static str,
}

impl Rule {
    /// The optional fields of a declaration.
    pub const BLANK: Self = Self {
        code: "",
        name: "",
        title: Text("", ""),
        levels: &[],
        since: None,
        until: None,
        confidence: Confidence::Official,
        sources: &[],
        doc: "",
        wording: Wording { message: Text("", ""), remedy: Text("", "") },
        held: None,
        needs: &[],
        partly_needs: &[],
        unsettled: None,
        misses_row: false,
        of_another_office: false,
        of_audit: None,
        examples: "",
    };

    /// The wording of a finding at `level`.
    pub const fn wording_at(&self, level: Level) -> Wording {
        match (&self.held, level) {
            (Some(held), Level::Hold) => *held,
            _ => self.wording,
        }
    }

    /// 「要件」 what must hold, in Japanese: the first paragraph of its text.
    pub fn requirement(&self) -> &'static str {
        let first = self.doc.lines().map(str::trim).find(|line| !line.is_empty());
        first.map_or("", |line| line.trim_start_matches("**要件** "))
    }

    /// Whether the rule is in force in `month`.
    pub fn in_force(&self, month: ServiceMonth) -> bool {
        self.since.is_none_or(|since| since <= month)
            && self.until.is_none_or(|until| month <= until)
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Rule {}

/// Declares a rule as a `static`. The doc comment becomes the rule's text, so that it is
/// written once and serves rustdoc, `santei explain` and `docs/rules.md`; without its examples,
/// `fixtures/rules/<code>.toml`, it does not compile.
#[macro_export]
macro_rules! declare_rule {
    ($(#[doc = $doc:literal])+ $code:ident { $($field:ident: $value:expr,)+ }) => {
        $(#[doc = $doc])+
        pub(crate) static $code: $crate::finding::Rule = $crate::finding::Rule {
            code: stringify!($code),
            doc: concat!($($doc, "\n",)+),
            examples: include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/fixtures/rules/",
                stringify!($code),
                ".toml"
            )),
            $($field: $value,)+
            ..$crate::finding::Rule::BLANK
        };
    };
}
