//! Findings: a section for each rule and level, and in it each row with its facts.

use super::{
    groups::{anchor, stake},
    table::{Heading, table},
    words,
    writer::Page,
};
use crate::{
    claim::{Parties, ReasonGroup, Reported},
    finding::{Finding, Lang, Target},
    input::Sources,
    report::words::fact::{fact, related, sources_of},
};

const REJECTED: [Heading; 6] = [
    ("受給者", "person"),
    ("項目", "item"),
    ("事実", "wide"),
    ("場所", "place"),
    ("主因", "mark"),
    ("影響額", "num"),
];

const NOTICED: [Heading; 4] = [REJECTED[0], REJECTED[1], REJECTED[2], REJECTED[3]];

const NOTICED_WITH_EFFECT: [Heading; 5] =
    [REJECTED[0], REJECTED[1], REJECTED[2], REJECTED[3], REJECTED[5]];

/// What findings are told with.
pub(super) struct Told<'a> {
    /// The input, for cells as they were written.
    pub(super) sources: &'a Sources,
    /// Whose claim it is.
    pub(super) parties: &'a Parties,
}

/// Writes the chapter of 却下 and 保留.
pub(super) fn write_rejected(page: &mut Page, groups: &[ReasonGroup<'_>], told: &Told<'_>) {
    if groups.is_empty() {
        page.text_in("p", &[], "ありません。");
        return;
    }
    page.text_in(
        "p",
        &[],
        "却下は請求できないもの、保留は記録だけでは決められないものです。主因の○は、ひとつの対象にいくつ\
         も理由があるときの、先に見る理由です。○のない理由も、直さなければ請求できません。",
    );
    for group in groups {
        section(page, group, "rejected.csv", |page| {
            table(page, &REJECTED, &group.first, |reported, cells| {
                let finding = reported.finding;
                cells.with(|page| whose(page, finding, told.parties));
                cells.text(&about_what(finding));
                cells.text(&fact(finding, told.sources, Lang::Ja));
                cells.with(|page| place(page, finding, told.sources));
                cells.text(if reported.primary { "○" } else { "" });
                cells.text(&effect(reported));
            });
        });
    }
}

/// Writes the chapter of 減額, 警告 and 情報.
pub(super) fn write_notices(page: &mut Page, groups: &[ReasonGroup<'_>], told: &Told<'_>) {
    if groups.is_empty() {
        page.text_in("p", &[], "ありません。");
        return;
    }
    page.text_in(
        "p",
        &[],
        "減額は低い額で請求したもの、警告は確かめてほしいもの、情報は知っておくことです。どれも請求を止め\
         てはいません。",
    );
    for group in groups {
        let priced = group.priced > 0;
        let columns = if priced { &NOTICED_WITH_EFFECT[..] } else { &NOTICED };
        section(page, group, "notices.csv", |page| {
            table(page, columns, &group.first, |reported, cells| {
                let finding = reported.finding;
                cells.with(|page| whose(page, finding, told.parties));
                cells.text(&about_what(finding));
                cells.text(&fact(finding, told.sources, Lang::Ja));
                cells.with(|page| place(page, finding, told.sources));
                if priced {
                    cells.text(&reported.effect.map_or_else(String::new, words::yen));
                }
            });
        });
    }
}

/// A rule at a level: what it says, what to do, where it is written, and its rows.
fn section(page: &mut Page, group: &ReasonGroup<'_>, file: &str, rows: impl FnOnce(&mut Page)) {
    page.element("section", &[("id", &anchor(group)), ("class", "rule")], |page| {
        page.element("div", &[("class", "about")], |page| about(page, group));
        rows(page);
        let more = group.count.saturating_sub(group.first.len());
        if more > 0 {
            let told = format!("ほかに {}件は {file} にあります。", words::count(more));
            page.text_in("p", &[("class", "more")], &told);
        }
    });
}

fn about(page: &mut Page, group: &ReasonGroup<'_>) {
    let rule = group.rule;
    let wording = rule.wording_at(group.level);
    page.element("h3", &[], |page| {
        page.text_in("span", &[("class", "code")], rule.code);
        page.text(&format!(" {} ", rule.title.get(Lang::Ja)));
        let class = format!("level {}", group.level.english());
        page.text_in("span", &[("class", &class)], group.level.name());
    });
    page.element("p", &[("class", "tally")], |page| {
        page.text_in("b", &[], &format!("{}件", words::count(group.count)));
        if group.level.refuses() {
            page.text(&format!("(うち主因 {}件)", words::count(group.primary)));
        }
        if group.primary > 0 || group.priced > 0 {
            page.text(&format!(" 影響額 {}", stake(group)));
        }
    });
    page.element("dl", &[], |page| {
        page.text_in("dt", &[], "内容");
        page.element("dd", &[], |page| page.prose(wording.message.get(Lang::Ja)));
        page.text_in("dt", &[], "対処");
        page.element("dd", &[("class", "remedy")], |page| {
            page.prose(wording.remedy.get(Lang::Ja));
        });
        page.text_in("dt", &[], "根拠");
        page.element("dd", &[], |page| {
            let sources = group.first.first().map(|reported| sources_of(reported.finding));
            page.text(&sources.unwrap_or_default());
            let (mark, meaning) = (rule.confidence.mark(), rule.confidence.meaning());
            let standing = format!("{mark} {}", meaning.get(Lang::Ja));
            page.text_in("small", &[], &standing);
            if let Some(unsettled) = rule.unsettled {
                page.text_in("small", &[], unsettled.get(Lang::Ja));
            }
        });
    });
}

/// Name and number; municipality and office where the claim has several, or where no certificate
/// is meant; the service where nothing else is.
fn whose(page: &mut Page, finding: &Finding, parties: &Parties) {
    let subject = &finding.subject;
    if let Some(kana) = subject.kana.as_deref() {
        page.text_in("b", &[], kana);
    }
    if let Some(certificate) = subject.certificate {
        page.text_in("span", &[], &certificate.to_string());
    }
    let anonymous = subject.certificate.is_none();
    let municipality =
        subject.municipality.filter(|_| anonymous || parties.municipalities.len() > 1);
    let office = subject.office.filter(|_| anonymous || parties.offices.len() > 1);
    let nothing_else = anonymous && municipality.is_none() && office.is_none();
    let scheme = subject.scheme.filter(|_| nothing_else);
    let known = [
        municipality.map(|number| format!("市町村 {number}")),
        office.map(|number| format!("事業所 {number}")),
        scheme.map(|scheme| scheme.name().to_owned()),
    ];
    for text in known.iter().flatten() {
        page.text_in("small", &[], text);
    }
}

/// The item, the input table, or a file that is no table.
fn about_what(finding: &Finding) -> String {
    match finding.subject.target {
        Target::Item(item) => item.name().to_owned(),
        Target::Table("") if finding.origin.is_some() => "ファイル".to_owned(),
        Target::Table("") => String::new(),
        Target::Table(name) => format!("表「{name}」の行"),
    }
}

/// `file:line`, the number of the cell, and the rows that belong to it.
fn place(page: &mut Page, finding: &Finding, sources: &Sources) {
    if let Some(origin) = finding.origin {
        page.text(&sources.place(origin));
    }
    if let Some(field) = finding.field() {
        page.text(&format!("({field}列目)"));
    }
    let related = related(finding, sources);
    if !related.is_empty() {
        page.text_in("small", &[], &format!("関連 {}", related.replace(';', "; ")));
    }
}

fn effect(reported: &Reported<'_>) -> String {
    match reported.effect {
        Some(yen) => words::yen(yen),
        None if reported.primary => "不明".to_owned(),
        None => String::new(),
    }
}
