//! Whatever stands in a cursor: a token of the input's own, what a token is made of, and tokens of the server's that the
//! input alters. Each leads to a page of rows as they stand in the order, or is refused with a code; where cursors are
//! signed, only those lead anywhere that the server gave away.

#![no_main]

mod support;

use std::{fmt::Write, sync::LazyLock};

use axum::{Router, http::header::CONTENT_TYPE, routing};
use libfuzzer_sys::fuzz_target;
use serde::Serialize;
use serde_json::Value;
use velithon::{CursorKeys, Keyset, paginate};

#[derive(Clone, Serialize, Keyset)]
#[keyset(sort = "name", name desc nulls last, id)]
#[keyset(sort = "id", id)]
struct Person {
    #[keyset(unique)]
    id: i64,
    name: Option<String>,
}

fn rows() -> Vec<Person> {
    let name = |id: i64| (id % 4 > 0).then(|| format!("{}", id % 3));
    (0..10).map(|id| Person { id, name: name(id) }).collect()
}

/// The rows' numbers in an order, by hand.
fn sorted(sort: &str) -> &'static [i64] {
    match sort {
        "name" => &[2, 5, 1, 7, 3, 6, 9, 0, 4, 8],
        _ => &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    }
}

#[paginate(style = cursor, size = 3)]
async fn plain() -> Vec<Person> {
    rows()
}

static KEYS: CursorKeys = CursorKeys::new();

#[paginate(style = cursor, size = 3, sign = KEYS)]
async fn signed() -> Vec<Person> {
    rows()
}

static APP: LazyLock<Router> = LazyLock::new(|| {
    KEYS.set([[7; 32]]).expect("a key that is long enough");
    let app = Router::new().route("/plain", routing::get(plain));
    app.route("/signed", routing::get(signed))
});

/// What a cursor leads to: rows by their numbers, and the cursors on from there.
#[derive(Clone, Debug, PartialEq)]
struct Page {
    rows: Vec<i64>,
    onward: [Option<String>; 2],
}

/// The page at a cursor, or the code of its refusal.
fn ask(route: &str, sort: &str, cursor: &[u8]) -> Result<Page, String> {
    let mut uri = format!("/{route}?sort={sort}&cursor=");
    for byte in cursor {
        write!(uri, "%{byte:02X}").expect("text");
    }
    let answer = support::get(&APP, uri.as_bytes(), &[]).expect("a URI");
    let body: Value = serde_json::from_slice(&answer.body).expect("JSON");
    if answer.status != 200 {
        assert_eq!(answer.status, 400, "{body}");
        assert_eq!(answer.headers[CONTENT_TYPE], "application/problem+json");
        return Err(body["code"].as_str().expect("a code").to_owned());
    }
    let rows = body["items"].as_array().expect("items").iter();
    let rows: Vec<i64> = rows.map(|row| row["id"].as_i64().expect("a number")).collect();
    let onward = ["next_cursor", "prev_cursor"].map(|name| match &body[name] {
        Value::Null => None,
        cursor => Some(cursor.as_str().expect("a cursor").to_owned()),
    });
    // Rows as they stand in the order, with none left out, and fewer than asked for at an end alone.
    let all = sorted(sort);
    assert!(rows.len() <= 3, "{body}");
    let found = all.windows(rows.len().max(1)).position(|window| window == rows);
    if let Some(start) = found {
        let is_at_an_end = start == 0 || start + rows.len() == all.len();
        assert!(rows.len() == 3 || is_at_an_end, "{body}");
        let [next, prev] = &onward;
        assert!(next.is_some() || start + rows.len() == all.len(), "{body}");
        assert!(prev.is_some() || start == 0, "{body}");
    } else {
        assert!(rows.is_empty(), "{body}");
    }
    Ok(Page { rows, onward })
}

/// A cursor that the server gave away, and what it led to.
struct Given {
    route: &'static str,
    sort: &'static str,
    cursor: String,
    page: Page,
}

