use velithon::paginate;

#[paginate(total = exact)]
async fn handler() -> impl Iterator<Item = u32> {
    0..10
}

fn main() {}
