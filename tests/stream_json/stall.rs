//! Clients that stop reading, under a paused clock.

use std::{convert::Infallible, rc::Rc, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::FromRequestParts,
    http::{Method, Request, Uri, request::Parts},
    routing::{self, MethodRouter},
};
use futures::future::pending;
use http_body_util::BodyExt;
use tokio::{
    io::AsyncReadExt,
    runtime::Handle,
    sync::Semaphore,
    task::{LocalSet, spawn_local},
    time::{Instant, sleep, timeout},
};
use tower::ServiceExt;
use velithon::{Emitter, LocalJsonStream, RequestHead, stream_json};
use velithon_test_support::Client;

const MINUTE: Duration = Duration::from_secs(60);

/// A place in a pool, which goes back when the handler is dropped.
struct Connection(#[expect(dead_code, reason = "held, not used")] tokio::sync::OwnedSemaphorePermit);

impl FromRequestParts<Arc<Semaphore>> for Connection {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, pool: &Arc<Semaphore>) -> Result<Self, Infallible> {
        Ok(Self(pool.clone().acquire_owned().await.expect("an open pool")))
    }
}

#[stream_json]
async fn endless(_connection: Connection, rows: &Emitter<u32>) {
    rows.emit_all(0..).await;
}

#[stream_json(stall = "5m")]
async fn patient(_connection: Connection, rows: &Emitter<u32>) {
    rows.emit_all(0..).await;
}

#[stream_json(stall = off)]
async fn unlimited(_connection: Connection, rows: &Emitter<u32>) {
    rows.emit_all(0..).await;
}

#[stream_json]
async fn quiet(_connection: Connection, rows: &Emitter<u32>) {
    rows.emit(&1).await;
    pending::<()>().await;
}

#[stream_json]
async fn slow(_connection: Connection, rows: &Emitter<u32>) {
    for item in 0..5 {
        rows.emit(&item).await;
        sleep(10 * MINUTE).await;
    }
}

fn pool_of_one() -> Arc<Semaphore> {
    Arc::new(Semaphore::new(1))
}

async fn body(handler: MethodRouter<Arc<Semaphore>>, pool: &Arc<Semaphore>) -> Body {
    let app = Router::new().route("/", handler).with_state(pool.clone());
    let response = app.oneshot(Request::get("/").body(Body::empty()).unwrap()).await;
    response.unwrap().into_body()
}

/// How long it takes until the connection is back.
async fn returned_after(pool: &Semaphore) -> Duration {
    let start = Instant::now();
    let _connection = pool.acquire().await.unwrap();
    start.elapsed()
}

#[tokio::test(start_paused = true)]
async fn a_body_that_nobody_polls_gives_its_connection_back() {
    let pool = pool_of_one();
    let mut untouched = body(routing::get(endless), &pool).await;
    assert_eq!(returned_after(&pool).await, MINUTE);
    let mut begun = body(routing::get(endless), &pool).await;
    begun.frame().await.unwrap().unwrap();
    begun.frame().await.unwrap().unwrap();
    assert_eq!(returned_after(&pool).await, MINUTE);
    let patient = body(routing::get(patient), &pool).await;
    assert_eq!(returned_after(&pool).await, 5 * MINUTE);
    drop(patient);

    // The chunk that was ready, and then an error: not one more item, and no closing bracket.
    untouched.frame().await.unwrap().unwrap();
    for mut stalled in [untouched, begun] {
        let error = stalled.frame().await.unwrap().expect_err("the handler is gone");
        assert!(format!("{error:?}").contains("Stalled"), "{error}");
        assert!(stalled.frame().await.is_none());
    }
}

#[tokio::test(start_paused = true)]
async fn every_chunk_that_is_taken_starts_the_time_again() {
    let pool = pool_of_one();
    let mut body = body(routing::get(endless), &pool).await;
    for _ in 0..10 {
        sleep(Duration::from_secs(59)).await;
        body.frame().await.unwrap().unwrap();
    }
    assert_eq!(returned_after(&pool).await, MINUTE);
}

