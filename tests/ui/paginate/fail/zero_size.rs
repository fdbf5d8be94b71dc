use velithon::paginate;

#[paginate(size = 0, max_size = -1)]
async fn handler() -> Vec<u32> {
    vec![1]
}

fn main() {}
