use velithon::Keyset;

#[derive(Keyset)]
struct Row {
    #[keyset(unique)]
    id: i64,
}

#[derive(Keyset)]
#[keyset(sort = "id")]
struct NoColumn {
    #[keyset(unique)]
    id: i64,
}

fn main() {}
