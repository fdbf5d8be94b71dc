//! Handlers with one mistake each over selects of sea-orm, judged as those of `tests/mistakes.rs` are, where their form is
//! described.

#[path = "../../../tests/mistakes/compiler.rs"]
mod compiler;
#[path = "../../../tests/mistakes/judge.rs"]
mod judge;
#[path = "../../../tests/mistakes/table.rs"]
mod table;

use std::path::Path;

use compiler::Compiler;

const DEPENDENCIES: &str = r#"
axum = { version = "0.8", default-features = false, features = ["http1", "json", "tokio"] }
sea-orm = { version = "2", default-features = false, features = ["macros"] }
serde = { version = "1", features = ["derive"] }
velithon = { path = "REPOSITORY", default-features = false, features = ["axum", "sea-orm"] }
"#;

#[test]
fn every_mistake_over_a_select_has_one_error_that_points_at_it_and_names_the_remedy() {
    let drivers = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tables = drivers.join("tests/mistakes");
    let cases = table::read(&tables, &["sea_orm.rs"]);
    assert!(cases.len() >= 12, "{} cases", cases.len());
    let compiler = Compiler::new(&drivers.join("../.."), "sea-orm-mistakes", DEPENDENCIES);
    judge::judge(&compiler, &tables, &cases);
}
