use velithon::paginate;

#[paginate(size = 100, max_size = 50)]
async fn handler() -> Vec<u32> {
    vec![1]
}

fn main() {}
