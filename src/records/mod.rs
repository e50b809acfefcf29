//! Records: one file per input table, with its columns and its row type.
//!
//! A record holds what a row says and nothing else; what rows mean together is the ledger's.

mod activity;
mod area;
mod caseload_count;
mod contract;
mod filing;
mod monitoring;
mod office;
mod plan;
mod recipient;
mod record;
mod returned;
mod schedule;
mod staff;
#[cfg(test)]
mod tests;

pub(crate) use activity::{Activity, ActivityKind, Counterpart, Method};
pub(crate) use area::Area;
pub(crate) use caseload_count::CaseloadCount;
pub(crate) use contract::Contract;
pub(crate) use filing::{Filing, FilingClass, FilingItem};
pub(crate) use monitoring::{Monitoring, Outcome};
pub(crate) use office::{Office, Served, Training};
pub(crate) use plan::{ConsentMethod, Place, Plan, PlanKind};
pub(crate) use recipient::{CareLevel, Disability, Planner, Recipient};
pub(crate) use record::{Party, TableRow};
pub(crate) use returned::Returned;
pub(crate) use schedule::Schedule;
pub(crate) use staff::{Job, Staff};

use crate::input::{Sources, SymbolWriter, Table, TableSpec};
use record::columns;

/// The columns of each table.
pub(crate) mod column {
    pub(crate) use super::{
        activity::column as activity, area::column as area,
        caseload_count::column as caseload_count, contract::column as contract,
        filing::column as filing, monitoring::column as monitoring, office::column as office,
        plan::column as plan, recipient::column as recipient, returned::column as returned,
        schedule::column as schedule, staff::column as staff,
    };
}

/// Every input table, in the order of the contract.
pub const SPECS: &[TableSpec] = &[
    column::office::SPEC,
    column::filing::SPEC,
    column::area::SPEC,
    column::recipient::SPEC,
    column::schedule::SPEC,
    column::contract::SPEC,
    column::staff::SPEC,
    column::plan::SPEC,
    column::monitoring::SPEC,
    column::activity::SPEC,
    column::returned::SPEC,
    column::caseload_count::SPEC,
];

/// The masters as they were read, table by table. The logs are read when the masters are known
/// (`ledger`), so that a row is linked as it is read.
pub struct Records {
    /// 事業所
    pub offices: Table<Office>,
    /// 体制届
    pub filings: Table<Filing>,
    /// 地区
    pub areas: Table<Area>,
    /// 受給者
    pub recipients: Table<Recipient>,
    /// モニタリング期間
    pub schedules: Table<Schedule>,
    /// 契約
    pub contracts: Table<Contract>,
    /// 従業者
    pub staff: Table<Staff>,
    /// 返戻等
    pub returned: Table<Returned>,
    /// 取扱実績
    pub counts: Table<CaseloadCount>,
    /// The texts of their cells.
    pub symbols: SymbolWriter,
}

impl Records {
    /// Reads the masters.
    pub fn read(sources: &Sources) -> Self {
        let symbols = SymbolWriter::default();
        Self {
            offices: table(sources, &symbols),
            filings: table(sources, &symbols),
            areas: table(sources, &symbols),
            recipients: table(sources, &symbols),
            schedules: table(sources, &symbols),
            contracts: table(sources, &symbols),
            staff: table(sources, &symbols),
            returned: table(sources, &symbols),
            counts: table(sources, &symbols),
            symbols,
        }
    }
}

fn table<R: TableRow>(sources: &Sources, symbols: &SymbolWriter) -> Table<R> {
    sources.read(R::TABLE, symbols, R::read)
}
