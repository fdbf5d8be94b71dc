//! Pages, whose links repeat the query of the request.

use velithon::paginate;

#[paginate(items = "users", size = 50)]
pub(crate) async fn users() -> Vec<u64> {
    (0..1_000).collect()
}
