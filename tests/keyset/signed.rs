//! Signed cursors.

use velithon::{CursorKeys, paginate};
use velithon_test_support::{Answer, answer, get};

use crate::rows::{Row, rows};

fn token(page: &Answer) -> String {
    page.next().unwrap()
}

#[test]
fn any_flipped_bit_is_refused() {
    static KEYS: CursorKeys = CursorKeys::new();
    #[paginate(style = cursor, sign = KEYS)]
    async fn handler() -> Vec<Row> {
        rows()
    }
    KEYS.set([[7; 32]]).unwrap();
    let ask = |cursor: &str| answer(handler(get(&format!("/rows?size=3&cursor={cursor}"))));
    let token = token(&answer(handler(get("/rows?size=3"))));
    assert!(
        token
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte)),
        "{token}"
    );
    assert_eq!(ask(&token).ids(), [3, 4, 5]);
    for at in 0..token.len() {
        for bit in 0..8 {
            let flipped: Vec<String> = token
                .bytes()
                .enumerate()
                .map(|(index, byte)| format!("%{:02X}", if index == at { byte ^ (1 << bit) } else { byte }))
                .collect();
            ask(&flipped.concat()).problem(400, "invalid-cursor");
        }
    }
    // Any part of it alone, and parts of two.
    let parts: Vec<_> = token.split('.').collect();
    let [one, payload, signature] = parts[..] else {
        panic!("{token}")
    };
    let other = crate::signed::token(&ask(&token));
    let other = other.rsplit_once('.').unwrap();
    for spoilt in [
        format!("{one}.{payload}"),
        format!("{one}.{payload}."),
        format!("{one}.{payload}.{}", &signature[..42]),
        format!("{}.{signature}", other.0),
        format!("{token}.{signature}"),
    ] {
        ask(&spoilt).problem(400, "invalid-cursor");
    }
}

mod keys {
    pub(super) static TO_KEYS: velithon::CursorKeys = velithon::CursorKeys::new();
}

#[test]
fn keys_are_rotated_and_unsigned_cursors_are_refused_once_there_are_some() {
    #[paginate(style = cursor, sign = keys::TO_KEYS)]
    async fn handler() -> Vec<Row> {
        rows()
    }
    #[paginate(style = cursor)]
    async fn unsigned() -> Vec<Row> {
        rows()
    }
    // Nothing is served unsigned by mistake.
    answer(handler(get("/rows"))).problem(500, "internal-error");

    let (old, new) = ([1; 32], [2; 32]);
    keys::TO_KEYS.set([old]).unwrap();
    let ask = |cursor: &str| answer(handler(get(&format!("/rows?size=3&cursor={cursor}"))));
    let by_old = token(&answer(handler(get("/rows?size=3"))));
    keys::TO_KEYS.set([new, old]).unwrap();
    let by_new = token(&ask(&by_old));
    keys::TO_KEYS.set([new]).unwrap();
    assert_eq!(ask(&by_new).ids(), [6, 7, 8]);
    ask(&by_old).problem(400, "invalid-cursor");

    let plain = token(&answer(unsigned(get("/rows?size=3"))));
    ask(&plain).problem(400, "invalid-cursor");
    answer(unsigned(get(&format!("/rows?cursor={by_new}")))).problem(400, "invalid-cursor");
}

#[test]
fn keys_that_cannot_sign_are_refused_and_those_before_stay() {
    let keys = CursorKeys::new();
    keys.set([[7; 32]]).unwrap();
    for (refused, said) in [
        (
            keys.set(<[[u8; 32]; 0]>::default()),
            "there is no key to sign cursors with",
        ),
        (
            keys.set([vec![7; 32], vec![7; 31]]),
            "a key of 31 bytes is too short to sign cursors with; it takes at least 32",
        ),
    ] {
        assert_eq!(refused.unwrap_err().to_string(), said);
    }
    assert_eq!(format!("{keys:?}"), "CursorKeys { keys: 1, .. }");
}

#[test]
fn keys_may_be_made_on_first_use() {
    static KEYS: std::sync::LazyLock<CursorKeys> = std::sync::LazyLock::new(|| {
        let keys = CursorKeys::new();
        keys.set([[9; 64]]).unwrap();
        keys
    });
    #[paginate(style = cursor, sign = KEYS)]
    async fn handler() -> Vec<Row> {
        rows()
    }
    let token = token(&answer(handler(get("/rows?size=3"))));
    assert_eq!(
        answer(handler(get(&format!("/rows?size=3&cursor={token}")))).ids(),
        [3, 4, 5]
    );
}
