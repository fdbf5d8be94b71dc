//! Everything that is a list goes item by item, and so line by line where a client asks for lines.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque},
    rc::Rc,
    sync::Arc,
};

use axum::{
    Router,
    body::Body,
    extract::State,
    http::Request,
    routing::{MethodRouter, get},
};
use serde::Serialize;
use tower::ServiceExt;
use velithon::stream_json;
use velithon_test_support::Answer;

use crate::support::Teapot;

/// Handlers that return what they name, of two numbers.
macro_rules! handlers {
    ($($(#[$sync:ident])? $name:ident: $list:ty = $value:expr;)+) => {
        $(handlers! { @one $($sync)? $name: $list = $value })+

        fn all() -> Vec<(&'static str, MethodRouter)> {
            vec![$((stringify!($list), get($name))),+]
        }
    };
    (@one plain $name:ident: $list:ty = $value:expr) => {
        #[stream_json]
        fn $name() -> $list {
            $value
        }
    };
    (@one $name:ident: $list:ty = $value:expr) => {
        #[stream_json]
        async fn $name() -> $list {
            $value
        }
    };
}

handlers! {
    vector: Vec<u32> = vec![1, 2];
    boxed: Box<[u32]> = [1, 2].into();
    boxed_vector: Box<Vec<u32>> = Box::new(vec![1, 2]);
    shared: Arc<[u32]> = [1, 2].into();
    shared_vector: Arc<Vec<u32>> = Arc::new(vec![1, 2]);
    shared_array: Arc<[u32; 2]> = Arc::new([1, 2]);
    borrowed: Cow<'static, [u32]> = (&[1, 2]).into();
    deque: VecDeque<u32> = [1, 2].into();
    linked: LinkedList<u32> = [1, 2].into();
    sorted: BTreeSet<u32> = [2, 1].into();
    heap: BinaryHeap<u32> = [1, 2].into();
    failing: Result<Arc<[u32]>, Teapot> = Ok([1, 2].into());
    failing_deque: Result<VecDeque<u32>, Teapot> = Ok([1, 2].into());
    deque_of_results: VecDeque<Result<u32, Teapot>> = [Ok(1), Ok(2)].into();
    #[plain] on_a_thread: Arc<Vec<u32>> = Arc::new(vec![1, 2]);
    #[plain] of_a_thread: Rc<[u32]> = [1, 2].into();
    #[plain] failing_on_a_thread: Result<Cow<'static, [u32]>, Teapot> = Ok((&[1, 2]).into());
}

/// Handlers with a parameter for the type of an item.
macro_rules! generic {
    ($($name:ident: $list:ty;)+) => {
        $(
            #[stream_json]
            async fn $name<T>(State(rows): State<Vec<T>>) -> $list
            where
                T: Serialize + Clone + Ord + std::hash::Hash + Send + Sync + 'static,
            {
                rows.into_iter().collect::<Vec<_>>().into()
            }
        )+

        fn generic() -> Router {
            Router::new()$(.route(concat!("/", stringify!($name)), get($name::<u32>)))+.with_state(vec![1_u32, 2])
        }

        const GENERIC: &[&str] = &[$(concat!("/", stringify!($name))),+];
    };
}

generic! {
    shared_of: Arc<[T]>;
    shared_vector_of: Arc<Vec<T>>;
    boxed_of: Box<[T]>;
    boxed_vector_of: Box<Vec<T>>;
    borrowed_of: Cow<'static, [T]>;
    deque_of: VecDeque<T>;
    heap_of: BinaryHeap<T>;
}

#[stream_json]
async fn set_of<T: Serialize + Send + Eq + std::hash::Hash + From<u32> + 'static>() -> HashSet<T> {
    HashSet::from([T::from(7)])
}

#[stream_json]
async fn shared_or_failed<T>(State(rows): State<Vec<T>>) -> Result<Arc<[T]>, Teapot>
where
    T: Serialize + Clone + Send + Sync + 'static,
{
    Ok(rows.into())
}

/// Lists that borrow the handler's arguments.
mod lent {
    use super::*;

    #[stream_json]
    pub(super) async fn by_a_reference(State(rows): State<Vec<String>>) -> Vec<&str> {
        rows.iter().map(|row| &**row).collect()
    }

    #[stream_json]
    pub(super) async fn by_a_type(State(rows): State<Vec<String>>) -> Vec<Cow<'_, str>> {
        rows.iter().map(Into::into).collect()
    }

    #[stream_json]
    pub(super) async fn in_a_result(State(rows): State<Vec<String>>) -> Result<Vec<&str>, Teapot> {
        Ok(rows.iter().map(|row| &**row).collect())
    }

    #[stream_json]
    pub(super) fn on_a_thread(State(rows): State<Vec<String>>) -> Vec<&str> {
        rows.iter().map(|row| &**row).collect()
    }

    #[stream_json]
    pub(super) fn in_a_result_on_a_thread(State(rows): State<Vec<String>>) -> Result<Vec<Cow<'_, str>>, Teapot> {
        Ok(rows.iter().map(Into::into).collect())
    }
}