#[tokio::test(start_paused = true)]
async fn a_first_chunk_that_is_taken_late_starts_the_time_again_while_it_is_written() {
    let pool = pool_of_one();
    let mut body = body(routing::get(endless), &pool).await;
    sleep(Duration::from_secs(59)).await;
    let _being_written = body.frame().await.unwrap().unwrap();
    assert_eq!(returned_after(&pool).await, MINUTE);
}

#[tokio::test(start_paused = true)]
async fn a_library_that_writes_for_long_before_it_comes_for_more_has_a_client_that_reads() {
    let pool = pool_of_one();
    let mut body = body(routing::get(endless), &pool).await;
    let mut queue = Vec::new();
    for _ in 0..4 {
        queue.push(body.frame().await.unwrap().unwrap());
    }
    for written in queue {
        sleep(Duration::from_secs(59)).await;
        drop(written);
    }
    assert_eq!(pool.available_permits(), 0, "the handler is at work");
    assert_eq!(returned_after(&pool).await, MINUTE);
}

#[tokio::test(start_paused = true)]
async fn off_waits_for_ever() {
    let pool = pool_of_one();
    let _body = body(routing::get(unlimited), &pool).await;
    assert!(timeout(10_000 * MINUTE, pool.acquire()).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn a_client_that_waits_for_the_handler_does_not_stall() {
    let pool = pool_of_one();
    let read = body(routing::get(slow), &pool).await.collect().await.unwrap();
    assert_eq!(read.to_bytes(), "[0,1,2,3,4]");
    let mut body = body(routing::get(quiet), &pool).await;
    body.frame().await.unwrap().unwrap();
    assert!(timeout(10_000 * MINUTE, body.frame()).await.is_err());
    assert_eq!(pool.available_permits(), 0, "the handler is at work");
}

#[tokio::test(start_paused = true)]
async fn the_timer_ends_with_the_body() {
    let pool = pool_of_one();
    let before = Handle::current().metrics().num_alive_tasks();
    let body = body(routing::get(endless), &pool).await;
    assert_eq!(Handle::current().metrics().num_alive_tasks(), before + 1);
    drop(body);
    assert_eq!(pool.available_permits(), 1, "the handler falls with the body");
    tokio::task::yield_now().await;
    assert_eq!(Handle::current().metrics().num_alive_tasks(), before);
}

#[tokio::test(start_paused = true)]
async fn over_a_socket_a_client_that_does_not_read_loses_its_handler() {
    let pool = pool_of_one();
    let app = Router::new().route("/", routing::get(endless)).with_state(pool.clone());
    let mut client = Client::of(app).await.send("GET / HTTP/1.1", "").await;
    // The response has begun, so the handler has its connection.
    client.read_u8().await.unwrap();
    returned_after(&pool).await;
    // What was on its way arrives; the last chunk of a whole response does not.
    let mut rest = Vec::new();
    client.read_to_end(&mut rest).await.unwrap();
    assert!(!rest.ends_with(b"\r\n0\r\n\r\n"));
}

#[stream_json(?Send)]
async fn endless_here(_connection: Rc<Connection>, rows: &Emitter<u32>) {
    rows.emit_all(0..).await;
}

/// The response of a handler that stays on its thread.
async fn local_response(pool: &Arc<Semaphore>) -> LocalJsonStream {
    let permit = pool.clone().acquire_owned().await.unwrap();
    let head = RequestHead::new(Method::GET, Uri::from_static("/"));
    endless_here(head, Rc::new(Connection(permit))).await
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_stays_on_its_thread_is_watched_there() {
    let pool = pool_of_one();
    let watched = async {
        let spawn = |task| Some(spawn_local(task).abort_handle());
        let _unread = local_response(&pool).await.watched_by(Box::new(spawn));
        assert_eq!(returned_after(&pool).await, MINUTE);
    };
    LocalSet::new().run_until(watched).await;
}

#[tokio::test(start_paused = true)]
async fn where_the_host_spawns_no_task_nobody_watches_the_handler() {
    let pool = pool_of_one();
    let _unread = local_response(&pool).await.watched_by(Box::new(|_| None));
    assert!(timeout(10 * MINUTE, pool.acquire()).await.is_err());
}
