//! `#[sqlx(rename_all = "…")]`, whose names sqlx makes with the crate heck.

/// The text that sqlx stores for a variant under a rule; `None` where sqlx has no such rule.
pub(crate) fn rename(variant: &str, rule: &str) -> Option<String> {
    Some(match rule {
        "lowercase" => variant.to_lowercase(),
        "UPPERCASE" => variant.to_uppercase(),
        "snake_case" => joined(variant, "_", lowercase),
        "SCREAMING_SNAKE_CASE" => joined(variant, "_", uppercase),
        "kebab-case" => joined(variant, "-", lowercase),
        "PascalCase" => joined(variant, "", capitalized),
        "camelCase" => {
            let words = words(variant);
            let (first, others) = words.split_first()?;
            let others = others.iter().map(|word| capitalized(word));
            lowercase(first) + &others.collect::<String>()
        }
        _ => return None,
    })
}

fn joined(variant: &str, between: &str, written: fn(&str) -> String) -> String {
    let words: Vec<_> = words(variant).into_iter().map(written).collect();
    words.join(between)
}

/// `XMLHttpRequest` is `XML`, `Http`, `Request`. Underscores are in no word, digits stay with what is before them.
fn words(text: &str) -> Vec<&str> {
    let parts = text.split(|character: char| !character.is_alphanumeric());
    parts.flat_map(words_of_part).collect()
}

fn words_of_part(part: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    // Whether the last letter of the word so far is upper case; `None` before its first.
    let mut is_upper = None;
    let mut characters = part.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let Some(&(next_at, next)) = characters.peek() else {
            break;
        };
        let is_upper_now = match (character.is_lowercase(), character.is_uppercase()) {
            (true, _) => Some(false),
            (false, true) => Some(true),
            (false, false) => is_upper,
        };
        if is_upper_now == Some(false) && next.is_uppercase() {
            words.push(&part[start..next_at]);
            (start, is_upper) = (next_at, None);
        } else if is_upper == Some(true) && character.is_uppercase() && next.is_lowercase() {
            words.push(&part[start..at]);
            (start, is_upper) = (at, None);
        } else {
            is_upper = is_upper_now;
        }
    }
    words.push(&part[start..]);
    words.retain(|word| !word.is_empty());
    words
}

/// Letter by letter, but for the sigma at the end of a word: `str::to_lowercase` looks at the letters around each.
fn lowercase(word: &str) -> String {
    let mut characters = word.chars().peekable();
    let mut lower = String::new();
    while let Some(character) = characters.next() {
        if character == 'Σ' && characters.peek().is_none() {
            lower.push('ς');
        } else {
            lower.extend(character.to_lowercase());
        }
    }
    lower
}

fn uppercase(word: &str) -> String {
    word.chars().flat_map(char::to_uppercase).collect()
}

fn capitalized(word: &str) -> String {
    let mut characters = word.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(lowercase(characters.as_str()).chars()).collect()
}

#[cfg(test)]
mod tests {
    use heck::{ToKebabCase, ToLowerCamelCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

    use super::rename;

    #[test]
    fn names_are_those_that_sqlx_makes() {
        let variants = [
            "Low",
            "VeryHigh",
            "HTTPError",
            "XMLHttpRequest",
            "V2",
            "V2Beta",
            "Utf8String",
            "A1B2",
            "X",
            "ABC",
            "ABCd",
            "aB",
            "In_Progress",
            "_Odd__One_",
            "__",
            "r#type",
            "Été",
            "ÉTÉHaut",
            "ΣΑΣ",
            "ΑΣΒ",
            "ΑΣ1",
            "ŉX",
            "ǅungla",
            "日本Go",
            "snake_case",
            "SHOUTY_SNAKE",
        ];
        for variant in variants {
            let expected = [
                ("lowercase", variant.to_lowercase()),
                ("UPPERCASE", variant.to_uppercase()),
                ("snake_case", variant.to_snake_case()),
                ("SCREAMING_SNAKE_CASE", variant.to_shouty_snake_case()),
                ("kebab-case", variant.to_kebab_case()),
                ("camelCase", variant.to_lower_camel_case()),
                ("PascalCase", variant.to_upper_camel_case()),
            ];
            for (rule, name) in expected {
                assert_eq!(rename(variant, rule).unwrap_or_default(), name, "{variant} in {rule}");
            }
        }
        assert_eq!(rename("Low", "Train-Case"), None);
    }
}
