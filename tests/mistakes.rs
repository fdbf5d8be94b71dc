//! Handlers with one mistake each, compiled together: what the compiler says of each is counted and looked at.
//!
//! A case is the code between two lines that start with `//#`, and a module of its own in one generated crate, so that one run
//! of the compiler answers for all. None of it runs: where a body does not matter it is `todo!()`. The lines before the code are:
//!
//! - `//# name of the mistake`
//! - `//@ text`: the code that the first error points at.
//! - `//= words`: words that some message about the case must contain. May be repeated.
//! - `//+ 2 reason`: how many errors there are, where plain Rust gives more than one for the same mistake.
//!
//! `MISTAKES=show cargo test --test mistakes` prints all messages. `examples/drivers/tests/mistakes.rs` has those of sea-orm,
//! which `cargo test` does not compile.

#[path = "mistakes/compiler.rs"]
mod compiler;
#[path = "mistakes/judge.rs"]
mod judge;
#[path = "mistakes/table.rs"]
mod table;

use std::path::Path;

use compiler::Compiler;

const TABLES: [&str; 9] = [
    "stream_json/returned.rs",
    "stream_json/handle.rs",
    "stream_json/arguments.rs",
    "paginate/returned.rs",
    "paginate/request.rs",
    "paginate/walked.rs",
    "paginate/arguments.rs",
    "paginate/envelope.rs",
    "keyset.rs",
];

/// A table that shrinks no longer shows what it is for.
const FEWEST: usize = 150;

const DEPENDENCIES: &str = r#"
anyhow = "1"
axum = { version = "0.8", default-features = false, features = ["http1", "json", "macros", "query", "tokio"] }
chrono = { version = "0.4", default-features = false, features = ["serde"] }
futures = { version = "0.3", default-features = false, features = ["std"] }
serde = { version = "1", features = ["derive"] }
sqlx = { version = "0.9", default-features = false, features = ["chrono", "derive", "postgres", "runtime-tokio", "sqlite-bundled"] }
tokio = { version = "1", features = ["macros", "rt-multi-thread", "sync"] }
utoipa = "6"
velithon = { path = "REPOSITORY", features = ["chrono", "sqlx-postgres", "sqlx-sqlite", "utoipa"] }
"#;

#[test]
fn every_mistake_has_one_error_that_points_at_it_and_names_the_remedy() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tables = repository.join("tests/mistakes");
    let cases = table::read(&tables, &TABLES);
    assert!(cases.len() >= FEWEST, "{} cases", cases.len());
    judge::judge(&Compiler::new(repository, "mistakes", DEPENDENCIES), &tables, &cases);
}
