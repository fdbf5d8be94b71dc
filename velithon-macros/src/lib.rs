//! The attributes of Velithon; use them through the facade crate `velithon`, which documents them.
//!
//! Every macro has three stages: `Args` holds what was written, `Plan` what is valid of it with the defaults filled in, and
//! `emit` quotes the expansion, which cannot fail. All mistakes of an item are reported in one compile, and the item is
//! expanded in spite of them, so that the compiler checks the rest of it, too.

#![forbid(unsafe_code)]

mod args;
mod body;
mod crate_path;
mod dialect;
mod errors;
mod handle;
mod handler;
mod handler_fn;
mod key_type;
mod keyset;
mod openapi;
mod paginate;
mod parameter;
mod read_error;
mod returned;
mod signature;
#[cfg(test)]
mod snapshots;
mod stream_json;
mod tidy;
mod types;

use proc_macro::TokenStream;

/// Names the orders in which rows can be walked by cursor, on a struct with named fields.
///
/// Above the struct, once for each order. A request that names no order gets the first:
///
/// - `#[keyset(sort = "newest", created_at desc, id desc)]`: the order's name, as clients write it in the query parameter
///   `sort`, then its columns by the names of their fields. A column may be followed by its direction, `asc` (the default)
///   or `desc`. If its field is an `Option`, `nulls first` or `nulls last` must follow: NULLs come before or after all
///   values, in either direction. The last column is `unique` and not an `Option`.
/// - `#[keyset(crate = ::path::to::velithon)]`: where `velithon` is, if it is no dependency of this crate.
///
/// On a field:
///
/// - `#[keyset(unique)]`: no two rows have the same value.
/// - `#[keyset(column = "created")]`: the column's name in SQL, neither quoted nor escaped, if it is not the field's.
///   Attributes of sqlx (`#[sqlx(rename = …)]`, `rename_all`) are not read.
///
/// Where two orders name the same column without a direction, clippy reports a duplicated attribute
/// (`duplicated_attributes`). Write `id asc`.
#[proc_macro_derive(Keyset, attributes(keyset))]
pub fn keyset(row: TokenStream) -> TokenStream {
    keyset::expand(row.into()).into()
}

/// Makes keys of the values of a newtype, or of an enum without fields.
///
/// - A struct with one field is what that field is; fields called `PhantomData` do not count.
/// - An enum with `#[repr(i32)]`, or another integer of 8 to 64 bits, is the number of its variant.
/// - Any other enum is a text: the variant's name, as `#[sqlx(rename_all = "…")]` above the enum and
///   `#[sqlx(rename = "…")]` on the variant change it for `#[derive(sqlx::Type)]`.
///
/// Rows in memory are sorted by these numbers, or by where the variant stands in the enum, which is how PostgreSQL sorts a
/// type of `CREATE TYPE … AS ENUM` that lists them alike. Texts are sorted as texts where `#[sqlx(type_name = "…")]` names
/// a type of texts. A database always sorts by its own rules.
///
/// - `#[key_type(order = text)]`: rows in memory are sorted by the texts, as SQLite sorts them; `order = declared` by where
///   the variants stand.
/// - `#[key_type(crate = ::path::to::velithon)]`: where `velithon` is, if not at `::velithon`.
#[proc_macro_derive(KeyType, attributes(key_type))]
pub fn key_type(item: TokenStream) -> TokenStream {
    key_type::expand(item.into()).into()
}

/// Turns a handler into one that answers with a page of its rows. The documentation of `velithon` lists the arguments.
#[proc_macro_attribute]
pub fn paginate(args: TokenStream, item: TokenStream) -> TokenStream {
    paginate::expand(args.into(), item.into()).into()
}

/// Turns a handler into one that streams JSON in bounded chunks.
///
/// The handler is a free function whose parameters are the framework's extractors, at most 15 of them. An `async fn` runs on
/// the executor, a plain `fn` on a thread that may block. It returns what is to be streamed: an iterator, a list or, from an
/// `async fn`, a stream goes item by item, any other `Serialize` value is one document, and a `Result` may be around these.
/// Or one parameter, wherever it stands, is a handle, and the handler returns `()` or `Result<(), E>`: `&Emitter<T>` in an
/// `async fn`, `&BlockingEmitter<T>` in a plain one.
///
/// # Arguments
///
/// Each is written once, in any order, as `#[stream_json(chunk = "64KiB", stall = off)]`; none is needed. Lengths of time are
/// whole numbers of `ms`, `s`, `m` or `h` in quotation marks, from one millisecond on. Lengths of text are plain numbers of
/// bytes, or whole numbers of `KiB` or `MiB` in quotation marks.
///
/// | argument | values | default | meaning |
/// |---|---|---|---|
/// | `chunk` | 1 KiB to 1 MiB | 32 KiB | a chunk is sent once it holds so many bytes |
/// | `stall` | a time, or `off` | `"60s"` | the handler is dropped when its client has taken no chunk for so long |
/// | `format` | `array`, `ndjson`, `sse` or `csv` | | the one format; not together with `formats` |
/// | `formats` | a list of these | `[array, ndjson]` | the formats of which `Accept` chooses one |
/// | `csv` | `csv(delimiter = ";", guard = on, bom = on)` | commas, `off` | how tables are written; `csv` is a feature of `velithon` |
/// | `heartbeat` | a time, or `off` | `"15s"` for events, `off` for arrays | how long a client is left without a sign of life; lines have none |
/// | `items` | a name | a bare array | an array is this member of an object, beside `head` and `tail` |
/// | `end_record` | `on` or `off` | `off` | lines end with a record of their number, the object of `items` with a member `count` |
/// | `error_detail` | `on` or `off` | `off` | the record of an error has its text, too |
/// | `filename` | the name of a file | | a browser saves the response under this name |
/// | `max_item` | 1 byte to 1024 MiB | no bound | an item, a head or a tail whose text is longer fails the stream |
/// | `document` | `blocking` | | a document is serialised once, on a thread that may block, however short it is |
/// | `serializer` | `sonic` | | strings are written by `sonic-rs`, a feature of `velithon` |
/// | `crate` | a path from the root, such as `::path` | the dependency, also a renamed one | where the expansion finds Velithon |
/// | `?Send` | | | the future of an `async fn` is not `Send` |
///
/// Arguments that cannot go together are refused, as are `items` and `max_item` for a document, and `document` for items. The
/// documentation of `velithon` says what holds of a response.
#[proc_macro_attribute]
pub fn stream_json(args: TokenStream, item: TokenStream) -> TokenStream {
    stream_json::expand(args.into(), item.into()).into()
}
