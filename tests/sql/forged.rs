//! Cursors that nobody made, or that were damaged: 400, or a page of a key that might have been, and never an error of the
//! server.

use std::env;

use axum::{extract::State, routing::get};
use http::StatusCode;
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng},
};
use sqlx::Pool;
use velithon::{
    CursorKeys, paginate,
    sql::{self, SqlDatabase, SqlKeyset, SqlRow, SqlSource},
};

use crate::{
    ask::{ask, token},
    backend::{Backend, InMemory, OnMariaDb},
    columns::{self, Full, Sparse, field::Anything},
};

static KEYS: CursorKeys = CursorKeys::new();

#[paginate(style = cursor, sign = KEYS)]
async fn signed<DB, T>(State(db): State<Pool<DB>>) -> SqlSource<DB, T>
where
    DB: SqlDatabase,
    T: SqlRow<DB> + SqlKeyset<DB> + 'static,
{
    sql::select("SELECT * FROM t").on(db)
}

/// How many tokens each database is asked: `.ci/full` says more.
fn tokens() -> usize {
    let given = env::var("VELITHON_FORGED_TOKENS")
        .ok()
        .and_then(|number| number.parse().ok());
    given.unwrap_or(4_000)
}

const SQLITE: [(&str, &str); 5] = [
    ("INTEGER", "7"),
    ("TEXT", "'text'"),
    ("REAL", "0.5"),
    ("BLOB", "X'00FF'"),
    ("NUMERIC", "'text'"),
];

const POSTGRES: [(&str, &str); 20] = [
    ("BIGINT", "7"),
    ("SMALLINT", "7"),
    ("REAL", "0.5"),
    ("BOOLEAN", "TRUE"),
    ("TEXT", "'text'"),
    ("CHAR(6)", "'text'"),
    ("NAME", "'text'"),
    ("BYTEA", "'text'"),
    ("UUID", "'00000000-0000-0000-0000-000000000001'"),
    ("TIMESTAMPTZ", "now()"),
    ("DATE", "'2026-11-27'"),
    ("TIME", "'10:00'"),
    ("INTERVAL", "'1 day'"),
    ("NUMERIC", "12.50"),
    ("JSONB", "'{\"a\": [1]}'"),
    ("TEXT[]", "'{a,b}'"),
    ("INET", "'10.0.0.1'"),
    ("BIT(3)", "B'101'"),
    ("INT4RANGE", "'[1,2)'"),
    ("TSVECTOR", "'a b'"),
];

/// MySQL has neither.
const MARIADB_ALONE: [(&str, &str); 2] = [("UUID", "'00000000-0000-0000-0000-000000000001'"), ("INET6", "'::1'")];

const MARIADB: [(&str, &str); 20] = [
    ("BIGINT", "7"),
    ("TINYINT UNSIGNED", "200"),
    ("FLOAT", "0.5"),
    ("DOUBLE", "0.5"),
    ("DECIMAL(20, 4)", "12.5"),
    ("BOOLEAN", "TRUE"),
    ("BIT(12)", "b'101'"),
    ("VARCHAR(20)", "'text'"),
    ("VARCHAR(20) CHARACTER SET latin1", "'text'"),
    ("CHAR(6) COLLATE utf8mb4_bin", "'text'"),
    ("VARBINARY(20)", "'text'"),
    ("BINARY(6)", "'text'"),
    ("DATE", "'2026-11-27'"),
    ("DATETIME(6)", "'2026-11-27 10:00:00.000001'"),
    ("TIMESTAMP", "'2026-11-27 10:00:00'"),
    ("TIME(3)", "'10:00'"),
    ("YEAR", "2026"),
    ("ENUM('a', 'b')", "'b'"),
    ("SET('a', 'b')", "'a,b'"),
    ("VARCHAR(20) COLLATE utf8mb4_unicode_ci", "'text'"),
];

#[tokio::test]
async fn on_sqlite() {
    let db = InMemory::open("").await.unwrap();
    forge(&db, &SQLITE).await;
}

#[tokio::test]
async fn on_postgres() {
    if let Some(db) = columns::postgres::open("forged").await {
        forge(&db, &POSTGRES).await;
    }
}

