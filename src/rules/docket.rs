//! What the rules say of one subject.

use crate::finding::{Cell, Level, Note, Rule};

/// One rule's word.
#[derive(Clone, Debug)]
pub struct Reason {
    /// The rule.
    pub rule: &'static Rule,
    /// What it does to the subject.
    pub level: Level,
    /// The cells it rests on; the first is the one to look at.
    pub cells: Vec<Cell>,
    /// A computed fact that no cell shows.
    pub note: Option<Note>,
}

/// A percentage that a base line or a total brings.
pub struct Percentage {
    /// 区分
    pub variant: &'static str,
    /// The cells it rests on.
    pub cells: Vec<Cell>,
}

/// Collects reasons. Outside the month that is judged only the verdict is kept.
#[derive(Clone, Debug)]
pub struct Docket {
    rule: Option<&'static Rule>,
    keeps_reasons: bool,
    strongest: Option<Level>,
    reasons: Vec<Reason>,
}

impl Docket {
    /// An empty docket; `keeps_reasons` where somebody will read them.
    pub const fn new(keeps_reasons: bool) -> Self {
        Self { rule: None, keeps_reasons, strongest: None, reasons: Vec::new() }
    }

    /// Who speaks next.
    pub const fn hand_to(&mut self, rule: &'static Rule) {
        self.rule = Some(rule);
    }

    /// The docket with `rule` speaking.
    pub const fn by(&mut self, rule: &'static Rule) -> &mut Self {
        self.rule = Some(rule);
        self
    }

    /// 却下
    pub fn reject(&mut self, cells: &[Cell]) {
        self.say(Level::Reject, cells, None);
    }

    /// 保留
    pub fn hold(&mut self, cells: &[Cell]) {
        self.say(Level::Hold, cells, None);
    }

    /// 警告
    pub fn warn(&mut self, cells: &[Cell]) {
        self.say(Level::Warn, cells, None);
    }

    /// 情報
    pub fn info(&mut self, cells: &[Cell]) {
        self.say(Level::Info, cells, None);
    }

    /// Any level, with a computed fact; `note` is built only where it will be read.
    pub fn say(&mut self, level: Level, cells: &[Cell], note: Option<&dyn Fn() -> Note>) {
        let Some(rule) = self.rule else { return };
        debug_assert!(rule.levels.contains(&level), "{} {level:?}", rule.code);
        if level.refuses() {
            self.strongest = Some(self.strongest.map_or(level, |strongest| strongest.min(level)));
        }
        if self.keeps_reasons {
            let note = note.map(|note| note());
            self.reasons.push(Reason { rule, level, cells: cells.to_vec(), note });
        }
    }

    /// Whether any rule rejects or holds.
    pub const fn refuses(&self) -> bool {
        self.strongest.is_some()
    }

    /// Whether a rule other than `rule` rejects or holds, among the reasons that are kept.
    pub fn refused_by_other_than(&self, rule: &'static Rule) -> bool {
        self.reasons.iter().any(|reason| reason.level.refuses() && reason.rule != rule)
    }

    /// Whether what is said only holds the subject.
    pub const fn only_holds(&self) -> bool {
        matches!(self.strongest, Some(Level::Hold))
    }

    /// Whether the reasons are kept.
    pub const fn keeps_reasons(&self) -> bool {
        self.keeps_reasons
    }

    /// Takes out what was said; the verdict stays.
    pub fn take_reasons(&mut self) -> Vec<Reason> {
        std::mem::take(&mut self.reasons)
    }

    /// What was said.
    pub fn into_reasons(self) -> Vec<Reason> {
        self.reasons
    }
}
