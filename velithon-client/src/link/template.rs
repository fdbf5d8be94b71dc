//! `Link-Template` headers, as RFC 9652 writes them: a list of strings with parameters (RFC 9651), each a URI template (RFC 6570).

use std::borrow::Cow;

use http::HeaderMap;
use url::form_urlencoded;

const LINK_TEMPLATE: &str = "link-template";

/// The query parameter that leads on: of the template with `rel="next"`, which has one variable in its query, such as
/// `"?active=1{&cursor}"; rel="next"`.
///
/// The other pairs are those of the request, and what stands for them is not looked at.
pub(crate) fn next_parameter(headers: &HeaderMap) -> Option<String> {
    let mut values = headers.get_all(LINK_TEMPLATE).iter();
    values.find_map(|value| {
        let mut rest = value.to_str().ok()?;
        while let Some((template, is_next)) = take_member(&mut rest) {
            if let Some(name) = query_variable(&template).filter(|_| is_next) {
                return Some(name);
            }
        }
        None
    })
}

/// Takes a template off the front of the list, and whether its relations name the next page. What is no string ends the list.
fn take_member(rest: &mut &str) -> Option<(String, bool)> {
    let start = rest.trim_start_matches([' ', '\t', ',']);
    let (template, mut after) = string(start)?;
    let mut is_next = false;
    loop {
        after = after.trim_start_matches(' ');
        let Some(parameter) = after.strip_prefix(';') else {
            break;
        };
        let parameter = parameter.trim_start_matches(' ');
        let end = parameter.find(['=', ';', ',']).unwrap_or(parameter.len());
        let name = &parameter[..end];
        after = &parameter[end..];
        let Some(text) = after.strip_prefix('=') else {
            continue;
        };
        let value;
        (value, after) = string(text).unwrap_or_else(|| {
            let end = text.find([';', ',']).unwrap_or(text.len());
            (text[..end].to_owned(), &text[end..])
        });
        if name == "rel" {
            let mut relations = value.split_ascii_whitespace();
            is_next = relations.any(|relation| relation.eq_ignore_ascii_case("next"));
        }
    }
    *rest = after;
    Some((template, is_next))
}

/// A string (RFC 9651, section 3.3.3), and what follows it.
fn string(text: &str) -> Option<(String, &str)> {
    let quoted = text.strip_prefix('"')?;
    let mut value = String::new();
    let mut letters = quoted.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Some((value, &quoted[at + 1..])),
            '\\' => value.push(letters.next()?.1),
            letter => value.push(letter),
        }
    }
    None
}

/// The variable of the only expression of a template that makes pairs of the query (RFC 6570, sections 3.2.8 and 3.2.9).
fn query_variable(template: &str) -> Option<String> {
    let mut expressions = template.split('{').skip(1).filter_map(|text| {
        let (expression, _) = text.split_once('}')?;
        expression.strip_prefix(['?', '&'])
    });
    let name = expressions.next().filter(|name| !name.contains([',', '*', ':']))?;
    if name.is_empty() || expressions.next().is_some() {
        return None;
    }
    // A variable's name goes into the query as it is written.
    let (name, _) = form_urlencoded::parse(name.as_bytes()).next()?;
    Some(Cow::into_owned(name))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn parameter(values: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(LINK_TEMPLATE, HeaderValue::from_str(value).unwrap());
        }
        next_parameter(&headers)
    }

    #[test]
    fn templates_are_read_as_the_rfcs_write_them() {
        for (values, name) in [
            (&[r#""{?cursor}"; rel="next""#][..], Some("cursor")),
            (&[r#""?a=1{&c}";rel=next"#], Some("c")),
            (&[r#""{+request}{&page%5Bafter%5D}"; rel="next""#], Some("page[after]")),
            (
                &[r#""/{username}"; rel="item", "?x{&c}"; x; title="a, \"b\"; rel=next"; rel="up NEXT""#],
                Some("c"),
            ),
            (&[r#""/{username}"; rel="item""#, r#""{?c}" ; rel="next""#], Some("c")),
            (&[r#""{?c}"; rel="prev""#], None),
            (&[r#""{?c}""#], None),
            (&[r#""{?c,size}"; rel="next""#], None),
            (&[r#""{?c}{&d}"; rel="next""#], None),
            (&[r#""{?}"; rel="next""#], None),
            (&[r#""/{c}"; rel="next""#], None),
            (&[r#"%"{?c}"; rel="next""#], None),
            (&[r#""{?c}; rel=next"#], None),
            (&[r#""{?c"; rel="next""#], None),
            (&[""], None),
            (&[], None),
        ] {
            assert_eq!(parameter(values).as_deref(), name, "{values:?}");
        }
    }
}
