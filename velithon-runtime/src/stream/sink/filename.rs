//! The name under which a response is saved (RFC 6266).

use std::borrow::Cow;

use http::HeaderValue;

use crate::{percent::push_percent_encoded, stream::format::EXTENSIONS};

const ATTACHMENT: HeaderValue = HeaderValue::from_static("attachment");

/// The name with an extension of the format that is sent, of which these are known: one is added where it has none, and replaced
/// where it has that of another format. An extension of another kind, such as `xlsx`, stays.
pub(crate) fn with_extension<'n>(name: &'n str, extensions: &[&str]) -> Cow<'n, str> {
    let Some(first) = extensions.first().filter(|_| !name.is_empty()) else {
        return name.into();
    };
    let split = name
        .rsplit_once('.')
        .filter(|(stem, end)| !stem.is_empty() && is_extension(end));
    match split {
        None => format!("{name}.{first}").into(),
        Some((_, end)) if extensions.iter().any(|known| known.eq_ignore_ascii_case(end)) => name.into(),
        Some((stem, end)) if EXTENSIONS.iter().any(|other| other.eq_ignore_ascii_case(end)) => {
            format!("{stem}.{first}").into()
        }
        Some(_) => name.into(),
    }
}

/// Whether what follows the last dot of a name is an extension: it begins with a letter, unlike the end of `report 2026.11`.
fn is_extension(end: &str) -> bool {
    end.len() <= 10
        && end.starts_with(|first: char| first.is_ascii_alphabetic())
        && end.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

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
        push_percent_encoded(&mut value, &name, is_attr_char);
    }
    // All of it is visible ASCII or a space.
    HeaderValue::try_from(value).unwrap_or(ATTACHMENT)
}

/// Whether every browser reads this character between quotation marks as itself: some decode `%41`.
fn is_plain(letter: char) -> bool {
    matches!(letter, ' '..='~') && !matches!(letter, '"' | '%')
}

/// Whether a byte is an `attr-char` of RFC 8187, which stands for itself there.
fn is_attr_char(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte)
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
    fn the_extension_is_that_of_the_format_unless_it_is_of_another_kind() {
        for (name, json, lines) in [
            ("orders", "orders.json", "orders.jsonl"),
            ("orders.json", "orders.json", "orders.jsonl"),
            ("orders.JSON", "orders.JSON", "orders.jsonl"),
            ("orders.ndjson", "orders.json", "orders.ndjson"),
            ("orders.jsonl", "orders.json", "orders.jsonl"),
            ("orders.xlsx", "orders.xlsx", "orders.xlsx"),
            ("orders.json.gz", "orders.json.gz", "orders.json.gz"),
            ("orders.geojson", "orders.geojson", "orders.geojson"),
            ("orders.csv", "orders.json", "orders.jsonl"),
            ("report 2026.11", "report 2026.11.json", "report 2026.11.jsonl"),
            ("Mr. Smith", "Mr. Smith.json", "Mr. Smith.jsonl"),
            (".json", ".json.json", ".json.jsonl"),
            ("Größe.", "Größe..json", "Größe..jsonl"),
            ("", "", ""),
        ] {
            assert_eq!(with_extension(name, &["json"]), json);
            assert_eq!(with_extension(name, &["jsonl", "ndjson"]), lines);
            assert_eq!(with_extension(name, &[]), name);
        }
    }

    #[test]
    fn a_table_is_saved_as_one() {
        for name in ["orders", "orders.csv", "orders.json", "orders.ndjson", "orders.jsonl"] {
            assert_eq!(with_extension(name, &["csv"]), "orders.csv");
        }
        assert_eq!(with_extension("orders.CSV", &["csv"]), "orders.CSV");
        assert_eq!(with_extension("orders.xlsx", &["csv"]), "orders.xlsx");
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
