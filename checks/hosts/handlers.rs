//! The handlers, for the host whose module this is compiled into.

#[path = "../../tests/paginate/over_http/forms.rs"]
pub(crate) mod forms;

use std::{io, iter};

use futures::{Stream, stream};
use serde::{
    Deserialize, Serialize, Serializer,
    ser::{Error as _, SerializeSeq},
};
use velithon_test_support::{CountedTogether, DropGuard, Integers, Seen};
use velithon::{
    CursorRequest, CursorSource, Emitter, Keyset, PageItems, PageRequest, memory_health, paginate, stream_json,
};

use super::{App, Failed, Json, Path, State, failed};

/// More items than a chunk holds, so that the response has started.
pub(crate) const MANY: u32 = 20_000;

/// Every route that a test asks for.
pub(crate) fn routes(app: App<'_>) {
    app.at("/rows", forms::rows)
        .at("/source", forms::source)
        .at("/told", forms::told)
        .at("/blocking-rows", forms::blocking_rows)
        .at("/blocking-told", forms::blocking_told)
        .at("/iterator", forms::iterator)
        .at("/streamed", forms::streamed)
        .at("/offsets", forms::offsets)
        .at("/offsets-told", forms::offsets_told)
        .at("/rejecting", rejecting)
        .at("/shallow", shallow)
        .at("/based", based)
        .at("/of/{below}", of)
        .at("/rows-of/{below}", rows_of)
        .at("/told-of/{below}", told_of)
        .at("/iterator-of/{below}", iterator_of)
        .at("/untotalled/{below}", untotalled)
        .at("/capped/{below}", capped)
        .at("/cached/{below}", cached)
        .at("/deep/{below}", deep)
        .at("/searched/{to}", searched)
        .at("/searched-told/{to}", searched_told)
        .at("/generic", generic::<u32>)
        .at("/renamed", renamed)
        .at("/renamed/rows", renamed_rows)
        .at("/health/memory", memory_health)
        .at("/small", small)
        .at("/without-content/{status}", without_content)
        .at("/many", many)
        .at("/only-lines", only_lines)
        .at("/document/{length}", document)
        .at("/stepwise", stepwise)
        .at("/endless", endless)
        .at("/stalling", stalling)
        .at("/idle", idle)
        .at("/refused", refused)
        .at("/refused-item", refused_item)
        .at("/fails/{how}", fails)
        .at("/search", search)
        .at("/exported", exported)
        .at("/blocking-exported", blocking_exported)
        .at("/exported-without-end", exported_without_end)
        .at("/export-refused", export_refused)
        .at("/export-fails", export_fails)
        .at("/iterator-fails", iterator_fails)
        .at("/stream-fails", stream_fails);
}

#[derive(Serialize, Keyset)]
#[keyset(sort = "id", id asc)]
pub(crate) struct Found {
    #[keyset(unique)]
    id: u32,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct Search {
    every: u32,
    tag: Option<String>,
}

/// Numbers, for clients that say in a body which.
#[paginate(style = cursor, size = 2, bind(body = search))]
async fn search(Json(search): Json<Search>) -> Vec<Found> {
    let _ = search.tag;
    let every = usize::try_from(search.every.max(1)).unwrap_or(1);
    (0..100).step_by(every).map(|id| Found { id }).collect()
}

/// Everything that is found, `MANY` rows, a page at a time or all together, in batches that do not grow.
#[paginate(style = cursor, export, batch = 1000, size = 2, formats = [array, ndjson, sse, csv])]
async fn exported() -> Vec<Found> {
    (0..MANY).map(|id| Found { id }).collect()
}

/// The same on a thread, in a `Result`.
#[paginate(style = cursor, export, batch = 1000, size = 2, formats = [array, ndjson, sse, csv])]
fn blocking_exported() -> Result<Vec<Found>, Failed> {
    Ok((0..MANY).map(|id| Found { id }).collect())
}

/// Rows up to one, at which it fails; the guard tells when it is dropped.
pub(crate) struct Finding {
    fails_at: Option<u32>,
    #[expect(dead_code, reason = "held only for its Drop")]
    guard: Option<DropGuard>,
}

impl CursorSource for Finding {
    type Item = Found;
    type Error = io::Error;

