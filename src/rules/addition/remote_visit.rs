//! 遠隔地訪問加算: A680.

use super::{initial::extra_months, on_site_monitoring::FAR_MINUTES, prelude::*};
use crate::ledger::CertificateId;
use crate::rules::sheet::Granted;

declare_rule! {
    /// **要件** 特別地域の病院や自宅などを、片道およそ一時間かけて訪ねたこと
    ///
    /// **判定** 2024年4月から。算定する初回加算の増えた月、入院時情報連携(Ⅰ)、退院・退所、居宅介護支援事業所等連携・保育・教育等移行支援の訪問、機関等連携の面談・通院同行、集中支援の訪問・通院同行の行で、片道分が60以上、地区が特別地域、方法が訪問か会議のもの一つにつき一回。いくつかの行で一つの加算になるものは、合わせて一回です
    A680 {
        name: "remote-visit",
        title: Text("遠くの特別地域を訪ねた", "remote visit"),
        levels: &[Level::Grant],
        since: Some(REVISION_2024),
        confidence: Confidence::Official,
        sources: &[cite(Source::QaR060329, "問76")],
        wording: Wording {
            message: Text("片道60分以上の特別地域を訪ねています", "a visit to a special area an hour or more away"),
            remedy: Text("請求してください", "claim it"),
        },
        needs: &[Need::table("会議等"), Need::table("地区"), Need::column("会議等", "片道分"), Need::column("会議等", "地区")],
    }
}

/// The entry of the catalogue.
pub(crate) const ENTRY: Entry = Entry::new(&A680, Check::OnAddition(judge));

fn judge(sheet: &mut Sheet<'_>) {
    let mut hosts: Vec<Host> = Vec::new();
    for granted in sheet.granted.iter().filter(|granted| granted.month == sheet.month()) {
        let Some(variant) = remote_variant(granted) else { continue };
        let rows = granted
            .rows
            .iter()
            .filter_map(|origin| sheet.rows.iter().position(|row| row.case.origin == *origin));
        let mut remote = rows.filter(|index| is_remote(&sheet.rows[*index].case));
        let host = |row| Host { variant, row, certificate: granted.head.certificate };
        if granted.kind == Some(ActivityKind::IntensiveVisit) {
            hosts.extend(remote.next().map(host));
        } else {
            hosts.extend(remote.map(host));
        }
    }
    for month in extra_months(sheet) {
        let mut remote = month.into_iter().filter(|index| is_remote(&sheet.rows[*index].case));
        hosts.extend(remote.next().map(|row| {
            let case = &sheet.rows[row].case;
            let initial = sheet.granted_in(case.whose(), Item::InitialAddition, sheet.month());
            let head = initial.map_or(case.head, |initial| initial.head);
            Host { variant: "initial", row, certificate: head.certificate }
        }));
    }
    let mut variants: Vec<&'static str> = hosts.iter().map(|host| host.variant).collect();
    variants.sort_unstable();
    variants.dedup();
    for variant in variants {
        let rows: Vec<usize> =
            hosts.iter().filter(|host| host.variant == variant).map(|host| host.row).collect();
        for (_, rows) in sheet.by_office(&rows) {
            let mut line = remote_line(sheet, variant, &rows);
            // With its host: on the certificate on which that is claimed.
            let host = hosts.iter().find(|host| host.variant == variant && host.row == rows[0]);
            line.head.certificate = host.map_or(line.head.certificate, |host| host.certificate);
            sheet.granted.push(line);
        }
    }
}

/// A visit far away, by a row of a line that is granted.
struct Host {
    variant: &'static str,
    row: usize,
    certificate: CertificateId,
}

fn remote_line(sheet: &Sheet<'_>, variant: &'static str, rows: &[usize]) -> Granted {
    let first = &sheet.rows[rows[0]].case;
    let cells = rows.iter().flat_map(|index| {
        let case = &sheet.rows[*index].case;
        let columns = [cell::DAY, cell::METHOD, cell::AREA, cell::ONE_WAY_MINUTES];
        let area = case.place().map(|area| case.cell_of(area, column::area::SPECIAL));
        columns.map(|column| case.cell(column)).into_iter().chain(area)
    });
    Granted {
        head: first.head,
        month: sheet.month(),
        day: first.day,
        item: Item::RemoteVisitAddition,
        variant,
        count: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        rows: rows.iter().map(|index| sheet.rows[*index].case.origin).collect(),
        kind: None,
        rules: vec![&A680],
        cells: cells.collect(),
    }
}

/// The variant of a visit for this addition; `None` where none is paid.
fn remote_variant(granted: &Granted) -> Option<&'static str> {
    match (granted.item, granted.variant) {
        (Item::AdmissionInformationAddition, "I") => Some("admission_information"),
        (Item::DischargeAddition, _) => Some("discharge"),
        (Item::CareOfficeLiaisonAddition | Item::SchoolTransitionAddition, "visit") => {
            Some("liaison_visit")
        }
        (Item::InstitutionLiaisonAddition, "interview_plan") => Some("institution_interview_plan"),
        (Item::InstitutionLiaisonAddition, "interview_monitoring") => {
            Some("institution_interview_monitoring")
        }
        (Item::InstitutionLiaisonAddition, "escort") => Some("institution_escort"),
        (Item::IntensiveSupportAddition, "visit") => Some("intensive_visit"),
        (Item::IntensiveSupportAddition, "escort") => Some("intensive_escort"),
        _ => None,
    }
}

fn is_remote(case: &ActivityCase<'_>) -> bool {
    case.activity.method.is_in_person()
        && case.activity.one_way_minutes.is_some_and(|minutes| minutes >= FAR_MINUTES)
        && case.place().is_some_and(|area| area.special)
}
