//! Family M: the monitoring fee (継続サービス利用支援費・継続障害児支援利用援助費).

pub(crate) mod absorbed_later_month;
pub(crate) mod absorbed_other_office;
pub(crate) mod absorbed_same_month;
mod absorption;
pub(crate) mod adjacent_plan;
pub(crate) mod change_pending;
pub(crate) mod designated_month_empty;
pub(crate) mod final_month_not_designated;
pub(crate) mod monitoring_once_a_month;
pub(crate) mod monitoring_performed;
pub(crate) mod month_not_designated;
pub(crate) mod no_visit;
pub(crate) mod same_day_order_unknown;
pub(crate) mod schedule_missing;
