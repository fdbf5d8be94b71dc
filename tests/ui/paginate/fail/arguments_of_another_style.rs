use velithon::{Keyset, paginate};

#[derive(Clone, serde::Serialize, Keyset)]
#[keyset(sort = "id", id)]
struct Row {
    #[keyset(unique)]
    id: u32,
}

#[paginate(style = cursor, max_offset = 10, page = "p")]
async fn walked() -> Vec<Row> {
    vec![]
}

#[paginate(sort = "id", sort_name = "order", reverse = off, bind("tag"), sign = KEYS, cursor = "after")]
async fn numbered() -> Vec<Row> {
    vec![]
}

#[paginate(style = cursor, cursor = "sort", items = "next_cursor")]
async fn colliding() -> Vec<Row> {
    vec![]
}

#[paginate(style = cursor, bind = "tag", sign = "keys", sort = newest)]
async fn unreadable() -> Vec<Row> {
    vec![]
}

fn main() {}
