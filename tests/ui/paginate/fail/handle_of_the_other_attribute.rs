use velithon::paginate;

#[paginate]
async fn handler(rows: &velithon::Emitter<u32>) -> Vec<u32> {
    vec![1]
}

fn main() {}
