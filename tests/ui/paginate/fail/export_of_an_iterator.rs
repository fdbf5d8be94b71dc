use velithon::paginate;

#[paginate(style = cursor, export)]
async fn numbers() -> std::ops::Range<u32> {
    0..10
}

fn main() {}