/// All that it gives away to those who follow every one.
static GIVEN: LazyLock<Vec<Given>> = LazyLock::new(|| {
    let mut given: Vec<Given> = Vec::new();
    for (route, sort) in [("plain", "name"), ("plain", "id"), ("signed", "name"), ("signed", "id")] {
        let mut pages = vec![ask(route, sort, b"").expect("a first page")];
        while let Some(page) = pages.pop() {
            for cursor in page.onward.into_iter().flatten() {
                let is_known = |known: &Given| (known.route, known.sort, &known.cursor) == (route, sort, &cursor);
                if given.iter().any(is_known) {
                    continue;
                }
                let page = ask(route, sort, cursor.as_bytes()).expect("a page");
                pages.push(page.clone());
                given.push(Given {
                    route,
                    sort,
                    cursor,
                    page,
                });
            }
        }
    }
    given
});

/// Asks for a page by any text, and holds the answer against what is known of the text.
fn check(route: &str, sort: &str, cursor: &[u8]) {
    let answer = ask(route, sort, cursor);
    if cursor.is_empty() {
        assert_eq!(answer.expect("a first page").rows, sorted(sort)[..3]);
        return;
    }
    let known = |given: &&Given| (given.route, given.cursor.as_bytes()) == (route, cursor);
    match GIVEN.iter().find(known) {
        Some(given) if given.sort == sort => assert_eq!(answer.as_ref(), Ok(&given.page)),
        Some(_) => assert_eq!(answer, Err("cursor-query-mismatch".to_owned())),
        None if route == "signed" => assert_eq!(answer, Err("invalid-cursor".to_owned())),
        None => {}
    }
}

/// Does with a text what the input says: three bytes for an edit.
fn alter(text: &mut Vec<u8>, edits: &[u8]) {
    for edit in edits.chunks_exact(3).take(16) {
        let (at, byte) = (usize::from(edit[1]), edit[2]);
        match edit[0] % 6 {
            0 => text.truncate(at),
            1 => text.push(byte),
            2 => text.insert(at.min(text.len()), byte),
            3 if at < text.len() => drop(text.remove(at)),
            4 => text.iter_mut().skip(at).take(1).for_each(|old| *old = byte),
            _ => text.iter_mut().skip(at).take(1).for_each(|old| *old ^= byte),
        }
    }
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Base64 for URLs (RFC 4648, section 5), without padding.
fn base64url(bytes: &[u8]) -> String {
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let word = (0..3).fold(0, |word, at| {
            word << 8 | usize::from(group.get(at).copied().unwrap_or(0))
        });
        text.extend((0..=group.len()).map(|at| char::from(DIGITS[word >> (18 - 6 * at) & 63])));
    }
    text
}

/// The bytes that such a text stands for.
fn decoded(text: &str) -> Vec<u8> {
    let digit = |digit: &u8| DIGITS.iter().position(|known| known == digit).expect("a digit");
    let group = |group: &[u8]| {
        let word = (0..4).fold(0, |word, at| word << 6 | group.get(at).map_or(0, digit));
        let bytes = [word >> 16, word >> 8, word].map(|byte| (byte & 0xFF) as u8);
        bytes[..group.len() - 1].to_vec()
    };
    text.as_bytes().chunks(4).flat_map(group).collect()
}

fuzz_target!(|input: &[u8]| {
    let made = [b"1.".as_slice(), base64url(input).as_bytes()].concat();
    for sort in ["name", "id"] {
        for token in [input, &made] {
            check("plain", sort, token);
            check("signed", sort, token);
        }
    }
    let Some((which, edits)) = input.split_first() else {
        return;
    };
    let given = &GIVEN[usize::from(*which) % GIVEN.len()];
    let Given {
        route, sort, cursor, ..
    } = given;
    let mut text = cursor.clone().into_bytes();
    alter(&mut text, edits);
    check(route, sort, &text);
    // What it is made of, with the signature that it had.
    let mut parts = cursor.splitn(3, '.').skip(1);
    let mut bytes = decoded(parts.next().expect("what it says"));
    alter(&mut bytes, edits);
    let signature = parts.next().map(|signature| format!(".{signature}"));
    let text = format!("1.{}{}", base64url(&bytes), signature.unwrap_or_default());
    check(route, sort, text.as_bytes());
});
