//! `#[derive(KeyType)]` over rows in memory.

use std::{cmp::Ordering, marker::PhantomData};

use futures::executor::block_on;
use serde::Serialize;
use velithon::{KeyType, KeyValue, Keyset, paginate, testing};

#[derive(Clone, Copy, Debug, PartialEq, Serialize, KeyType)]
struct Id<T>(u32, PhantomData<T>);

#[derive(Clone, Copy, Debug, PartialEq, Serialize, KeyType)]
struct Score {
    points: f64,
}

/// Neither in the order of its numbers nor of its names.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, KeyType)]
#[repr(i8)]
enum Level {
    Low = 5,
    High = -5,
    Medium = 0,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, KeyType)]
enum Season {
    Spring,
    Summer,
    Autumn,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, sqlx::Type, KeyType)]
#[sqlx(rename_all = "kebab-case")]
#[key_type(order = text)]
enum Kind {
    VeryOld,
    New,
    #[sqlx(rename = "Neuf")]
    AsNew,
}

#[derive(Clone, Debug, PartialEq, Serialize, Keyset)]
#[keyset(sort = "id", id asc)]
#[keyset(sort = "score", score desc, id asc)]
#[keyset(sort = "level", level asc, id asc)]
#[keyset(sort = "season", season desc nulls last, id asc)]
#[keyset(sort = "kind", kind asc, id desc)]
struct Game {
    #[keyset(unique)]
    id: Id<Game>,
    score: Score,
    level: Level,
    season: Option<Season>,
    kind: Kind,
}

fn all() -> Vec<Game> {
    let game = |number: u32| Game {
        id: Id(number, PhantomData),
        score: Score {
            points: f64::from(number % 4) / 3.0,
        },
        level: [Level::Low, Level::High, Level::Medium][number as usize % 3],
        season: [Some(Season::Spring), Some(Season::Autumn), None, Some(Season::Summer)][number as usize % 4],
        kind: [Kind::VeryOld, Kind::New, Kind::AsNew][number as usize / 2 % 3],
    };
    (0..12).map(game).collect()
}

#[paginate(style = cursor)]
async fn games() -> Vec<Game> {
    all()
}

#[test]
fn rows_are_walked_in_the_order_of_the_derived_keys() {
    let sorted = |by: fn(&Game) -> (i64, u32)| {
        let mut games = all();
        games.sort_by_key(by);
        games
    };
    let expected: [(&str, Vec<Game>); 5] = [
        ("id", sorted(|game| (0, game.id.0))),
        ("score", sorted(|game| (-i64::from(game.id.0 % 4), game.id.0))),
        ("level", sorted(|game| (game.level as i64, game.id.0))),
        (
            "season",
            sorted(|game| (game.season.map_or(9, |season| -(season as i64)), game.id.0)),
        ),
        // Neuf, new, very-old.
        ("kind", sorted(|game| (2 - game.kind as i64, u32::MAX - game.id.0))),
    ];
    for (sort, expected) in expected {
        let walk = testing::walk(games, &format!("/games?sort={sort}"));
        assert_eq!(block_on(walk.expect(&expected)).err(), None, "by {sort}");
    }
}

#[test]
fn values_travel_as_what_they_wrap_or_are_stored_as() {
    fn check<T: KeyType + PartialEq + std::fmt::Debug>(value: &T, travels: KeyValue<'_>) {
        assert_eq!(value.to_key().unwrap(), travels);
        assert_eq!(T::from_key(travels).as_ref(), Some(value));
        assert_eq!(value.compare(value), Ordering::Equal);
    }
    check(&Id::<u8>(7, PhantomData), KeyValue::Unsigned(7));
    check(&Score { points: 0.5 }, KeyValue::Float(0.5));
    check(&Level::High, KeyValue::Signed(-5));
    check(&Season::Autumn, KeyValue::Text("Autumn"));
    check(&Kind::VeryOld, KeyValue::Text("very-old"));
    check(&Kind::AsNew, KeyValue::Text("Neuf"));
}

#[test]
fn other_values_are_none_of_the_type() {
    assert_eq!(Level::from_key(KeyValue::Signed(1)), None);
    assert_eq!(Level::from_key(KeyValue::Unsigned(0)), None);
    assert_eq!(Level::from_key(KeyValue::Signed(251)), None, "not -5 in eight bits");
    assert_eq!(Season::from_key(KeyValue::Text("spring")), None);
    assert_eq!(Kind::from_key(KeyValue::Text("AsNew")), None);
    assert_eq!(Score::from_key(KeyValue::Float(f64::NAN)), None);
    assert!(Score { points: f64::NAN }.to_key().is_err());
}

/// What a newtype wraps may be private to a module, generic, or a newtype itself.
#[test]
fn a_newtype_of_any_key_is_one() {
    mod wrapping {
        use velithon::KeyType;

        #[derive(Debug, PartialEq, KeyType)]
        struct Private(i64);

        #[derive(Debug, PartialEq, KeyType)]
        pub(super) struct Public(Private);

        #[derive(Debug, PartialEq, KeyType)]
        pub(super) struct Generic<K>(pub(super) K);

        impl Public {
            pub(super) const fn new(number: i64) -> Self {
                Self(Private(number))
            }
        }
    }
    use wrapping::{Generic, Public};

    let (one, two) = (Public::new(1), Public::new(2));
    assert_eq!(one.compare(&two), Ordering::Less);
    assert_eq!(one.to_key().unwrap(), KeyValue::Signed(1));
    assert_eq!(Public::from_key(KeyValue::Signed(2)), Some(two));
    assert_eq!(Public::from_key(KeyValue::Text("2")), None);
    let text = Generic("b".to_owned());
    assert_eq!(text.to_key().unwrap(), KeyValue::Text("b"));
    assert_eq!(text.compare(&Generic("a".to_owned())), Ordering::Greater);
    assert_eq!(
        Generic::to_seek(Some(&text)).unwrap(),
        String::to_seek(Some(&text.0)).unwrap()
    );
    assert_eq!(
        Generic::<String>::to_seek(None).unwrap(),
        String::to_seek(None).unwrap()
    );
}
