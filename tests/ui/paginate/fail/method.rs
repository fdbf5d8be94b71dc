use velithon::paginate;

struct Service;

impl Service {
    #[paginate]
    async fn handler(&self) -> Vec<u32> {
        vec![1]
    }
}

fn main() {}
