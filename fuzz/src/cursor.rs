//! Whatever stands in a cursor, as a token and as what a token is made of: a page, or a refusal with a code.

#![no_main]

mod support;

use std::sync::LazyLock;

use axum::{Router, http::header::CONTENT_TYPE, routing};
use libfuzzer_sys::fuzz_target;
use serde::Serialize;
use serde_json::Value;
use velithon::{Keyset, paginate};

#[derive(Clone, Serialize, Keyset)]
#[keyset(sort = "name", name desc nulls last, id)]
#[keyset(sort = "id", id)]
struct Person {
    #[keyset(unique)]
    id: i64,
    name: Option<String>,
}

#[paginate(style = cursor, size = 3)]
async fn people() -> Vec<Person> {
    let name = |id: i64| (id % 4 > 0).then(|| format!("{}", id % 3));
    (0..10).map(|id| Person { id, name: name(id) }).collect()
}

static APP: LazyLock<Router> = LazyLock::new(|| Router::new().route("/", routing::get(people)));

/// Base64 for URLs (RFC 4648, section 5), without padding.
fn base64url(bytes: &[u8]) -> Vec<u8> {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = Vec::new();
    for group in bytes.chunks(3) {
        let word = (0..3).fold(0, |word, at| {
            word << 8 | usize::from(group.get(at).copied().unwrap_or(0))
        });
        text.extend((0..=group.len()).map(|at| DIGITS[word >> (18 - 6 * at) & 63]));
    }
    text
}

fuzz_target!(|input: &[u8]| {
    let made = [b"1.".as_slice(), &base64url(input)].concat();
    for (sort, token) in [("name", input), ("name", &made), ("id", &made)] {
        let uri = [b"/?sort=", sort.as_bytes(), b"&cursor=", token].concat();
        let Some(answer) = support::get(&APP, &uri, None) else {
            continue;
        };
        let body: Value = serde_json::from_slice(&answer.body).expect("JSON");
        if answer.status == 200 {
            assert!(
                body["items"].as_array().is_some_and(|items| items.len() <= 100),
                "{body}"
            );
        } else {
            assert_eq!(answer.status, 400, "{body}");
            assert_eq!(answer.headers[CONTENT_TYPE], "application/problem+json");
            assert!(body["code"].is_string(), "{body}");
        }
    }
});
