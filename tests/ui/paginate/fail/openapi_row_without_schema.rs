use serde::Serialize;
use velithon::{PageItems, PageRequest, paginate};

#[derive(Serialize)]
struct User;

type Users = Result<PageItems<User>, axum::http::StatusCode>;

#[paginate(openapi)]
#[utoipa::path(get, path = "/users")]
async fn users(_page: PageRequest) -> Users {
    Ok(PageItems::new(vec![User]))
}

fn main() {}
