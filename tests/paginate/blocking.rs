//! Handlers that are plain functions.

use std::{
    convert::Infallible,
    rc::Rc,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    thread::{self, ThreadId},
};

use http::StatusCode;
use serde::Serialize;
use velithon::{CountSource, PageItems, PageRequest, PageSource, paginate};
use velithon_test_support::{answer, get};

struct Hundred;

impl PageSource for Hundred {
    type Item = i64;
    type Error = Infallible;

    async fn rows(&mut self, page: PageRequest) -> Result<Vec<i64>, Infallible> {
        Ok((page.offset()..page.offset() + page.limit()).collect())
    }
}

impl CountSource for Hundred {
    async fn count(&mut self, _: u64) -> Result<u64, Infallible> {
        Ok(100)
    }
}

type Rows = futures::stream::Iter<std::ops::Range<u64>>;

#[paginate(size = 3, max_size = 10)]
fn vec(own: ThreadId) -> Result<Vec<u64>, String> {
    assert_ne!(thread::current().id(), own);
    Ok((0..100).collect())
}

#[paginate(size = 3, max_size = 10)]
fn iterator(own: ThreadId) -> Box<dyn Iterator<Item = u64>> {
    assert_ne!(thread::current().id(), own);
    let rows = Rc::new(());
    Box::new((0..100).inspect(move |_| assert_eq!(Rc::strong_count(&rows), 1)))
}

#[paginate(size = 3, max_size = 10)]
fn stream(own: ThreadId) -> Rows {
    assert_ne!(thread::current().id(), own);
    futures::stream::iter(0..100)
}

#[paginate(size = 3, max_size = 10)]
fn source(own: ThreadId) -> Result<Hundred, String> {
    assert_ne!(thread::current().id(), own);
    Ok(Hundred)
}

#[paginate(size = 3, max_size = 10)]
fn refusing(runs: Arc<AtomicU32>) -> Result<Vec<u8>, &'static str> {
    runs.fetch_add(1, Ordering::Relaxed);
    Err("mine")
}

#[tokio::test]
async fn every_kind_is_made_on_a_thread() {
    let own = thread::current().id();
    let head = || get("/x?page=2");
    for page in [
        vec(head(), own).await.unwrap(),
        iterator(head(), own).await,
        stream(head(), own).await,
        source(head(), own).await.unwrap(),
    ] {
        assert!(page.body().starts_with(br#"{"items":[3,4,5],"page":2"#), "{page:?}");
    }
}

#[tokio::test]
async fn an_iterator_may_borrow_from_the_handlers_arguments() {
    #[paginate(size = 3, max_size = 10)]
    fn borrowing(rows: Vec<u32>, factor: u32) -> impl Iterator<Item = u32> {
        rows.iter().map(|row| row * factor)
    }

    let page = borrowing(get("/x?page=2"), vec![1, 2, 3, 4], 2).await;
    assert_eq!(page.body(), r#"{"items":[8],"page":2,"size":3}"#);
}

#[tokio::test]
async fn a_handler_may_change_its_arguments_and_borrow_from_them_afterwards() {
    #[paginate]
    fn changing(mut rows: Vec<u32>) -> [usize; 1] {
        rows.push(1);
        [rows.len()]
    }

    #[paginate]
    fn changing_and_borrowing(mut rows: Vec<u32>) -> impl Iterator<Item = u32> {
        rows.push(1);
        rows.iter().map(|row| row + 1)
    }

    #[paginate]
    fn changing_and_told(mut rows: Vec<u32>, mut page: PageRequest) -> PageItems<impl Serialize> {
        page = PageRequest::new(0, page.size());
        rows.push(u32::try_from(page.offset()).unwrap());
        rows.retain(|row| *row < 5);
        PageItems::new(rows.iter().collect())
    }

    let rows = || vec![7];
    for (page, items) in [
        (changing(get("/x"), rows()).await, "[2]"),
        (changing_and_borrowing(get("/x"), rows()).await, "[8,2]"),
        (changing_and_told(get("/x"), rows()).await, "[0]"),
    ] {
        assert!(
            page.body().starts_with(format!(r#"{{"items":{items},"#).as_bytes()),
            "{page:?}"
        );
    }
}

#[tokio::test]
async fn bad_input_gets_no_thread() {
    let runs = Arc::new(AtomicU32::new(0));
    let refused = refusing(get("/x?page=0"), runs.clone()).await;
    assert_eq!(
        (refused.unwrap().status(), runs.load(Ordering::Relaxed)),
        (StatusCode::BAD_REQUEST, 0)
    );
    assert_eq!(refusing(get("/x"), runs).await.unwrap_err(), "mine");
}

#[paginate(size = 3, max_size = 10)]
fn panicking() -> Vec<u8> {
    panic!("the handler's")
}

#[tokio::test]
async fn a_panic_is_the_callers() {
    let task = tokio::spawn(async { panicking(get("/x")).await });
    assert!(task.await.unwrap_err().is_panic());
}

#[test]
fn no_runtime_is_needed() {
    let own = thread::current().id();
    let page = answer(async { source(get("/x?page=2"), own).await.unwrap() }).ok();
    assert_eq!((page.items(), &page.json()["total"]), (vec![3, 4, 5], &100.into()));
}

#[tokio::test]
async fn a_handle_goes_to_the_thread_too() {
    #[paginate(size = 3, max_size = 10)]
    fn handled(own: ThreadId, rows: u64, page: PageRequest) -> Result<PageItems<u64>, &'static str> {
        assert_ne!(thread::current().id(), own);
        let rows = (0..rows).skip(usize::try_from(page.offset()).unwrap());
        Ok(PageItems::new(rows.take(page.size() as usize + 1).collect()))
    }

    let own = thread::current().id();
    let page = handled(get("/x?page=2"), own, 9).await.unwrap();
    assert_eq!(page.body(), r#"{"items":[3,4,5],"page":2,"size":3}"#);
    assert_eq!(
        handled(get("/x?page=x"), own, 9).await.unwrap().status(),
        StatusCode::BAD_REQUEST
    );
}

#[test]
fn a_request_that_went_away_before_its_thread_was_free_is_not_worked_on() {
    use std::{
        future::Future as _,
        sync::{
            atomic::{AtomicBool, Ordering},
            mpsc,
        },
        task::{Context, Waker},
    };

    static RAN: AtomicBool = AtomicBool::new(false);

    #[paginate]
    fn late() -> Vec<u64> {
        RAN.store(true, Ordering::SeqCst);
        Vec::new()
    }

    let runtime = tokio::runtime::Builder::new_current_thread()
        .max_blocking_threads(1)
        .build()
        .expect("a runtime");
    let _inside = runtime.enter();
    let (release, released) = mpsc::channel::<()>();
    let busy = runtime.spawn_blocking(move || released.recv());
    {
        let mut request = std::pin::pin!(late(get("/x")));
        let waits = request.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(waits.is_pending());
    }
    release.send(()).expect("the thread is busy");
    runtime.block_on(async {
        busy.await.expect("the thread was released").expect("by the message");
        // The one thread does things in their order: after this, the late one would have run.
        tokio::task::spawn_blocking(|| ()).await.expect("a free thread");
    });
    assert!(!RAN.load(Ordering::SeqCst));
}
