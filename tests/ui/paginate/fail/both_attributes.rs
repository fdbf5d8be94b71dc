use velithon::{paginate, stream_json};

#[paginate]
#[stream_json]
async fn paginated() -> Vec<u32> {
    vec![1]
}

#[stream_json]
#[paginate]
async fn streamed() -> Vec<u32> {
    vec![1]
}

fn main() {}