#[tokio::test]
async fn on_mariadb() {
    if let Some(db) = OnMariaDb::open("forged").await {
        let alone = if db.is_mysql() { &[][..] } else { &MARIADB_ALONE };
        forge(&db, &[&MARIADB, alone].concat()).await;
    }
}

async fn forge<B: Backend>(db: &B, columns: &[(&str, &str)])
where
    Full<Anything>: SqlRow<B::Db> + SqlKeyset<B::Db>,
    Sparse<Anything>: SqlRow<B::Db> + SqlKeyset<B::Db>,
    for<'c> &'c Pool<B::Db>: sqlx::Executor<'c, Database = B::Db>,
{
    KEYS.set([[7; 32]]).unwrap();
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = proptest::test_runner::TestRunner::new_with_rng(Config::default(), rng);
    for (declaration, value) in columns {
        columns::table(db, declaration, &[value], false).await;
        let signed = get(signed::<B::Db, Full<Anything>>).with_state(db.pool().clone());
        let app = columns::app::<B::Db, Full<Anything>>(db.pool())
            .route("/signed", signed)
            .nest("/sparse", columns::app::<B::Db, Sparse<Anything>>(db.pool()));
        // What is sorted by a number that is not sent has no other way.
        let is_ranked = ["ENUM", "SET"].iter().any(|name| declaration.starts_with(name));
        let routes = if is_ranked {
            &["/returned?size=1", "/signed?size=1"][..]
        } else {
            // The last one is read by one statement of two parts, of which the cursor's values are in the first.
            &[
                "/returned?size=1",
                "/fetched?size=1",
                "/signed?size=1",
                "/sparse/fetched?size=1&sort=last",
            ]
        };
        let mut valid = Vec::new();
        for route in routes {
            valid.push(token(&app, route).await);
        }
        let mut passed = 0;
        for turn in 0..tokens() / columns.len() {
            let (path, valid) = (routes[turn % routes.len()], &valid[turn % routes.len()]);
            let mut draw = || forgery().new_tree(&mut runner).unwrap().current();
            let is_signed = path.starts_with("/signed");
            let cursor = if is_signed {
                damaged(valid, &draw())
            } else {
                forged(valid, &draw())
            };
            let (status, body) = ask(&app, &format!("{path}&cursor={cursor}")).await;
            // Flipped bits may also be those of the binding.
            let names_the_cursor = body["code"] == "invalid-cursor" || body["code"] == "cursor-query-mismatch";
            let refused = status == StatusCode::BAD_REQUEST && names_the_cursor;
            // Unsigned, a key may be right by chance.
            let right = !is_signed && status == StatusCode::OK;
            assert!(refused || right, "{path}, {declaration}: {cursor}: {status} {body}");
            passed += usize::from(right);
        }
        assert!(passed > 0, "{declaration}: no forgery came as far as the database");
    }
}

/// What is done to a cursor.
#[derive(Clone, Debug)]
enum Forgery {
    /// Bits are flipped, at these places.
    Flip(Vec<(prop::sample::Index, u8)>),
    /// Bits of the key's values are flipped, at these places.
    FlipKey(Vec<(prop::sample::Index, u8)>),
    /// It ends here, and these bytes follow.
    Cut(prop::sample::Index, Vec<u8>),
    /// The key is this form and these values: their kinds and contents.
    Key(u8, Vec<(u32, Vec<u8>)>),
    /// The first value has this content, of its own kind.
    Content(Vec<u8>),
}

fn forgery() -> impl Strategy<Value = Forgery> {
    use proptest::collection::vec;

    let content = || {
        let length = prop_oneof![
            Just(1_usize),
            Just(2),
            Just(4),
            Just(8),
            Just(12),
            Just(16),
            0..24_usize
        ];
        let random = length.prop_flat_map(|length| vec(any::<u8>(), length));
        let number = any::<i64>().prop_map(|number| number.to_be_bytes().to_vec());
        let float = prop::num::f64::ANY.prop_map(|number| number.to_be_bytes().to_vec());
        prop_oneof![
            random,
            number,
            float,
            "[ -~é\0]{0,9}".prop_map(String::into_bytes),
            vec(Just(0_u8), 0..30)
        ]
    };
    // Storage classes, numbers of types that there are, and any.
    let kind = prop_oneof![
        0..12_u32,
        Just(20),
        Just(25),
        Just(705),
        Just(1184),
        Just(2249),
        Just(3802),
        any::<u32>()
    ];
    prop_oneof![
        vec((any::<prop::sample::Index>(), 0..8_u8), 1..4).prop_map(Forgery::Flip),
        vec((any::<prop::sample::Index>(), 0..8_u8), 1..3).prop_map(Forgery::FlipKey),
        (any::<prop::sample::Index>(), vec(any::<u8>(), 0..9)).prop_map(|(at, more)| Forgery::Cut(at, more)),
        (0..5_u8, vec((kind, content()), 0..4)).prop_map(|(form, values)| Forgery::Key(form, values)),
        content().prop_map(Forgery::Content),
        content().prop_map(Forgery::Content),
    ]
}

