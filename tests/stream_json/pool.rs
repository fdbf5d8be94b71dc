//! A client that goes away gives back the database connection that its stream held.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use axum::{
    Router,
    extract::{FromRef, State},
    routing,
};
use futures::TryStreamExt;
use http::StatusCode;
use sqlx::{SqlitePool, sqlite::SqlitePoolOptions};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use velithon::{Emitter, stream_json};

#[derive(Clone)]
struct App {
    db: SqlitePool,
    dropped: Arc<AtomicBool>,
}

impl FromRef<App> for SqlitePool {
    fn from_ref(app: &App) -> Self {
        app.db.clone()
    }
}

impl FromRef<App> for Arc<AtomicBool> {
    fn from_ref(app: &App) -> Self {
        app.dropped.clone()
    }
}

/// Says when it falls.
struct Held(Arc<AtomicBool>);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// More rows than any client takes.
#[stream_json]
async fn endless(
    State(db): State<SqlitePool>,
    State(dropped): State<Arc<AtomicBool>>,
    rows: &Emitter<i64>,
) -> Result<(), StatusCode> {
    let _held = Held(dropped);
    let sql = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers) SELECT n FROM numbers";
    let mut numbers = sqlx::query_scalar(sql).fetch(&db);
    while let Some(number) = numbers
        .try_next()
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?
    {
        rows.emit(&number).await;
    }
    Ok(())
}

async fn one(State(db): State<SqlitePool>, State(dropped): State<Arc<AtomicBool>>) -> Result<String, StatusCode> {
    let one: i64 = sqlx::query_scalar("SELECT 1")
        .fetch_one(&db)
        .await
        .map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(format!("{one}, dropped: {}", dropped.load(Ordering::SeqCst)))
}

async fn request(address: std::net::SocketAddr, path: &str) -> TcpStream {
    let mut socket = TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    socket.write_all(request.as_bytes()).await.unwrap();
    socket
}

#[tokio::test]
async fn the_connection_is_back_before_the_next_request_is_answered() {
    let pool = SqlitePoolOptions::new().max_connections(1);
    let app = App {
        db: pool.connect("sqlite::memory:").await.unwrap(),
        dropped: Arc::default(),
    };
    let dropped = app.dropped.clone();
    let router = Router::new()
        .route("/endless", routing::get(endless))
        .route("/one", routing::get(one))
        .with_state(app);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    for _ in 0..3 {
        dropped.store(false, Ordering::SeqCst);
        let mut leaves = request(address, "/endless").await;
        let mut begun = [0; 12];
        leaves.read_exact(&mut begun).await.unwrap();
        assert_eq!(&begun, b"HTTP/1.1 200");
        assert!(!dropped.load(Ordering::SeqCst));
        drop(leaves);

        let mut answer = String::new();
        request(address, "/one")
            .await
            .read_to_string(&mut answer)
            .await
            .unwrap();
        assert!(answer.ends_with("\r\n\r\n1, dropped: true"), "{answer}");
    }
}
