use serde::Serialize;
use velithon::paginate;

#[derive(Serialize, utoipa::ToSchema)]
struct User;

#[paginate(style = cursor, openapi)]
#[utoipa::path(get, path = "/users")]
async fn users() -> Vec<User> {
    vec![User]
}

fn main() {}
