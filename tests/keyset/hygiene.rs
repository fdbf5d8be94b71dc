//! Names of the user's that are also names of ours, and a world without a prelude.

#![no_implicit_prelude]

use ::std::{convert::Into as _, iter::Iterator as _, option::Option::Some, prelude::rust_2024::derive, vec::Vec};
use ::velithon::{KeyType, Keyset};

#[allow(dead_code)]
type Result = u8;
#[allow(dead_code)]
struct Sort;
#[allow(dead_code)]
struct Nulls;

/// Fields with the names of what the derive makes, and of keywords.
#[derive(Clone, ::serde::Serialize, Keyset)]
#[keyset(sort = "visitor", visitor desc nulls last, sort)]
#[keyset(sort = "type", r#type, __columns, sort)]
#[keyset(crate = ::renamed)]
struct Odd<'a, T: ::std::clone::Clone, const N: ::std::primitive::usize = 1>
where
    T: ::velithon::KeyType,
{
    #[keyset(unique)]
    sort: T,
    visitor: ::std::option::Option<::std::string::String>,
    #[keyset(column = "a \"quoted\" name")]
    r#type: bool,
    __columns: u8,
    #[serde(skip)]
    _rest: [&'a str; N],
}

/// Variants and a field with the names of what the derive makes.
#[derive(KeyType)]
#[key_type(crate = ::renamed)]
#[allow(non_camel_case_types)]
enum Text {
    value,
    other,
    of,
    #[deprecated]
    Old,
}

#[derive(KeyType)]
#[repr(u8)]
#[allow(dead_code)]
enum Number {
    Ok = 1,
    Err = 3,
    #[deprecated]
    None = 2,
}

#[derive(KeyType)]
struct Wrapped<T> {
    value: T,
    other: ::std::marker::PhantomData<T>,
}

#[test]
fn odd_names_are_keys() {
    let of = Wrapped {
        value: Text::of,
        other: ::std::marker::PhantomData,
    };
    let other = Wrapped {
        value: Text::other,
        other: ::std::marker::PhantomData,
    };
    ::std::assert!(of.compare(&other).is_gt() && Number::Ok.compare(&Number::Err).is_lt());
    let back = <Wrapped<Text> as KeyType>::from_key(other.to_key().unwrap());
    ::std::assert!(back.is_some_and(|back| {
        back.compare(&Wrapped {
            value: Text::value,
            ..other
        })
        .is_gt()
    }));
}

#[::velithon::paginate(style = cursor, sort = "type")]
async fn handler() -> Vec<Odd<'static, i64, 2>> {
    let row = |sort: i64| Odd {
        sort,
        visitor: Some("somebody".into()),
        r#type: sort % 2 == 0,
        __columns: 7,
        _rest: ["", ""],
    };
    (0..9).map(row).collect()
}

#[test]
fn odd_names_are_sorted_by() {
    let walk = ::velithon::testing::walk(handler, "/odd").by("sort");
    let walk = ::futures::executor::block_on(walk.expect(&[1, 3, 5, 7, 0, 2, 4, 6, 8]));
    ::std::assert_eq!(walk.err(), ::std::option::Option::None);
}

#[test]
fn columns_are_what_was_written() {
    use ::velithon::{Nulls, SortColumn};
    let sorts = <Odd<'_, i64, 2> as Keyset>::SORTS;
    let columns = [
        SortColumn::new("visitor").desc().nulls(Nulls::Last),
        SortColumn::new("sort").unique(),
    ];
    ::std::assert_eq!((sorts[0].name(), sorts[0].columns()), ("visitor", &columns[..]));
    ::std::assert_eq!(sorts[1].columns()[0].name(), "a \"quoted\" name");
    ::std::assert_eq!(sorts[1].columns()[2], columns[1]);
}