    async fn rows(&mut self, request: &CursorRequest<Found>) -> io::Result<Vec<Found>> {
        let first = request.key().and_then(|key| key.get::<u32>(0)).map_or(0, |id| id + 1);
        if self.fails_at.is_some_and(|row| row <= first) {
            return Err(io::Error::other("a secret"));
        }
        let rows = u32::try_from(request.limit()).unwrap_or(u32::MAX);
        Ok((first..first.saturating_add(rows)).map(|id| Found { id }).collect())
    }
}

#[paginate(style = cursor, export, stall = off)]
async fn exported_without_end(State(seen): State<Seen>) -> Finding {
    Finding {
        fails_at: None,
        guard: Some(seen.guard()),
    }
}

#[paginate(style = cursor, export, formats = [array, ndjson, sse])]
async fn export_refused() -> Result<Finding, Failed> {
    Err(failed())
}

#[paginate(style = cursor, export, batch = 1000, formats = [array, ndjson, sse, csv])]
async fn export_fails() -> Result<Finding, Failed> {
    Ok(Finding {
        fails_at: Some(MANY),
        guard: None,
    })
}

#[paginate(size = 50, max_size = 100, over_max = reject)]
async fn rejecting() -> Vec<u64> {
    (0..200).collect()
}

#[paginate(style = offset, size = 50, max_offset = 1000)]
async fn shallow() -> Vec<u64> {
    (0..2000).collect()
}

#[paginate(size = 50, links = both, links_base = "https://api.example/")]
async fn based() -> Vec<u64> {
    (0..200).collect()
}

#[paginate(size = 50, max_size = 100)]
async fn of(Path(below): Path<i64>, State(seen): State<Seen>) -> Integers {
    Integers { below, seen }
}

#[paginate(size = 50, max_size = 100)]
async fn rows_of(Path(below): Path<i64>) -> Vec<i64> {
    (0..below).collect()
}

#[paginate(size = 50, max_size = 100)]
async fn told_of(Path(below): Path<i64>, page: PageRequest) -> PageItems<i64> {
    let end = below.min(page.offset() + page.limit());
    PageItems::new((page.offset()..end).collect()).total(below)
}

#[paginate(size = 50, max_size = 100)]
async fn iterator_of(Path(below): Path<i64>) -> impl Iterator<Item = i64> {
    0..below
}

#[paginate(size = 50, max_size = 100, total = none)]
async fn untotalled(Path(below): Path<i64>, State(seen): State<Seen>) -> Integers {
    Integers { below, seen }
}

#[paginate(size = 50, max_size = 100, total = capped(100))]
async fn capped(Path(below): Path<i64>, State(seen): State<Seen>) -> Integers {
    Integers { below, seen }
}

#[paginate(size = 50, max_size = 100, total = cached("10m"))]
async fn cached(Path(below): Path<i64>, State(seen): State<Seen>) -> CountedTogether {
    CountedTogether(Integers { below, seen })
}

#[paginate(size = 50, max_size = 100, max_offset = none)]
async fn deep(Path(below): Path<i64>, State(seen): State<Seen>) -> Integers {
    Integers { below, seen }
}

/// A path, a pattern, a parameter that is not there, and the body last.
#[paginate(size = 50, max_size = 100)]
async fn searched(
    Path(to): Path<String>,
    State(seen @ Seen { .. }): State<Seen>,
    #[cfg(any())] nowhere: Nowhere,
    mut from: String,
) -> Result<Vec<u64>, Failed> {
    seen.handle();
    from.push('0');
    let number = |text: &str| text.parse::<u64>().map_err(|_| failed());
    let (from, to) = (number(&from)?, number(&to)?);
    Ok((from..to).collect())
}

/// The same with a handle in the middle, which stands anywhere.
#[paginate(size = 50, max_size = 100)]
async fn searched_told(Path(to): Path<String>, page: PageRequest, from: String) -> Result<PageItems<i64>, Failed> {
    let number = |text: String| text.parse::<i64>().map_err(|_| failed());
    let (from, to) = (number(from)? * 10, number(to)?);
    let first = page.offset() + from;
    Ok(PageItems::new((first..to.min(first + page.limit())).collect()).total(to - from))
}

#[stream_json]
async fn generic<T: From<u8> + Serialize + Send + 'static>() -> impl Iterator<Item = T> {
    [1, 2, 3].into_iter().map(T::from)
}

