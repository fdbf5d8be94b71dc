//! Whatever stands in `Accept`, a line of the input for each of the header: the response is what another reading of
//! RFC 9110 prefers, and says so.

#![no_main]

mod support;

use std::{cmp::Reverse, sync::LazyLock};

use axum::{Router, http::header, routing};
use libfuzzer_sys::fuzz_target;
use velithon::stream_json;

#[stream_json(formats = [array, ndjson, sse])]
async fn numbers() -> impl Iterator<Item = u32> {
    0..3
}

#[stream_json]
async fn without_events() -> impl Iterator<Item = u32> {
    0..3
}

#[stream_json(formats = [sse, ndjson])]
async fn without_an_array() -> impl Iterator<Item = u32> {
    0..3
}

static APP: LazyLock<Router> = LazyLock::new(|| {
    Router::new()
        .route("/numbers", routing::get(numbers))
        .route("/without_events", routing::get(without_events))
        .route("/without_an_array", routing::get(without_an_array))
});

const ARRAY: &str = "application/json";
const EVENTS: &str = "text/event-stream";
const LINES: [&str; 3] = ["application/x-ndjson", "application/ndjson", "application/jsonl"];

/// What the routes offer. The first is for everybody, and the only one that wildcards stand for.
const OFFERS: [(&str, &[&str]); 3] = [
    ("numbers", &[ARRAY, LINES[0], LINES[1], LINES[2], EVENTS]),
    ("without_events", &[ARRAY, LINES[0], LINES[1], LINES[2]]),
    ("without_an_array", &[EVENTS, LINES[0], LINES[1], LINES[2]]),
];

/// The ranges of the header, and the parts of each: quotation marks keep together what is between them.
fn ranges(accept: &[u8]) -> Vec<Vec<String>> {
    let mut ranges = vec![vec![String::new()]];
    let (mut is_quoted, mut bytes) = (false, accept.iter().copied());
    while let Some(byte) = bytes.next() {
        match byte {
            b',' if !is_quoted => ranges.push(vec![String::new()]),
            b';' if !is_quoted => ranges.last_mut().expect("a range").push(String::new()),
            _ => {
                let part = ranges.last_mut().and_then(|range| range.last_mut()).expect("a part");
                part.push(byte.into());
                if byte == b'"' {
                    is_quoted = !is_quoted;
                } else if is_quoted && byte == b'\\' {
                    part.extend(bytes.next().map(char::from));
                }
            }
        }
    }
    ranges
}

/// The weight of a range, in thousandths; `None` if it has one that is none.
fn weight(parameters: &[String]) -> Option<u32> {
    let mut pairs = parameters.iter().filter_map(|parameter| parameter.split_once('='));
    let Some((_, weight)) = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case("q")) else {
        return Some(1000);
    };
    let (whole, decimals) = match weight.trim().as_bytes() {
        [whole] => (*whole, [].as_slice()),
        [whole, b'.', decimals @ ..] if decimals.len() <= 3 => (*whole, decimals),
        _ => return None,
    };
    let digits = [b'0', b'0', b'0'].iter().enumerate();
    let digits = digits.map(|(at, zero)| decimals.get(at).unwrap_or(zero));
    let weight = std::iter::once(&whole).chain(digits).try_fold(0, |weight, digit| {
        digit.is_ascii_digit().then(|| weight * 10 + u32::from(digit - b'0'))
    })?;
    (weight <= 1000).then_some(weight)
}

/// What is preferred among the offers.
fn preferred<'o>(accept: &[u8], offers: &[&'o str]) -> &'o str {
    let otherwise = offers[0];
    let is_text = accept.iter().all(|byte| matches!(byte, b'\t' | b' '..=b'~'));
    let ranges = if is_text { ranges(accept) } else { Vec::new() };
    let ranges: Vec<_> = ranges
        .iter()
        .filter_map(|range| Some((range[0].trim().to_ascii_lowercase(), weight(&range[1..])?)))
        .collect();
    let candidates = offers.iter().filter_map(|offer| {
        let kind = offer.split('/').next().expect("a kind");
        let wildcards = [format!("{kind}/*"), "*/*".to_owned()];
        let all = std::iter::once((*offer).to_owned()).chain(wildcards);
        // The most exact of the names that stand in the header; and of the times it does, the one with the most weight.
        for (exactness, name) in (0..).zip(all.take(if *offer == otherwise { 3 } else { 1 })) {
            let places = ranges.iter().enumerate().filter(|(_, range)| range.0 == name);
            if let Some((place, (_, weight))) = places.max_by_key(|(place, range)| (range.1, Reverse(*place))) {
                return (*weight > 0).then_some((*weight, Reverse(exactness.min(1)), Reverse(place), *offer));
            }
        }
        None
    });
    candidates.max().map_or(otherwise, |candidate| candidate.3)
}

fuzz_target!(|input: &[u8]| {
    let lines: Vec<_> = input.split(|byte| *byte == b'\n').collect();
    for (route, offers) in OFFERS {
        let Some(answer) = support::get(&APP, format!("/{route}").as_bytes(), &lines) else {
            return;
        };
        assert_eq!(answer.status, 200);
        assert!(answer.headers[header::VARY].as_bytes().eq_ignore_ascii_case(b"accept"));
        let text = std::str::from_utf8(&answer.body).expect("text");
        let content_type = answer.headers[header::CONTENT_TYPE].to_str().expect("a type");
        // Blanks around a line are no part of it.
        let lines: Vec<_> = lines.iter().map(|line| line.trim_ascii()).collect();
        assert_eq!(
            content_type,
            preferred(&lines.join(b", ".as_slice()), offers),
            "{route}"
        );
        match content_type {
            ARRAY => assert_eq!(text, "[0,1,2]"),
            EVENTS => assert_eq!(
                text,
                "data: 0\n\ndata: 1\n\ndata: 2\n\nevent: end\ndata: {\"$end\":{\"count\":3}}\n\n"
            ),
            _ => assert_eq!(text, "0\n1\n2\n"),
        }
    }
});
