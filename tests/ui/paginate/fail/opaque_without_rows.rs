use velithon::paginate;

#[paginate]
async fn handler() -> impl serde::Serialize {
    vec![1]
}

fn main() {}
