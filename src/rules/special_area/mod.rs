//! Family S: the special-area addition, on each base line.
//!
//! S300, S302 and S303 look at the same thing, where the work was done; S305 at the certificate.

pub(crate) mod area_unknown;
pub(crate) mod certificate_against_area;
pub(crate) mod granted;
pub(crate) mod worked_outside_area;

use super::EventCase;
use crate::{
    finding::{Cell, Need},
    input::Symbol,
    policy::SpecialArea,
    records::{Area, Place, column},
};

/// Without either nobody can be known to qualify.
const NEEDS: &[Need] = &[Need::table("地区").or(&Need::column("受給者", "特別地域"))];

/// Where a piece of work was done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Ground {
    /// In a special area.
    Special,
    /// Outside.
    Plain,
    /// The area is blank, or not in 地区.
    Unknown,
}

/// Without it a blank cell of 受給者.特別地域 says nothing, and no place of work is known.
const PARTLY_NEEDS: &[Need] = &[Need::table("地区")];

/// A work area of a claimed row.
struct Work {
    ground: Ground,
    /// The cell that names it, and the one of 地区 that says what it is.
    cells: Vec<Cell>,
    /// 説明地区, not 面接地区.
    is_explanation: bool,
}

/// The work areas that the addition asks of the row: none where the recipient does not qualify,
/// or the municipality asks for residence alone.
fn asked(case: &EventCase<'_>) -> Option<Vec<Work>> {
    if !case.lives_in_special_area(case.day) {
        return None;
    }
    Some(match case.reading().special_area {
        SpecialArea::Residence => Vec::new(),
        SpecialArea::Work => works(case),
    })
}

fn works(case: &EventCase<'_>) -> Vec<Work> {
    use column::{monitoring, plan};
    if let Some(row) = case.plan_row {
        let cell = |column| case.cell_of(row, column);
        let interview = found(case, row.place, row.area);
        let mut works = vec![work(case, cell(plan::AREA), interview, false)];
        works.extend(
            row.explain_area.map(|area| {
                work(case, cell(plan::EXPLAIN_AREA), found(case, None, Some(area)), true)
            }),
        );
        return works;
    }
    let Some(row) = case.monitoring_row else { return Vec::new() };
    let cell = case.cell_of(row, monitoring::AREA);
    vec![work(case, cell, found(case, row.place, row.area), false)]
}

fn work(case: &EventCase<'_>, cell: Cell, area: Option<&Area>, is_explanation: bool) -> Work {
    let ground = match area {
        Some(area) if area.special => Ground::Special,
        Some(_) => Ground::Plain,
        None => Ground::Unknown,
    };
    let told = area.map(|area| case.cell_of(area, column::area::SPECIAL));
    Work { ground, cells: [cell].into_iter().chain(told).collect(), is_explanation }
}

/// An area in 地区 on the event's day. A blank area of an interview at the office is the office's
/// own.
fn found<'a>(case: &EventCase<'a>, place: Option<Place>, area: Option<Symbol>) -> Option<&'a Area> {
    let ledger = case.ledger();
    let find =
        |municipality, area| ledger.areas().on(&ledger.symbols, municipality, area, case.day);
    match (area, place) {
        (Some(area), _) => find(case.recipient().municipality, area),
        (None, Some(Place::Office)) => case
            .office()
            .on(case.scheme(), case.day)
            .and_then(|office| find(office.municipality, office.area)),
        (None, _) => None,
    }
}
