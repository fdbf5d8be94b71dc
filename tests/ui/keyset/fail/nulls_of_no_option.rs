use velithon::Keyset;

#[derive(Keyset)]
#[keyset(sort = "name", name nulls last, id)]
struct Row {
    #[keyset(unique)]
    id: i64,
    name: String,
}

fn main() {}
