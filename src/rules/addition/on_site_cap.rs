//! How many recipients an author may visit (A621), and each recipient once a month (A623): the one
//! limit of an addition that counts over persons.

use std::cmp::Ordering;

use rustc_hash::{FxHashMap, FxHashSet};

use super::prelude::*;
use crate::{
    input::Symbol,
    ledger::{OfficeId, RecipientId, Ties, order_by_time},
    records::{ActivityKind, Job},
    rules::{SheetRow, World},
};

declare_rule! {
    /// **要件** 相談支援専門員一人につき月に39人まで(相談支援員は19人まで)であること
    ///
    /// **判定** 活動日、時刻(どちらの行にもあるとき)、事業所番号、従業者番号、行の内容の順に数え、限度を超えた人を却下します。一体運営の事業所では、同じ従業者番号を一人と数えます
    A621 {
        name: "on-site-cap",
        title: Text("専門員一人の限度を超えた", "on-site cap"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::QaH300330, "問88")],
        wording: Wording {
            message: Text("この専門員のその月の限度(39人、相談支援員は19人)を超えています", "beyond the 39 recipients of a specialist (19 of an assistant) in the month"),
            remedy: Text("請求しないでください。別の専門員が訪ねたのなら、従業者番号を直してください", "do not claim it; correct the staff number if another specialist went"),
        },
        needs: &[Need::table("会議等")],
    }
}

declare_rule! {
    /// **要件** 利用者一人につき月に一度であること
    ///
    /// **判定** 算定できる行のうち、最も早いもの以外を却下します
    A623 {
        name: "on-site-once",
        title: Text("同じ月の二度目の訪問", "on-site once a month"),
        levels: &[Level::Reject],
        confidence: Confidence::Official,
        sources: &[cite(Source::Notice, "サービス提供時モニタリング加算")],
        wording: Wording {
            message: Text("この加算は利用者一人につき月に一度です", "the addition is paid once a month for a recipient"),
            remedy: Text("請求しないでください", "do not claim it"),
        },
        needs: &[Need::table("会議等")],
    }
}

/// The entry of A621, which says A623 too.
pub(crate) const ENTRY: Entry = Entry::new(&A621, Check::Cap(limit));

/// Recipients of one 相談支援専門員 in a month.
const SPECIALIST_CAP: usize = 39;
/// Recipients of one 相談支援員.
const ASSISTANT_CAP: usize = 19;

