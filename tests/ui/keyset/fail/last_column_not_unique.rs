use velithon::Keyset;

#[derive(Keyset)]
#[keyset(sort = "newest", at desc, group asc)]
#[keyset(sort = "group", group)]
struct Row {
    #[keyset(unique)]
    id: i64,
    at: i64,
    group: i64,
}

fn main() {}
