//! `CursorRequest::seek`: what it says of statements that it does not run. They are run in `examples/drivers`.

use std::{cmp::Ordering, sync::Arc};

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rust_decimal::Decimal;
use serde::Serialize;
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time};
use uuid::Uuid;
use velithon::{
    CursorRequest, Key, KeyError, KeyType, KeyValue, Keyset, PageItems, paginate,
    seek::{Dialect, SeekPart, SeekValue},
};
use velithon_test_support::{answer, get};

#[derive(Clone, Debug, Serialize, Keyset)]
#[keyset(sort = "name", name asc nulls last, born desc, id asc)]
#[keyset(sort = "id", id desc)]
#[keyset(sort = "born", born desc, id desc)]
struct Person {
    #[keyset(unique)]
    id: u64,
    name: Option<String>,
    born: i32,
}

fn person(id: u64, name: Option<&str>) -> Person {
    Person {
        id,
        name: name.map(str::to_owned),
        born: 1900,
    }
}

/// The statements and values of a page after this person.
fn after(person: &Person, sort: usize, dialect: Dialect) -> Vec<(String, String, Vec<SeekValue>)> {
    let mut seek = CursorRequest::new(9)
        .after(Key::of(person, sort).unwrap())
        .seek(dialect);
    let mut parts = Vec::new();
    while let Some(part) = seek.next_part() {
        assert_eq!(part.limit(), 10);
        parts.push((part.condition(3), part.order_by(), part.values()));
    }
    parts
}

fn number(number: i64) -> SeekValue {
    SeekValue::Signed(Some(number))
}

fn text(text: &str) -> SeekValue {
    SeekValue::Text(Some(text.to_owned()))
}

