//! The shortest application: `cargo run --release --example quickstart`, then `curl localhost:3000/numbers`.

use axum::{Router, extract::State, routing::get};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use velithon::{MemoryManager, stream_json};

#[stream_json]
async fn hello(State(memory): State<MemoryManager>) -> Value {
    json!({ "message": "Hello from Velithon", "allocator": memory.allocator() })
}

#[stream_json]
async fn numbers() -> impl Iterator<Item = Value> {
    (1..=1_000_000_u64).map(|n| json!({ "n": n, "square": n * n }))
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/", get(hello)).route("/numbers", get(numbers));
    let app = app.with_state(MemoryManager::new());
    axum::serve(TcpListener::bind("127.0.0.1:3000").await?, app).await
}
