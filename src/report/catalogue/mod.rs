//! The catalogue of rules and the tariff, for people and machines: `explain`, `rules`, `tariff`.

mod examples;
mod explain;
mod rules;
mod tariff;

pub use examples::examples_text;
pub use explain::{explain_json, explain_text};
pub use rules::{rules_markdown, rules_text};
pub use tariff::{tariff_csv, tariff_json, tariff_text};