/// The length of all before the key: a version, the order's name with its length, a direction, and the binding.
fn head_of(bytes: &[u8]) -> usize {
    1 + 2 + usize::from(u16::from_be_bytes([bytes[1], bytes[2]])) + 1 + 16
}

fn forged(valid: &str, forgery: &Forgery) -> String {
    let mut bytes = base64(valid.strip_prefix("1.").unwrap());
    let head = head_of(&bytes);
    match forgery {
        Forgery::Flip(flips) => {
            for (at, bit) in flips {
                let at = at.index(bytes.len());
                bytes[at] ^= 1 << bit;
            }
        }
        Forgery::FlipKey(flips) => {
            for (at, bit) in flips {
                let at = head + 1 + at.index(bytes.len() - head - 1);
                bytes[at] ^= 1 << bit;
            }
        }
        Forgery::Cut(at, more) => {
            bytes.truncate(at.index(bytes.len() + 1));
            bytes.extend(more);
        }
        Forgery::Key(form, values) => {
            bytes.truncate(head);
            bytes.push(*form);
            for (kind, content) in values {
                push(&mut bytes, *kind, content);
            }
        }
        Forgery::Content(content) => {
            let key = bytes.split_off(head);
            let (kind, mut rest) = take_number(&key[1..]);
            let (length, after) = take_number(rest);
            rest = &after[length as usize..];
            bytes.push(key[0]);
            push(&mut bytes, kind, content);
            bytes.extend(rest);
        }
    }
    format!("1.{}", to_base64(&bytes))
}

/// Something else than the token: a flipped bit, or the payload of a forged one under its signature.
fn damaged(valid: &str, forgery: &Forgery) -> String {
    let (unsigned, signature) = valid.rsplit_once('.').unwrap();
    let payload = forged(unsigned, forgery);
    if payload != unsigned {
        return format!("{payload}.{signature}");
    }
    format!("{unsigned}.{}", &signature[1..])
}

fn push(bytes: &mut Vec<u8>, kind: u32, content: &[u8]) {
    for mut number in [kind, u32::try_from(content.len()).unwrap()] {
        while number > 0x7F {
            bytes.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        bytes.push(number.to_le_bytes()[0]);
    }
    bytes.extend(content);
}

fn take_number(bytes: &[u8]) -> (u32, &[u8]) {
    let length = 1 + bytes.iter().take_while(|byte| **byte >= 0x80).count();
    let (number, rest) = bytes.split_at(length);
    let bits = number
        .iter()
        .rev()
        .fold(0, |number, byte| number << 7 | u32::from(byte & 0x7F));
    (bits, rest)
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn base64(text: &str) -> Vec<u8> {
    let bits = text.bytes().flat_map(|letter| {
        let value = ALPHABET.iter().position(|other| *other == letter).unwrap();
        (0..6).rev().map(move |bit| value >> bit & 1 == 1)
    });
    let bits: Vec<bool> = bits.collect();
    let byte = |bits: &[bool]| bits.iter().fold(0, |byte, bit| byte << 1 | u8::from(*bit));
    bits.chunks_exact(8).map(byte).collect()
}

fn to_base64(bytes: &[u8]) -> String {
    let mut bits: Vec<bool> = bytes
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1))
        .collect();
    bits.resize(bits.len().next_multiple_of(6), false);
    let letter = |bits: &[bool]| {
        let value = bits.iter().fold(0, |value, bit| value << 1 | usize::from(*bit));
        char::from(ALPHABET[value])
    };
    bits.chunks_exact(6).map(letter).collect()
}
