use velithon::Keyset;

#[derive(Keyset)]
#[keyset(sort = "newest", created desc, id)]
#[keyset(sort = "oldest", created_at, ib)]
struct Row {
    #[keyset(unique)]
    id: i64,
    #[keyset(column = "created")]
    created_at: i64,
}

fn main() {}
