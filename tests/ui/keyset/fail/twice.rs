use velithon::Keyset;

#[derive(Keyset)]
#[keyset(sort = "id", id)]
#[keyset(sort = "id", id desc)]
#[keyset(sort = "at", at, at desc, id)]
struct Row {
    #[keyset(unique)]
    id: i64,
    #[keyset(column = "at", column = "created")]
    at: i64,
}

fn main() {}
