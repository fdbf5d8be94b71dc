//! The emitter under the ways in which futures are combined.

use futures::{FutureExt, StreamExt, join, select, stream::FuturesUnordered};
use velithon::{Emitter, stream_json};
use velithon_test_support::Answer;

use crate::support::get;

fn numbers(text: &str) -> Vec<u32> {
    serde_json::from_str(text).expect("an array of numbers")
}

#[tokio::test]
async fn emits_that_wait_side_by_side_all_go_on() {
    #[stream_json(chunk = 1024)]
    async fn handler(rows: &Emitter<u32>) {
        let part = async |start: u32| {
            for item in start..start + 5_000 {
                rows.emit(&item).await;
            }
        };
        join!(part(0), part(5_000));
        // Futures with wakers of their own, which the poll of the handler does not reach by itself.
        let parts: FuturesUnordered<_> = (2..6).map(|start| part(start * 5_000)).collect();
        parts.collect::<()>().await;
    }

    let answer = get(handler).await;
    let mut numbers = numbers(&answer.text());
    numbers.sort_unstable();
    assert!(numbers.into_iter().eq(0..30_000));
    assert!(answer.chunks.iter().all(|chunk| chunk.len() < 1024 + 6 * 7));
}

#[tokio::test]
async fn an_emit_under_select_that_loses_has_its_item_in_the_stream() {
    #[stream_json(chunk = 1024)]
    async fn handler(rows: &Emitter<u32>) {
        for item in 0..5_000 {
            let mut emit = rows.emit(&item).fuse();
            let mut other = tokio::task::yield_now().boxed().fuse();
            loop {
                select! {
                    () = emit => break,
                    () = other => {}
                }
            }
        }
    }

    let answer = get(handler).await;
    assert!(numbers(&answer.text()).into_iter().eq(0..5_000));
}

#[tokio::test]
async fn commit_under_a_waker_of_its_own_is_woken() {
    #[stream_json]
    async fn handler(rows: &Emitter<u32>) {
        let mut commits = FuturesUnordered::from_iter([rows.commit()]);
        commits.next().await;
        rows.emit(&1).await;
    }

    assert_eq!(get(handler).await.text(), "[1]");
}

#[tokio::test]
async fn emit_all_takes_iterators_and_streams_of_values_references_and_results() {
    #[stream_json]
    async fn handler(rows: &Emitter<String>) -> Result<(), std::convert::Infallible> {
        let owned = || ["a".to_owned(), "b".to_owned()];
        let borrowed = owned();
        rows.emit_all(owned()).await;
        rows.emit_all(&borrowed).await;
        rows.emit_all(borrowed.iter()).await;
        rows.emit_all(futures::stream::iter(&borrowed)).await;
        rows.emit_all(owned().into_iter().map(Ok::<_, std::convert::Infallible>))
            .await?;
        rows.emit_all(borrowed.iter().map(Ok::<_, std::convert::Infallible>))
            .await?;
        let stream = futures::stream::iter(owned()).then(async |item| {
            tokio::task::yield_now().await;
            item
        });
        rows.emit_all(Box::pin(stream)).await;
        Ok(())
    }

    let items: Vec<String> = serde_json::from_str(&get(handler).await.text()).unwrap();
    assert_eq!(items.concat(), "ab".repeat(7));
}

#[tokio::test]
async fn emit_all_takes_references_to_what_derefs_to_the_item() {
    #[stream_json]
    async fn texts(rows: &Emitter<str>) -> Result<(), std::convert::Infallible> {
        let owned = vec!["a".to_owned(), "b".to_owned()];
        rows.emit_all(&owned).await;
        rows.emit_all(owned.iter().map(String::as_str)).await;
        rows.emit_all(["a", "b"].iter()).await;
        rows.emit_all(futures::stream::iter(&owned)).await;
        rows.emit_all(owned.iter().map(Ok::<_, std::convert::Infallible>))
            .await?;
        rows.emit_all(owned).await;
        Ok(())
    }

    #[stream_json]
    async fn boxed(rows: &Emitter<u32>) {
        let boxed = [Box::new(1), Box::new(2)];
        rows.emit_all(&boxed).await;
        rows.emit_all(boxed).await;
    }

    #[stream_json]
    async fn generic<T: serde::Serialize + Send + Sync + Default + 'static>(
        _: axum::extract::State<std::marker::PhantomData<fn() -> T>>,
        rows: &Emitter<T>,
    ) {
        let items = [T::default()];
        rows.emit_all(&items).await;
        rows.emit_all(items).await;
    }

    let items: Vec<String> = serde_json::from_str(&get(texts).await.text()).unwrap();
    assert_eq!(items.concat(), "ab".repeat(6));
    assert_eq!(get(boxed).await.text(), "[1,2,1,2]");
    let app = axum::Router::new()
        .fallback(generic::<u8>)
        .with_state(std::marker::PhantomData);
    let request = axum::http::Request::get("/").body(axum::body::Body::empty()).unwrap();
    let answer = Answer::read(tower::ServiceExt::oneshot(app, request).await.unwrap()).await;
    assert_eq!(answer.text(), "[0,0]");
}
