#[paginate(sort = "newest", openapi)]
#[utoipa::path(get, path = "/feed")]
async fn feed(page: CursorRequest<Post<'_>>) -> Result<PageItems<Post<'_>>, AppError> {
    read(page).await
}
