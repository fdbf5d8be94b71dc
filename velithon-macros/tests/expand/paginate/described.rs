/// The users.
#[paginate(size = 50, max_size = 100, openapi)]
#[cfg(feature = "users")]
#[utoipa::path(get, path = "/users", responses((status = 503, description = "Busy")))]
pub async fn users(State(db): State<Pool>, page: PageRequest) -> Rows<'_> {
    fetch(&db, page).await
}
