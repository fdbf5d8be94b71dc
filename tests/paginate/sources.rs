//! Everything that has rows.

use std::{
    borrow::Cow,
    cell::Cell,
    convert::Infallible,
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use futures::{FutureExt, Stream, StreamExt, executor::block_on, stream, stream::BoxStream};
use velithon::{CountSource, Page, PageRequest, PageSource, paginate};
use velithon_test_support::{answer, get};

static ROWS: [u64; 10] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

type AppResult<T, E = String> = Result<T, E>;
type Hidden = AppResult<Vec<u64>>;

/// Not `Clone`.
#[derive(serde::Serialize)]
#[serde(transparent)]
struct Row(u64);

fn rows() -> Vec<Row> {
    (0..10).map(Row).collect()
}

#[paginate(size = 3, max_size = 10)]
async fn vec() -> Vec<Row> {
    rows()
}

#[paginate(size = 3, max_size = 10)]
async fn array() -> [u64; 10] {
    ROWS
}

#[paginate(size = 3, max_size = 10)]
async fn slice() -> &'static [u64] {
    &ROWS
}

#[paginate(size = 3, max_size = 10)]
async fn array_ref() -> &'static [u64; 10] {
    &ROWS
}

#[paginate(size = 3, max_size = 10)]
async fn boxed() -> Box<[Row]> {
    rows().into()
}

#[paginate(size = 3, max_size = 10)]
async fn shared() -> Arc<[Row]> {
    rows().into()
}

#[paginate(size = 3, max_size = 10)]
async fn shared_vec() -> Arc<Vec<Row>> {
    rows().into()
}

#[paginate(size = 3, max_size = 10)]
async fn cow() -> Cow<'static, [u64]> {
    Cow::Borrowed(&ROWS)
}

#[paginate(size = 3, max_size = 10)]
async fn result(fail: bool) -> Result<Vec<Row>, String> {
    if fail {
        return Err("mine".to_owned());
    }
    Ok(rows())
}

#[paginate(size = 3, max_size = 10)]
async fn awaited_result(fail: bool) -> Result<Vec<Row>, String> {
    std::future::ready(if fail { Err("mine") } else { Ok(()) }).await?;
    Ok(rows())
}

#[paginate(size = 3, max_size = 10)]
async fn alias() -> AppResult<Arc<[Row]>> {
    Ok(rows().into())
}

#[paginate(size = 3, max_size = 10)]
async fn hidden(fail: bool) -> Hidden {
    if fail {
        Err("mine")?;
    }
    Ok(ROWS.to_vec())
}

#[paginate(size = 3, max_size = 10)]
async fn range() -> std::ops::Range<u64> {
    0..10
}

#[paginate(size = 3, max_size = 10)]
async fn boxed_iterator() -> Box<dyn Iterator<Item = Row> + Send> {
    Box::new(rows().into_iter())
}

#[paginate(size = 3, max_size = 10)]
async fn iterator_of_results() -> AppResult<std::vec::IntoIter<Result<Row, io::Error>>> {
    Ok(rows().into_iter().map(Ok).collect::<Vec<_>>().into_iter())
}

#[paginate(size = 3, max_size = 10)]
async fn boxed_stream() -> BoxStream<'static, Row> {
    stream::iter(rows()).boxed()
}

#[paginate(size = 3, max_size = 10)]
async fn pinned_stream() -> AppResult<Pin<Box<dyn Stream<Item = AppResult<Row>> + Send>>> {
    Ok(stream::iter(rows()).map(Ok).boxed())
}

/// Something that handlers borrow from.
struct Db(Vec<u64>);

#[paginate(size = 3, max_size = 10)]
async fn borrowing_iterator(db: Db, factor: u64) -> impl Iterator<Item = u64> {
    db.0.iter().map(|row| row * factor / factor)
}

#[paginate(size = 3, max_size = 10)]
async fn borrowing_stream(db: Db, factor: u64) -> impl Stream<Item = u64> {
    stream::iter(db.0.iter().map(|row| row * factor / factor))
}

#[paginate(size = 3, max_size = 10)]
async fn waiting_stream(db: Db) -> AppResult<impl Stream<Item = io::Result<u64>>> {
    let rows: &[u64] = Some(&*db.0).ok_or("no rows")?;
    Ok(stream::iter(rows.iter()).then(|row| async move {
        futures::pending!();
        Ok::<_, io::Error>(*row)
    }))
}

/// A source of its own that borrows from the handler's arguments.
struct Borrowed<'d>(&'d [u64]);

