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

static APP: LazyLock<Router> = LazyLock::new(|| {
    let pages = Router::new().route("/pages", routing::get(pages));
    pages.route("/offsets", routing::get(offsets))
});

/// The number that a parameter asks for, or that it is refused.
fn asked(query: &[u8], parameter: &str, otherwise: u64, least: u64) -> Result<u64, ()> {
    let mut values = form_urlencoded::parse(query).filter(|(name, _)| name == parameter);
    let value = values.next().map(|(_, value)| value).unwrap_or_default();
    if values.next().is_some() || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(());
    }
    if value.is_empty() {
        return Ok(otherwise);
    }
    value.parse().ok().filter(|number| *number >= least).ok_or(())
}

/// Where the page that is asked for starts, and how long it is at most.
fn window(query: &[u8], style: &str) -> Result<(u128, u128), ()> {
    if style == "pages" {
        let (page, size) = (asked(query, "page", 1, 1)?, asked(query, "size", 3, 1)?.min(5));
        Ok(((u128::from(page) - 1) * u128::from(size), size.into()))
    } else {
        let (offset, limit) = (asked(query, "offset", 0, 0)?, asked(query, "limit", 3, 1)?);
        Ok((offset.into(), limit.min(5).into()))
    }
}

fuzz_target!(|query: &[u8]| {
    for style in ["pages", "offsets"] {
        let uri = [b"/", style.as_bytes(), b"?", query].concat();
        let Some(answer) = support::get(&APP, &uri, None) else {
            return;
        };
        // The rest of a URI is its fragment, which is not sent on.
        let query = query.split(|byte| *byte == b'#').next().unwrap_or_default();
        let body: Value = serde_json::from_slice(&answer.body).expect("JSON");
        match window(query, style) {
            Ok((start, size)) if start <= 10 => {
                let items: Vec<_> = (0..10).filter(|n| (start..start + size).contains(n)).collect();
                assert_eq!(answer.status, 200, "{body}");
                assert_eq!(body["items"], json!(items));
                assert_eq!(body["total"], 10);
            }
            Ok(_) if answer.status == 200 => assert_eq!(body["items"], json!([])),
            // Too deep, or not understood.
            Ok(_) | Err(()) => {
                assert_eq!(answer.status, 400);
                assert_eq!(answer.headers[CONTENT_TYPE], "application/problem+json");
                assert!(body["code"].is_string() && body["detail"].is_string(), "{body}");
            }
        }
    }
});
