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

/// Whether these are digits, with a fraction or without, with an exponent or without.
fn is_number(text: &[u8]) -> bool {
    let mut parts = text.splitn(2, |byte| matches!(byte, b'e' | b'E'));
    let number = parts.next().unwrap_or_default();
    let is_exponent = |text: &[u8]| matches!(text, [b'+' | b'-', digits @ ..] | digits if are_digits(digits));
    is_decimal(number) && parts.next().is_none_or(is_exponent)
}

fn is_decimal(text: &[u8]) -> bool {
    let mut parts = text.split(|byte| *byte == b'.');
    parts.next().is_some_and(are_digits) && parts.next().is_none_or(are_digits) && parts.next().is_none()
}

fn are_digits(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_calculate_is_a_formula() {
        let formulas = [
            "=1+1", "+1", "-1+1", "-", "-a", "-1.", "-.5", "-1.2.3", "-1e", "-1e1e1", "-e1", "-1e+", "--1", "@SUM(A1)",
            "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a",
        ];
        for text in formulas {
            assert!(is_formula(text), "{text:?}");
        }
        for text in [
            "",
            "a",
            "1",
            "-1",
            "-12.50",
            "-1e5",
            "-1.5E+300",
            "-2e-7",
            " =1",
            "'=1",
            "\u{feff}=1",
            "a=1",
            "é",
        ] {
            assert!(!is_formula(text), "{text:?}");
        }
    }
}
