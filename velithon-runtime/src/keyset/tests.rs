//! Keys go there and back as they are.

use std::{cmp::Ordering, fmt::Debug};

use super::{
    Key, Keyset, Sort, SortColumn,
    key_column::KeyColumn,
    key_type::KeyType,
    key_value::KeyValue,
    operations::Columns,
    raw::{self, RawValue},
    visitor::KeyVisitor,
    wire,
};

fn round_trip<T: KeyColumn>(value: &T) -> Option<T> {
    let mut bytes = Vec::new();
    wire::push(&mut bytes, value.to_column().ok()?);
    let mut rest = &bytes[..];
    let back = T::from_column(wire::take(&mut rest)?);
    back.filter(|_| rest.is_empty())
}

/// Values in ascending order.
#[track_caller]
fn check<T: KeyType + PartialEq + Debug>(values: &[T]) {
    for value in values {
        assert_eq!(round_trip(value).as_ref(), Some(value));
        assert_eq!(T::from_key(KeyValue::Null), None);
    }
    let less =
        |pair: &[T]| pair[0].compare(&pair[1]) == Ordering::Less && pair[1].compare(&pair[0]) == Ordering::Greater;
    assert!(values.windows(2).all(less), "{values:?}");
}

#[test]
fn integers_and_texts_keep_their_extremes() {
    check(&[i64::MIN, -1, 0, i64::MAX]);
    check(&[i8::MIN, i8::MAX]);
    check(&[i16::MIN, i16::MAX]);
    check(&[i32::MIN, i32::MAX]);
    check(&[0, u64::MAX]);
    check(&[u8::MIN, u8::MAX]);
    check(&[u16::MIN, u16::MAX]);
    check(&[u32::MIN, u32::MAX]);
    check(&[false, true]);
    check(&["", "\0", "\n", "a", "🦀"].map(str::to_owned));
    check(&[vec![], vec![0], vec![255]]);
    assert_eq!(round_trip(&None::<i64>), Some(None));
    assert_eq!(round_trip(&Some(7_i64)), Some(Some(7)));
}

/// The last row of an export may have a key that no cursor can carry.
#[test]
fn what_is_too_long_for_a_cursor_is_cut_to_a_value_of_its_kind() {
    for text in ["a", "é", "🦀"] {
        let cut = round_trip(&text.repeat(70_000)).unwrap();
        assert_eq!(cut, text.repeat(usize::from(u16::MAX) / text.len()));
    }
    assert_eq!(round_trip(&vec![7_u8; 70_000]), Some(vec![7; u16::MAX.into()]));
}

#[test]
fn floats_keep_their_bits_and_have_no_nan() {
    check(&[
        f64::NEG_INFINITY,
        f64::MIN,
        -5e-324,
        0.0,
        5e-324,
        f64::MAX,
        f64::INFINITY,
    ]);
    check(&[
        f32::NEG_INFINITY,
        f32::MIN,
        0.0,
        f32::MIN_POSITIVE,
        0.1,
        f32::MAX,
        f32::INFINITY,
    ]);
    assert_eq!(round_trip(&-0.0_f64).map(f64::to_bits), Some((-0.0_f64).to_bits()));
    assert_eq!(round_trip(&-0.0_f32).map(f32::to_bits), Some((-0.0_f32).to_bits()));
    assert_eq!((-0.0_f64).compare(&0.0), Ordering::Equal);
    for nan in [f64::NAN.to_key(), f32::NAN.to_key()] {
        assert_eq!(nan.unwrap_err().to_string(), "NaN has no place in an order");
    }
    assert_eq!(f64::from_key(KeyValue::Float(f64::NAN)), None);
    assert_eq!(f32::from_key(KeyValue::Float(0.1)), None);
    // NaN has a place among rows, if none among keys: sorting never contradicts itself.
    assert_eq!(
        (f64::NAN.compare(&f64::INFINITY), f64::NAN.compare(&f64::NAN)),
        (Ordering::Greater, Ordering::Equal)
    );
}

/// A row with one order.
pub(crate) struct Numbered {
    pub(crate) id: i64,
}

impl Keyset for Numbered {
    const SORTS: &'static [Sort] = &[Sort::new("id", &[SortColumn::new("id").unique()])];

    fn visit<V: KeyVisitor<Self>>(sort: usize, visitor: &mut V) {
        let _ = Columns::new::<Self>(sort, visitor).not_null(|row: &Self| &row.id);
    }
}

#[test]
fn typed_values_are_those_of_the_row_and_a_databases_own_are_nothing() {
    let typed = Key::of(&Numbered { id: 7 }, 0).unwrap();
    assert_eq!((typed.get(0), typed.get::<i64>(1)), (Some(7_i64), None));
    let order = |id| typed.compare(&Numbered { id });
    assert_eq!(
        [order(6), order(7), order(8)],
        [Ordering::Less, Ordering::Equal, Ordering::Greater]
    );

    // Its kind, its length and its content would make an `i64`, too.
    let value = RawValue {
        kind: 3,
        content: &[0; 7],
    };
    let mut bytes = vec![1];
    raw::push(&mut bytes, Some(value));
    let raw = Key::<Numbered>::decode(0, &bytes).unwrap();
    assert_eq!((raw.get::<i64>(0), raw.is_null(0)), (None, false));
    assert_eq!(
        [i64::MIN, i64::MAX].map(|id| raw.compare(&Numbered { id })),
        [Ordering::Equal; 2]
    );
}

#[test]
fn values_out_of_range_are_none_of_the_type() {
    assert_eq!(i8::from_key(KeyValue::Signed(128)), None);
    assert_eq!(u8::from_key(KeyValue::Unsigned(256)), None);
    assert_eq!(u64::from_key(KeyValue::Signed(1)), None);
    assert_eq!(bool::from_key(KeyValue::Unsigned(1)), None);
    assert_eq!(String::from_key(KeyValue::Bytes(b"a")), None);
}