impl PageSource for Borrowed<'_> {
    type Item = u64;
    type Error = Infallible;

    async fn rows(&mut self, page: PageRequest) -> Result<Vec<u64>, Infallible> {
        futures::pending!();
        let start = usize::try_from(page.offset()).unwrap();
        Ok(self
            .0
            .iter()
            .skip(start)
            .take(page.size() as usize + 1)
            .copied()
            .collect())
    }
}

#[paginate(size = 3, max_size = 10)]
async fn borrowing_source(db: Db) -> impl PageSource {
    Borrowed(&db.0)
}

impl CountSource for Borrowed<'_> {
    async fn count(&mut self, _: u64) -> Result<u64, Infallible> {
        Ok(self.0.len() as u64)
    }
}

#[paginate(size = 3, max_size = 10)]
async fn borrowing_and_counted_source(db: Db) -> AppResult<impl CountSource> {
    Ok(Borrowed(&db.0))
}

#[test]
fn a_source_of_its_own_may_wait_and_borrow() {
    let mut page = Box::pin(borrowing_source(get("/x?page=2"), Db((0..10).collect())));
    assert!(block_on(async { futures::poll!(page.as_mut()) }).is_pending());
    assert_eq!(answer(page).ok().items(), [3, 4, 5]);
    let page = borrowing_and_counted_source(get("/x?page=2"), Db((0..10).collect()));
    let mut page = Box::pin(page.map(Result::unwrap));
    assert!(block_on(async { futures::poll!(page.as_mut()) }).is_pending());
    assert_eq!(answer(page).ok().json()["total"], 10);
}

#[test]
fn everything_that_has_rows_can_be_paginated() {
    async fn ok<E: std::fmt::Debug>(handler: impl Future<Output = Result<Page, E>> + Send) -> Page {
        handler.await.unwrap()
    }
    fn db() -> Db {
        Db((0..10).collect())
    }
    let head = || get("/x?page=2");
    let counted = [
        answer(vec(head())),
        answer(array(head())),
        answer(slice(head())),
        answer(array_ref(head())),
        answer(boxed(head())),
        answer(shared(head())),
        answer(shared_vec(head())),
        answer(cow(head())),
        answer(ok(result(head(), false))),
        answer(ok(awaited_result(head(), false))),
        answer(ok(alias(head()))),
        answer(ok(hidden(head(), false))),
    ];
    let uncounted = [
        answer(range(head())),
        answer(boxed_iterator(head())),
        answer(ok(iterator_of_results(head()))),
        answer(boxed_stream(head())),
        answer(ok(pinned_stream(head()))),
        answer(borrowing_iterator(head(), db(), 3)),
        answer(borrowing_stream(head(), db(), 3)),
    ];
    for page in counted {
        let page = page.ok();
        assert_eq!(page.items(), [3, 4, 5]);
        assert_eq!(page.json()["total"], 10);
        assert_eq!(page.reference("last").as_deref(), Some("?page=4"));
    }
    for page in uncounted {
        let page = page.ok();
        assert_eq!(page.items(), [3, 4, 5]);
        assert_eq!((page.json().get("total"), page.reference("last")), (None, None));
        assert_eq!(page.reference("next").as_deref(), Some("?page=3"));
    }
    assert_eq!(block_on(hidden(head(), true)).unwrap_err(), "mine");
    assert_eq!(block_on(result(head(), true)).unwrap_err(), "mine");
    assert_eq!(block_on(awaited_result(head(), true)).unwrap_err(), "mine");
}

#[test]
fn a_stream_may_wait() {
    let mut page = Box::pin(waiting_stream(get("/x?page=2"), Db((0..10).collect())));
    let mut waits = 0;
    let page = block_on(std::future::poll_fn(|cx| {
        let poll = page.as_mut().poll(cx);
        waits += 1;
        cx.waker().wake_by_ref();
        poll
    }));
    assert_eq!(page.unwrap().status(), 200);
    assert_eq!(
        waits, 8,
        "three rows before the page, three on it, one after it, and the end of the last wait"
    );
}

