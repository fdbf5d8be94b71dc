use velithon::paginate;

#[utoipa::path(get, path = "/users")]
#[paginate(openapi)]
async fn users() -> Vec<u32> {
    vec![1, 2, 3]
}

fn main() {}