#[test]
fn bytes_that_are_no_value_are_refused() {
    for bytes in [
        &[][..],
        &[3, 0],
        &[6, 0, 2, b'a'],
        &[6, 0, 2, 0xFF, 0xFF],
        &[9, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        &[10],
        &[255],
    ] {
        let mut rest = bytes;
        assert_eq!(wire::take(&mut rest), None, "{bytes:?}");
    }
}

#[cfg(feature = "chrono")]
#[test]
fn chronos_times_are_kept_to_the_nanosecond() {
    use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Utc};

    let at = |seconds, nanoseconds| DateTime::from_timestamp(seconds, nanoseconds).unwrap();
    let times = [
        DateTime::<Utc>::MIN_UTC,
        at(-1, 999_999_999),
        at(0, 0),
        at(0, 1),
        at(1_483_228_799, 999_999_999),
        // The leap second at the end of 2016.
        at(1_483_228_799, 1_999_999_999),
        at(1_483_228_800, 0),
        DateTime::<Utc>::MAX_UTC,
    ];
    check(&times);
    check(&times.map(|time| time.naive_utc()));
    check(&times.map(|time| time.fixed_offset()));
    let elsewhere = at(0, 1).with_timezone(&FixedOffset::east_opt(19_800).unwrap());
    assert_eq!(round_trip(&elsewhere), Some(elsewhere));
    check(&[
        NaiveDate::MIN,
        NaiveDate::from_ymd_opt(1970, 1, 1).unwrap(),
        NaiveDate::MAX,
    ]);
    let time = |seconds, nanoseconds| NaiveTime::from_num_seconds_from_midnight_opt(seconds, nanoseconds).unwrap();
    check(&[
        NaiveTime::MIN,
        time(0, 1),
        time(86_399, 999_999_999),
        time(86_399, 1_999_999_999),
    ]);
    assert_eq!(DateTime::<Utc>::from_key(KeyValue::Moment(i64::MAX, 0)), None);
    assert_eq!(DateTime::<Utc>::from_key(KeyValue::Moment(0, u32::MAX)), None);
    assert_eq!(DateTime::<FixedOffset>::from_key(KeyValue::Moment(i64::MAX, 0)), None);
    assert_eq!(NaiveDateTime::from_key(KeyValue::Moment(i64::MIN, 0)), None);
    assert_eq!(NaiveDate::from_key(KeyValue::Signed(i64::from(i32::MAX))), None);
    assert_eq!(NaiveTime::from_key(KeyValue::Moment(86_400, 0)), None);
    assert_eq!(NaiveTime::from_key(KeyValue::Moment(-1, 0)), None);
}

#[cfg(feature = "time")]
#[test]
fn times_times_are_kept_to_the_nanosecond() {
    use time::{Date, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

    let epoch = OffsetDateTime::UNIX_EPOCH;
    let nanosecond = time::Duration::nanoseconds(1);
    let times = [
        Date::MIN.midnight().assume_utc(),
        epoch - nanosecond,
        epoch,
        epoch + nanosecond,
        Date::MAX.with_time(Time::MAX).assume_utc(),
    ];
    check(&times);
    check(&times.map(|time| PrimitiveDateTime::new(time.date(), time.time())));
    check(&[Date::MIN, epoch.date(), Date::MAX]);
    check(&[Time::MIDNIGHT, Time::MIDNIGHT + nanosecond, Time::MAX]);
    let elsewhere = epoch.to_offset(UtcOffset::from_hms(5, 30, 0).unwrap());
    assert_eq!(round_trip(&elsewhere), Some(epoch));
    assert_eq!(OffsetDateTime::from_key(KeyValue::Moment(i64::MAX, 0)), None);
    assert_eq!(OffsetDateTime::from_key(KeyValue::Moment(0, 1_000_000_000)), None);
    assert_eq!(Date::from_key(KeyValue::Signed(i64::MIN)), None);
    assert_eq!(Time::from_key(KeyValue::Moment(86_400, 0)), None);
    assert_eq!(Time::from_key(KeyValue::Moment(-1, 0)), None);
}

#[cfg(feature = "uuid")]
#[test]
fn uuids_are_bytes() {
    use uuid::Uuid;

    check(&[Uuid::nil(), Uuid::from_u128(1), Uuid::max()]);
    assert_eq!(Uuid::from_key(KeyValue::Bytes(&[0; 16])), None);
}

#[cfg(feature = "decimal")]
#[test]
fn decimals_keep_their_digits() {
    use rust_decimal::Decimal;

    check(&[
        Decimal::MIN,
        Decimal::new(-1, 28),
        Decimal::ZERO,
        Decimal::new(1, 28),
        Decimal::new(100, 2),
        Decimal::MAX,
    ]);
    assert_eq!(
        round_trip(&Decimal::new(100, 2)).map(|decimal| decimal.to_string()),
        Some("1.00".to_owned())
    );
    assert_eq!(Decimal::new(100, 2).compare(&Decimal::ONE), Ordering::Equal);
    assert_eq!(Decimal::from_key(KeyValue::Fixed([0xFF; 16])), None);
}

#[cfg(feature = "decimal")]
proptest::proptest! {
    #[test]
    fn no_bytes_make_a_decimal_that_is_none(bytes: [u8; 16]) {
        use rust_decimal::Decimal;

        if let Some(decimal) = Decimal::from_key(KeyValue::Fixed(bytes)) {
            proptest::prop_assert_eq!(decimal.to_string().parse::<Decimal>(), Ok(decimal));
        }
    }
}
