use velithon::Keyset;

#[derive(Keyset)]
#[keyset(sort = "id", id)]
enum Choice {
    One { id: i64 },
}

#[derive(Keyset)]
struct Pair(i64, i64);

#[derive(Keyset)]
struct Unit;

fn main() {}