#[stream_json(crate = crate::renamed)]
async fn renamed(rows: &Emitter<u32>) -> Result<(), Failed> {
    rows.emit_all(1..=3).await;
    Ok(())
}

#[paginate(crate = crate::renamed)]
async fn renamed_rows() -> Result<Vec<u32>, Failed> {
    Ok(vec![1, 2, 3])
}

#[stream_json(formats = [array, ndjson, sse, csv])]
async fn small() -> Vec<u32> {
    vec![1, 2, 3]
}

#[stream_json]
async fn without_content(Path(status): Path<u16>, rows: &Emitter<u32>) {
    rows.set_status(http::StatusCode::from_u16(status).expect("a status"));
}

#[stream_json(formats = [array, ndjson, sse, csv])]
async fn many(State(seen): State<Seen>, rows: &Emitter<u32>) {
    let _guard = seen.guard();
    rows.emit_all(0..MANY).await;
}

#[stream_json(format = ndjson, end_record = on)]
async fn only_lines() -> Vec<u32> {
    vec![1, 2, 3]
}

#[stream_json]
async fn document(Path(length): Path<usize>) -> Numbers {
    Numbers { length, fails: false }
}

/// The numbers below `length`; in the end an error, if it `fails`.
#[derive(Clone)]
pub(crate) struct Numbers {
    length: usize,
    fails: bool,
}

impl Serialize for Numbers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for number in 0..self.length {
            list.serialize_element(&number)?;
        }
        if self.fails {
            return Err(S::Error::custom("a secret"));
        }
        list.end()
    }
}

/// Each item as soon as the test lets it go.
#[stream_json(formats = [array, ndjson, sse])]
async fn stepwise(State(seen): State<Seen>, rows: &Emitter<u32>) {
    for item in 0..3 {
        seen.next().await;
        rows.emit(&item).await;
    }
    seen.next().await;
}

#[stream_json(stall = off)]
async fn endless(State(seen): State<Seen>, rows: &Emitter<String>) {
    let _guard = seen.guard();
    loop {
        rows.emit_owned("x".repeat(1000)).await;
    }
}

#[stream_json(stall = "50ms")]
async fn stalling(State(seen): State<Seen>, rows: &Emitter<String>) {
    let _guard = seen.guard();
    loop {
        rows.emit_owned("x".repeat(1000)).await;
    }
}

/// Waits for ever, before or after the response has started.
#[stream_json]
async fn idle(State(seen): State<Seen>, rows: &Emitter<u32>) {
    let _guard = seen.guard();
    rows.commit().await;
    std::future::pending::<()>().await;
}

#[stream_json]
async fn refused(rows: &Emitter<u32>) -> Result<(), Failed> {
    rows.emit(&1).await;
    Err(failed())
}

#[stream_json]
async fn refused_item(rows: &Emitter<Numbers>) {
    let fails = true;
    rows.emit(&Numbers { length: 1, fails }).await;
}

/// An item, or one that cannot be written.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Item {
    Good(u32),
    Bad(Numbers),
}

/// Emits so many items after the commit, then fails in a way: `error,3`.
#[stream_json(formats = [array, ndjson, sse])]
async fn fails(Path(how): Path<String>, rows: &Emitter<Item>) -> Result<(), Failed> {
    let (cause, items) = how.split_once(',').ok_or_else(failed)?;
    let items: u32 = items.parse().map_err(|_| failed())?;
    rows.commit().await;
    rows.emit_all((0..items).map(Item::Good)).await;
    match cause {
        "error" => Err(failed()),
        "panic" => panic!("the cat walked over the keyboard"),
        _ => {
            let (length, fails) = (2, true);
            rows.emit(&Item::Bad(Numbers { length, fails })).await;
            Ok(())
        }
    }
}

#[stream_json(formats = [array, ndjson, sse])]
async fn iterator_fails() -> impl Iterator<Item = Result<u32, Failed>> {
    (0..MANY).map(Ok).chain(iter::once_with(|| Err(failed())))
}

#[stream_json(formats = [array, ndjson, sse])]
async fn stream_fails() -> Result<impl Stream<Item = Result<u32, Failed>>, Failed> {
    Ok(stream::iter((0..MANY).map(Ok).chain(iter::once_with(|| Err(failed())))))
}
