//! axum: `cargo run --example axum`, then `curl localhost:3000/powers/3`.

use axum::{Router, extract::Path, routing::get};
use tokio::net::TcpListener;
use velithon::{Emitter, memory_health, paginate, stream_json};

/// The powers of `base` that fit 64 bits.
#[stream_json]
async fn powers(Path(base): Path<u64>, rows: &Emitter<u64>) {
    rows.emit_all((0..64).map_while(|exponent| base.checked_pow(exponent)))
        .await;
}

/// The squares in pages: `/squares?page=2`.
#[paginate(size = 50)]
async fn squares() -> impl Iterator<Item = u64> {
    (0..1 << 32).map(|n| n * n)
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new()
        .route("/powers/{base}", get(powers))
        .route("/squares", get(squares))
        .route("/health/memory", get(memory_health));
    axum::serve(TcpListener::bind("127.0.0.1:3000").await?, app).await
}
