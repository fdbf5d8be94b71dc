use velithon::Keyset;

#[derive(Keyset)]
#[keyset(sort = "newest", at desc)]
struct Row {
    at: i64,
}

fn main() {}