#[stream_json]
async fn map() -> HashMap<u32, u32> {
    HashMap::from([(1, 2)])
}

#[stream_json]
async fn sorted_map() -> BTreeMap<u32, u32> {
    BTreeMap::from([(1, 2)])
}

async fn lines(router: Router, path: &str) -> Answer {
    let request = Request::get(path).header("accept", "application/jsonl");
    let request = request.body(Body::empty()).expect("a request");
    Answer::read(router.oneshot(request).await.expect("axum never fails")).await
}

#[tokio::test]
async fn every_list_goes_item_by_item() {
    for (list, handler) in all() {
        let answer = lines(Router::new().route("/", handler), "/").await;
        assert_eq!(answer.header("content-type"), Some("application/jsonl"), "{list}");
        let mut lines: Vec<_> = answer.text().lines().map(str::to_owned).collect();
        if list.starts_with("BinaryHeap") {
            lines.sort_unstable();
        }
        assert_eq!(lines, ["1", "2"], "{list}");
    }
}

#[tokio::test]
async fn so_does_every_list_of_a_type_that_is_a_parameter() {
    let router = generic().merge(
        Router::new()
            .route("/shared_or_failed", get(shared_or_failed::<u32>))
            .with_state(vec![1_u32, 2]),
    );
    for path in GENERIC.iter().chain(&["/shared_or_failed"]) {
        let mut lines: Vec<_> = lines(router.clone(), path)
            .await
            .text()
            .lines()
            .map(str::to_owned)
            .collect();
        lines.sort_unstable();
        assert_eq!(lines, ["1", "2"], "{path}");
    }
    let set = Router::new().route("/", get(set_of::<u64>));
    assert_eq!(lines(set, "/").await.text(), "7\n");
}

#[tokio::test]
async fn a_list_may_borrow_the_arguments() {
    for handler in [
        get(lent::by_a_reference),
        get(lent::by_a_type),
        get(lent::in_a_result),
        get(lent::on_a_thread),
        get(lent::in_a_result_on_a_thread),
    ] {
        let rows = vec!["a".to_owned(), "b".to_owned()];
        let router = Router::new().route("/", handler).with_state(rows);
        assert_eq!(lines(router, "/").await.text(), "\"a\"\n\"b\"\n");
    }
}

#[tokio::test]
async fn a_map_is_one_document() {
    let router = Router::new().route("/map", get(map)).route("/sorted", get(sorted_map));
    for path in ["/map", "/sorted"] {
        let answer = lines(router.clone(), path).await;
        assert_eq!(answer.header("content-type"), Some("application/json"));
        assert_eq!(answer.text(), r#"{"1":2}"#);
    }
}
