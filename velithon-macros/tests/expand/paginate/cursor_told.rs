#[paginate(cursor = "after")]
fn feed(page: CursorRequest<Post>) -> Result<PageItems<Post>, AppError> {
    read(page)
}
