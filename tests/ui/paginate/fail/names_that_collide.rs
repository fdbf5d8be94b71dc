use velithon::paginate;

#[paginate(page = "n", size = "n")]
async fn parameters() -> Vec<u32> {
    vec![1]
}

#[paginate(items = "total")]
async fn members() -> Vec<u32> {
    vec![1]
}

#[paginate(items = none, links = body)]
async fn links() -> Vec<u32> {
    vec![1]
}

fn main() {}
