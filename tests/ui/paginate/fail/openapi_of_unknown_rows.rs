use serde::Serialize;
use velithon::{PageItems, PageRequest, paginate};

#[paginate(openapi)]
#[utoipa::path(get, path = "/users")]
async fn users(_page: PageRequest) -> PageItems<impl Serialize> {
    PageItems::new(vec![1])
}

fn main() {}
