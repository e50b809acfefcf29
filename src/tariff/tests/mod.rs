//! Tests of the tariff's data and of the overlay.

mod data;
mod overlay;
