use velithon::paginate;

#[paginate]
async fn handler() -> Vec<u32> {
    vec!["1"]
}

fn main() {}
