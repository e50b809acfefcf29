//! The `santei` program.
fn main() {}