/// Asks every visit of the month that nothing refuses, in the order of counting.
fn limit(world: &World<'_>, sheets: &mut [Sheet<'_>]) {
    let rows = sheets.iter_mut().flat_map(|sheet| &mut sheet.rows);
    let mut rows: Vec<&mut SheetRow<'_>> = rows
        .filter(|row| {
            row.case.activity.kind == ActivityKind::OnSiteMonitoring
                && row.month == world.month
                && row.variant.is_some()
                && !row.docket.refuses()
        })
        .collect();
    rows.sort_by(|a, b| tie_order(world, a, b));
    let mut places: Vec<(usize, &mut SheetRow<'_>)> =
        counting_order(world, &rows).into_iter().zip(rows).collect();
    places.sort_unstable_by_key(|(place, _)| *place);
    refuse(places.into_iter().map(|(_, row)| visit(world, row)).collect());
}

fn tie_order(world: &World<'_>, a: &SheetRow<'_>, b: &SheetRow<'_>) -> Ordering {
    let ledger = world.ledger;
    let office = |row: &SheetRow<'_>| ledger.office(row.case.head.office).number;
    let staff = |row: &SheetRow<'_>| ledger.text(row.case.activity.staff);
    let values = |row: &SheetRow<'_>| ledger.sources.values(row.case.origin);
    (a.case.day.cmp(&b.case.day))
        .then_with(|| office(a).cmp(&office(b)))
        .then_with(|| staff(a).cmp(staff(b)))
        .then_with(|| values(a).cmp(&values(b)))
        .then_with(|| a.case.origin.cmp(&b.case.origin))
}

/// The place of each row, which stand in tie order, in the order of counting. The cap orders the
/// rows of an author together, once a month those of a recipient: rows of a day that have one of
/// them in common, or a third row between them, are put in order by time together.
fn counting_order(world: &World<'_>, rows: &[&mut SheetRow<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::with_capacity(rows.len());
    for day in rows.chunk_by(|a, b| a.case.day == b.case.day) {
        let mut ties = Ties::new(day.len());
        let (mut authors, mut recipients) = (FxHashMap::default(), FxHashMap::default());
        for (index, row) in day.iter().enumerate() {
            let author = (team(world, row), row.case.activity.staff);
            ties.join(*authors.entry(author).or_insert(index), index);
            ties.join(*recipients.entry(row.case.head.recipient).or_insert(index), index);
        }
        let from = order.len();
        let (groups, count) = ties.numbers();
        let mut together: Vec<Vec<usize>> = vec![Vec::new(); count];
        for (index, group) in groups.into_iter().enumerate() {
            together[group].push(from + index);
        }
        for mut group in together {
            order_by_time(&mut group, |index| rows[*index].case.activity.time);
            order.append(&mut group);
        }
    }
    let mut places = vec![0; rows.len()];
    for (place, index) in order.into_iter().enumerate() {
        places[index] = place;
    }
    places
}

/// The offices among which equal 従業者番号 are one person.
fn team(world: &World<'_>, row: &SheetRow<'_>) -> Team {
    let case = &row.case;
    let office = world.ledger.office(case.head.office).on(case.scheme(), case.day);
    let group = office.and_then(|office| office.group);
    group.map_or(Team::Office(case.head.office), Team::Group)
}

fn visit<'d>(world: &World<'_>, row: &'d mut SheetRow<'_>) -> OnSiteVisit<'d> {
    let team = team(world, row);
    let SheetRow { case, docket, .. } = row;
    OnSiteVisit {
        author: (team, case.activity.staff),
        is_assistant: case.author.is_some_and(|author| author.job == Job::Assistant),
        recipient: case.head.recipient,
        cells: [case.day_cell, case.staff_cell],
        docket,
    }
}

/// A row that counts for the cap of its author, in the order of counting.
struct OnSiteVisit<'d> {
    /// The author: the group of offices run as one, else the office; and the 従業者番号.
    author: (Team, Symbol),
    /// Whether the author is a 相談支援員.
    is_assistant: bool,
    /// Whose visit it is.
    recipient: RecipientId,
    /// 活動日 and 従業者番号.
    cells: [Cell; 2],
    /// What is said of the row.
    docket: &'d mut Docket,
}

/// Offices whose equal 従業者番号 are one person.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Team {
    /// One office.
    Office(OfficeId),
    /// 一体運営
    Group(Symbol),
}

/// Refuses what is beyond a recipient's once a month and a specialist's cap.
fn refuse(visits: Vec<OnSiteVisit<'_>>) {
    let mut paid: FxHashMap<RecipientId, Cell> = FxHashMap::default();
    let mut recipients: FxHashMap<(Team, Symbol), FxHashSet<RecipientId>> = FxHashMap::default();
    for visit in visits {
        if let Some(first) = paid.get(&visit.recipient) {
            visit.docket.by(&A623).reject(&[visit.cells[0], *first]);
            continue;
        }
        let cap = if visit.is_assistant { ASSISTANT_CAP } else { SPECIALIST_CAP };
        let of_author = recipients.entry(visit.author).or_default();
        if of_author.len() >= cap {
            visit.docket.by(&A621).reject(&[visit.cells[1], visit.cells[0]]);
        } else {
            of_author.insert(visit.recipient);
            paid.insert(visit.recipient, visit.cells[0]);
        }
    }
}
