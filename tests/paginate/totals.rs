//! How many rows there are.

use std::{
    convert::Infallible,
    hash::Hash,
    hint::spin_loop,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use futures::{channel::oneshot, executor::block_on, future::join_all};
use velithon::{CountKey, CountSource, PageRequest, PageSource, paginate};
use velithon_test_support::{answer, get};

/// The numbers below a bound. Remembers how often they were counted.
#[derive(Clone, Default)]
struct Numbers {
    rows: i64,
    claimed: Option<u64>,
    counts: Arc<AtomicU32>,
}

impl Numbers {
    fn below(rows: i64) -> Self {
        Self {
            rows,
            ..Self::default()
        }
    }

    fn counts(&self) -> u32 {
        self.counts.swap(0, Ordering::Relaxed)
    }
}

impl PageSource for Numbers {
    type Item = i64;
    type Error = Infallible;

    async fn rows(&mut self, page: PageRequest) -> Result<Vec<i64>, Infallible> {
        let end = self.rows.min(page.offset() + page.limit());
        Ok((page.offset()..end).collect())
    }
}

impl CountSource for Numbers {
    async fn count(&mut self, at_most: u64) -> Result<u64, Infallible> {
        self.counts.fetch_add(1, Ordering::Relaxed);
        Ok(self.claimed.unwrap_or(self.rows.unsigned_abs()).min(at_most))
    }
}

#[paginate(size = 50, max_size = 100)]
async fn exact(numbers: Numbers) -> Numbers {
    numbers
}

#[paginate(size = 50, max_size = 100, total = none)]
async fn none(numbers: Numbers) -> Numbers {
    numbers
}

#[paginate(size = 50, max_offset = 100, total = none)]
async fn none_and_shallow(numbers: Numbers) -> Numbers {
    numbers
}

#[paginate(size = 50, max_offset = 100)]
async fn shallow_stream() -> impl futures::Stream<Item = u64> {
    futures::stream::iter(0..200)
}

#[paginate(size = 50, max_size = 100, total = capped(100))]
async fn capped(numbers: Numbers) -> Numbers {
    numbers
}

#[paginate(size = 50, max_size = 100, total = capped(100))]
async fn capped_rows() -> Vec<u64> {
    (0..200).collect()
}

#[paginate(size = 50, max_size = 100, total = none)]
async fn no_total_of_rows() -> Vec<u64> {
    (0..200).collect()
}

#[test]
fn a_source_that_can_count_has_an_exact_total_by_default() {
    let numbers = Numbers::below(200);
    let page = answer(exact(get("/x?page=2"), numbers.clone())).ok();
    assert_eq!(
        page.envelope(),
        r#"{"page":2,"size":50,"total":200,"total_kind":"exact","total_pages":4}"#
    );
    assert_eq!(numbers.counts(), 1);
}

#[test]
fn a_page_behind_which_the_server_leads_no_deeper_does_not_look_like_the_last_one() {
    let page = |query: &str, rows| answer(none_and_shallow(get(&format!("/x{query}")), Numbers::below(rows))).ok();
    for (query, rows) in [("", 200), ("?page=2", 200), ("?page=3", 150), ("?page=3", 120)] {
        assert!(page(query, rows).json().get("total").is_none(), "{query} {rows}");
    }
    let more = r#"{"page":3,"size":50,"total":151,"total_kind":"at_least"}"#;
    assert_eq!(page("?page=3", 200).envelope(), more);
    let streamed = answer(shallow_stream(get("/x?page=3"))).ok();
    assert_eq!(streamed.envelope(), more);
}

#[test]
fn the_count_runs_only_where_the_rows_do_not_tell() {
    for (rows, query, counted) in [
        (200, "", 1),
        (200, "?page=3", 1),
        (200, "?page=4", 0),
        (180, "?page=4", 0),
        (200, "?page=5", 1),
        (20, "", 0),
        (50, "", 0),
        (0, "", 0),
        (0, "?page=2", 1),
    ] {
        let numbers = Numbers::below(rows);
        let page = answer(exact(get(&format!("/x{query}")), numbers.clone())).ok();
        assert_eq!(page.json()["total"], rows, "{rows} {query}");
        assert_eq!(numbers.counts(), counted, "{rows} {query}");
    }
}

#[test]
fn without_a_total_next_is_still_right() {
    let numbers = Numbers::below(200);
    let page = answer(none(get("/x?page=3"), numbers.clone())).ok();
    assert_eq!(page.envelope(), r#"{"page":3,"size":50}"#);
    assert_eq!(page.relations(), ["first", "next", "prev"]);
    assert_eq!(
        answer(none(get("/x?page=4"), numbers.clone())).ok().reference("next"),
        None
    );
    assert_eq!(numbers.counts(), 0);
    assert_eq!(
        answer(no_total_of_rows(get("/x"))).ok().envelope(),
        r#"{"page":1,"size":50}"#
    );
}

#[test]
fn a_capped_total_says_at_least() {
    for query in ["", "?page=2"] {
        let numbers = Numbers::below(200);
        let page = answer(capped(get(&format!("/x{query}")), numbers.clone())).ok();
        assert_eq!(
            (&page.json()["total"], &page.json()["total_kind"]),
            (&100.into(), &"at_least".into()),
            "{query}"
        );
        assert_eq!((page.json().get("total_pages"), page.reference("last")), (None, None));
        let rows = answer(capped_rows(get(&format!("/x{query}")))).ok();
        assert_eq!(
            (&rows.json()["total"], &rows.json()["total_kind"]),
            (&100.into(), &"at_least".into()),
            "{query}"
        );
    }
    let numbers = Numbers::below(200);
    assert_eq!(
        answer(capped(get("/x?page=3"), numbers.clone())).ok().json()["total"],
        150
    );
    assert_eq!(numbers.counts(), 0);
    let small = answer(capped(get("/x"), Numbers::below(100))).ok();
    assert_eq!(
        (&small.json()["total"], &small.json()["total_kind"]),
        (&100.into(), &"exact".into())
    );
}

#[test]
fn totals_beyond_32_bits_are_exact() {
    for rows in [(1_i64 << 24) + 1, (1 << 32) + 1, (1 << 53) + 1, i64::MAX] {
        let page = answer(exact(get("/x?size=1"), Numbers::below(rows))).ok();
        assert_eq!(
            (&page.json()["total"], &page.json()["total_pages"]),
            (&rows.into(), &rows.into())
        );
    }
}

#[test]
fn a_total_is_never_less_than_the_rows_show() {
    let numbers = Numbers {
        claimed: Some(10),
        ..Numbers::below(200)
    };
    let page = answer(exact(get("/x?page=2"), numbers)).ok();
    assert_eq!(
        (&page.json()["total"], &page.json()["total_kind"]),
        (&101.into(), &"at_least".into())
    );
}

/// Counts only once it is told to, and under a key.
struct Slow {
    numbers: Numbers,
    key: (&'static str, u32),
    answer: Option<oneshot::Receiver<Result<u64, &'static str>>>,
}

impl PageSource for Slow {
    type Item = i64;
    type Error = String;

    async fn rows(&mut self, page: PageRequest) -> Result<Vec<i64>, String> {
        self.numbers.rows(page).await.map_err(|never| match never {})
    }
}

impl CountSource for Slow {
    async fn count(&mut self, _: u64) -> Result<u64, String> {
        self.numbers.counts.fetch_add(1, Ordering::Relaxed);
        let told = self.answer.take().expect("counted once").await;
        told.map_err(|_| "cancelled".to_owned())?.map_err(str::to_owned)
    }
}

impl CountKey for Slow {
    fn count_key(&self) -> impl Hash {
        self.key
    }
}

#[paginate(size = 50, max_size = 100, total = cached("10m"))]
async fn cached(slow: Slow) -> Slow {
    slow
}

/// Sends `requests` at once to one numbers source and answers the one count with `total`.
fn at_once(requests: u32, key: (&'static str, u32), total: Result<u64, &'static str>) -> (Vec<(u16, u64)>, u32) {
    let numbers = Numbers::below(200);
    let (senders, receivers): (Vec<_>, Vec<_>) = (0..requests).map(|_| oneshot::channel()).unzip();
    let head = get("/x");
    let pages = receivers.into_iter().map(|answer| {
        let slow = Slow {
            numbers: numbers.clone(),
            key,
            answer: Some(answer),
        };
        cached(head.clone(), slow)
    });
    let tell = async {
        for sender in senders {
            let _ = sender.send(total);
        }
    };
    let (pages, ()) = block_on(async { futures::join!(join_all(pages), tell) });
    let seen = pages.iter().map(|page| {
        let body: serde_json::Value = serde_json::from_slice(page.body()).unwrap();
        (page.status().as_u16(), body["total"].as_u64().unwrap_or_default())
    });
    (seen.collect(), numbers.counts())
}

#[test]
fn eight_cold_requests_run_one_count() {
    assert_eq!(at_once(8, ("single flight", 0), Ok(200)), (vec![(200, 200); 8], 1));
    // Still there, so nobody counts.
    assert_eq!(at_once(1, ("single flight", 0), Ok(999)), (vec![(200, 200)], 0));
}

#[test]
fn another_key_is_another_count() {
    for (index, key) in [("keys", 1), ("keys", 2), ("keyss", 1)].into_iter().enumerate() {
        let total = 100 + index as u64;
        assert_eq!(at_once(2, key, Ok(total)), (vec![(200, total); 2], 1), "{key:?}");
    }
}

#[test]
fn a_failed_count_is_shared() {
    assert_eq!(at_once(8, ("failing", 0), Err("no database")), (vec![(500, 0); 8], 1));
}

#[test]
fn a_counter_that_goes_away_leaves_its_place() {
    let numbers = Numbers::below(200);
    let key = ("dropped", 0);
    let (_kept, answer) = oneshot::channel();
    let first = cached(
        get("/x"),
        Slow {
            numbers: numbers.clone(),
            key,
            answer: Some(answer),
        },
    );
    let (sender, answer) = oneshot::channel();
    let second = cached(
        get("/x"),
        Slow {
            numbers: numbers.clone(),
            key,
            answer: Some(answer),
        },
    );
    sender.send(Ok(200)).unwrap();
    let page = block_on(async {
        let mut first = Box::pin(first);
        assert!(futures::poll!(first.as_mut()).is_pending());
        let mut second = Box::pin(second);
        assert!(futures::poll!(second.as_mut()).is_pending());
        drop(first);
        second.await
    });
    assert_eq!((page.status().as_u16(), numbers.counts()), (200, 2));
}

#[test]
fn an_old_count_is_made_anew() {
    #[paginate(size = 50, max_size = 100, total = cached("1ms"))]
    async fn stale(slow: Slow) -> Slow {
        slow
    }

    for total in [190, 195] {
        let (sender, receiver) = oneshot::channel();
        sender.send(Ok(total)).unwrap();
        let slow = Slow {
            numbers: Numbers::below(200),
            key: ("stale", 0),
            answer: Some(receiver),
        };
        assert_eq!(answer(stale(get("/x"), slow)).ok().json()["total"], total);
        let counted = Instant::now();
        while counted.elapsed() <= Duration::from_millis(1) {
            spin_loop();
        }
    }
}

#[test]
fn handlers_with_equal_keys_do_not_share_a_count() {
    #[paginate(total = cached("10m"))]
    async fn other(slow: Slow) -> Slow {
        slow
    }

    let key = ("two handlers", 0);
    assert_eq!(at_once(1, key, Ok(1000)), (vec![(200, 1000)], 1));
    let (sender, receiver) = oneshot::channel();
    sender.send(Ok(2000)).unwrap();
    let slow = Slow {
        numbers: Numbers::below(200),
        key,
        answer: Some(receiver),
    };
    assert_eq!(answer(other(get("/x"), slow)).ok().json()["total"], 2000);
}
