use velithon::paginate;

#[paginate(style = offset, page = "p")]
async fn offsets() -> Vec<u32> {
    vec![1]
}

#[paginate(limit = "n")]
async fn pages() -> Vec<u32> {
    vec![1]
}

fn main() {}
