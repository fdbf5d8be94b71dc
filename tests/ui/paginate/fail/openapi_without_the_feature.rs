use utoipa::OpenApi;
use velithon_without::paginate;

mod velithon_without {
    pub use velithon::*;
    pub mod __private {
        pub use velithon::__private::{openapi_missing as openapi, *};
    }
}

#[paginate(crate = crate::velithon_without, openapi)]
#[utoipa::path(get, path = "/users")]
async fn users() -> Vec<u32> {
    vec![1, 2, 3]
}

#[derive(OpenApi)]
#[openapi(paths(users))]
struct Document;

fn main() {}
