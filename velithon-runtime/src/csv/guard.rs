/// What spreadsheets of East Asia take for `=`, `+`, `-` and `@`.
const FULL_WIDTH: [char; 4] = ['\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// Whether a spreadsheet would take this text for a formula. A negative number is none: decimals are often sent as text.
pub(super) fn is_formula(text: &str) -> bool {
    match text.as_bytes() {
        [b'=' | b'+' | b'@' | b'\t' | b'\r' | b'\n', ..] => true,
        [b'-', number @ ..] => !is_number(number),
        _ => text.starts_with(FULL_WIDTH),
    }
}

/// Whether these are digits, with a fraction or without.
fn is_number(text: &[u8]) -> bool {
    let mut parts = text.split(|byte| *byte == b'.');
    let is_digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    parts.next().is_some_and(is_digits) && parts.next().is_none_or(is_digits) && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_calculate_is_a_formula() {
        let formulas = [
            "=1+1", "+1", "-1+1", "-", "-a", "-1.", "-.5", "-1.2.3", "--1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1",
            "＋1", "－1", "＠a",
        ];
        for text in formulas {
            assert!(is_formula(text), "{text:?}");
        }
        for text in ["", "a", "1", "-1", "-12.50", " =1", "'=1", "\u{feff}=1", "a=1", "é"] {
            assert!(!is_formula(text), "{text:?}");
        }
    }
}
