//! The shortest application: `cargo run --release --example quickstart`, then `curl localhost:3000/numbers`.
use axum::{Router, routing::get};
use serde_json::{Value, json};
use velithon::{MemoryManager, paginate, stream_json};

#[stream_json]
async fn hello() -> Value {
    json!({ "message": "Hello from Velithon", "allocator": MemoryManager::new().allocator() })
}

#[stream_json]
async fn numbers() -> impl Iterator<Item = Value> {
    (1..=1_000_000_u64).map(|n| json!({ "n": n, "square": n * n }))
}

#[paginate(size = 50)]
async fn squares() -> impl Iterator<Item = u64> {
    (1..).map(|n| n * n)
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/", get(hello));
    let app = app.route("/numbers", get(numbers));
    let app = app.route("/squares", get(squares));
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:3000").await?, app).await
}
