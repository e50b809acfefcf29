//! Family M: the monitoring fee (継続サービス利用支援費・継続障害児支援利用援助費).

pub mod absorbed_later_month;
pub mod absorbed_other_office;
pub mod absorbed_same_month;
mod absorption;
pub mod adjacent_plan;
pub mod change_pending;
pub mod designated_month_empty;
pub mod final_month_not_designated;
pub mod monitoring_once_a_month;
pub mod monitoring_performed;
pub mod month_not_designated;
pub mod no_visit;
pub mod same_day_order_unknown;
pub mod schedule_missing;
