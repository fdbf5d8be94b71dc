//! The name under which a response is saved (RFC 6266).

use std::fmt::Write;

use http::HeaderValue;

const ATTACHMENT: HeaderValue = HeaderValue::from_static("attachment");

/// The value of `Content-Disposition` for a response that is to be saved as `name`.
///
/// Control characters, which could end the value, and the separators of a path become `_`. A name of plain ASCII stands there
/// once; any other twice, the second time encoded as in RFC 8187.
pub(crate) fn attachment(name: &str) -> HeaderValue {
    let name = name.replace(|letter: char| letter.is_control() || matches!(letter, '/' | '\\'), "_");
    if name.is_empty() {
        return ATTACHMENT;
    }
    let plain = name.replace(|letter: char| !is_plain(letter), "_");
    let mut value = format!("attachment; filename=\"{plain}\"");
    if plain != name {
        value.push_str("; filename*=UTF-8''");
        encode(&mut value, &name);
    }
    // All of it is visible ASCII or a space.
    HeaderValue::try_from(value).unwrap_or(ATTACHMENT)
}

/// Whether every browser reads this character between quotation marks as itself: some decode `%41`.
fn is_plain(letter: char) -> bool {
    matches!(letter, ' '..='~') && !matches!(letter, '"' | '%')
}

/// Appends the text with all but the `attr-char` of RFC 8187 escaped.
fn encode(value: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            value.push(byte.into());
        } else {
            // Writing to a text cannot fail.
            let _ = write!(value, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(name: &str) -> String {
        attachment(name).to_str().expect("visible ASCII").to_owned()
    }

    #[test]
    fn a_plain_name_stands_there_once() {
        assert_eq!(header("orders.json"), "attachment; filename=\"orders.json\"");
        assert_eq!(
            header("all; of them (1).json"),
            "attachment; filename=\"all; of them (1).json\""
        );
        assert_eq!(header(""), "attachment");
    }

    #[test]
    fn any_other_name_stands_there_twice() {
        assert_eq!(
            header("Größe €.json"),
            "attachment; filename=\"Gr__e _.json\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%E2%82%AC.json"
        );
        assert_eq!(
            header("100%.json"),
            "attachment; filename=\"100_.json\"; filename*=UTF-8''100%25.json"
        );
    }

    #[test]
    fn nothing_breaks_out() {
        assert_eq!(
            header("a\"; filename=\"b\\\r\nSet-Cookie: c"),
            "attachment; filename=\"a_; filename=_b___Set-Cookie: c\"; \
             filename*=UTF-8''a%22%3B%20filename%3D%22b___Set-Cookie%3A%20c"
        );
        assert_eq!(
            header("../../etc/passwd\0"),
            "attachment; filename=\".._.._etc_passwd_\""
        );
    }

    #[test]
    fn every_character_makes_a_header_with_balanced_quotes() {
        for letter in (0..=0x2_FFFF).filter_map(char::from_u32) {
            let value = header(&format!("a{letter}b"));
            assert_eq!(value.matches('"').count(), 2, "{value}");
            assert!(value.starts_with("attachment; filename=\"a"), "{value}");
            assert!(!value.contains(['\\', '/']), "{value}");
        }
    }
}
