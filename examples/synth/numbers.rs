//! Numbers with the check digit of modulus 10: municipalities, offices, certificates.

/// Appends the check digit: weights 2, 1, … from the right, digits of two-digit products added.
fn with_check_digit(digits: &str) -> String {
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|digit| digit.to_digit(10))
        .enumerate()
        .map(|(place, digit)| {
            let product = if place % 2 == 0 { digit * 2 } else { digit };
            product / 10 + product % 10
        })
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

/// 「市町村番号」 of the municipality `index`.
pub(crate) fn municipality(index: usize) -> String {
    with_check_digit(&format!("46{:03}", 201 + index))
}

/// 「事業所番号」 of the office `index`.
pub(crate) fn office(index: usize) -> String {
    with_check_digit(&format!("463{index:06}"))
}

/// 「受給者証番号」 number `serial` of the block `block`; every certificate has its own.
pub(crate) fn certificate(block: u32, serial: usize) -> String {
    with_check_digit(&format!("{block:01}{serial:08}"))
}

/// An office number that keeps the check digit and that no office has.
pub(crate) fn unknown_office() -> String {
    with_check_digit("463999999")
}

/// A certificate number that nobody has.
pub(crate) fn unknown_certificate() -> String {
    with_check_digit("999999999")
}