#[test]
fn placeholders_have_the_numbers_that_follow_those_of_the_statement() {
    let part = |dialect| after(&person(7, None), 2, dialect).remove(0);
    let (condition, order, values) = part(Dialect::Postgres);
    assert_eq!(condition, r#"((page."born", page."id") < ($3, $4))"#);
    assert_eq!(order, r#"page."born" DESC, page."id" DESC"#);
    assert_eq!(values, [number(1900), number(7)]);
    assert_eq!(part(Dialect::Sqlite).0, r#"((page."born", page."id") < (?3, ?4))"#);
    assert_eq!(part(Dialect::Sqlite).2, [number(1900), number(7)]);
}

#[test]
fn on_mysql_a_value_is_bound_for_each_of_its_places() {
    let (condition, _, values) = after(&person(7, None), 2, Dialect::MySql).remove(0);
    let seven = SeekValue::Unsigned(Some(7));
    assert_eq!(
        condition,
        "(page.`born` <= ? AND (page.`born` < ? OR (page.`born` = ? AND page.`id` < ?)))"
    );
    assert_eq!(values, [number(1900), number(1900), number(1900), seven]);
}

#[test]
fn a_column_with_nulls_makes_two_statements_and_a_null_the_second_alone() {
    let [values, nulls] = &after(&person(7, Some("ada")), 0, Dialect::Postgres)[..] else {
        panic!("two parts");
    };
    assert_eq!(
        values.0,
        r#"(page."name" >= $3 AND (page."name" > $3 OR (page."name" = $3 AND page."born" <= $4 AND (page."born" < $4 OR (page."born" = $4 AND page."id" > $5)))))"#
    );
    assert_eq!(values.2, [text("ada"), number(1900), number(7)]);
    assert_eq!((&*nulls.0, &nulls.2[..]), (r#"(page."name" IS NULL)"#, &[][..]));
    let of_null = after(&person(7, None), 0, Dialect::Postgres);
    assert_eq!(of_null.len(), 1);
    assert!(
        of_null[0].0.starts_with(r#"(page."name" IS NULL AND "#),
        "{}",
        of_null[0].0
    );
    assert_eq!(of_null[0].2, [number(1900), number(7)]);
}

#[test]
fn the_first_page_has_conditions_without_values() {
    let conditions = |sort| {
        let mut seek = CursorRequest::<Person>::new(9)
            .sorted(sort)
            .seek(Dialect::Sqlite)
            .table("all \"of\" them");
        let parts = std::iter::from_fn(|| seek.next_part());
        parts
            .map(|part| (part.condition(1), part.order_by()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        conditions(1),
        [("TRUE".to_owned(), r#""all ""of"" them"."id" DESC"#.to_owned())]
    );
    assert_eq!(conditions(0)[1].0, r#"("all ""of"" them"."name" IS NULL)"#);
}

#[test]
fn a_part_is_asked_for_what_is_missing() {
    let limits = |rows: [u64; 2]| {
        let mut seek = CursorRequest::<Person>::new(2).backward().seek(Dialect::Sqlite);
        let mut limits = Vec::new();
        for rows in rows {
            limits.push(seek.next_part().as_ref().map(SeekPart::limit));
            seek.extend((0..rows).map(|id| person(id, None)));
        }
        assert!(seek.next_part().is_none());
        assert_eq!(seek.into_items().rows().len() as u64, rows.iter().sum::<u64>());
        limits
    };
    assert_eq!(limits([0, 3]), [Some(3), Some(3)]);
    assert_eq!(limits([2, 1]), [Some(3), Some(1)]);
    assert_eq!(limits([3, 0]), [Some(3), None]);
}

#[test]
fn keys_that_a_database_does_not_have_are_the_clients_mistake() {
    let parts = |person: &Person, dialect| after(person, 0, dialect).len();
    let huge = person(u64::MAX, Some("ada"));
    assert_eq!(parts(&huge, Dialect::Sqlite), 0);
    assert_eq!(parts(&huge, Dialect::Postgres), 0);
    assert_eq!(parts(&huge, Dialect::MySql), 2);
    let nul = person(1, Some("a\0"));
    assert_eq!(parts(&nul, Dialect::Postgres), 0);
    assert_eq!(parts(&nul, Dialect::Sqlite), 2);
    let seek = CursorRequest::new(1)
        .after(Key::of(&huge, 0).unwrap())
        .seek(Dialect::Sqlite);
    assert!(seek.into_rows().is_err());
    let seek = CursorRequest::<Person>::new(1).seek(Dialect::Sqlite);
    assert_eq!(seek.into_rows().map(|rows| rows.len()), Ok(0));
}

#[derive(Debug, Keyset)]
#[keyset(sort = "at", at asc, id asc)]
struct At<V: KeyType> {
    #[keyset(unique)]
    id: i64,
    at: V,
}

#[test]
fn years_that_a_database_does_not_have_are_the_clients_mistake() {
    fn is_refused<V: KeyType>(at: V, dialect: Dialect) -> bool {
        let key = Key::of(&At { id: 1, at }, 0).unwrap();
        CursorRequest::new(1).after(key).seek(dialect).next_part().is_none()
    }
    for (year, on_postgres, on_mysql) in [
        (-262_143, true, true),
        (-9_999, true, true),
        (-4_713, false, true),
        (0, false, false),
        (9_999, false, false),
        (10_000, false, true),
        (262_142, false, true),
    ] {
        let dialects = [
            (Dialect::Sqlite, false),
            (Dialect::Postgres, on_postgres),
            (Dialect::MySql, on_mysql),
        ];
        for (dialect, expected) in dialects {
            let day = NaiveDate::from_ymd_opt(year, 12, 1).unwrap();
            let moment = day.and_time(NaiveTime::MIN);
            assert_eq!(is_refused(day, dialect), expected, "{day}, {dialect:?}");
            assert_eq!(is_refused(moment, dialect), expected, "{moment}, {dialect:?}");
            assert_eq!(is_refused(moment.and_utc(), dialect), expected, "{moment}, {dialect:?}");
            if let Ok(day) = Date::from_calendar_date(year, Month::December, 1) {
                assert_eq!(is_refused(day, dialect), expected, "{day}, {dialect:?}");
                assert_eq!(is_refused(day.midnight(), dialect), expected, "{day}, {dialect:?}");
                let moment = day.midnight().assume_utc();
                assert_eq!(is_refused(moment, dialect), expected, "{moment}, {dialect:?}");
            }
        }
    }
}

/// All that it has, or what a database has that has no such number.
#[paginate(style = cursor)]
async fn huge_numbers(page: CursorRequest<Person>) -> PageItems<Person> {
    if page.key().is_none() {
        return PageItems::new(vec![person(u64::MAX, None), person(1, None)]);
    }
    let mut seek = page.seek(Dialect::Sqlite);
    assert!(seek.next_part().is_none());
    seek.into_items()
}

#[test]
fn such_a_cursor_is_answered_with_400() {
    let page = |query: &str| answer(huge_numbers(get(&format!("/people?sort=id&size=1{query}"))));
    let cursor = page("").next().unwrap();
    page(&format!("&cursor={cursor}")).problem(400, "invalid-cursor");
}

#[derive(Clone, Copy, Debug, KeyType)]
struct Wrapped(i16);

#[derive(Clone, Copy, Debug, KeyType)]
#[repr(i8)]
enum Level {
    Low = -1,
}

#[derive(Clone, Copy, Debug, KeyType)]
enum Season {
    Summer,
}

/// A moment of a crate that there is no feature for.
#[derive(Clone, Copy, Debug)]
struct ByHand(i64);

impl KeyType for ByHand {
    fn to_key(&self) -> Result<KeyValue<'_>, KeyError> {
        Ok(KeyValue::Moment(self.0, 0))
    }

    fn from_key(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::Moment(seconds, 0) => Some(Self(seconds)),
            _ => None,
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

#[test]
fn values_have_the_types_of_the_fields() {
    macro_rules! check {
        ($($value:expr => $kind:ident($expected:expr),)*) => {$(
            assert_eq!(<_ as KeyType>::to_seek(Some(&$value)), Ok(SeekValue::$kind(Some($expected))));
            assert_eq!(null(&$value), SeekValue::$kind(None));
        )*};
    }
    fn null<V: KeyType>(_: &V) -> SeekValue {
        V::to_seek(None).unwrap()
    }
    let moment: DateTime<Utc> = DateTime::UNIX_EPOCH;
    let chrono: NaiveDateTime = moment.naive_utc();
    let (day, noon) = (NaiveDate::MIN, NaiveTime::MIN);
    let time = OffsetDateTime::UNIX_EPOCH;
    let without_zone = PrimitiveDateTime::new(Date::MIN, Time::MIDNIGHT);
    check! {
        true => Bool(true),
        7_i8 => Signed(7),
        i64::MIN => Signed(i64::MIN),
        7_u16 => Unsigned(7),
        u64::MAX => Unsigned(u64::MAX),
        0.1_f32 => Float(f64::from(0.1_f32)),
        -0.5_f64 => Float(-0.5),
        "a".to_owned() => Text("a".to_owned()),
        Arc::<str>::from("a") => Text("a".to_owned()),
        vec![0_u8] => Bytes(vec![0]),
        Uuid::max() => Uuid(Uuid::max()),
        Decimal::ONE => Decimal(Decimal::ONE),
        moment => ChronoDateTimeUtc(moment),
        chrono => ChronoDateTime(chrono),
        day => ChronoDate(day),
        noon => ChronoTime(noon),
        time => TimeOffsetDateTime(time),
        without_zone => TimeDateTime(without_zone),
        Date::MIN => TimeDate(Date::MIN),
        Time::MIDNIGHT => TimeTime(Time::MIDNIGHT),
        Wrapped(7) => Signed(7),
        Level::Low => Signed(-1),
        Season::Summer => Text("Summer".to_owned()),
    }
    assert_eq!(ByHand::to_seek(Some(&ByHand(7))), Ok(SeekValue::Moment(Some((7, 0)))));
    assert_eq!(null(&ByHand(7)), SeekValue::Null);
}
