//! actix-web: `cargo run --example actix --features actix`, then `curl localhost:3000/powers/3`.

use actix_web::{App, HttpServer, get, web};
use velithon::{Emitter, memory_health, paginate, stream_json};

/// The powers of `base` that fit 64 bits.
#[stream_json]
#[get("/powers/{base}")]
async fn powers(base: web::Path<u64>, rows: &Emitter<u64>) {
    rows.emit_all((0..64).map_while(|exponent| base.checked_pow(exponent)))
        .await;
}

/// The squares in pages: `/squares?page=2`.
#[paginate(size = 50)]
#[get("/squares")]
async fn squares() -> impl Iterator<Item = u64> {
    (0..1 << 32).map(|n| n * n)
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let app = || {
        App::new()
            .service(powers)
            .service(squares)
            .route("/health/memory", web::get().to(memory_health))
    };
    HttpServer::new(app).bind("127.0.0.1:3000")?.run().await
}
