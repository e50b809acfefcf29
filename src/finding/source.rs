//! The documents that rules and amounts rest on. `docs/sources.md` lists the same.

use std::fmt;

/// A document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Source {
    /// 薩摩川内市障害福祉サービス手引書(平成30年度改訂版)
    Handbook,
    /// 小平市のチラシ(令和6年10月)
    Flyer,
    /// 相談支援に係るQ&A等(平成24年3月6日)
    QaH240306,
    /// 計画相談支援等に係る取扱い(平成29年3月31日)
    QaH290331,
    /// 平成30年度報酬改定Q&A(平成30年3月30日)
    QaH300330,
    /// 平成30年度報酬改定Q&A(平成30年5月23日)
    QaH300523,
    /// 令和3年度報酬改定Q&A(令和3年4月8日)
    QaR030408,
    /// 令和6年度報酬改定Q&A(令和6年3月29日)
    QaR060329,
    /// 令和3年度報酬改定に関する厚生労働省の回答
    Revision2021,
    /// 告示第125号・第126号
    Notice,
    /// 留意事項通知
    Guidance,
    /// 国保連のインタフェース・点検資料
    Federation,
    /// 入力と出力の約束 (docs/input.md, docs/output.md)
    Contract,
    /// 資料のない点についての santei の扱い
    Reading,
}

impl Source {
    /// Every document, in the order of `docs/sources.md`.
    pub const ALL: [Self; 14] = [
        Self::Handbook,
        Self::Flyer,
        Self::QaH240306,
        Self::QaH290331,
        Self::QaH300330,
        Self::QaH300523,
        Self::QaR030408,
        Self::QaR060329,
        Self::Revision2021,
        Self::Notice,
        Self::Guidance,
        Self::Federation,
        Self::Contract,
        Self::Reading,
    ];

    /// The short name used in 根拠.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Handbook => "薩摩川内市手引書(平成30年度)",
            Self::Flyer => "小平市チラシ(令和6年10月)",
            Self::QaH240306 => "厚労省Q&A(平成24年3月6日)",
            Self::QaH290331 => "厚労省Q&A(平成29年3月31日)",
            Self::QaH300330 => "厚労省Q&A(平成30年3月30日)",
            Self::QaH300523 => "厚労省Q&A(平成30年5月23日)",
            Self::QaR030408 => "厚労省Q&A(令和3年4月8日)",
            Self::QaR060329 => "厚労省Q&A(令和6年3月29日)",
            Self::Revision2021 => "厚労省回答(令和3年度改定)",
            Self::Notice => "報酬告示(第125号・第126号)",
            Self::Guidance => "留意事項通知",
            Self::Federation => "国保連インタフェース・点検資料",
            Self::Contract => "santeiの入出力の約束",
            Self::Reading => "santeiの扱い(資料で確定していない)",
        }
    }
}

/// A place in a document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cite {
    /// The document.
    pub source: Source,
    /// Question, page or section; may be empty.
    pub place: &'static str,
}

/// A citation, for declarations.
pub(crate) const fn cite(source: Source, place: &'static str) -> Cite {
    Cite { source, place }
}

impl fmt::Display for Cite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            "" => f.write_str(self.source.name()),
            place => write!(f, "{} {place}", self.source.name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_has_its_row_in_the_docs() {
        let page = include_str!("../../docs/sources.md");
        let names: Vec<&str> = page
            .lines()
            .skip_while(|line| *line != "## Documents")
            .take_while(|line| *line != "## The federation's file")
            .filter_map(|line| line.strip_prefix("| ")?.split(" | ").next())
            .filter(|name| *name != "short name")
            .collect();
        assert_eq!(names, Source::ALL.map(Source::name));
    }
}
