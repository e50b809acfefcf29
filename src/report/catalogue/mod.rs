//! The catalogue of rules and the tariff, for people and machines: `explain`, `rules`, `tariff`.

mod examples;
mod explain;
mod rules;
mod tariff;

pub(crate) use examples::examples_text;
pub(crate) use explain::{explain_json, explain_text};
pub(crate) use rules::{rules_markdown, rules_text};
pub use tariff::tariff_csv;
pub(crate) use tariff::{tariff_json, tariff_text};