#[test]
fn iterators_are_asked_for_one_item_after_the_page_and_none_after_their_end() {
    struct Counted(Arc<AtomicUsize>, u64, Cell<bool>);

    impl Iterator for Counted {
        type Item = u64;

        fn next(&mut self) -> Option<u64> {
            assert!(!self.2.get(), "asked again after the end");
            self.0.fetch_add(1, Ordering::Relaxed);
            let row = self.0.load(Ordering::Relaxed) as u64;
            self.2.set(row > self.1);
            (row <= self.1).then_some(row)
        }
    }

    #[paginate(size = 3, max_size = 10)]
    async fn counted(asked: Arc<AtomicUsize>, rows: u64) -> Counted {
        Counted(asked, rows, Cell::new(false))
    }

    for (rows, uri, asked) in [
        (10, "/x?page=2", 7),
        (4, "/x?page=2", 5),
        (2, "/x?page=9", 3),
        (6, "/x?page=3", 7),
    ] {
        let count = Arc::new(AtomicUsize::new(0));
        answer(counted(get(uri), count.clone(), rows)).ok();
        assert_eq!(count.load(Ordering::Relaxed), asked, "{rows} {uri}");
    }
}

#[test]
fn a_deep_page_holds_no_more_than_itself() {
    static ALIVE: AtomicUsize = AtomicUsize::new(0);
    static MOST: AtomicUsize = AtomicUsize::new(0);

    struct Tracked;

    impl Tracked {
        fn new() -> Self {
            let alive = ALIVE.fetch_add(1, Ordering::Relaxed) + 1;
            MOST.fetch_max(alive, Ordering::Relaxed);
            Self
        }
    }

    impl Drop for Tracked {
        fn drop(&mut self) {
            ALIVE.fetch_sub(1, Ordering::Relaxed);
        }
    }

    impl serde::Serialize for Tracked {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_unit()
        }
    }

    fn endless() -> impl Iterator<Item = Tracked> {
        std::iter::repeat_with(Tracked::new)
    }

    #[paginate(size = 3, max_size = 10)]
    async fn deep_stream() -> impl Stream<Item = Tracked> {
        stream::iter(endless())
    }

    #[paginate(size = 3, max_size = 10)]
    async fn deep_stream_of_results() -> impl Stream<Item = io::Result<Tracked>> {
        stream::iter(endless().map(Ok))
    }

    #[paginate(size = 3, max_size = 10)]
    async fn deep_iterator() -> impl Iterator<Item = Tracked> {
        endless()
    }

    #[paginate(size = 3, max_size = 10)]
    async fn deep_iterator_of_results() -> impl Iterator<Item = io::Result<Tracked>> {
        endless().map(Ok)
    }

    #[paginate(size = 3, max_size = 10)]
    fn deep_and_blocking() -> impl Iterator<Item = Tracked> {
        endless()
    }

    let head = || get("/x?page=5001&size=10");
    for page in [
        answer(deep_stream(head())),
        answer(deep_stream_of_results(head())),
        answer(deep_iterator(head())),
        answer(deep_iterator_of_results(head())),
        answer(deep_and_blocking(head())),
    ] {
        assert_eq!(page.ok().json()["items"].as_array().unwrap().len(), 10);
    }
    // Less than the page: a row is JSON before the next one is asked for.
    assert_eq!((ALIVE.load(Ordering::Relaxed), MOST.load(Ordering::Relaxed)), (0, 1));
}

#[test]
fn a_stream_that_never_waits_leaves_others_their_turn() {
    #[paginate(size = 3, max_size = 10)]
    async fn eager() -> impl Stream<Item = u64> {
        stream::iter(0..u64::MAX)
    }

    let mut page = Box::pin(eager(get("/x?page=1000&size=10")));
    let polls = std::iter::repeat_with(|| block_on(async { futures::poll!(page.as_mut()).is_ready() }));
    assert_eq!(polls.take_while(|ready| !ready).count(), 9);
}

/// One call of `nth` passes over the rows before a page, which costs a slice or a file of records of one length nothing.
#[test]
fn the_rows_before_a_page_are_skipped_by_one_call_of_nth() {
    thread_local! {
        static STEPS: Cell<u64> = const { Cell::new(0) };
    }

    struct Jumping(u64);

    impl Iterator for Jumping {
        type Item = u64;

        fn next(&mut self) -> Option<u64> {
            STEPS.set(STEPS.get() + 1);
            self.0 += 1;
            Some(self.0 - 1)
        }

        fn nth(&mut self, n: usize) -> Option<u64> {
            self.0 += n as u64;
            self.next()
        }
    }

    #[paginate(size = 3, max_size = 10)]
    async fn jumping() -> Jumping {
        Jumping(0)
    }

    let page = answer(jumping(get("/x?page=5001&size=10"))).ok().json();
    assert_eq!(page["items"][0], 50_000);
    // The last row before the page, those of the page, and one after it.
    assert_eq!(STEPS.get(), 12);
}
