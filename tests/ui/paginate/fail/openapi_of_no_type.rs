use velithon::paginate;

#[paginate(openapi = "User")]
#[utoipa::path(get, path = "/users")]
async fn users() -> Vec<u32> {
    vec![1, 2, 3]
}

fn main() {}
