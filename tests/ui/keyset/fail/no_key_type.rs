use velithon::Keyset;

struct Point;

#[derive(Keyset)]
#[keyset(sort = "place", place, id)]
struct Row {
    #[keyset(unique)]
    id: i64,
    place: Point,
}

fn main() {}
