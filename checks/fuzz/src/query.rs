//! Whatever stands in a query: the page that it asks for, as a form decoder of other hands reads it, or a refusal that
//! names what is wrong.

#![no_main]

mod support;

use std::sync::LazyLock;

use axum::{Router, http::header::CONTENT_TYPE, routing};
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};
use url::form_urlencoded;
use velithon::paginate;

#[paginate(size = 3, max_size = 5)]
async fn pages() -> Vec<u64> {
    (0..10).collect()
}

#[paginate(style = offset, size = 3, max_size = 5)]
async fn offsets() -> Vec<u64> {
    (0..10).collect()
}

#[paginate(style = offset, size = 3, max_size = 5, over_max = reject, max_offset = 6)]
async fn bounded() -> Vec<u64> {
    (0..10).collect()
}

static APP: LazyLock<Router> = LazyLock::new(|| {
    Router::new()
        .route("/pages", routing::get(pages))
        .route("/offsets", routing::get(offsets))
        .route("/bounded", routing::get(bounded))
});

/// A refusal's code, and the parameter that it is about.
type Refused = (&'static str, &'static str);

/// The number that a parameter asks for, or why it is refused.
fn asked(query: &[u8], parameter: &'static str, otherwise: u64, least: u64) -> Result<u64, Refused> {
    let mut values = form_urlencoded::parse(query).filter(|(name, _)| name == parameter);
    let value = values.next().map(|(_, value)| value).unwrap_or_default();
    if values.next().is_some() {
        return Err(("duplicate-parameter", parameter));
    }
    if value.is_empty() {
        return Ok(otherwise);
    }
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
    let number = value.parse().ok().filter(|number| is_number && *number >= least);
    number.ok_or(("invalid-parameter", parameter))
}

/// Where the page that is asked for starts, and how long it is at most.
fn window(query: &[u8], route: &str) -> Result<(u64, u64), Refused> {
    let (position, least, length) = match route {
        "pages" => ("page", 1, "size"),
        _ => ("offset", 0, "limit"),
    };
    let asked_position = asked(query, position, least, least)?;
    let size = match asked(query, length, 3, 1)? {
        size if size > 5 && route == "bounded" => return Err(("size-too-large", length)),
        size => size.min(5),
    };
    let start = match route {
        "pages" => u128::from(asked_position - 1) * u128::from(size),
        _ => asked_position.into(),
    };
    // The last row of the longest page has a number that SQL can bind.
    let deepest = match route {
        "bounded" => 6,
        _ => i64::MAX as u64 - u64::from(u32::MAX) - 1,
    };
    match u64::try_from(start) {
        Ok(start) if start <= deepest => Ok((start, size)),
        _ => Err(("offset-too-deep", position)),
    }
}

fuzz_target!(|query: &[u8]| {
    for route in ["pages", "offsets", "bounded"] {
        let uri = [b"/", route.as_bytes(), b"?", query].concat();
        let Some(answer) = support::get(&APP, &uri, &[]) else {
            return;
        };
        // The rest of a URI is its fragment, which is not sent on.
        let query = query.split(|byte| *byte == b'#').next().unwrap_or_default();
        let body: Value = serde_json::from_slice(&answer.body).expect("JSON");
        match window(query, route) {
            Ok((start, size)) => {
                let end = start.saturating_add(size);
                let items: Vec<u64> = (0..10).filter(|n| (start..end).contains(n)).collect();
                assert_eq!(answer.status, 200, "{body}");
                assert_eq!(body["items"], json!(items));
                assert_eq!(body["total"], 10);
            }
            Err((code, parameter)) => {
                assert_eq!(answer.status, 400, "{body}");
                assert_eq!(answer.headers[CONTENT_TYPE], "application/problem+json");
                assert_eq!(body["code"], code, "{body}");
                assert_eq!(body["parameter"], parameter, "{body}");
                assert!(body["detail"].is_string(), "{body}");
            }
        }
    }
});
