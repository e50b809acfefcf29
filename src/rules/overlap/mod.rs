//! Family C: overlap with long-term-care planning.

pub(crate) mod care_manager_unknown;
pub(crate) mod overlap_1;
pub(crate) mod overlap_2;
pub(crate) mod preventive_overlap;

use super::EventCase;
use crate::item::Scheme;

/// Whether the author makes the recipient's care plan too: the same 介護支援専門員番号 on the
/// day, or 一体的作成 = 有. Adult scheme only.
fn is_joint(case: &EventCase<'_>) -> bool {
    let manager = case.author.and_then(|author| author.care_manager);
    let same = manager.is_some() && manager == case.holder.care_manager;
    case.scheme() == Scheme::Adult && (same || case.holder.joint == Some(true))
}
