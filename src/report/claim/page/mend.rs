//! What to mend first: the primary reasons by yen, and what may have been left unclaimed.

use std::cmp::Reverse;

use super::{
    groups::{anchor, stake},
    table::{Heading, table},
    words,
    writer::Page,
};
use crate::{claim::ReasonGroup, finding::Lang};

const COLUMNS: [Heading; 5] =
    [("理由", "name"), ("判定", "short"), ("件数", "num"), ("影響額", "num"), ("対処", "wide")];

/// Writes the chapter.
pub(super) fn write(page: &mut Page, rejected: &[ReasonGroup<'_>], notices: &[ReasonGroup<'_>]) {
    let causes: Vec<&ReasonGroup<'_>> = rejected.iter().filter(|group| group.primary > 0).collect();
    if causes.is_empty() {
        page.text_in("p", &[], "直すところはありません。却下も保留もありませんでした。");
    } else {
        page.text_in(
            "p",
            &[],
            "金額の大きい順です。理由を押すと、その行へ移ります。影響額は、その一件を正しく直せたときにだけ\
             請求できる額で、いま請求に入っている額ではありません。却下が正しいもの(たとえば計画に含まれ\
             るモニタリング)は、直すものではなく、請求しないままにします。",
        );
        let unknown = causes.iter().any(|group| group.unknown() > 0);
        causes_table(page, causes, |group| group.primary);
        let mut note = String::from(
            "影響額は一件ずつ別々に求めているので、足した額をすべて請求できるとはかぎりません。",
        );
        if unknown {
            note.push_str(
                "影響額が「不明」なのは、入力の行そのものが読めないか使えないときや、単位数が分からないとき\
                 です。先に直すと、ほかの却下や保留がなくなることもあります。",
            );
        }
        page.text_in("p", &[("class", "note")], &note);
    }
    let missed: Vec<&ReasonGroup<'_>> = notices.iter().filter(|group| group.priced > 0).collect();
    if !missed.is_empty() {
        page.text_in("h3", &[], "請求し忘れかもしれないもの");
        page.text_in(
            "p",
            &[],
            "知らせのうち、行っていて記録がないだけなら請求できるものです。影響額はその見込みの額です。",
        );
        causes_table(page, missed, |group| group.count);
    }
}

/// The groups, the biggest yen first; those of the same yen in the order of precedence.
fn causes_table(
    page: &mut Page,
    mut causes: Vec<&ReasonGroup<'_>>,
    count: fn(&ReasonGroup<'_>) -> usize,
) {
    causes.sort_by_key(|group| Reverse((group.priced > 0, group.effect)));
    table(page, &COLUMNS, causes, |group, cells| {
        cells.with(|page| {
            let name = format!("{} {}", group.rule.code, group.rule.title.get(Lang::Ja));
            page.text_in("a", &[("href", &format!("#{}", anchor(group)))], &name);
        });
        cells.text(group.level.name());
        cells.text(&words::count(count(group)));
        cells.text(&stake(group));
        cells.with(|page| {
            page.prose(group.rule.wording_at(group.level).remedy.get(Lang::Ja));
        });
    });
}
