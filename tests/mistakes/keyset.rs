//# no order
//@ Line
//= write `#[keyset(sort = "newest", created_at desc, id desc)]`
#[derive(Keyset)]
struct Line { id: i64 }

//# a field that does not exist
//@ ident
//= there is no field `ident`
#[derive(Keyset)]
#[keyset(sort = "id", ident)]
struct Line { #[keyset(unique)] id: i64 }

//# a last column that is not unique
//@ name
//= add `id`, which is unique
#[derive(Keyset)]
#[keyset(sort = "name", name)]
struct Line { #[keyset(unique)] id: i64, name: String }

//# nothing unique
//@ id
//= #[keyset(unique)]
#[derive(Keyset)]
#[keyset(sort = "id", id)]
struct Line { id: i64 }

//# a column that may be NULL
//@ name
//= `name nulls first` or `name nulls last`
#[derive(Keyset)]
#[keyset(sort = "name", name, id)]
struct Line { #[keyset(unique)] id: i64, name: Option<String> }

//# NULLs of a column that has none
//@ name
//= is never NULL
#[derive(Keyset)]
#[keyset(sort = "name", name nulls last, id)]
struct Line { #[keyset(unique)] id: i64, name: String }

//# an Option of an Option
//@ Option<Option<String>>
//= write `Option<T>`
#[derive(Keyset)]
#[keyset(sort = "name", name nulls last, id)]
struct Line { #[keyset(unique)] id: i64, name: Option<Option<String>> }

//# a unique column that may be NULL
//@ id
//= never NULL
#[derive(Keyset)]
#[keyset(sort = "id", id nulls last)]
struct Line { #[keyset(unique)] id: Option<i64> }

//# a borrowed text as a key
//@ name
//= `String` in place of `&str`
#[derive(Keyset)]
#[keyset(sort = "name", name, id)]
struct Line { #[keyset(unique)] id: i64, name: &'static str }

//# usize as a key
//@ id
//= write `i64` in place of `usize`
#[derive(Keyset)]
#[keyset(sort = "id", id)]
struct Line { #[keyset(unique)] id: usize }

//# u128 as a key
//@ id
//= `KeyType`
#[derive(Keyset)]
#[keyset(sort = "id", id)]
struct Line { #[keyset(unique)] id: u128 }

//# char as a key
//@ id
//= `KeyType`
#[derive(Keyset)]
#[keyset(sort = "id", id)]
struct Line { #[keyset(unique)] id: char }

//# a number that is not zero as a key
//@ id
//= `KeyType`
#[derive(Keyset)]
#[keyset(sort = "id", id)]
struct Line { #[keyset(unique)] id: NonZeroU64 }

//# an own type as a key
//@ id
//= `KeyType`
#[derive(Keyset)]
#[keyset(sort = "id", id)]
struct Line { #[keyset(unique)] id: Inner }

//# a generic key
//@ id
//= write `T: KeyType`
#[derive(Keyset)]
#[keyset(sort = "id", id)]
struct Line<T> { #[keyset(unique)] id: T }

//# unique under another name
//@ primary_key
//= expected `unique`
#[derive(Keyset)]
#[keyset(sort = "id", id)]
struct Line { #[keyset(primary_key)] id: i64 }

//# unique with a value
//@ = true
//= write `unique`, without a value
#[derive(Keyset)]
#[keyset(sort = "id", id)]
struct Line { #[keyset(unique = true)] id: i64 }

//# an order without a name
//@ ""
//= an order needs a name
#[derive(Keyset)]
#[keyset(sort = "", id)]
struct Line { #[keyset(unique)] id: i64 }

//# a semicolon after the order's name
//@ ;
//= expected `,`
#[derive(Keyset)]
#[keyset(sort = "a"; id)]
struct Line { #[keyset(unique)] id: i64 }

//# an order without columns
//@ "id"
//= has no columns
#[derive(Keyset)]
#[keyset(sort = "id")]
struct Line { #[keyset(unique)] id: i64 }

//# two orders of one name
//@ "id"
//= name one of the two otherwise
#[derive(Keyset)]
#[keyset(sort = "id", id asc)]
#[keyset(sort = "id", id desc)]
struct Line { #[keyset(unique)] id: i64 }

//# a column twice
//@ id
//= remove one of the two
#[derive(Keyset)]
#[keyset(sort = "id", id, id)]
struct Line { #[keyset(unique)] id: i64 }

//# a direction that does not exist
//@ descending
//= write `name`, `name desc`
#[derive(Keyset)]
#[keyset(sort = "id", id descending)]
struct Line { #[keyset(unique)] id: i64 }

//# NULLs without a place
//@ nulls
//= write `nulls first` or `nulls last`
#[derive(Keyset)]
#[keyset(sort = "name", name nulls, id)]
struct Line { #[keyset(unique)] id: i64, name: Option<String> }

//# an order above a field
//@ sort
//= orders are written above the struct
#[derive(Keyset)]
#[keyset(sort = "id", id)]
struct Line { #[keyset(unique, sort = "id")] id: i64 }

//# an enum
//@ Line
//= an enum has no columns
#[derive(Keyset)]
#[keyset(sort = "id", id)]
enum Line { A, B }

//# a tuple
//@ Line
//= named fields
#[derive(Keyset)]
#[keyset(sort = "id", id)]
struct Line(i64);

//# unique above the struct
//@ keyset(unique)
//= write `#[keyset(unique)]` above that field
#[derive(Keyset)]
#[keyset(unique)]
#[keyset(sort = "id", id)]
struct Line { id: i64 }

//# unique in an order
//@ unique
//= write `#[keyset(unique)]` above it
#[derive(Keyset)]
#[keyset(sort = "id", id, unique)]
struct Line { id: i64 }

//# a misspelt attribute above the struct
//@ keyst
//= a derive helper attribute with a similar name exists
#[derive(Keyset)]
#[keyst(sort = "id", id)]
struct Line { #[keyset(unique)] id: i64 }

//# a misspelt attribute above a field
//@ keyest
//= a derive helper attribute with a similar name exists
#[derive(Keyset)]
#[keyset(sort = "id", id)]
struct Line { #[keyest(unique)] id: i64 }

//# an attribute of the key above its field
//@ #[key_type(order = text)]
//= write it above that
#[derive(KeyType)]
struct Name(#[key_type(order = text)] String);

//# an attribute of the key above a variant
//@ #[key_type(rename = "a")]
//= sqlx(rename
#[derive(KeyType)]
enum State { #[key_type(rename = "a")] A, B }

//# a column of two orders whose type is no key
//@ id
//= is no key
#[derive(Keyset)]
#[keyset(sort = "id", id)]
#[keyset(sort = "id_desc", id desc)]
struct Line { #[keyset(unique)] id: Inner }

//# a newtype of what is no key, as a column
//@ Inner
//= is no key
#[derive(KeyType)]
struct Id(Inner);
#[derive(Keyset)]
#[keyset(sort = "id", id)]
struct Line { #[keyset(unique)] id: Id }

//# a newtype of a number that is no key
//@ usize
//= write `i64` in place of `usize`
#[derive(KeyType)]
struct Id(usize);

//# a newtype whose type does not exist
//@ Missing
//= cannot find type `Missing`
#[derive(KeyType)]
struct Id(Missing);

//# a column that may be NULL of a type that is no key
//@ inner
//= `Inner` is no key
#[derive(Keyset)]
#[keyset(sort = "id", inner nulls last, id)]
struct Line { #[keyset(unique)] id: i64, inner: Option<Inner> }

//# NULLs of a unique column that has none
//@ id
//= remove `nulls first` or `nulls last`
#[derive(Keyset)]
#[keyset(sort = "id", id nulls last)]
struct Line { #[keyset(unique)] id: i64 }
