use velithon::{Keyset, paginate};

#[derive(serde::Serialize, Keyset)]
#[keyset(sort = "id", id asc)]
struct Person {
    #[keyset(unique)]
    id: i64,
}

#[paginate(style = cursor, batch = 10, deadline = "25s", formats = [ndjson], heartbeat = off, stall = "5s")]
async fn without_export() -> Vec<Person> {
    Vec::new()
}

#[paginate(style = cursor, export = on, batch = 0, deadline = "soon", formats = [yaml])]
async fn bad_values() -> Vec<Person> {
    Vec::new()
}

#[paginate(style = cursor, export, formats = [ndjson], heartbeat = "5s")]
async fn heartbeat_in_lines() -> Vec<Person> {
    Vec::new()
}

fn main() {}
